"""One row of an indicator block: labels, name and target of each horizon (绩效指标行)."""

import msgspec

from mingzhang.performance import is_comparator, parse_target

_TARGET_STARTS = frozenset("0123456789≥≤><=＞＜≧≦每全及按不大小")
_TARGET_TYPES = frozenset(
    {"percentage", "duration", "unit_price", "money", "deadline", "month", "frequency"}
    | {"coverage", "promptness"}
)
_SHORT_WORD = 4
_WORDS = frozenset({"quality", "verdict", "grade", "promptness"})
_NO_UNIT = frozenset({"", "无", "/", "-", "—", "\\", "其他", "项目"})
_QUALITATIVE = frozenset({"定性", "定性指标"})


class Side(msgspec.Struct, gc=False):
    """One horizon of a row; `column` is where the name stands, `cut` that the row ends early."""

    label: str = ""
    name: str = ""
    target: str = ""
    column: int = 0
    cut: bool = False


class Line(msgspec.Struct, gc=False):
    """One row: the level-1 label printed on it, "" where none is, and both horizons."""

    level1: str
    left: Side
    right: Side | None = None


def is_target(text: str) -> bool:
    """A text that no indicator is called by: "≥95%", "1200元/亩", "12月底前", "每半年"."""
    if text[0] not in _TARGET_STARTS:
        return False
    target = parse_target(text)
    measured = target.type in ("count", "span") and len(target.unit or "") <= _SHORT_WORD
    return target.type in _TARGET_TYPES or measured


def is_word(text: str) -> bool:
    """A short word that is rather a target than a name: 提升, 合格, 及时."""
    return len(text) <= _SHORT_WORD and parse_target(text).type in _WORDS


def composed(sign: str, value: str, unit: str) -> str:
    """The target as its own columns say it together: "≥", "95", "%" → "≥95%"."""
    if not value:
        return ""
    if sign and is_comparator(sign) and not value.startswith(sign):
        value = sign + value
    if sign in _QUALITATIVE or unit in _NO_UNIT or value.endswith(unit):
        return value
    return value + unit
