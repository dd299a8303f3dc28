"""The indicator block of a goal form (绩效指标): both horizons, or one."""

import msgspec

from mingzhang.disclosure import Indicator, Target
from mingzhang.model import Problem
from mingzhang.performance import parse_target
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.forms.cells import Cell
from mingzhang.recognition.forms.header import Header
from mingzhang.recognition.forms.levels import Anchors
from mingzhang.recognition.forms.lines import Line, Side, read_line

_SHORTEST_CUT = 4


class Indicators(msgspec.Struct):
    """What an indicator block says: the left horizon, the right one, and what is doubted."""

    left: list[Indicator]
    right: list[Indicator]
    problems: list[Problem]


class IndicatorBlock:
    """Collects the rows of one form's indicator block and reads them as a whole.

    A label may be printed below the rows it belongs to, so nothing is known before the end.
    """

    def __init__(self) -> None:
        self.header: Header | None = None
        self.lines: list[Line] = []
        self.places: list[tuple[TableBlock, int]] = []
        self.exact = True

    def start(self, header: Header) -> None:
        """A header row: columns are where it says from here on."""
        self.header = header

    def add(self, block: TableBlock, row: int, found: list[Cell]) -> None:
        """One row below the header."""
        assert self.header is not None
        exact = block.spans is not None
        line = read_line(self.header, found, exact=exact)
        self.exact = self.exact and exact
        self.lines.append(line)
        self.places.append((block, row))

    def read(self) -> Indicators:
        """All indicators of the block, by horizon, in printed order."""
        labels = [line.left.label or line.right.label for line in self.lines]
        anchors = Anchors(labels, exact=self.exact)
        result = Indicators([], [], [])
        for line, label, (block, row) in zip(self.lines, labels, self.places, strict=True):
            anchors.next_row(line.level1, label)
            for side, into in ((line.left, result.left), (line.right, result.right)):
                if side.name or side.target:
                    into.append(self._indicator(anchors, side, block, row, result.problems))
        _mark_truncated(result)
        return result

    def _indicator(
        self,
        anchors: Anchors,
        side: Side,
        block: TableBlock,
        row: int,
        problems: list[Problem],
    ) -> Indicator:
        target = parse_target(side.target)
        anchor = anchors.anchor(side.label, side.name, target)
        at = block.at(row, side.column)
        if target.type == "unknown":
            problems.append(Problem(_unknown(side.name, target), at))
        if not side.name:
            problems.append(Problem(_nameless(target), at))
        if side.cut:
            problems.append(Problem(_cut(side.name), at))
        return Indicator(
            anchor.level1, anchor.level2, side.name, target, at, anchor.printed, side.cut
        )


def _unknown(name: str, target: Target) -> str:
    return (
        f"绩效指标“{name}”的指标值“{target.raw}”不是可识别的写法，"
        "请写成比较符、数值和单位，或规范的定性词。"
    )


def _nameless(target: Target) -> str:
    return f"指标值“{target.raw}”左边没有三级指标名称，请对照原件补上名称。"


def _cut(name: str) -> str:
    return f"年度指标“{name}”的指标值在这一行末尾被截断，请对照原件补上。"


def _mark_truncated(result: Indicators) -> None:
    """Mark names that are the beginning of the same indicator's name in the other horizon."""
    left = {indicator.level3 for indicator in result.left}
    right = {indicator.level3 for indicator in result.right}
    result.left = [_marked(indicator, right - left) for indicator in result.left]
    result.right = [_marked(indicator, left - right) for indicator in result.right]


def _marked(indicator: Indicator, others: set[str]) -> Indicator:
    name = indicator.level3
    if name in others or len(name) < _SHORTEST_CUT or indicator.truncated:
        return indicator
    if any(len(other) > len(name) and other.startswith(name) for other in others):
        return msgspec.structs.replace(indicator, truncated=True)
    return indicator
