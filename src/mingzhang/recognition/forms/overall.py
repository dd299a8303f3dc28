"""The whole department's goal form (部门整体支出绩效目标申报表)."""

import msgspec

from mingzhang.disclosure import OverallGoal
from mingzhang.model import Figure, Place, Problem, Unit, parse_figure
from mingzhang.model.figures import MILLIONTHS, parse_number
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.forms.cells import Cell, cells
from mingzhang.recognition.forms.header import read_header
from mingzhang.recognition.forms.indicators import IndicatorBlock
from mingzhang.recognition.forms.vocabulary import (
    LONGEST_LABEL,
    OVERALL_SIDES,
    TASK_COLUMNS,
    overall_label,
    plain,
    printed_unit,
)

_TEXTS = frozenset({"department", "duties", "strategy", "annual_goal"})
_COUNTERS = "个人名家辆处项户间"
_LONGEST_COUNT = 12
_TASK_SUMS = frozenset({"总额", "金额合计", "合计", "小计", "总计"})
_FOOT = frozenset({"填报日期", "负责人", "经办人", "联系电话"})


class _Amount(msgspec.Struct):
    key: str
    text: str
    at: Place


class OverallReader:
    """Reads the rows from the top; a label says what the texts right of and below it are."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.text_places: dict[str, Place] = {}
        self.facts: dict[str, Figure | None] = {}
        self.amounts: list[_Amount] = []
        self.tasks: list[tuple[str, str]] = []
        self.unit: Unit | None = None
        self.block = IndicatorBlock()
        self.sides: list[tuple[int, str]] = []
        self.part = "facts"
        self.in_indicators = False

    def read(self, block: TableBlock) -> None:
        """Take the rows of one table; the form may go on in the next."""
        for index, row in enumerate(block.rows):
            if self.in_indicators and self.block.take(block, index):
                continue
            found = cells(row)
            if found:
                self._row(block, index, found)

    def _row(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        header = read_header(found)
        if header:
            self.block.start(header)
            self.in_indicators = True
        elif self.in_indicators and plain(found[0][1])[:4] not in _FOOT:
            self.block.add(block, index, found)
        else:
            self._head(block, index, found)

    def _head(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        for _column, text in found:
            if self.unit is None and len(text) <= LONGEST_LABEL:
                self.unit = printed_unit(text)
        if _is_task_header(found):
            self.part = "tasks"
            return
        sides = [(column, OVERALL_SIDES[plain(text)]) for column, text in found if _side(text)]
        label = overall_label(found[0][1]) if len(found[0][1]) <= LONGEST_LABEL else None
        if sides:
            self.part, self.sides = "funds", sides
            found = found[1:] if label == "funds" else found
        elif label is not None:
            self.part, found = label, found[1:]
        self._body(block, index, found)

    def _body(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        if not found:
            return
        if self.part == "tasks":
            self._task(block, index, found)
        elif self.part == "funds":
            self._funds(block, index, found)
        elif self.part == "facts":
            self._facts(block, index, found)
        else:
            self._texts(block, index, found)

    def _task(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """A pair of function and task; below the tasks their money may be summed up."""
        texts = [text for _, text in found]
        if plain(texts[0]) in _TASK_SUMS:
            amount = next(((c, text) for c, text in found[1:] if parse_number(text)), None)
            if amount is not None:
                self.amounts.append(_Amount("合计", amount[1], block.at(index, amount[0])))
        elif len(texts) >= 2:
            self.tasks.append((texts[0], texts[1]))
        else:
            self.tasks.append(("", texts[0]))

    def _texts(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """A text under its label; a row without a label goes on with the text above."""
        key = self.part
        for column, text in found:
            if key == "department" and self._fact(block, index, found, column):
                break
            if text not in self.texts.get(key, ""):
                self.texts[key] = self.texts.get(key, "") + text
                self.text_places.setdefault(key, block.at(index, column))

    def _fact(self, block: TableBlock, index: int, found: list[Cell], column: int) -> bool:
        """Below the name of the department stand its facts, label and value by turns."""
        if "department" not in self.texts:
            return False
        self._facts(block, index, [cell for cell in found if cell[0] >= column])
        return True

    def _facts(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """Labels and values by turns; the department's name is one of the values."""
        name = ""
        for column, text in found:
            label = overall_label(text) if len(text) <= LONGEST_LABEL else None
            count = None if label else _count(text, block.at(index, column))
            if name == "部门名称" and label is None:
                self.texts["department"] = text
                self.text_places["department"] = block.at(index, column)
                name = ""
            elif count is not None and name:
                self.facts[name] = count
                name = ""
            elif label == "department":
                name = "部门名称"
            elif len(text) <= LONGEST_LABEL:
                name = plain(text).removeprefix("其中")

    def _funds(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """Labels and amounts by turns, under the heading of the side they stand on."""
        name, side = "", ""
        for column, text in found:
            if parse_number(text) is None:
                name, side = plain(text).removeprefix("其中"), self._side_at(column, side)
            elif name:
                key = f"{side}:{name}" if side else name
                self.amounts.append(_Amount(key, text, block.at(index, column)))
                name = ""

    def _side_at(self, column: int, before: str) -> str:
        """The side whose heading stands at or left of a column; the second label of a row
        belongs to the second side even where the columns have slipped."""
        names = [side for _, side in self.sides]
        if before and len(names) > 1:
            return names[1]
        return next((side for at, side in reversed(self.sides) if at <= column), "") or (
            names[0] if names else ""
        )

    def funds(self) -> dict[str, Figure | None]:
        """Printed amounts by "side:label", in the unit of the form (万元 where none is said)."""
        unit = self.unit or Unit.TEN_THOUSAND
        read: dict[str, Figure | None] = {}
        for amount in self.amounts:
            figure = parse_figure(amount.text, unit.scale, unit.value, amount.at)
            read.setdefault(amount.key, figure)
        return read


def _side(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and plain(text) in OVERALL_SIDES


def _is_task_header(found: list[Cell]) -> bool:
    words = {TASK_COLUMNS.get(plain(text)) for _, text in found if len(text) <= LONGEST_LABEL}
    return {"function", "content"} <= words


def _count(text: str, at: Place) -> Figure | None:
    """ "20个", "195" as a figure of its counter."""
    if len(text) > _LONGEST_COUNT:
        return None
    number = text.rstrip(_COUNTERS)
    return parse_figure(number, MILLIONTHS, text[len(number) :], at)


def read_overall(blocks: list[TableBlock], title: str) -> tuple[OverallGoal, list[Problem]]:
    """The form out of its run of table blocks, and what was not surely read."""
    reader = OverallReader()
    reader.unit = printed_unit(title)
    for block in blocks:
        reader.read(block)
    indicators = reader.block.read()
    problems = indicators.problems
    first = blocks[0].places[0]
    if reader.block.header is None:
        problems.append(Problem("部门整体支出绩效目标表没有绩效指标，请对照原件补全。", first))
    if reader.amounts and reader.unit is None:
        problems.append(
            Problem("部门整体支出绩效目标表没有写金额单位，金额按万元读取。", reader.amounts[0].at)
        )
    goal = OverallGoal(
        at=first,
        funds=reader.funds(),
        facts=reader.facts,
        tasks=tuple(reader.tasks),
        indicators=tuple(indicators.left or indicators.right),
        text_places=reader.text_places,
        **{key: text for key, text in reader.texts.items() if key in _TEXTS},
    )
    return goal, problems
