"""Checks and findings as the desk shows them (查核对与发现)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mingzhang.checks.report import rule_infos
from mingzhang.disclosure import Disclosure
from mingzhang.model import Place
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.models import BudgetYear, Check, Finding
from mingzhang_web.apps.workspace.packing import disclosure_of
from mingzhang_web.apps.workspace.selectors.sight import Sight

WEIGHTS = ("error", "warning", "info", "rounding")
TREND = 30


def open_on(day: date) -> Q:
    """Findings that somebody must still deal with on a day: also those whose explanation ran out."""
    ran_out = Q(state__in=(Finding.State.EXPLAINED, Finding.State.REJECTED)) & Q(
        explained_until__lt=day
    )
    return Q(gone_at__isnull=True) & (Q(state=Finding.State.OPEN) | ran_out)


def weight_of(finding: Finding) -> str:
    """What a finding is listed under: a tail of rounding (尾差) is none of the severities."""
    return "rounding" if finding.verdict == "rounding" else finding.severity


def where_of(finding: Finding) -> list[str]:
    """Where a finding was printed, in the words of the document, each place once."""
    return finding.where or places_of(finding)


def places_of(finding: Finding) -> list[str]:
    """Where a finding was printed, counted in the file, each place once."""
    places = msgspec.convert(finding.places, tuple[Place, ...])
    return list(dict.fromkeys(filter(None, map(str, places))))


def previous_disclosure(year: BudgetYear) -> Disclosure | None:
    """Last year's document of the same kind and department, where it was checked here."""
    last = Check.objects.filter(
        pk__in=BudgetYear.objects.filter(
            department=year.department_id, kind=year.kind, year=year.year - 1
        ).values("current_check")
    )
    found = last.only("disclosure").first()
    return disclosure_of(found.disclosure) if found else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; "" for everything."""

    weight: str = ""
    state: str = "open"
    rule: str = ""
    words: str = ""
    mine: bool = False


STATES = {
    "open": "待处理",
    "explained": "已说明",
    "rejected": "不成立",
    "fixed": "已改正",
    "all": "全部",
}


def narrowed(findings: QuerySet[Finding], wanted: Wanted, user_id: int) -> QuerySet[Finding]:
    """Findings that fit what is wanted, worst first."""
    found = findings.filter(_state(wanted.state))
    if wanted.weight == "rounding":
        found = found.filter(verdict="rounding")
    elif wanted.weight:
        found = found.filter(severity=wanted.weight).exclude(verdict="rounding")
    if wanted.rule:
        found = found.filter(rule=wanted.rule)
    if wanted.words:
        found = found.filter(message__icontains=wanted.words)
    if wanted.mine:
        found = found.filter(assigned_to=user_id)
    return found.select_related("assigned_to").annotate(said=Count("comments"))


def next_open(findings: QuerySet[Finding], after: Finding, user_id: int) -> Finding | None:
    """The open finding to deal with after one: the next in the list, else the first."""
    others = narrowed(findings, Wanted(), user_id).exclude(pk=after.pk)
    return others.filter(order__gt=after.order).first() or others.first()


def _state(state: str) -> Q:
    today = timezone.localdate()
    if state == "open":
        return open_on(today)
    if state == "fixed":
        return Q(gone_at__isnull=False)
    if state in ("explained", "rejected"):
        return Q(gone_at__isnull=True, state=state) & ~open_on(today)
    return Q()


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as the list shows it."""

    finding: Finding
    weight: str
    title: str
    places: tuple[str, ...]
    state: str
    is_open: bool
    late: bool
    comments: int


def lines(findings: Sequence[Finding]) -> list[Line]:
    """Findings with the words that the list needs."""
    return [line_of(finding) for finding in findings]


def line_of(finding: Finding) -> Line:
    """One finding with its words."""
    today = timezone.localdate()
    info = rule_infos().get(finding.rule)
    is_open = is_open_on(finding, today)
    return Line(
        finding,
        weight_of(finding),
        info.title if info else "",
        tuple(where_of(finding)),
        state_in_words(finding, today),
        is_open,
        is_open and finding.due_on is not None and finding.due_on < today,
        getattr(finding, "said", 0),
    )


def is_open_on(finding: Finding, day: date) -> bool:
    """The same as `open_on`, for one that was read."""
    if finding.gone_at is not None:
        return False
    until = finding.explained_until
    return finding.state == Finding.State.OPEN or (until is not None and until < day)


def state_in_words(finding: Finding, day: date) -> str:
    """Where a finding stands."""
    if finding.gone_at is not None:
        return "已改正"
    if finding.state != Finding.State.OPEN and is_open_on(finding, day):
        return "说明已过期"
    return str(finding.get_state_display())


def counts(findings: QuerySet[Finding]) -> dict[str, int]:
    """Open findings by weight; one query."""
    open_ = open_on(timezone.localdate())
    fails = ~Q(verdict="rounding")
    return findings.aggregate(
        error=Count("pk", filter=open_ & fails & Q(severity="error")),
        warning=Count("pk", filter=open_ & fails & Q(severity="warning")),
        info=Count("pk", filter=open_ & fails & Q(severity="info")),
        rounding=Count("pk", filter=open_ & Q(verdict="rounding")),
        answered=Count("pk", filter=Q(gone_at__isnull=True) & ~open_),
        fixed=Count("pk", filter=Q(gone_at__isnull=False)),
    )


def trend(year: BudgetYear) -> list[Check]:
    """The checks that were current, oldest first, without their documents."""
    made = year.checks.filter(current_at__isnull=False).defer("disclosure", "report")
    return list(made.order_by("-current_at", "-pk")[:TREND])[::-1]


@dataclass(frozen=True, slots=True)
class Late:
    """An assignment whose day has passed (逾期未办)."""

    finding: Finding
    days: int


def late_assignments(access: Access, today: date) -> list[Late]:
    """Open findings past their day in every department one sees, the latest first."""
    within = access.within(Action.SEE_BOARD, "budget_year__department", "budget_year__year")
    found = Finding.objects.filter(within & open_on(today), due_on__lt=today)
    found = found.select_related("assigned_to", "budget_year__department").order_by("due_on")
    return [Late(one, (today - one.due_on).days) for one in found if one.due_on]


@dataclass(frozen=True, slots=True)
class Seen:
    """How many open findings of a budget year somebody sees; `whole`: all that there are."""

    errors: int
    warnings: int
    whole: bool


def seen_open(access: Access, user: User, years: Sequence[BudgetYear]) -> dict[int, Seen]:
    """Open findings of years by number, as far as a user sees them; one query."""
    whole = {one.pk for one in years if Sight.of(access, user, one).whole}
    rest = {one.pk for one in years} - whole
    seen = Q(budget_year__in=whole) | Q(budget_year__in=rest, assigned_to=user)
    counted = _counted(Finding.objects.filter(seen), "budget_year", timezone.localdate())
    rows = {row["budget_year"]: (row["errors"], row["warnings"]) for row in counted}
    return {one.pk: Seen(*rows.get(one.pk, (0, 0)), one.pk in whole) for one in years}


@dataclass(frozen=True, slots=True)
class OpenCount:
    """How many findings are open for a department's year, or for a person (None: nobody yet)."""

    name: str | None
    year: BudgetYear | None
    errors: int
    warnings: int
    late: int


def open_by_department(access: Access, today: date) -> list[OpenCount]:
    """Open findings by budget year, for the board; years without any are left out."""
    years = BudgetYear.objects.filter(access.within(Action.SEE_BOARD))
    counted = _counted(Finding.objects.filter(budget_year__in=years), "budget_year", today)
    known = years.select_related("department").in_bulk([row["budget_year"] for row in counted])
    return [
        OpenCount(
            str(known[row["budget_year"]]),
            known[row["budget_year"]],
            row["errors"],
            row["warnings"],
            row["late"],
        )
        for row in counted
    ]


def open_by_person(access: Access, today: date) -> list[OpenCount]:
    """Open findings by who must deal with them, for the board; nobody's have no name."""
    within = access.within(Action.SEE_BOARD, "budget_year__department", "budget_year__year")
    counted = _counted(Finding.objects.filter(within), "assigned_to__full_name", today)
    return [
        OpenCount(row["assigned_to__full_name"], None, row["errors"], row["warnings"], row["late"])
        for row in counted
    ]


def _counted(findings: QuerySet[Finding], by: str, today: date) -> list[dict[str, Any]]:
    found = findings.filter(open_on(today), verdict="fail").order_by()
    counted = found.values(by).annotate(
        errors=Count("pk", filter=Q(severity="error")),
        warnings=Count("pk", filter=Q(severity="warning")),
        late=Count("pk", filter=Q(due_on__lt=today)),
    )
    rows: list[dict[str, Any]] = list(counted.order_by("-late", "-errors", by))
    return rows
