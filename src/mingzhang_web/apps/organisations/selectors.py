"""Looking up departments, units and offices (查机构)."""

from django.db.models import QuerySet
from django.http import Http404

from mingzhang_web.apps.organisations.models import Department, Office


def departments() -> QuerySet[Department]:
    """All departments with their bureau."""
    return Department.objects.select_related("bureau")


def department_or_404(slug: str) -> Department:
    """A department by its name in addresses. Raises Http404."""
    found = departments().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def offices_of(department: Department) -> QuerySet[Office]:
    """The offices of a department."""
    return department.offices.all()
