"""What a finance bureau sees of its departments (审核各部门): one row each, contents once checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.models import BudgetYear, Check, Finding, Import, Transition
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.checks import open_on
from mingzhang_web.apps.workspace.selectors.deadlines import Deadline, publication
from mingzhang_web.apps.workspace.selectors.sight import REVIEWED
from mingzhang_web.apps.workspace.selectors.years import years

COMPARED = ("收入总计", "支出总计", "基本支出", "项目支出", "“三公”经费")


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """One department's year as its bureau sees it.

    `shown`: whether its contents may be seen; the counts are None where not. `received`: when
    it was last checked by the department; `handed_in`: files that the bureau itself put in.
    """

    year: BudgetYear
    shown: bool
    received: datetime | None
    errors: int | None
    warnings: int | None
    answered: int | None
    undetermined: int | None
    handed_in: int
    clock: Deadline | None


@dataclass(frozen=True, slots=True)
class Totals:
    """All departments in four numbers."""

    departments: int
    received: int
    errors: int
    late: int


def reviewed_years(access: Access) -> list[int]:
    """The years that there is anything to review of, newest first."""
    found = years(access, Action.REVIEW).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def department_lines(access: Access, year: int, today: date) -> list[DepartmentLine]:
    """Every department of a year, by code; the same number of queries however many there are."""
    found = list(
        years(access, Action.REVIEW).filter(year=year).order_by("department__code", "kind")
    )
    counted = _counts(found, today)
    checked = Transition.objects.filter(budget_year__in=found, after=Stage.CHECKED).order_by()
    received = dict(checked.values_list("budget_year").annotate(Max("at")))
    own = Import.objects.filter(budget_year__in=found, for_review=True).order_by()
    files = dict(own.values_list("budget_year").annotate(Count("pk")))
    return [
        _line(one, counted.get(one.pk, {}), received.get(one.pk), files.get(one.pk, 0), today)
        for one in found
    ]


def totals(lines: Sequence[DepartmentLine]) -> Totals:
    """The sums of a list."""
    return Totals(
        len(lines),
        sum(line.shown for line in lines),
        sum(line.errors or 0 for line in lines),
        sum(
            line.clock is not None and not line.clock.done and line.clock.late > 0 for line in lines
        ),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of one department in 元 beside last year's; `percent` with one decimal."""

    now: Decimal | None
    before: Decimal | None

    @property
    def percent(self) -> Decimal | None:
        """How much more than last year, as 0–100; None where there is nothing to compare with."""
        if self.now is None or not self.before:
            return None
        return ((self.now - self.before) * 100 / self.before).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Compared:
    """The key figures of one department, in the order of `COMPARED`."""

    year: BudgetYear
    figures: tuple[Change, ...]


def compared(access: Access, year: int) -> list[Compared]:
    """Departments beside each other and beside their last year, as far as both may be seen."""
    seen = years(access, Action.REVIEW).filter(stage__in=REVIEWED, current_check__isnull=False)
    now = list(seen.filter(year=year).order_by("department__code"))
    before = {(one.department_id, one.kind): one for one in seen.filter(year=year - 1)}
    return [
        Compared(
            one, _changes(one.current_check, _check_of(before.get((one.department_id, one.kind))))
        )
        for one in now
    ]


def median_change(lines: Sequence[Compared], number: int) -> Decimal | None:
    """The middle change of a figure among peers, in percent; a department is held against it."""
    found = sorted(p for line in lines if (p := line.figures[number].percent) is not None)
    if not found:
        return None
    half = len(found) // 2
    return found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2


def _check_of(year: BudgetYear | None) -> Check | None:
    return year.current_check if year else None


def _changes(now: Check | None, before: Check | None) -> tuple[Change, ...]:
    return tuple(Change(_figure(now, name), _figure(before, name)) for name in COMPARED)


def _figure(check: Check | None, name: str) -> Decimal | None:
    text = check.figures.get(name) if check else None
    return Decimal(text) if text is not None else None


def _line(
    year: BudgetYear,
    counted: Mapping[str, Any],
    received: datetime | None,
    files: int,
    today: date,
) -> DepartmentLine:
    check = year.current_check
    shown = year.stage in REVIEWED and check is not None
    clock = publication(year, today)
    if not shown or check is None:
        return DepartmentLine(year, False, None, None, None, None, None, files, clock)
    return DepartmentLine(
        year,
        True,
        received or check.made_at,
        counted.get("errors", 0),
        counted.get("warnings", 0),
        counted.get("answered", 0),
        check.undetermined,
        files,
        clock,
    )


def _counts(found: Sequence[BudgetYear], today: date) -> dict[int, Mapping[str, Any]]:
    open_ = open_on(today)
    rows = (
        Finding.objects.filter(budget_year__in=found, verdict="fail", gone_at__isnull=True)
        .order_by()
        .values("budget_year")
        .annotate(
            errors=Count("pk", filter=open_ & Q(severity="error")),
            warnings=Count("pk", filter=open_ & Q(severity="warning")),
            answered=Count("pk", filter=~open_),
        )
    )
    return {row["budget_year"]: row for row in rows}
