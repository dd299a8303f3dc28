"""One row of an indicator block: labels, name and target of each horizon (绩效指标行)."""

import msgspec

from mingzhang.performance import parse_target
from mingzhang.recognition.forms.cells import Cell
from mingzhang.recognition.forms.header import Header
from mingzhang.recognition.forms.vocabulary import (
    INDICATOR_COLUMNS,
    LEVEL1,
    LEVEL2,
    plain,
)

_SIGNED = frozenset("0123456789≥≤><=＞＜≧≦")
_TARGET_STARTS = _SIGNED | frozenset("每全及按不大小")
_TARGET_TYPES = frozenset(
    [
        "percentage",
        "duration",
        "unit_price",
        "money",
        "deadline",
        "month",
        "frequency",
        "coverage",
        "promptness",
    ]
)
_SHORT_WORD = 4
_SHORTEST_NAME = 5
_WORDS = frozenset({"quality", "verdict", "grade", "promptness"})
_NO_UNIT = frozenset({"", "无", "/", "-", "—", "\\", "其他", "项目"})
_QUALITATIVE = frozenset({"定性", "定性指标"})


class Side(msgspec.Struct):
    """One horizon of a row; `column` is where the name stands, `cut` that the row ends early."""

    label: str | None = None
    name: str = ""
    target: str = ""
    column: int = 0
    cut: bool = False


class Line(msgspec.Struct):
    """One row: the level-1 label printed on it and both horizons."""

    level1: str | None
    left: Side
    right: Side


def read_line(header: Header, found: list[Cell], *, exact: bool) -> Line:
    """Read a row by its columns where they agree with the header, else by its sequence."""
    return _by_columns(header, found, exact=exact) or _by_sequence(header, found)


def _by_columns(header: Header, found: list[Cell], *, exact: bool) -> Line | None:
    """The row as its columns say, or None where some cell cannot stand where it stands."""
    got: dict[tuple[int, str], Cell] = {}
    for cell in found:
        field = header.field(cell[0])
        if field in got:
            if field[1] == "ignored":
                continue
            return None
        got[field] = cell
    block = got.get((0, "block"))
    if block and not exact and INDICATOR_COLUMNS.get(plain(block[1])) != "block":
        return None
    sides = [_side(got, side) for side in (0, 1)] if header.dual else [_side(got, 0), Side()]
    level1 = got.get((0, "level1")) or got.get((1, "level1"))
    printed = level1[1] if level1 else None
    if not all(_plausible(side, exact=exact) for side in sides):
        return None
    if printed is not None and not _is_level1(printed, sides, exact=exact):
        return None
    return Line(printed, sides[0], sides[1])


def _side(got: dict[tuple[int, str], Cell], side: int) -> Side:
    label, name = got.get((side, "level2")), got.get((side, "level3"))
    target = got.get((side, "target"))
    value = target[1] if target else ""
    sign, unit = got.get((side, "sign")), got.get((side, "unit"))
    if sign or unit:
        value = _composed(sign[1] if sign else "", value, unit[1] if unit else "")
    column = (name or target or (0, ""))[0]
    return Side(label[1] if label else None, name[1] if name else "", value, column)


def _composed(sign: str, value: str, unit: str) -> str:
    """The target as its own columns say it together: "≥", "95", "%" → "≥95%"."""
    if not value:
        return ""
    if sign and sign[0] in _SIGNED and not value.startswith(sign):
        value = sign + value
    if sign in _QUALITATIVE or unit in _NO_UNIT or value.endswith(unit):
        return value
    return value + unit


def _plausible(side: Side, *, exact: bool) -> bool:
    """No label stands for a name or a target, no target for a name, no target alone."""
    if side.target and (not side.name or _is_label(side.target)):
        return False
    named_like_label = side.label is None and bool(side.name) and _is_label(side.name)
    if named_like_label and not (side.target and (exact or _is_target(side.target))):
        return False
    if side.name and _is_target(side.name):
        return False
    if side.label is None or plain(side.label) in LEVEL2:
        return True
    unknown = plain(side.label) not in LEVEL1 or exact
    return unknown and not _is_target(side.label) and (exact or bool(side.name and side.target))


def _is_level1(printed: str, sides: list[Side], *, exact: bool) -> bool:
    label = plain(printed)
    if label in LEVEL1:
        return True
    if label in LEVEL2 or _is_target(printed):
        return False
    return exact or bool(sides[0].label and sides[0].name and sides[0].target)


def _is_label(text: str) -> bool:
    label = plain(text)
    return label in LEVEL2 or label in LEVEL1


def _is_target(text: str) -> bool:
    """A text that no indicator is called by: "≥95%", "1200元/亩", "12月底前", "每半年"."""
    if text[0] not in _TARGET_STARTS:
        return False
    target = parse_target(text)
    measured = target.type in ("count", "span") and len(target.unit or "") <= _SHORT_WORD
    return target.type in _TARGET_TYPES or measured


Marked = tuple[str, str, int]


def _by_sequence(header: Header, found: list[Cell]) -> Line:
    """The row by the order of its cells, whatever columns they slipped into."""
    marked = _marked(found)
    level1 = next((text for kind, text, _ in marked if kind == "1"), None)
    rest = [mark for mark in marked if mark[0] in "2t"]
    if not header.dual:
        return Line(level1, _one_side(header, rest), Side())
    left, right = _halves(header, rest)
    line = Line(level1, _of_half(left), _of_half(right))
    line.right.cut = bool(line.left.target and line.right.name and not line.right.target)
    return line


def _marked(found: list[Cell]) -> list[Marked]:
    """Each cell as a level-1 label "1", a level-2 label "2", a block label "b" or text "t"."""
    marked = []
    for index, (column, text) in enumerate(found):
        label = plain(text)
        kind = "t"
        if label in LEVEL2:
            following = plain(found[index + 1][1]) if index + 1 < len(found) else ""
            above = label in LEVEL1 and following in LEVEL2
            kind = "1" if above and LEVEL2[following].parent == LEVEL1[label] else "2"
        elif label in LEVEL1:
            kind = "1"
        elif INDICATOR_COLUMNS.get(label) == "block":
            kind = "b"
        marked.append((kind, text, column))
    return marked


def _halves(header: Header, rest: list[Marked]) -> tuple[list[Marked], list[Marked]]:
    """Cut a row of two horizons: at its second label, else between the texts."""
    labels = [index for index, mark in enumerate(rest) if mark[0] == "2"]
    if len(labels) >= 2:
        cut = labels[1]
        named_like_label = cut == labels[0] + 1 and rest[cut + 1 : cut + 2]
        if len(labels) > 2 and named_like_label and named_like_label[0][0] == "t":
            cut = labels[2]
        return rest[:cut], rest[cut:]
    if labels and labels[0] > 0:
        return rest[: labels[0]], rest[labels[0] :]
    cut = len(labels) + _texts_on_the_left(header, rest[len(labels) :])
    return rest[:cut], rest[cut:]


def _texts_on_the_left(header: Header, texts: list[Marked]) -> int:
    """How many of the texts of a row without a right label belong to the left horizon."""
    if len(texts) >= 4:
        return 2
    names = len(texts) > 1 and _same_name(texts[0][1], texts[1][1])
    if len(texts) == 3:
        return 1 if names else 2
    if names:
        return 1
    on_the_right = bool(texts) and texts[0][2] >= header.right_column
    return 0 if on_the_right else len(texts)


def _same_name(one: str, other: str) -> bool:
    """The two texts name one indicator, one of them perhaps cut off."""
    shorter = min(len(one), len(other))
    return shorter >= _SHORTEST_NAME and (one.startswith(other) or other.startswith(one))


def _of_half(half: list[Marked]) -> Side:
    label = half[0][1] if half and half[0][0] == "2" else None
    texts = half[1:] if label is not None else half
    again = next((at for at, mark in enumerate(texts) if at and mark[0] == "2"), len(texts))
    texts = texts[:again]
    if not texts or (texts[0][0] == "2" and len(texts) == 1):
        return Side(label)
    if len(texts) == 1:
        return _alone(label, texts[0])
    return Side(label, texts[0][1], texts[1][1], texts[0][2])


def _alone(label: str | None, mark: Marked) -> Side:
    """A name without a target, or a target whose name was lost."""
    _, text, column = mark
    word = len(text) <= _SHORT_WORD and parse_target(text).type in _WORDS
    if word or _is_target(text):
        return Side(label, "", text, column)
    return Side(label, text, "", column)


def _one_side(header: Header, rest: list[Marked]) -> Side:
    """The only horizon of a row: label, name, then what the header says, in its order."""
    label = rest[0][1] if rest and rest[0][0] == "2" else None
    texts = rest[1:] if label is not None else rest
    if len(texts) < 2:
        return _of_half(rest)
    said = dict(zip(header.texts, texts, strict=False)) if len(texts) == len(header.texts) else {}
    if "target" not in said:
        return Side(label, texts[0][1], texts[1][1], texts[0][2])
    sign, unit = (said[word][1] if word in said else "" for word in ("sign", "unit"))
    value = _composed(sign, said["target"][1], unit)
    return Side(label, said["level3"][1], value, said["level3"][2])
