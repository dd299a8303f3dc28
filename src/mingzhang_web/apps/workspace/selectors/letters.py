"""The letter of findings about one check (核对意见函): what is still to be dealt with."""

from datetime import date

from django.utils import timezone

from mingzhang.checks.report import rule_infos
from mingzhang.model import Finding as Found
from mingzhang.model import Report
from mingzhang.writers.letter import Letter, letter
from mingzhang.writers.where import Where
from mingzhang.writers.words import document_name
from mingzhang_web.apps.workspace.models import Check
from mingzhang_web.apps.workspace.selectors.checks import open_on
from mingzhang_web.apps.workspace.selectors.drawings import unpacked
from mingzhang_web.apps.workspace.selectors.sight import Sight


def letter_of(check: Check, sight: Sight, dated: date, reply_by: date | None) -> bytes:
    """A letter from the bureau to the department; answered findings of the current check stay out."""
    disclosure, report = unpacked(check)
    department = sight.year.department
    head = Letter(
        sender=department.bureau.name,
        addressee=department.name,
        document=document_name(disclosure),
        dated=dated,
        reply_by=reply_by,
    )
    where = Where(disclosure).exactly
    return letter(head, report, _standing(check, sight, report), rule_infos(), where)


def _standing(check: Check, sight: Sight, report: Report) -> list[Found]:
    if sight.year.current_check_id != check.pk:
        return list(report.findings)
    open_ = sight.year.findings.filter(open_on(timezone.localdate()))
    wanted = set(open_.values_list("rule", "message"))
    return [found for found in report.findings if (found.rule, found.message) in wanted]
