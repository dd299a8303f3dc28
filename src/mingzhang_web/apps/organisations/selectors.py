"""Looking up departments, units and offices (查机构)."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Count, QuerySet
from django.http import Http404

from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Place, Unit

Kept = TypeVar("Kept", bound=Place)
KINDS: dict[str, type[Place]] = {
    "bureau": Bureau,
    "department": Department,
    "unit": Unit,
    "office": Office,
}
"""How addresses name the kinds of places."""


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


def bureaus() -> QuerySet[Bureau]:
    """All finance bureaus by name."""
    return Bureau.objects.order_by("name")


def standing(places: Iterable[Kept]) -> list[Kept]:
    """The places that take new work (在用)."""
    return [one for one in places if not one.is_closed]


def place_or_404(kind: str, pk: int) -> Place:
    """A place by its kind and number. Raises Http404."""
    model = KINDS.get(kind)
    found = model._default_manager.filter(pk=pk).first() if model else None
    if found is None:
        raise Http404
    return found


def department_or_404(slug: str) -> Department:
    """A department by its name in addresses. Raises Http404."""
    found = departments().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
