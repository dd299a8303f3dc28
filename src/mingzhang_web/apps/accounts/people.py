"""Who may do something somewhere (有权限的人员): for lists to choose a person from."""

from django.db.models import Q, QuerySet

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import ALLOWED, Action
from mingzhang_web.apps.organisations.models import Department


def people_who_may(action: Action, department: Department, year: int) -> QuerySet[User]:
    """Active users with a grant that allows an action in a department and year, by name."""
    roles = [role for role, allowed in ALLOWED.items() if action in allowed]
    place = Q(grants__department=department) | Q(grants__bureau=department.bureau_id)
    time = Q(grants__year=None) | Q(grants__year=year)
    found = User.objects.filter(place & time & Q(grants__role__in=roles), is_active=True)
    return found.distinct().order_by("full_name", "username")
