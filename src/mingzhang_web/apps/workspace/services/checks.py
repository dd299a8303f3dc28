"""Keeping checks, and the findings that follow from them (核对)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mingzhang.batch.compiling import compile_rows
from mingzhang.checks.facts import Facts
from mingzhang.disclosure import Disclosure
from mingzhang.model import Finding as Found
from mingzhang.model import MingzhangError, Problem, Report, Source
from mingzhang.model.figures import MILLIONTHS
from mingzhang.writers.site.key_figures import key_figures
from mingzhang.writers.where import Where
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.workspace.editing import OPEN_STAGES
from mingzhang_web.apps.workspace.models import BudgetYear, Check, Explanation, Finding
from mingzhang_web.apps.workspace.models.checks import FORMS
from mingzhang_web.apps.workspace.packing import packed
from mingzhang_web.apps.workspace.selectors.checks import open_on, previous_disclosure
from mingzhang_web.apps.workspace.selectors.ledgers import typed_rows
from mingzhang_web.apps.workspace.services.refusals import Refused

_ANSWERS = (Finding.State.EXPLAINED, Finding.State.REJECTED)


@dataclass
class CannotCheck(MingzhangError):
    """A ledger that cannot be compiled yet; `problems` name every spot."""

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        first = self.problems[0]
        where = f"{first.at}：" if str(first.at) else ""
        return f"账簿有 {len(self.problems)} 处要先改正，例如{where}{first.message}"


def keep_check(
    year: BudgetYear, disclosure: Disclosure, report: Report, *, revision: int | None = None
) -> Check:
    """Keep what a check says; `revision` is the ledger's where it was compiled from it."""
    summary = report.summary
    return Check.objects.create(
        budget_year=year,
        source_name=disclosure.source.name[:200],
        from_ledger=revision is not None,
        revision=revision or 0,
        disclosure=packed(disclosure),
        report=packed(report),
        errors=summary.error,
        warnings=summary.warning,
        infos=summary.info,
        undetermined=summary.undetermined,
        figures=figures_of(disclosure),
        made_at=timezone.now(),
    )


@transaction.atomic
def check_ledger(actor: Actor, access: Access, year: BudgetYear) -> Check:
    """Compile the ledger as it stands, check it, and let the findings follow.

    Raises:
        Refused: not this user's to check, or the year is approved or published.
        CannotCheck: the ledger must be put right first.
    """
    if not access.may(Action.COMPILE, year.department, year.year):
        raise Refused("您没有汇总、核对的权限。")
    lock(year)
    if year.stage not in OPEN_STAGES:
        raise Refused("这个预算年度已经批准或公开，账簿没有变，不用再核对。")
    try:
        source = Source(f"{year}账簿", "ledger", "")
        made = compile_rows(typed_rows(year), source, previous_disclosure(year))
    except MingzhangError as error:
        raise CannotCheck((Problem(str(error)),)) from error
    if made.disclosure is None or made.report is None:
        raise CannotCheck(made.problems)
    check = keep_check(year, made.disclosure, made.report, revision=year.revision)
    make_current(actor, year, check, made.disclosure, made.report)
    return check


@transaction.atomic
def make_current(
    actor: Actor, year: BudgetYear, check: Check, disclosure: Disclosure, report: Report
) -> None:
    """Let a check be what would be published: the findings of the year follow from it."""
    now = timezone.now()
    _follow(year, report, Where(disclosure))
    still = year.findings.filter(open_on(timezone.localdate()), verdict="fail")
    check.current_at = now
    check.open_errors = still.filter(severity="error").count()
    check.open_warnings = still.filter(severity="warning").count()
    check.save(update_fields=["current_at", "open_errors", "open_warnings"])
    year.current_check = check
    year.save(update_fields=["current_check"])
    record(
        actor,
        "check.make",
        f"{year}：核对（{check.source_name}），错误 {check.errors}，警告 {check.warnings}",
        check,
        department_id=year.department_id,
        new={
            "errors": check.errors,
            "warnings": check.warnings,
            "infos": check.infos,
            "undetermined": check.undetermined,
            "revision": check.revision,
        },
    )


def figures_of(disclosure: Disclosure) -> dict[str, str]:
    """The key figures of a document in 元 by name, as exact text, and how many projects it has."""
    found = {one.name: one.figure for one in key_figures(Facts(disclosure))}
    money = {name: str(Decimal(figure.value) / MILLIONTHS) for name, figure in found.items()}
    return {**money, FORMS: str(len(disclosure.projects))}


def lock(year: BudgetYear) -> None:
    """Read a year anew and keep others from changing it until this is done."""
    BudgetYear.objects.select_for_update(of=("self",)).get(pk=year.pk)
    year.refresh_from_db(fields=["stage", "revision", "approved_on", "current_check"])


def fingerprint(found: Found) -> str:
    """What makes a finding the same in the next check: its rule, and its sentence with both values."""
    return sha256(f"{found.rule}\0{found.message}".encode()).hexdigest()


def _follow(year: BudgetYear, report: Report, where: Where) -> None:
    """Bring findings up to date: new, back again, gone; what people said of them stays."""
    known = {finding.fingerprint: finding for finding in year.findings.all()}
    seen: dict[str, tuple[int, Found]] = {}
    for number, found in enumerate(report.findings):
        seen.setdefault(fingerprint(found), (number, found))
    fresh = [_new(year, mark, where, *seen[mark]) for mark in seen if mark not in known]
    Finding.objects.bulk_create(fresh)
    still = [known[mark] for mark in seen if mark in known]
    answers = _standing_answers(finding for finding in still if finding.gone_at)
    today = timezone.localdate()
    for finding in still:
        _seen_again(finding, *seen[finding.fingerprint], answers, today)
        finding.where = _told(where, seen[finding.fingerprint][1])
    gone = [one for mark, one in known.items() if mark not in seen and one.gone_at is None]
    for finding in gone:
        finding.gone_at, finding.state = timezone.now(), Finding.State.FIXED
    fields = ["severity", "verdict", "message", "places", "where", "order", "state", "gone_at"]
    Finding.objects.bulk_update([*still, *gone], [*fields, "explained_until"], batch_size=200)


def _new(year: BudgetYear, mark: str, where: Where, number: int, found: Found) -> Finding:
    return Finding(
        budget_year=year,
        fingerprint=mark,
        rule=found.rule,
        severity=found.severity.value,
        verdict=found.verdict.value,
        message=found.message,
        places=msgspec.to_builtins(found.places),
        where=_told(where, found),
        order=number,
        first_seen_at=timezone.now(),
    )


def _told(where: Where, found: Found) -> list[str]:
    return list(dict.fromkeys(filter(None, map(where.told, found.places))))


def _seen_again(
    finding: Finding,
    number: int,
    found: Found,
    answers: dict[int, Explanation],
    today: date,
) -> None:
    """A finding that a check found again: an answer holds as long as it said."""
    finding.order = number
    finding.severity, finding.verdict = found.severity.value, found.verdict.value
    finding.places = msgspec.to_builtins(found.places)
    if finding.gone_at is not None:
        answer = answers.get(finding.pk)
        finding.state = Finding.State(answer.state) if answer else Finding.State.OPEN
        finding.explained_until = answer.valid_until if answer else None
        finding.gone_at = None
    if finding.explained_until and finding.explained_until < today:
        finding.state, finding.explained_until = Finding.State.OPEN, None


def _standing_answers(findings: Iterable[Finding]) -> dict[int, Explanation]:
    """The newest explanation or rejection of each, where it was not taken back."""
    asked = Q(finding__in=[finding.pk for finding in findings])
    newest = {one.finding_id: one for one in Explanation.objects.filter(asked)}
    return {pk: one for pk, one in newest.items() if one.state in _ANSWERS}
