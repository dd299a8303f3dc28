"""Percentages that must follow from amounts (比率): shares, growth, completion.

The printed amounts are rounded, so a percentage is right when some amounts within the printed
precision give it; it passes exactly, or within rounding.
"""

from collections.abc import Callable

from mingzhang.checks.trials import rounded_ratio
from mingzhang.model import Figure, Relation, Severity, Term, Trial, Verdict

HUNDRED_PERCENT = 100 * 1_000_000
"""100 %, in millionths."""
_HUNDRED = 100


def share_of(percent: Term, part: Term, whole: Term, note: str = "") -> Trial:
    """percent = 100 × part ÷ whole."""
    return _ratio(percent, (part, whole), part.value, whole.value, _share_span(part, whole), note)


def growth_from(percent: Term, now: Term, before: Term, sign: int, note: str = "") -> Trial:
    """percent = 100 × (now − before) ÷ before; `sign` is that of the printed word."""
    difference = sign * (now.value - before.value)
    slack = now.quantum + before.quantum
    span = _span(difference, slack, before.value, before.quantum)
    return _ratio(percent, (now, before), difference, before.value, span, note)


def growth_of(percent: Term, now: Term, change: Term, sign: int, note: str = "") -> Trial:
    """percent = 100 × change ÷ (now − signed change): the year before is implied."""
    before = now.value - sign * change.value
    span = _span(change.value, change.quantum, before, now.quantum + change.quantum)
    return _ratio(percent, (change, now), change.value, before, span, note)


Ratio = tuple[int, int]
Span = Callable[[], list[Ratio]]


def _share_span(part: Term, whole: Term) -> Span:
    return _span(part.value, part.quantum, whole.value, whole.quantum)


def _span(numerator: int, slack: int, denominator: int, denominator_slack: int) -> Span:
    """The ratios, as numerator and denominator, at the limits of the printed precision."""

    def limits() -> list[Ratio]:
        low, high = 2 * numerator - slack, 2 * numerator + slack
        least = max(1, 2 * abs(denominator) - denominator_slack)
        most = 2 * abs(denominator) + denominator_slack
        return [(top, bottom) for top in (low, high) for bottom in (least, most)]

    return limits


def _ratio(
    percent: Term, parts: tuple[Term, ...], numerator: int, denominator: int, span: Span, note: str
) -> Trial:
    figure = percent.figure
    if figure is None or denominator <= 0:
        return Trial(Verdict.PASS, Relation.EQUAL, (percent,), parts, 0, note)
    exact = rounded_ratio(_HUNDRED * numerator, denominator, figure)
    difference = figure.value - exact
    verdict = Verdict.PASS if difference == 0 else Verdict.FAIL
    if difference and (abs(difference) <= figure.quantum or _within(figure, span)):
        verdict = Verdict.ROUNDING
    return Trial(verdict, Relation.EQUAL, (percent,), parts, difference, note)


def _within(figure: Figure, span: Span) -> bool:
    """Whether the percentage, give or take half of its last place, lies between the limits."""
    limits = span()
    least, most = 2 * figure.value - figure.quantum, 2 * figure.value + figure.quantum
    scale = 2 * _HUNDRED * 1_000_000
    return any(scale * top <= most * bottom for top, bottom in limits) and any(
        scale * top >= least * bottom for top, bottom in limits
    )


def best(trials: list[Trial]) -> Trial:
    """Of several readings of one percentage the best one: it is right if one of them is."""
    order = {Verdict.PASS: 0, Verdict.ROUNDING: 1}
    return min(trials, key=lambda trial: (order.get(trial.verdict, 2), abs(trial.difference)))


def warn(trial: Trial) -> Trial:
    """The same trial as a warning."""
    trial.severity = Severity.WARNING
    return trial
