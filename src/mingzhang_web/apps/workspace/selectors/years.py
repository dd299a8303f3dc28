"""Budget years as one user may see them (查预算年度)."""

from django.db.models import QuerySet

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.models import BudgetYear


def years(access: Access, action: Action = Action.SEE) -> QuerySet[BudgetYear]:
    """The budget years an action is allowed in, with their department."""
    return BudgetYear.objects.filter(access.within(action)).select_related(
        "department__bureau", "current_check"
    )
