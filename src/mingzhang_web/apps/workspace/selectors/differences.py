"""A document beside last year's (与上年比较), figure by figure."""

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.comparison import Change, Comparison, compare
from mingzhang.comparison.model import Line
from mingzhang.writers.comparison_report import difference, percentage
from mingzhang_web.apps.workspace.models import BudgetYear, Check
from mingzhang_web.apps.workspace.packing import disclosure_of
from mingzhang_web.apps.workspace.selectors.sight import REVIEWED, Sight

WORDS = {Change.ADDED: "新增", Change.REMOVED: "减去", Change.CHANGED: "改变"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed figure as a page shows it, amounts as printed with their unit.

    `size`: the change in millionths, whatever the unit; `share`: in percent of the old figure.
    """

    row: str
    column: str
    what: str
    before: str
    after: str
    by: str
    percent: str
    size: int
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class PartDifferences:
    """The changes in one table or form."""

    title: str
    lines: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that changed from last year's document to this one."""

    old: str
    new: str
    same: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    parts: tuple[PartDifferences, ...]

    @property
    def changed(self) -> int:
        """How many figures are not the same."""
        return sum(len(part.lines) for part in self.parts)


@dataclass(frozen=True, slots=True)
class InPart:
    """One changed figure with the table or form it stands in, and that one's place."""

    part: str
    place: int
    line: Difference


def in_parts(found: Differences | None, place: int | None = None) -> list[InPart]:
    """Every changed figure, table after table; of one table where its place is given."""
    return [
        InPart(part.title, number, line)
        for number, part in enumerate(found.parts if found else ())
        if place in (None, number)
        for line in part.lines
    ]


def differences_from_last_year(sight: Sight) -> Differences | None:
    """The differences; None where one of the two documents is not there or may not be seen."""
    now = sight.check()
    before = _last_check(sight)
    if now is None or before is None:
        return None
    return told(compare(disclosure_of(before.disclosure), disclosure_of(now.disclosure)))


def _last_check(sight: Sight) -> Check | None:
    """Last year's check; a reviewer sees it only where it is past checking."""
    year = sight.year
    last = BudgetYear.objects.filter(
        department=year.department_id, kind=year.kind, year=year.year - 1
    )
    if not sight.member:
        last = last.filter(stage__in=REVIEWED)
    return Check.objects.filter(pk__in=last.values("current_check")).only("disclosure").first()


def told(found: Comparison) -> Differences:
    """A comparison as pages show it."""
    parts = (
        PartDifferences(part.title, tuple(_line(line) for line in part.changed()))
        for part in found.parts
    )
    return Differences(
        found.old,
        found.new,
        found.count(Change.SAME),
        tuple(found.projects(Change.ADDED)),
        tuple(found.projects(Change.REMOVED)),
        tuple(part for part in parts if part.lines),
    )


def _line(line: Line) -> Difference:
    before, after = line.before, line.after
    share = percentage(line)
    return Difference(
        line.row,
        line.column,
        WORDS[line.change],
        f"{before.text}{before.unit}" if before else "",
        f"{after.text}{after.unit}" if after else "",
        difference(line),
        f"{share}%" if share else "",
        line.difference,
        Decimal(share) if share else None,
    )
