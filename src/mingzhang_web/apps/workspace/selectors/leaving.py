"""What somebody who leaves has in hand (离岗时手上的工作), without what it says.

For the administrator who shuts them out: counts and names, no content of a draft.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from mingzhang.ledger.sheets import PROJECTS
from mingzhang_web.apps.accounts.models import Grant, User
from mingzhang_web.apps.accounts.people import people_who_may
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS, Action, Role
from mingzhang_web.apps.workspace.editing import standing_submissions
from mingzhang_web.apps.workspace.models import BudgetYear, Finding
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.checks import open_on


@dataclass(frozen=True, slots=True)
class Assigned:
    """The open findings of one budget year that were given to them; `heirs`: who may take over."""

    year: BudgetYear
    count: int
    late: int
    heirs: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """One role of theirs (岗位): `others` hold the same; `drafts`: years with projects not handed in."""

    grant: Grant
    others: tuple[User, ...]
    drafts: tuple[BudgetYear, ...]


def assigned_to(user: User, today: date) -> list[Assigned]:
    """Open findings given to somebody, by budget year."""
    mine = Finding.objects.filter(open_on(today), assigned_to=user).order_by()
    counted = mine.values("budget_year").annotate(
        count=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today))
    )
    years = BudgetYear.objects.select_related("department").in_bulk(
        [row["budget_year"] for row in counted]
    )
    found = [(years[row["budget_year"]], row["count"], row["late"]) for row in counted]
    return [
        Assigned(year, count, late, heirs(user, year))
        for year, count, late in sorted(found, key=lambda one: str(one[0]))
    ]


def heirs(leaver: User, year: BudgetYear) -> tuple[User, ...]:
    """Who else may deal with findings of a year."""
    able = people_who_may(Action.RESOLVE, year.department, year.year)
    return tuple(able.exclude(pk=leaver.pk))


def posts_of(user: User, today: date) -> list[Post]:
    """Their roles in departments and bureaus that hold today, with who else holds them."""
    held = user.grants.in_force(today).exclude(role__in=ADMINISTRATORS)
    places = held.select_related("bureau", "department", "unit", "office")
    return [Post(one, _others(one, today), tuple(_drafts(one))) for one in places]


def _others(held: Grant, today: date) -> tuple[User, ...]:
    same = Grant.objects.in_force(today).filter(
        Q(office=held.office) & (Q(year=None) | Q(year=held.year)),
        Q(unit=None) | Q(unit=held.unit),
        role=held.role,
        bureau=held.bureau,
        department=held.department,
    )
    others = User.objects.filter(pk__in=same.values("user"), is_active=True)
    return tuple(others.exclude(pk=held.user_id).order_by("full_name", "username"))


def _drafts(held: Grant) -> Iterable[BudgetYear]:
    """Years in which an office has projects that it has not handed in."""
    if held.role != Role.PROJECT_OFFICE or held.office is None:
        return
    years = BudgetYear.objects.filter(
        department=held.department_id,
        stage=Stage.DRAFT,
        rows__sheet=PROJECTS.name,
        rows__office=held.office,
    )
    if held.year:
        years = years.filter(year=held.year)
    for year in years.distinct().select_related("department").prefetch_related("submissions"):
        if held.office_id not in standing_submissions(year):
            yield year
