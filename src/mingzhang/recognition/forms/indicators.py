"""The indicator block of a goal form (绩效指标): both horizons, or one."""

import msgspec

from mingzhang.disclosure import Indicator, Target
from mingzhang.model import Place, Problem
from mingzhang.performance import parse_target
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.forms.cells import Cell, cells
from mingzhang.recognition.forms.columns import by_columns, straight
from mingzhang.recognition.forms.header import Header
from mingzhang.recognition.forms.levels import Anchors
from mingzhang.recognition.forms.lines import Line, Side
from mingzhang.recognition.forms.sequence import by_sequence, is_regular, mark

_SHORTEST_CUT = 4


class Indicators(msgspec.Struct):
    """What an indicator block says: the left horizon, the right one, and what is doubted."""

    left: list[Indicator]
    right: list[Indicator]
    problems: list[Problem]


class IndicatorBlock:
    """Collects the rows of one form's indicator block and reads them as a whole.

    A label may be printed below the rows it belongs to, so nothing is known before the end.
    `exact`: the format tells merged cells and every row fits its header, so that labels stand
    where they belong; one row out of place shows that the whole table only looks exact.
    """

    def __init__(self) -> None:
        self.header: Header | None = None
        self.lines: list[tuple[Line, TableBlock, int, Header]] = []
        self.exact = True

    def start(self, header: Header) -> None:
        """A header row: columns are where it says from here on."""
        self.header = header

    def take(self, block: TableBlock, index: int) -> bool:
        """Take a row below the header if nothing about it is out of the ordinary."""
        header = self.header
        line = straight(header, block.rows[index]) if header else None
        if header is None or line is None:
            return False
        self.exact = self.exact and block.spans is not None
        self.lines.append((line, block, index, header))
        return True

    def add(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """Take any row below the header, cell by cell."""
        header = self.header
        if header is None:
            return
        exact = self.exact and block.spans is not None
        line = by_columns(header, found, exact=True) if exact else None
        if line is None:
            if self.exact:
                self._look_again()
            line = _damaged(header, found)
        self.lines.append((line, block, index, header))

    def _look_again(self) -> None:
        """Columns cannot be trusted: read what was taken so far without trusting them."""
        self.exact = False
        self.lines = [
            (
                straight(header, block.rows[at]) or _damaged(header, cells(block.rows[at])),
                block,
                at,
                header,
            )
            for _, block, at, header in self.lines
        ]

    def _is_merged(self) -> bool:
        """Labels are merged over their rows; a table without any merged cell only looks exact."""
        rows = {id(block): at for _, block, at, _ in reversed(self.lines)}
        return any(
            height > 1 and row >= rows[id(block)]
            for block in {id(block): block for _, block, _, _ in self.lines}.values()
            for (row, _), (height, _) in (block.spans or {}).items()
        )

    def read(self) -> Indicators:
        """All indicators of the block, by horizon, in printed order."""
        labels = [
            line.left.label or (line.right.label if line.right else "")
            for line, _, _, _ in self.lines
        ]
        levelled = self.header is not None and (0, "level2") in self.header.fields
        exact = self.exact and self._is_merged()
        anchors = Anchors(labels, exact=exact, levelled=levelled)
        result = Indicators([], [], [])
        for (line, block, index, _), label in zip(self.lines, labels, strict=True):
            anchors.next_row(line.level1, label)
            left, right = line.left, line.right
            if left.name or left.target:
                at = block.at(index, left.column)
                result.left.append(_indicator(anchors, left, at, result.problems))
            if right is not None and (right.name or right.target):
                at = block.at(index, right.column)
                result.right.append(_indicator(anchors, right, at, result.problems))
        _mark_truncated(result)
        return result


def _damaged(header: Header, found: list[Cell]) -> Line:
    """A row of a table whose cells may have slipped."""
    marked = mark(found)
    if header.dual and is_regular(marked):
        return by_sequence(header, marked)
    return by_columns(header, found, exact=False) or by_sequence(header, marked)


def _indicator(anchors: Anchors, side: Side, at: Place, problems: list[Problem]) -> Indicator:
    target = parse_target(side.target)
    level1, level2, printed = anchors.anchor(side.label, side.name, target)
    if target.type == "unknown" or not side.name or side.cut:
        _doubt(side, target, at, problems)
    return Indicator(level1, level2, side.name, target, at, printed, side.cut)


def _doubt(side: Side, target: Target, at: Place, problems: list[Problem]) -> None:
    if target.type == "unknown":
        message = (
            f"绩效指标“{side.name}”的指标值“{target.raw}”不是可识别的写法，"
            "请写成比较符、数值和单位，或规范的定性词。"
        )
        problems.append(Problem(message, at))
    if not side.name:
        message = f"指标值“{target.raw}”左边没有三级指标名称，请对照原件补上名称。"
        problems.append(Problem(message, at))
    if side.cut:
        message = f"年度指标“{side.name}”的指标值在这一行末尾被截断，请对照原件补上。"
        problems.append(Problem(message, at))


def _mark_truncated(result: Indicators) -> None:
    """Mark names that are the beginning of the same indicator's name in the other horizon."""
    left = {indicator.level3 for indicator in result.left}
    right = {indicator.level3 for indicator in result.right}
    if left and right and left != right:
        _mark(result.left, left, right)
        _mark(result.right, right, left)


def _mark(indicators: list[Indicator], own: set[str], others: set[str]) -> None:
    longer = others - own
    for at, indicator in enumerate(indicators):
        name = indicator.level3
        if name in others or len(name) < _SHORTEST_CUT or indicator.truncated:
            continue
        if any(len(other) > len(name) and other.startswith(name) for other in longer):
            indicators[at] = msgspec.structs.replace(indicator, truncated=True)
