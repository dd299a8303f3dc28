"""Looking up departments, units and offices (查机构)."""

from django.db.models import Count, QuerySet
from django.http import Http404

from mingzhang_web.apps.organisations.models import Department


def departments() -> QuerySet[Department]:
    """All departments with their bureau."""
    return Department.objects.select_related("bureau")


def departments_with_counts() -> QuerySet[Department]:
    """All departments by bureau, with how many units and offices they have."""
    return (
        departments()
        .annotate(
            unit_count=Count("units", distinct=True), office_count=Count("offices", distinct=True)
        )
        .order_by("bureau__name", "code")
    )


def department_or_404(slug: str) -> Department:
    """A department by its name in addresses. Raises Http404."""
    found = departments().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
