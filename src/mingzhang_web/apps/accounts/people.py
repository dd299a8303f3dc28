"""Who may do something somewhere (有权限的人员): for lists to choose a person from."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from mingzhang_web.apps.accounts.models import Grant, User
from mingzhang_web.apps.accounts.roles import ALLOWED, Action
from mingzhang_web.apps.organisations.models import Department


def people_who_may(action: Action, department: Department, year: int) -> QuerySet[User]:
    """Active users whose grants allow an action in a department and year today, by name."""
    roles = [role for role, allowed in ALLOWED.items() if action in allowed]
    place = Q(department=department) | Q(bureau=department.bureau_id)
    time = Q(year=None) | Q(year=year)
    held = Grant.objects.in_force(timezone.localdate()).filter(place & time, role__in=roles)
    found = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return found.order_by("full_name", "username")
