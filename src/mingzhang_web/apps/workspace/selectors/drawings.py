"""The drawn document of a check (画出来的公开文本), and its report in other forms."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.checks.report import rule_infos
from mingzhang.disclosure import Disclosure
from mingzhang.model import Finding as Found
from mingzhang.model import Report
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.checklist import checklist
from mingzhang.writers.report_html import Drawing, draw, legend, report_html
from mingzhang.writers.report_json import findings_json
from mingzhang.writers.report_xlsx import report_xlsx
from mingzhang.writers.where import Where
from mingzhang.writers.words import document_name, weight
from mingzhang_web.apps.workspace.models import Check
from mingzhang_web.apps.workspace.packing import disclosure_of, report_of

REMEMBERED = 6


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One finding of a report as a page lists it; `spot`: where it is drawn, "" for nowhere."""

    number: int
    weight: str
    rule: str
    title: str
    message: str
    places: tuple[str, ...]
    spot: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A check with its document drawn."""

    drawing: Drawing
    legend: str
    report: Report
    name: str
    where: Where

    def found(self, number: int) -> Found | None:
        """A finding by its number in the report, from 0."""
        findings = self.report.findings
        return findings[number] if 0 <= number < len(findings) else None

    def spot(self, number: int) -> str:
        """The id under which the first place of a finding is drawn."""
        found = self.found(number)
        places = found.places if found else ()
        return next(filter(None, map(self.drawing.pen.find, places)), "")

    def lines(self) -> list[FoundLine]:
        """Every finding of the report, worst first."""
        return [self._line(number, found) for number, found in enumerate(self.report.findings)]

    def _line(self, number: int, found: Found) -> FoundLine:
        info = rule_infos().get(found.rule)
        places = tuple(dict.fromkeys(filter(None, map(self.where.told, found.places))))
        return FoundLine(
            number,
            weight(found).value,
            found.rule,
            info.title if info else "",
            found.message,
            places,
            self.spot(number),
        )


def drawn(check: Check) -> Drawn:
    """Draw a check; the newest few stay drawn, for a check never changes."""
    return _drawn(check.pk)


@lru_cache(maxsize=REMEMBERED)
def _drawn(pk: int) -> Drawn:
    disclosure, report = unpacked(Check.objects.only("disclosure", "report").get(pk=pk))
    drawing = draw(disclosure, report, rule_infos())
    return Drawn(drawing, legend(), report, document_name(disclosure), Where(disclosure))


def unpacked(check: Check) -> tuple[Disclosure, Report]:
    """The document and the report of a check."""
    return disclosure_of(check.disclosure), report_of(check.report)


def rule_of(rule: str) -> RuleInfo | None:
    """What a rule says of itself."""
    return rule_infos().get(rule)


def _html(disclosure: Disclosure, report: Report) -> bytes:
    return report_html(disclosure, report, rule_infos(), checklist(disclosure, report))


def _xlsx(disclosure: Disclosure, report: Report) -> bytes:
    return report_xlsx(disclosure, report, rule_infos(), checklist(disclosure, report))


REPORTS: dict[str, tuple[str, Callable[[Disclosure, Report], bytes]]] = {
    "html": ("text/html; charset=utf-8", _html),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "json": ("application/json", findings_json),
}
"""The forms a report is downloaded in: kind → media type and writer; the workbook has the 检查表."""
