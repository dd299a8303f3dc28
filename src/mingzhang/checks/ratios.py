"""Percentages that must follow from amounts (比率): shares, growth, completion.

The printed amounts are rounded, so a percentage is right when some amounts within the printed
precision give it; it passes exactly, or within rounding.
"""

from collections.abc import Callable

from mingzhang.checks.trials import finest_of, rounded_ratio, unread_of
from mingzhang.model import Figure, Relation, Severity, Term, Trial, Verdict

HUNDRED_PERCENT = 100 * 1_000_000
"""100 %, in millionths."""
_TOLERANCE = 10_000
"""0.01 %, by which two ways of rounding may differ."""
_HUNDRED = 100


def share_of(percent: Term, part: Term, whole: Term, note: str = "") -> Trial:
    """percent = 100 × part ÷ whole; of a printed 0 nothing was rounded away."""

    def limits(one: int, other: int) -> Limits:
        return _limits(part.value, one if part.value else 0, whole.value, other)

    return _ratio(percent, (part, whole), part.value, whole.value, limits, note)


def growth_from(percent: Term, now: Term, before: Term, sign: int, note: str = "") -> Trial:
    """percent = 100 × (now − before) ÷ before; `sign` is that of the printed word."""
    difference = sign * (now.value - before.value)

    def limits(one: int, other: int) -> Limits:
        return _limits(difference, one + other, before.value, other)

    return _ratio(percent, (now, before), difference, before.value, limits, note)


def growth_of(percent: Term, now: Term, change: Term, sign: int, note: str = "") -> Trial:
    """percent = 100 × change ÷ (now − signed change): the year before is implied."""
    before = now.value - sign * change.value

    def limits(one: int, other: int) -> Limits:
        return _limits(change.value, one, before, one + other)

    return _ratio(percent, (change, now), change.value, before, limits, note)


Limits = list[tuple[int, int]]
"""Ratios, as numerator and denominator, between which the exact one lies."""


def _limits(numerator: int, slack: int, denominator: int, denominator_slack: int) -> Limits:
    low, high = 2 * numerator - slack, 2 * numerator + slack
    least = max(1, 2 * abs(denominator) - denominator_slack)
    most = 2 * abs(denominator) + denominator_slack
    return [(top, bottom) for top in (low, high) for bottom in (least, most)]


def _ratio(
    percent: Term,
    amounts: tuple[Term, Term],
    numerator: int,
    denominator: int,
    limits: Callable[[int, int], Limits],
    note: str,
) -> Trial:
    """`limits` gives the ratios at the limits of the precision of the two amounts.

    Nothing of nothing is 0 % or, as some print it, 100 %; of any other part of nothing no
    percentage can be said.
    """
    unread = unread_of((percent, *amounts))
    figure = percent.figure
    if unread is not None or figure is None:
        return unread or Trial(Verdict.PASS, Relation.EQUAL, (percent,), amounts, 0, note)
    if denominator <= 0:
        wrong = numerator == 0 and figure.value not in (0, HUNDRED_PERCENT)
        verdict, difference = (Verdict.FAIL, figure.value) if wrong else (Verdict.PASS, 0)
        return Trial(verdict, Relation.EQUAL, (percent,), amounts, difference, note)
    difference = figure.value - rounded_ratio(_HUNDRED * numerator, denominator, figure)
    verdict, severity = Verdict.ROUNDING, None
    if difference == 0:
        verdict = Verdict.PASS
    elif not _is_near(figure, difference, numerator, denominator):
        one, other = amounts
        finest = finest_of(amounts)
        if not _within(figure, limits(one.quantum, other.quantum)):
            verdict = Verdict.FAIL
        elif finest is not None and not _within(figure, limits(finest, finest)):
            verdict, severity = Verdict.FAIL, Severity.WARNING
    return Trial(verdict, Relation.EQUAL, (percent,), amounts, difference, note, (), severity)


def _is_near(figure: Figure, difference: int, numerator: int, denominator: int) -> bool:
    """Whether a percentage is off by 0.01 % at most, or cut off or rounded up to its last place."""
    off = abs(figure.value * denominator - HUNDRED_PERCENT * numerator)
    return abs(difference) <= _TOLERANCE or off < figure.quantum * denominator


def _within(figure: Figure, limits: Limits) -> bool:
    """Whether the percentage, give or take half of its last place, lies between the limits."""
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
