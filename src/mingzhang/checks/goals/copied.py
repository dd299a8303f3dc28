"""Indicators of the whole department that repeat a project's (整体指标引用项目指标)."""

from collections.abc import Iterator, Sequence

import msgspec

from mingzhang.checks.goals.forms import Form, same_name
from mingzhang.disclosure import Indicator, Target
from mingzhang.model import Severity

_SPECIFIC = 6
_MEASURED = frozenset({"count", "money", "unit_price", "span"})
_SCALED = {"万": 10_000, "亿": 100_000_000}


class Copy(msgspec.Struct, frozen=True):
    """An indicator of the whole, and a project's indicator of the same name.

    `difference` says in what they differ, "" where they are the same. `severity` replaces the
    rule's own where the difference is no sure mistake.
    """

    own: Indicator
    form: Form
    other: Indicator
    difference: str
    severity: Severity | None

    @property
    def same(self) -> bool:
        """Whether both promise the same."""
        return not self.difference


def copies(indicators: Sequence[Indicator], forms: Sequence[Form]) -> Iterator[Copy]:
    """Each indicator of the whole that some project has under the same name."""
    wanted = {same_name(one.level3) for one in indicators if one.level3}
    by_name: dict[str, list[tuple[Form, Indicator]]] = {}
    for form in forms:
        for name in wanted & form.by_name.keys():
            by_name.setdefault(name, []).append((form, form.by_name[name]))
    for own in indicators:
        others = by_name.get(same_name(own.level3)) if own.level3 else None
        if others:
            yield _copy(own, others)


def _copy(own: Indicator, others: list[tuple[Form, Indicator]]) -> Copy:
    found = [Copy(own, form, one, *_difference(own, one, len(others))) for form, one in others]
    same = next((copy for copy in found if copy.same), None)
    if same is None and _is_sum(own.target, [one.target for _, one in others]):
        return Copy(own, *others[0], "", None)
    return same or min(found, key=lambda copy: copy.difference == "指标值")


def _difference(own: Indicator, one: Indicator, printed: int) -> tuple[str, Severity | None]:
    left, right = own.target, one.target
    if left.type != right.type or _value(left) != _value(right) or _words(left) != _words(right):
        what = "指标值" if _unit(left) == _unit(right) else "指标值和单位"
        sure = printed == 1 and len(own.level3) >= _SPECIFIC and left.type in _MEASURED
        return what, None if sure else Severity.WARNING
    if _unit(left) != _unit(right):
        return "单位", Severity.WARNING
    if (left.comparator or "=") != (right.comparator or "="):
        return "比较符", Severity.WARNING
    return "", None


def _value(target: Target) -> tuple[int, int] | None:
    """The number as (digits, decimals) without trailing zeros and with its 万 counted in."""
    if target.value is None:
        return None
    whole, _, decimals = target.value.partition(".")
    scale = _SCALED.get((target.unit or "")[:1], 1)
    digits, places = int(whole + decimals) * scale, len(decimals)
    while places and digits % 10 == 0:
        digits, places = digits // 10, places - 1
    return digits, places


def _unit(target: Target) -> str:
    unit = target.unit or ""
    return unit[1:] if unit[:1] in _SCALED and len(unit) > 1 else unit


def _words(target: Target) -> tuple[object, ...]:
    if target.value is not None:
        return ()
    return (target.word, target.months, target.day)


def _is_sum(target: Target, parts: list[Target]) -> bool:
    value = _value(target)
    values = [_value(part) for part in parts]
    if value is None or value[1] or len(parts) < 2:
        return False
    return all(v is not None and v[1] == 0 for v in values) and value[0] == sum(
        v[0] for v in values if v is not None
    )
