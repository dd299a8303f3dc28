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
_HOLDS = Relation.HOLDS
_VERBS = {Relation.EQUAL: "应等于", Relation.AT_MOST: "不应超过", Relation.AT_LEAST: "不应少于"}


def finding_of(rule: RuleInfo, trial: Trial) -> Finding:
    """The finding of a trial that failed or holds only within rounding."""
    severity = trial.severity or rule.severity
    if trial.verdict is Verdict.ROUNDING:
        severity = Severity.INFO
    places = _places(trial)
    if trial.relation is _HOLDS:
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
    left = sum([term.value for term in trial.left])
    ratio = _is_ratio(trial)
    right = left - trial.difference if ratio else sum([term.value for term in trial.right])
    expected, actual = shown(right, like), shown(left, like)
    difference = shown(trial.difference, like)
    return Finding(
        rule.id,
        severity,
        trial.verdict,
        _message(trial, ratio, (expected, actual, difference), like),
        expected,
        actual,
        difference,
        like.unit,
        places,
        rule.basis,
        rule.remedy,
    )


def _message(trial: Trial, ratio: bool, values: tuple[str, str, str], like: Figure) -> str:
    expected, actual, difference = values
    unit = like.unit
    size = difference.lstrip("-")
    tail = "（在四舍五入范围内）" if trial.verdict is Verdict.ROUNDING else ""
    if ratio:
        sides = "与".join(_phrase(term) for term in trial.right)
        text = f"{_phrase(trial.left[0])}，按{sides}推算应为{expected}{unit}，相差{size}{unit}"
    else:
        text = (
            f"{_side(trial.left, actual, like)}，{_VERBS[trial.relation]}"
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
    terms = (*trial.left, *trial.right)
    places = [term.at if term.figure is None else term.figure.at for term in terms]
    return tuple(dict.fromkeys([*filter(None, places), *trial.places]))
