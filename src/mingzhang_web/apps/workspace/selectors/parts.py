"""What belongs to a budget year (预算年度的事): its rows, gone ones too, findings, files, checks."""

from django.db.models import Q

from mingzhang_web.apps.journal.parts import of_kind
from mingzhang_web.apps.workspace.models import Check, Finding, Import, LedgerChange


def of_year(pk: int) -> Q:
    """The journal's entries about anything of a budget year."""
    rows = LedgerChange.objects.filter(budget_year=pk).order_by()
    found = of_kind("workspace.ledgerrow", rows.values_list("row_id", flat=True).distinct())
    for model in (Finding, Import, Check):
        own = model._default_manager.filter(budget_year=pk).order_by()
        found |= of_kind(model._meta.label_lower, own.values_list("pk", flat=True))
    return found
