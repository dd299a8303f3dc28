"""The year's facts (账): budget lines and everything that is computed from them."""

from mingzhang.ledger.commitments import Contract, YearFunds
from mingzhang.ledger.lines import Lines, operating_expenses, operating_units
from mingzhang.ledger.model import (
    CENT,
    FISCAL,
    OWN,
    Assets,
    Body,
    BudgetLine,
    DeclaredPurchase,
    Fund,
    Indicator,
    Ledger,
    LineKind,
    OverallGoal,
    Procurement,
    Project,
    Sources,
    Unit,
    UnitKind,
)
from mingzhang.ledger.rounding import Precision, half_up, largest_remainder, rounded

__all__ = [
    "CENT",
    "FISCAL",
    "OWN",
    "Assets",
    "Body",
    "BudgetLine",
    "Contract",
    "DeclaredPurchase",
    "Fund",
    "Indicator",
    "Ledger",
    "LineKind",
    "Lines",
    "OverallGoal",
    "Precision",
    "Procurement",
    "Project",
    "Sources",
    "Unit",
    "UnitKind",
    "YearFunds",
    "half_up",
    "largest_remainder",
    "operating_expenses",
    "operating_units",
    "rounded",
]
