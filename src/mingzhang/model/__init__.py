"""What every room speaks about: places, figures, verdicts, problems."""

from mingzhang.model.errors import MingzhangError, UnreadableFile, WrongUsage
from mingzhang.model.figures import Figure, Unit, format_money, parse_figure
from mingzhang.model.findings import (
    Coverage,
    Finding,
    Relation,
    Report,
    RuleResult,
    Severity,
    Summary,
    Term,
    Trial,
    Verdict,
)
from mingzhang.model.places import Place, Problem, Source

__all__ = [
    "Coverage",
    "Figure",
    "Finding",
    "MingzhangError",
    "Place",
    "Problem",
    "Relation",
    "Report",
    "RuleResult",
    "Severity",
    "Source",
    "Summary",
    "Term",
    "Trial",
    "Unit",
    "UnreadableFile",
    "Verdict",
    "WrongUsage",
    "format_money",
    "parse_figure",
]
