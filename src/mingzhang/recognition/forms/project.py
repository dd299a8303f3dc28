"""One project goal form (项目支出绩效目标申报表), from the rows of its table."""

from mingzhang.disclosure import Funds, Indicator, ProjectForm
from mingzhang.model import Place, Problem
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.forms.cells import Cell, cells
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
    {"overview", "basis", "necessity", "measures", "plan", "total_goal", "annual_goal"}
)
_GOALS = "goals"
_INLINE = 16
_NOTHING = frozenset({"/", "-", "—", "——", "无"})
_DIGITS = frozenset("0123456789")


class ProjectReader:
    """Reads the rows of one form from the top; every row is either head or indicators."""

    def __init__(self) -> None:
        self.texts: dict[str, tuple[str, Place]] = {}
        self.money = Money()
        self.block = IndicatorBlock()
        self.goals = Goals()
        self.expected: list[tuple[str, str]] = []
        self.open: str | None = None
        self.in_indicators = False

    def read(self, block: TableBlock) -> None:
        """Take the rows of one table; a form may go on in the next."""
        for index, row in enumerate(block.rows):
            if self.in_indicators:
                if self.block.take(block, index):
                    continue
            elif len(row) - row.count("") == 2 and self._label_and_text(block, index, row):
                continue
            found = cells(row)
            if found:
                self._row(block, index, found)

    def _label_and_text(self, block: TableBlock, index: int, row: list[str]) -> bool:
        """Take the common row of the head: a field's label and its one text."""
        first = row[0]
        label = project_label(first) if first and len(first) <= LONGEST_LABEL else None
        if label is None or label.group != "field" or label.key == "funds":
            return False
        text = max(row[1:])
        if len(text) <= LONGEST_LABEL and _labelled(text)[0] is not None:
            return False
        self.open = None
        self._put(label.key, text.strip(), block.at(index, row.index(text)))
        return True

    def _row(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        if not self.in_indicators and _is_fund(found[0][1]):
            self._money_row(block, index, found)
            return
        header = read_header(found)
        if header:
            self.block.start(header)
            self.in_indicators = True
        elif self.in_indicators and not _leaves_indicators(found):
            self.block.add(block, index, found)
        else:
            self.in_indicators = False
            self._head(block, index, found)

    def _head(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        first, _ = _labelled(found[0][1])
        if first is not None and (first.group == "fund" or first.key == "funds"):
            self._money_row(block, index, found)
        elif first is not None or any(_labelled(text)[0] for _, text in found):
            self._fields(block, index, found)
        else:
            self._unlabelled(block, index, found)

    def _fields(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """A row of labels, each with the texts right of it."""
        self.open = None
        key: str | tuple[str, str] | None = None
        goals: list[Cell] = []
        for column, printed in found:
            label, text = _labelled(printed)
            if label is not None:
                key = self._key(label, column)
                self.money.note_unit(printed)
            if not text or key is None:
                continue
            if key == _GOALS:
                goals.append((column, text))
            elif isinstance(key, tuple):
                self.money.amounts.append(Amount(*key, text, block.at(index, column)))
            else:
                self._put(key, text, block.at(index, column))
        if goals:
            self._assign(block, index, goals)

    def _key(self, label: Label, column: int) -> str | tuple[str, str]:
        """What the texts right of a label fill: a field, goals, or an amount of money."""
        if label.group == "fund":
            return self.money.keys([label.key], [column])[0]
        if label.group != "goal":
            return label.key
        self.goals.heading(label.key, column)
        self.open = _GOALS
        return HORIZONS.get(label.key, _GOALS)

    def _assign(self, block: TableBlock, index: int, texts: list[Cell]) -> None:
        """Goals in words, each to its horizon."""
        for key, (column, text) in self.goals.assign(block, index, texts):
            self._put(key, text, block.at(index, column))

    def _put(self, key: str, text: str, at: Place) -> None:
        known = self.texts.get(key)
        if key in _LONG_TEXTS and self.open != _GOALS:
            self.open = key
        if known is None:
            self.texts[key] = text, at
        elif key in _LONG_TEXTS and text not in known[0]:
            self.texts[key] = known[0] + text, known[1]

    def _unlabelled(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """Amounts below a row of money labels, or a long text that goes on over a page end."""
        if self.expected and len(found) == len(self.expected):
            for (side, key), (column, text) in zip(self.expected, found, strict=True):
                self.money.amounts.append(Amount(side, key, text, block.at(index, column)))
            self.expected = []
        elif found[0][1].startswith(_UNIT_LINES):
            self.money.note_unit(found[0][1])
        elif self.open == _GOALS:
            self._assign(block, index, found)
        elif self.open is not None:
            for column, text in found:
                self._put(self.open, text, block.at(index, column))

    def _money_row(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        """Money labels, each with its amount; or labels only, with the amounts a row below."""
        self.open = None
        labels: list[str] = []
        columns: list[int] = []
        amounts: list[tuple[int, int, str]] = []
        for column, printed in found:
            label, text = (None, printed) if printed[0] in _DIGITS else _labelled(printed)
            if label is not None:
                if self.money.unit is None:
                    self.money.note_unit(printed)
                if label.group == "fund":
                    labels.append(label.key)
                    columns.append(column)
            if text and labels and text not in _NOTHING:
                amounts.append((len(labels) - 1, column, text))
        keys = self.money.keys(labels, columns)
        for at, column, text in amounts:
            side, key = keys[at]
            self.money.amounts.append(Amount(side, key, text, block.at(index, column)))
        self.expected = [] if amounts else keys

    def text(self, key: str) -> str:
        """The text of a field, "" where the form prints none."""
        found = self.texts.get(key)
        return found[0] if found else ""


def _is_fund(text: str) -> bool:
    label = project_label(text) if len(text) <= LONGEST_LABEL else None
    return label is not None and label.group == "fund"


def _labelled(text: str) -> tuple[Label | None, str]:
    """A cell as a label, as a text, or as both: "填报日期：20250305"."""
    if len(text) <= LONGEST_LABEL:
        label = project_label(text)
        if label is not None:
            return label, ""
    colon = text.find("：", 0, _INLINE)
    if colon < 0:
        colon = text.find(":", 0, _INLINE)
    if colon > 0:
        label = project_label(text[:colon])
        if label is not None:
            return label, text[colon + 1 :].strip()
    return None, text


def _leaves_indicators(found: list[Cell]) -> bool:
    """A row below the indicators: the foot of the form, a note, the title of the next one."""
    text = found[0][1]
    label, _ = _labelled(text)
    if label is not None:
        return label.group == "field" or label.key in HORIZONS
    return len(found) == 1 and (text.startswith(_NOTES) or _is_title(plain(text)))


_UNIT_LINES = ("单位：", "单位:", "金额单位", "（单位", "(单位")
_NOTES = ("注：", "注:", "备注", "说明：", "说明:", "附件", "附表", *_UNIT_LINES)


def _is_title(text: str) -> bool:
    return ("绩效目标" in text and text.endswith(("表", ")"))) or (
        text.startswith("(") and text.endswith(("年度)", "年)"))
    )


def read_project(
    blocks: list[TableBlock], title: str, form_year: int | None
) -> tuple[ProjectForm, list[Problem]]:
    """One form out of its run of table blocks, and what was not surely read."""
    reader = ProjectReader()
    reader.money.unit = printed_unit(title)
    for block in blocks:
        reader.read(block)
    return finish(reader, blocks[0], form_year)


def finish(
    reader: ProjectReader, first: TableBlock, form_year: int | None
) -> tuple[ProjectForm, list[Problem]]:
    """The form out of what its rows said; `first` is the table it starts in."""
    problems: list[Problem] = []
    money = reader.money.read(problems)
    found = reader.block.read()
    problems += found.problems
    indicators = _by_horizon(reader, tuple(found.left), tuple(found.right))
    form = _form(reader, first.places[0], money, indicators, form_year)
    if reader.goals.shared:
        problems.append(Problem(_SHARED, form.text_places["annual_goal"]))
    if reader.block.header is None:
        problems.append(Problem(_no_indicators(form.name), form.at))
    return form, problems


def _by_horizon(
    reader: ProjectReader, left: tuple[Indicator, ...], right: tuple[Indicator, ...]
) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    """A block of one horizon is the year's, unless the form only knows the whole period."""
    header = reader.block.header
    if header is None or header.dual or list(reader.goals.columns) == ["total_goal"]:
        return left, right
    return (), left


def _form(
    reader: ProjectReader,
    first: Place,
    money: tuple[Funds, Funds],
    indicators: tuple[tuple[Indicator, ...], tuple[Indicator, ...]],
    form_year: int | None,
) -> ProjectForm:
    text = reader.text
    return ProjectForm(
        name=text("name"),
        at=reader.texts["name"][1] if "name" in reader.texts else first,
        unit=text("unit"),
        department=text("department"),
        attribute=text("attribute"),
        period=text("period") or _from_to(text("start"), text("finish")),
        total_funds=money[0],
        annual_funds=money[1],
        overview=text("overview"),
        basis=text("basis"),
        necessity=text("necessity"),
        measures=text("measures"),
        plan=text("plan"),
        total_goal=text("total_goal"),
        annual_goal=text("annual_goal"),
        indicators=indicators[0],
        annual_indicators=indicators[1],
        filled_at=plain(text("filled_at")),
        form_year=form_year,
        truncated=not any(indicators),
        text_places={key: at for key, (_, at) in reader.texts.items()},
    )


def _from_to(start: str, finish: str) -> str:
    """The period of a form that prints its first and its last day (计划开始日期、计划完成日期)."""
    return f"{start}至{finish}" if start and finish else ""


_SHARED = "实施期目标和年度目标只印出一段文字，按两栏相同读取，请对照原件确认。"


def _no_indicators(name: str) -> str:
    return f"项目“{name}”的绩效目标表没有绩效指标，可能在印刷中被截断，请对照原件补全。"
