"""Counts (个数): people, vehicles, projects; never rounded, so a sum must agree exactly."""

from collections.abc import Sequence

from mingzhang.checks.trials import adds_up
from mingzhang.model import Term, Trial, Verdict


def counted(total: Term, parts: Sequence[Term]) -> Trial:
    """A count and the counts it is made of."""
    trial = adds_up(total, parts)
    if trial.verdict is Verdict.ROUNDING:
        trial.verdict = Verdict.FAIL
    return trial
