"""The tables of the workspace, a file for each part of the work."""

from mingzhang_web.apps.workspace.models.checks import Check, Comment, Explanation, Finding
from mingzhang_web.apps.workspace.models.imports import Import
from mingzhang_web.apps.workspace.models.ledgers import LedgerChange, LedgerRow
from mingzhang_web.apps.workspace.models.years import BudgetYear, OfficeSubmission, Transition

__all__ = [
    "BudgetYear",
    "Check",
    "Comment",
    "Explanation",
    "Finding",
    "Import",
    "LedgerChange",
    "LedgerRow",
    "OfficeSubmission",
    "Transition",
]
