"""A failed trial in words (发现): one Chinese sentence with both values and the difference."""

from mingzhang.model import (
    Figure,
    Finding,
    Place,
    Relation,
    Severity,
    Term,
    Trial,
    Unit,
    Verdict,
    format_money,
)
from mingzhang.model.figures import MILLIONTHS
from mingzhang.model.rule_info import RuleInfo

_MONEY = {unit.value: unit.scale for unit in Unit}
_SHOWN_TERMS = 8


def finding_of(rule: RuleInfo, trial: Trial) -> Finding:
    """The finding of a trial that failed or holds only within rounding."""
    severity = trial.severity or rule.severity
    if trial.verdict is Verdict.ROUNDING:
        severity = Severity.INFO
    places = _places(trial)
    if trial.relation is Relation.HOLDS:
        first = next((t.figure for t in trial.left if t.figure), None)
        return Finding(
            rule.id,
            severity,
            trial.verdict,
            trial.note or rule.statement,
            actual=first.text if first else None,
            unit=first.unit if first else None,
            places=places,
            basis=rule.basis,
            remedy=rule.remedy,
        )
    like = _like(trial)
    expected = shown(sum(term.value for term in trial.right), like)
    if _is_ratio(trial):
        expected = shown(sum(t.value for t in trial.left) - trial.difference, like)
    actual = shown(sum(term.value for term in trial.left), like)
    difference = shown(trial.difference, like)
    return Finding(
        rule.id,
        severity,
        trial.verdict,
        _message(trial, expected, actual, difference, like),
        expected,
        actual,
        difference,
        like.unit,
        places,
        rule.basis,
        rule.remedy,
    )


def _message(trial: Trial, expected: str, actual: str, difference: str, like: Figure) -> str:
    unit = like.unit
    verb = {Relation.EQUAL: "应等于", Relation.AT_MOST: "不应超过", Relation.AT_LEAST: "不应少于"}
    size = difference.lstrip("-")
    tail = "（在四舍五入范围内）" if trial.verdict is Verdict.ROUNDING else ""
    if _is_ratio(trial):
        sides = "与".join(_phrase(term) for term in trial.right)
        text = f"{_phrase(trial.left[0])}，按{sides}推算应为{expected}{unit}，相差{size}{unit}"
    else:
        text = (
            f"{_side(trial.left, actual, like)}，{verb[trial.relation]}"
            f"{_side(trial.right, expected, like, _table_of(trial.left[0]))}，相差{size}{unit}"
        )
    return f"{text}{tail}。{trial.note}" if trial.note else f"{text}{tail}。"


def _is_ratio(trial: Trial) -> bool:
    return bool(
        trial.relation is Relation.EQUAL
        and trial.left
        and trial.left[0].figure
        and trial.left[0].figure.unit == "%"
        and any(term.figure and term.figure.unit != "%" for term in trial.right)
    )


def _side(terms: tuple[Term, ...], total: str, like: Figure, prefix: str = "") -> str:
    if len(terms) == 1:
        return _phrase(terms[0], prefix)
    prefix = prefix or _table_of(terms[0]) if terms else ""
    parts = [_phrase(term, prefix) for term in terms if term.figure is not None]
    if len(parts) > _SHOWN_TERMS:
        parts = [*parts[:_SHOWN_TERMS], f"等{len(parts)}项"]
    signs = [" − " if term.factor < 0 else " + " for term in terms if term.figure is not None]
    sum_ = "".join(
        (sign if index else "") + part
        for index, (sign, part) in enumerate(zip(signs, parts, strict=False))
    )
    return f"{total}{like.unit}（{sum_ or '均为空'}）"


def _phrase(term: Term, prefix: str = "") -> str:
    label = term.label.removeprefix(prefix)
    if term.figure is None:
        return f"{label}（空白）"
    return f"{label}{term.figure.text}{term.figure.unit}"


def _table_of(term: Term) -> str:
    """The table that a label begins with: what stands before the row's quotation mark."""
    table, mark, _ = term.label.partition("“")
    return table if mark else ""


def _like(trial: Trial) -> Figure:
    """The figure whose unit and precision the values are shown in: the first one printed."""
    for term in (*trial.left, *trial.right):
        if term.figure is not None:
            return term.figure
    return Figure("", 0, MILLIONTHS // 100, "元", Place())


def shown(value: int, like: Figure) -> str:
    """An exact value in the unit and at least the precision of a printed figure."""
    return format_money(value, _MONEY.get(like.unit, MILLIONTHS), like.quantum or MILLIONTHS)


def _places(trial: Trial) -> tuple[Place, ...]:
    found: dict[Place, None] = {}
    for term in (*trial.left, *trial.right):
        place = term.figure.at if term.figure is not None else term.at
        if place is not None:
            found.setdefault(place)
    for place in trial.places:
        found.setdefault(place)
    return tuple(found)
