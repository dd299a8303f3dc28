"""Indicator rows read by the order of their cells, whatever columns they slipped into.

An extraction that lost merged cells moves the rest of a row to the left or to the right; what
stays is the order: level 1, level 2, name, target, and the same again for the other horizon.
"""

from mingzhang.recognition.forms.cells import Cell
from mingzhang.recognition.forms.header import Header
from mingzhang.recognition.forms.lines import Line, Side, composed, is_target, is_word
from mingzhang.recognition.forms.vocabulary import LEVEL1, LEVEL2, part_of_row, plain

_SHORTEST_NAME = 5
_LEVEL1, _LEVEL2, _TEXT = "level1", "level2", "text"
_SAID = (_LEVEL2, _TEXT)
Marked = tuple[str, str, int]


def by_sequence(header: Header, marked: list[Marked]) -> Line:
    """The labels, names and targets of a row in their printed order."""
    level1 = next((text for kind, text, _ in marked if kind == _LEVEL1), "")
    rest = [mark for mark in marked if mark[0] in _SAID]
    if not header.dual:
        return Line(level1, _one_side(header, rest))
    left, right = _halves(header, rest)
    line = Line(level1, _of_half(left), _of_half(right))
    if right and line.right and line.left.target and line.right.name:
        line.right.cut = not line.right.target
    return line


def mark(found: list[Cell]) -> list[Marked]:
    """Each cell with what it is; 成本指标 is a level 1 where a level 2 of costs follows it."""
    marked = [(part_of_row(text), text, column) for column, text in found]
    for index, (kind, text, column) in enumerate(marked[:-1]):
        following = marked[index + 1]
        if kind == following[0] == _LEVEL2:
            above = LEVEL1.get(plain(text))
            if above is not None and LEVEL2[plain(following[1])].parent == above:
                marked[index] = (_LEVEL1, text, column)
    return marked


def is_regular(marked: list[Marked]) -> bool:
    """A row of two horizons whose texts come in pairs: its order alone says what they are."""
    return sum(kind == _TEXT for kind, _, _ in marked) in (0, 2, 4)


def _halves(header: Header, rest: list[Marked]) -> tuple[list[Marked], list[Marked]]:
    """Cut a row of two horizons: at its second label, else between the texts."""
    labels = [index for index, mark in enumerate(rest) if mark[0] == _LEVEL2]
    if len(labels) >= 2:
        cut = labels[1]
        if len(labels) > 2 and _is_name_like_label(rest, labels):
            cut = labels[2]
    elif labels and labels[0] > 0:
        cut = labels[0]
    else:
        cut = len(labels) + _texts_on_the_left(header, rest[len(labels) :])
    return rest[:cut], rest[cut:]


def _is_name_like_label(rest: list[Marked], labels: list[int]) -> bool:
    """The second of the labels is a name that equals its level: label, name, target."""
    second = labels[1]
    return second == labels[0] + 1 and second + 1 < labels[2]


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
    """Label, name and target of one horizon; a second label in it ends what it says."""
    label, texts = _label_and_texts(half)
    again = next((at for at, mark in enumerate(texts) if at and mark[0] == _LEVEL2), len(texts))
    texts = texts[:again]
    if not texts or (len(texts) == 1 and texts[0][0] == _LEVEL2):
        return Side(label)
    if len(texts) == 1:
        return _alone(label, texts[0])
    return Side(label, texts[0][1], texts[1][1], texts[0][2])


def _label_and_texts(half: list[Marked]) -> tuple[str, list[Marked]]:
    if half and half[0][0] == _LEVEL2:
        return half[0][1], half[1:]
    return "", half


def _alone(label: str, mark: Marked) -> Side:
    """A name without a target, or a target whose name was lost."""
    _, text, column = mark
    if is_word(text) or is_target(text):
        return Side(label, "", text, column)
    return Side(label, text, "", column)


def _one_side(header: Header, rest: list[Marked]) -> Side:
    """The only horizon of a row: label, name, then what the header says, in its order."""
    label, texts = _label_and_texts(rest)
    if len(texts) < 2:
        return _of_half(rest)
    if len(texts) != len(header.texts) or "target" not in header.texts:
        return Side(label, texts[0][1], texts[1][1], texts[0][2])
    said = dict(zip(header.texts, texts, strict=True))
    sign, unit = (said[word][1] if word in said else "" for word in ("sign", "unit"))
    value = composed(sign, said["target"][1], unit)
    return Side(label, said["level3"][1], value, said["level3"][2])
