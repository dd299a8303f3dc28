"""Looking up departments, units and offices (查机构)."""

from django.db.models import QuerySet

from mingzhang_web.apps.organisations.models import Department, Office


def departments() -> QuerySet[Department]:
    """All departments with their bureau."""
    return Department.objects.select_related("bureau")


def offices_of(department: Department) -> QuerySet[Office]:
    """The offices of a department."""
    return department.offices.all()
