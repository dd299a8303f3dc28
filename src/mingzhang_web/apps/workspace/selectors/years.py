"""Budget years as one user may see them (查预算年度)."""

from django.db.models import QuerySet
from django.http import Http404

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.models import BudgetYear


def years(access: Access, action: Action = Action.SEE) -> QuerySet[BudgetYear]:
    """The budget years an action is allowed in, with their department."""
    found = BudgetYear.objects.filter(access.within(action))
    return found.select_related("department__bureau", "current_check").defer(
        "current_check__disclosure", "current_check__report"
    )


def year_or_404(access: Access, pk: int, action: Action = Action.SEE) -> BudgetYear:
    """One budget year that an action is allowed in.

    Raises:
        Http404: there is none, or it is not for this user to see.
    """
    found = years(access, action).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
