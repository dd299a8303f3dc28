"""Opening budget years (开立预算年度)."""

from django.db import transaction
from django.utils import timezone

from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Department
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.models.years import Kind


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
