"""One project goal form (项目支出绩效目标申报表), from the rows of its table."""

import msgspec

from mingzhang.disclosure import Funds, Indicator, ProjectForm
from mingzhang.model import Place, Problem
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.forms.cells import Cell, rows_of
from mingzhang.recognition.forms.goals import HORIZONS, Goals
from mingzhang.recognition.forms.header import read_header
from mingzhang.recognition.forms.indicators import IndicatorBlock
from mingzhang.recognition.forms.money import Amount, Money
from mingzhang.recognition.forms.vocabulary import (
    LONGEST_LABEL,
    Label,
    plain,
    printed_unit,
    project_label,
)

_LONG_TEXTS = frozenset(
    ["overview", "basis", "necessity", "measures", "plan", "total_goal", "annual_goal"]
)
_INLINE = 16
_GOALS = "goals"
_Labelled = tuple[Label | None, str, Cell]
_NOTHING = frozenset({"", "/", "-", "—", "——", "无"})


class _Text(msgspec.Struct):
    text: str
    at: Place


class ProjectReader:
    """Reads the rows of one form from the top; every row is either head or indicators."""

    def __init__(self) -> None:
        self.texts: dict[str, _Text] = {}
        self.money = Money()
        self.block = IndicatorBlock()
        self.goals = Goals()
        self.expected: list[tuple[str, str]] = []
        self.open: str | None = None
        self.in_indicators = False

    def row(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """Take one row that is not blank."""
        header = read_header(found)
        if header:
            self.block.start(header)
            self.in_indicators = True
        elif self.in_indicators and not _leaves_indicators(found[0][1]):
            self.block.add(block, index, found)
        else:
            self.in_indicators = False
            self._head(block, index, found)

    def _head(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        labelled = [_labelled(cell) for cell in found]
        if any(label and label.group == "fund" for label, _, _ in labelled) and _is_money(labelled):
            self._money_row(block, index, labelled)
            return
        if all(label is None for label, _, _ in labelled):
            self._unlabelled(block, index, found)
            return
        self.open = None
        for label, _, (column, _) in labelled:
            if label and label.group == "goal":
                self.goals.heading(label.key, column)
                self.open = _GOALS
        self._fields(block, index, labelled)

    def _fields(self, block: TableBlock, index: int, labelled: list[_Labelled]) -> None:
        """A row of labels, each with the texts right of it."""
        key: str | None = None
        goals: list[Cell] = []
        for label, text, (column, printed) in labelled:
            if label is not None:
                key = HORIZONS.get(label.key, _GOALS) if label.group == "goal" else label.key
                self.money.note_unit(printed)
            if text and key == _GOALS:
                goals.append((column, text))
            elif text and key:
                self._put(key, text, block.at(index, column))
        self._goals(block, index, goals)

    def _goals(self, block: TableBlock, index: int, texts: list[Cell]) -> None:
        for key, (column, text) in self.goals.assign(block, index, texts):
            self._put(key, text, block.at(index, column))

    def _put(self, key: str, text: str, at: Place) -> None:
        known = self.texts.get(key)
        if key in _LONG_TEXTS and self.open != _GOALS:
            self.open = key
        if known is None:
            self.texts[key] = _Text(text, at)
        elif key in _LONG_TEXTS and text not in known.text:
            known.text += text

    def _unlabelled(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """Amounts below a row of money labels, or a long text that goes on over a page end."""
        if self.expected and len(found) == len(self.expected):
            for (side, key), (column, text) in zip(self.expected, found, strict=True):
                self.money.amounts.append(Amount(side, key, text, block.at(index, column)))
            self.expected = []
            return
        if self.open == _GOALS:
            self._goals(block, index, found)
        elif self.open is not None:
            for column, text in found:
                self._put(self.open, text, block.at(index, column))

    def _money_row(self, block: TableBlock, index: int, labelled: list[_Labelled]) -> None:
        self.open = None
        keys = iter(
            self.money.keys([label.key for label, _, _ in labelled if label and _is_fund(label)])
        )
        current: tuple[str, str] | None = None
        valued, empty = 0, list[tuple[str, str]]()
        for label, text, (column, printed) in labelled:
            if label is not None:
                self.money.note_unit(printed)
                current = next(keys) if _is_fund(label) else None
                empty += [current] if current else []
            if text and current and text not in _NOTHING:
                self.money.amounts.append(Amount(*current, text, block.at(index, column)))
                empty.remove(current)
                current, valued = None, valued + 1
        self.expected = [] if valued else empty

    def text(self, key: str) -> str:
        """The text of a field, "" where the form prints none."""
        found = self.texts.get(key)
        return found.text if found else ""


def _is_fund(label: Label) -> bool:
    return label.group == "fund"


def _is_money(labelled: list[_Labelled]) -> bool:
    """A row led by a money label or the heading of the money block, not by another field."""
    first = labelled[0][0]
    return first is not None and (_is_fund(first) or first.key == "funds")


def _labelled(cell: Cell) -> _Labelled:
    """A cell as a label, as a text, or as both: "填报日期：20250305"."""
    text = cell[1]
    if len(text) <= LONGEST_LABEL:
        label = project_label(text)
        if label is not None:
            return label, "", cell
    colon = text.find("：", 0, _INLINE)
    if colon < 0:
        colon = text.find(":", 0, _INLINE)
    if colon > 0:
        label = project_label(text[:colon])
        if label is not None:
            return label, text[colon + 1 :].strip(), cell
    return None, text, cell


def _leaves_indicators(text: str) -> bool:
    """A row below the indicators that belongs to the foot of the form."""
    label, _, _ = _labelled((0, text))
    return label is not None and (label.group == "field" or label.key in HORIZONS)


def read_project(
    blocks: list[TableBlock], title: str, form_year: int | None
) -> tuple[ProjectForm, list[Problem]]:
    """One form out of its run of table blocks, and what was not surely read."""
    reader = ProjectReader()
    reader.money.unit = printed_unit(title)
    for block, index, found in rows_of(blocks):
        reader.row(block, index, found)
    problems: list[Problem] = []
    total, annual = reader.money.read(problems)
    indicators = reader.block.read()
    form = _form(reader, blocks[0].places[0], total, annual, form_year)
    left, right = _by_horizon(reader, indicators.left, indicators.right)
    problems += indicators.problems
    if reader.goals.shared:
        problems.append(Problem(_SHARED, reader.texts["annual_goal"].at))
    if reader.block.header is None:
        problems.append(Problem(_no_indicators(form.name), form.at))
    return (
        msgspec.structs.replace(
            form, indicators=left, annual_indicators=right, truncated=not left and not right
        ),
        problems,
    )


def _by_horizon(
    reader: ProjectReader, left: list[Indicator], right: list[Indicator]
) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    """A block of one horizon is the year's, unless the form only knows the whole period."""
    header = reader.block.header
    if header is None or header.dual or list(reader.goals.columns) == ["total_goal"]:
        return tuple(left), tuple(right)
    return (), tuple(left)


def _form(
    reader: ProjectReader, first: Place, total: Funds, annual: Funds, form_year: int | None
) -> ProjectForm:
    name = reader.texts.get("name")
    return ProjectForm(
        name=reader.text("name"),
        at=name.at if name else first,
        unit=reader.text("unit"),
        department=reader.text("department"),
        attribute=reader.text("attribute"),
        period=reader.text("period"),
        total_funds=total,
        annual_funds=annual,
        overview=reader.text("overview"),
        basis=reader.text("basis"),
        necessity=reader.text("necessity"),
        measures=reader.text("measures"),
        plan=reader.text("plan"),
        total_goal=reader.text("total_goal"),
        annual_goal=reader.text("annual_goal"),
        filled_at=plain(reader.text("filled_at")),
        form_year=form_year,
        text_places={key: found.at for key, found in reader.texts.items()},
    )


_SHARED = "实施期目标和年度目标只印出一段文字，按两栏相同读取，请对照原件确认。"


def _no_indicators(name: str) -> str:
    return f"项目“{name}”的绩效目标表没有绩效指标，可能在印刷中被截断，请对照原件补全。"
