"""Comparing printed figures (核对): exact where one figure is printed twice, by printed precision
where parts are added.

A printed total of n printed parts may be off by (n + 1) halves of the last printed place
(尾差); where only a figure printed coarser than the others of its unit explains a difference,
that is a warning. Two printings of one figure must agree once the finer is rounded to the coarser.
"""

from collections.abc import Iterable, Sequence

from mingzhang.model import Figure, Place, Relation, Severity, Term, Trial, Verdict

Terms = Sequence[Term] | Term

# A name of the module is found four times as fast as a member of an Enum; a document has thousands.
_PASS, _FAIL = Verdict.PASS, Verdict.FAIL
_EQUAL, _HOLDS = Relation.EQUAL, Relation.HOLDS


def equal(left: Terms, right: Terms, note: str = "", severity: Severity | None = None) -> Trial:
    """Both sides are printings of one figure, or sums that must agree within rounding.

    One term against one term is exact; as soon as a side has several terms the printed
    precision of all of them counts.
    """
    lefts, rights = _terms(left), _terms(right)
    unread = unread_of(lefts, rights)
    if unread is not None:
        return unread
    if len(lefts) == 1 and len(rights) == 1:
        return _same(lefts, rights, note, severity)
    return _sum(lefts, rights, note, severity)


def adds_up(total: Term, parts: Sequence[Term]) -> Trial:
    """A total and its printed parts, within their rounding; one part alone must be the total.

    The one part of a total counts as a part: both were rounded from one sum, so they agree.
    """
    return equal(total, parts)


def printed_twice(left: Term, right: Term, details: int, note: str = "") -> Trial:
    """Two printings of one sum of `details` figures: they must agree exactly.

    A difference that the rounding of the details explains is a warning, since one place may
    print the rounded sum and the other the sum of the rounded details.
    """
    trial = equal(left, right, note)
    quantum = max(left.quantum, right.quantum)
    if trial.verdict is Verdict.FAIL and 2 * abs(trial.difference) <= (details + 1) * quantum:
        trial.severity = Severity.WARNING
        trial.note = note or "差额在其明细四舍五入的范围内，两处印数仍应一致。"
    return trial


def at_most(left: Terms, right: Terms, note: str = "", severity: Severity | None = None) -> Trial:
    """The left side may not exceed the right by more than the printed precision allows."""
    lefts, rights = _terms(left), _terms(right)
    unread = unread_of(lefts, rights)
    if unread is not None:
        return unread
    difference = _value(lefts) - _value(rights)
    if len(lefts) + len(rights) > 2:
        over = 2 * difference > _quanta(lefts, rights)
    else:
        over = difference > 0 and _same(lefts, rights, "", None).verdict is Verdict.FAIL
    verdict = Verdict.FAIL if over else Verdict.PASS
    return Trial(verdict, Relation.AT_MOST, lefts, rights, difference, note, (), severity)


def holds(
    condition: bool,
    note: str,
    *terms: Term,
    places: Iterable[Place] = (),
    severity: Severity | None = None,
) -> Trial:
    """A condition that is no equation; `note` is the Chinese sentence for the case it fails."""
    unread = unread_of(terms)
    if unread is not None:
        return unread
    verdict = _PASS if condition else _FAIL
    return Trial(verdict, _HOLDS, terms, (), 0, note, tuple(places), severity)


def undetermined(note: str, *places: Place) -> Trial:
    """What could not be decided, and why."""
    return Trial(Verdict.UNDETERMINED, Relation.HOLDS, (), (), 0, note, places)


def rounded_ratio(numerator: int, denominator: int, like: Figure) -> int:
    """numerator ÷ denominator in millionths, rounded half up to the precision of `like`."""
    scaled = abs(numerator) * 1_000_000
    half_up = (2 * scaled + abs(denominator) * like.quantum) // (
        2 * abs(denominator) * like.quantum
    )
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return sign * half_up * like.quantum


def blank(label: str, at: Place | None = None) -> Term:
    """A term that counts as zero because nothing is printed."""
    return Term(label, None, 1, at)


def minus(term: Term) -> Term:
    """The same term, subtracted."""
    return Term(term.label, term.figure, -term.factor, term.at, term.unread)


def _terms(terms: Terms) -> tuple[Term, ...]:
    return (terms,) if isinstance(terms, Term) else tuple(terms)


def _value(terms: Sequence[Term]) -> int:
    value = 0
    for term in terms:
        if term.figure is not None:
            value += term.factor * term.figure.value
    return value


def _coarse(difference: int, terms: Sequence[Term]) -> bool:
    """Whether only a figure printed coarser than its neighbours explains the difference."""
    finest = finest_of(terms)
    return finest is not None and 2 * abs(difference) > finest * len(terms)


def finest_of(terms: Sequence[Term]) -> int | None:
    """The last printed place all the terms would have at the precision of the finest one.

    None where the units differ: there a coarser figure is no negligence.
    """
    figures = [term.figure for term in terms if term.figure is not None and term.value]
    if len({figure.unit for figure in figures}) != 1:
        return None
    return min(figure.quantum for figure in figures)


def _quanta(*sides: Sequence[Term]) -> int:
    """Of all the terms together; a bare "0" among finer figures is no rounded figure."""
    terms = [term for side in sides for term in side]
    finest = min((term.quantum for term in terms if term.value), default=0)
    return sum(term.quantum if term.value else min(term.quantum, finest) for term in terms)


def unread_of(lefts: Sequence[Term], rights: Sequence[Term] = ()) -> Trial | None:
    """The undetermined trial of the first term whose place prints no number, if there is one."""
    for term in lefts:
        if term.unread:
            return _cannot(term)
    for term in rights:
        if term.unread:
            return _cannot(term)
    return None


def _cannot(term: Term) -> Trial:
    note = f"{term.label}印的是“{term.unread}”，不是数字，无法核对。"
    place = (term.at,) if term.at else ()
    return Trial(Verdict.UNDETERMINED, Relation.EQUAL, (), (), 0, note, place)


def _same(
    lefts: tuple[Term, ...], rights: tuple[Term, ...], note: str, severity: Severity | None
) -> Trial:
    left, right = lefts[0], rights[0]
    difference = left.value - right.value
    one, other = left.figure, right.figure
    if difference and one and other and one.quantum != other.quantum:
        quantum = max(one.quantum, other.quantum)
        if one.restated(quantum) * left.factor == other.restated(quantum) * right.factor:
            difference = 0
    verdict = _FAIL if difference else _PASS
    return Trial(verdict, _EQUAL, lefts, rights, difference, note, (), severity)


def _sum(
    lefts: tuple[Term, ...], rights: tuple[Term, ...], note: str, severity: Severity | None
) -> Trial:
    difference = _value(lefts) - _value(rights)
    if difference == 0:
        verdict = _PASS
    elif 2 * abs(difference) > _quanta(lefts, rights):
        verdict = _FAIL
    elif _coarse(difference, (*lefts, *rights)):
        verdict, severity = _FAIL, Severity.WARNING
    else:
        verdict = Verdict.ROUNDING
    return Trial(verdict, _EQUAL, lefts, rights, difference, note, (), severity)
