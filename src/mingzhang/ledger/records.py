"""Rows of a sheet as records with checked values (账簿记录): every doubt with its cell."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from mingzhang.classification import class_list, plain_name
from mingzhang.ledger.cells import Book, Cell, Grid
from mingzhang.ledger.sheet_shape import header, is_total, shape_faults
from mingzhang.ledger.sheets import Field, Holds, SheetForm
from mingzhang.model import Place, Problem

_CODE = re.compile(r"(\d+)\s*(.*)")
_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?(?: 0?0:00(?::00)?)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TYPED = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_DATE_OR_PERCENT = re.compile(r"\d[年月日时%‰]|\d[-/:]\d")
MAX_AMOUNT = Decimal(10) ** 15


@dataclass(slots=True)
class Record:
    """One filled row: texts, amounts in 分 and counts by header; a blank has no entry."""

    grid: Grid
    row: int
    columns: dict[str, int]
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def text(self, header: str) -> str:
        """The text of a cell, "" where blank."""
        return self.texts.get(header, "")

    def number(self, header: str) -> int:
        """An amount in 分, or a count; 0 where blank."""
        return self.numbers.get(header, 0)

    def blank(self, header: str) -> bool:
        """Whether nothing is typed in; what is typed in wrongly has no text and no number."""
        at = self.row, self.columns.get(header, -1)
        return at not in self.grid.cells and at not in self.grid.broken

    def broken(self, *headers: str) -> bool:
        """Whether something is typed in that is no value and has been told already."""
        return any(
            not self.blank(one) and one not in self.texts and one not in self.numbers
            for one in headers
        )

    def at(self, header: str = "") -> Place:
        """Where a cell of this row stands; the whole row without a header."""
        column = self.columns.get(header)
        return self.grid.place(self.row, column)


class Problems:
    """Collects what is wrong, to be reported all at once; `blanks` do not keep from compiling."""

    def __init__(self, found: tuple[Problem, ...] = ()) -> None:
        self.found: list[Problem] = list(found)
        self.blanks: list[Problem] = []

    def add(self, at: Place, message: str) -> None:
        """One thing that must be put right before anything is compiled."""
        self.found.append(Problem(message, at))

    def blank(self, at: Place, message: str) -> None:
        """One text that is missing and will be printed blank."""
        self.blanks.append(Problem(message, at))


def records(book: Book, form: SheetForm, year: int | None, problems: Problems) -> list[Record]:
    """The filled rows of one sheet; a row with a bad cell is given with what is good."""
    grid = book.grids.get(form.name)
    if grid is None:
        if not form.optional:
            problems.add(Place(sheet=form.name), f"缺少工作表“{form.name}”，请按模板补上。")
        return []
    head = header(grid, form)
    if head is None:
        wanted = "、".join(one.header for one in form.fields if one.required)
        problems.add(grid.place(0), f"“{form.name}”表没有找到表头（{wanted}），请按模板补上。")
        return []
    row, columns = head
    for place, message in shape_faults(grid, row, form):
        problems.add(place, message)
    found = []
    for number in grid.rows():
        if number <= row or not any((number, one) in grid.cells for one in columns.values()):
            continue
        if is_total(grid, number, columns):
            problems.add(grid.place(number), "这一行是合计，账簿只填明细，合计会算出来，请删去。")
        else:
            found.append(_record(grid, number, columns, form, year, problems))
    return found


def _record(
    grid: Grid,
    row: int,
    columns: dict[str, int],
    form: SheetForm,
    year: int | None,
    problems: Problems,
) -> Record:
    record = Record(grid, row, columns)
    for one in form.fields:
        column = columns.get(one.header)
        if column is None:
            continue
        cell = grid.cells.get((row, column))
        if cell is None:
            if one.required and (row, column) not in grid.broken:
                _told_blank(record.at(one.header), one, problems)
            continue
        for message in _take(record, one, cell, year):
            problems.add(record.at(one.header), message)
    return record


def _told_blank(at: Place, one: Field, problems: Problems) -> None:
    if one.may_wait:
        problems.blank(at, f"“{one.header}”没有填，公开文本里将是空白，请补上。")
    else:
        problems.add(at, f"“{one.header}”没有填，请补上。")


def _take(record: Record, one: Field, cell: Cell, year: int | None) -> Iterator[str]:
    """Keep the value of a cell, or say what is wrong with it."""
    if one.holds is Holds.AMOUNT:
        yield from _amount(record, one, cell)
    elif one.holds is Holds.COUNT:
        if cell.stored.isascii() and cell.stored.isdecimal():
            record.numbers[one.header] = int(cell.stored)
        else:
            yield f"“{one.header}”写的是“{cell.printed}”，应是不小于 0 的整数。"
    elif one.holds is Holds.CODE:
        yield from _code(record, one, cell, year)
    elif one.holds is Holds.DATE:
        yield from _date(record, one, cell)
    elif one.holds is Holds.CHOICE and cell.printed not in one.choices:
        yield f"“{one.header}”写的是“{cell.printed}”，应是：{'、'.join(one.choices)}。"
    else:
        record.texts[one.header] = cell.printed


def _number(cell: Cell) -> Decimal | None:
    """What a cell holds as an amount; dates and percentages are numbers in disguise."""
    if cell.number:
        disguised = _DATE_OR_PERCENT.search(cell.printed)
        return None if disguised else Decimal(cell.stored)
    typed = unicodedata.normalize("NFKC", cell.stored)
    return Decimal(typed.replace(",", "")) if _TYPED.fullmatch(typed) else None


def _amount(record: Record, one: Field, cell: Cell) -> Iterator[str]:
    try:
        value = _number(cell)
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or abs(value) >= MAX_AMOUNT:
        yield f"“{one.header}”写的是“{cell.printed}”，不是数，请只填以元为单位的数字。"
        return
    # What spreadsheets store for 0.1 + 0.2 differs from 0.3 far behind the last printed place.
    cents = round(value * 100, 6).normalize()
    if value < 0:
        yield f"“{one.header}”是负数 {cell.printed}，预算金额不能小于 0，请改正。"
    elif cents != cents.to_integral_value():
        yield f"“{one.header}”{cell.stored}超过两位小数，请改到分。"
    else:
        record.numbers[one.header] = int(cents)


def _date(record: Record, one: Field, cell: Cell) -> Iterator[str]:
    """ISO text, whatever way of writing a day was typed in."""
    match = _DAY.fullmatch(cell.printed) or _DIGITS.fullmatch(cell.printed)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        yield f"“{one.header}”写的是“{cell.printed}”，不是日期，请写成 2025-11-30 的样子。"
    else:
        record.texts[one.header] = day.isoformat()


def _code(record: Record, one: Field, cell: Cell, year: int | None) -> Iterator[str]:
    match = _CODE.fullmatch(cell.printed)
    if one.codes is None or match is None:
        yield f"“{one.header}”写的是“{cell.printed}”，不是编码，请填 {one.length} 位数字。"
        return
    code, name = match[1], match[2].strip()
    if len(code) != one.length:
        yield f"“{one.header}”{code} 不是 {one.length} 位，请填到最末一级。"
        return
    entry = class_list(one.codes, year).get(code)
    if entry is None:
        yield f"“{one.header}”{code} 不在{one.codes.title}科目里，请对照代码表改正。"
    elif name and plain_name(name) != plain_name(entry.name):
        yield f"“{one.header}”{code} 是“{entry.name}”，不是“{name}”，请核对编码和名称。"
    else:
        record.texts[one.header] = code
