"""Opening budget years (开立预算年度)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mingzhang.ledger.sheets import DEPARTMENT
from mingzhang.model import WrongUsage
from mingzhang.profiles import Profile, profiles
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Department
from mingzhang_web.apps.organisations.selectors import standing
from mingzhang_web.apps.organisations.services import demand_open
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.models.years import Kind
from mingzhang_web.apps.workspace.selectors.ledgers import typed_rows
from mingzhang_web.apps.workspace.services.ledgers import offices_of_projects, replace_rows


@transaction.atomic
def open_year(
    actor: Actor, department: Department, year: int, profile: str, kind: str = Kind.BUDGET
) -> BudgetYear:
    """A budget year of a department; the existing one where it is open already."""
    found, new = BudgetYear.objects.get_or_create(
        department=department,
        year=year,
        kind=kind,
        defaults={"profile": profile, "created_at": timezone.now()},
    )
    if new:
        record(
            actor,
            "year.open",
            f"开立{found}",
            found,
            department_id=department.pk,
            new={"year": year, "kind": kind, "profile": profile},
        )
    return found


@transaction.atomic
def begin_year(
    actor: Actor,
    access: Access,
    department: Department,
    year: int,
    profile: str,
    kind: str = Kind.BUDGET,
    carry_on: BudgetYear | None = None,
) -> BudgetYear:
    """A new budget year with a ledger to start from: that of an earlier year, or the head row.

    A year that is open already is left as it is.

    Raises:
        PermissionDenied: not this user's department.
        WrongUsage: the department is closed.
    """
    if not access.may(Action.COMPILE, department, year):
        raise PermissionDenied(str(department))
    demand_taking(department, year, kind)
    found = open_year(actor, department, year, profile, kind)
    if found.rows.exists():
        return found
    if carry_on is not None and access.may(Action.SEE, department, carry_on.year):
        rows = typed_rows(carry_on)
        source = str(carry_on)
    else:
        rows, source = {DEPARTMENT.name: _first_rows(department)}, "空账簿"
    for row in rows[DEPARTMENT.name]:
        if row.get("层级") == "部门":
            row.update({"年度": str(year), "公开样式": profile})
    offices = offices_of_projects(carry_on) if carry_on else {}
    kept = {project: office for project, office in offices.items() if not office.is_closed}
    replace_rows(actor, found, rows, kept, source)
    return found


def demand_taking(department: Department, year: int, kind: str) -> None:
    """Raises WrongUsage where a department is closed then; its accounts are still to be rendered."""
    last = department.closed_on
    if last is None or (year <= last.year and kind == Kind.FINAL_ACCOUNTS):
        return
    demand_open(department)
    if year > last.year:
        raise WrongUsage(f"“{department}”的最后一天是 {last}，不再开立 {year} 年度。")


def budget_profiles() -> list[Profile]:
    """The profiles that a budget can be published in."""
    return [profile for profile in profiles() if profile.kind == "budget"]


def _first_rows(department: Department) -> list[dict[str, str]]:
    head = {
        "层级": "部门",
        "代码": department.code,
        "名称": department.name,
        "地区": department.bureau.region,
        "级次": department.level,
    }
    units = [
        {"层级": "单位", "代码": unit.code, "名称": unit.name}
        for unit in standing(department.units.all())
    ]
    return [head, *[{key: text for key, text in unit.items() if text} for unit in units]]
