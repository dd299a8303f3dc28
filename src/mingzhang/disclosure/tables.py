"""Published tables (公开报表): rows and columns found by meaning."""

from enum import Enum

import msgspec

from mingzhang.model import Figure, Place, Unit


class Role(Enum):
    """What a row is: 明细, 小计, 合计, 结转, 单位, 项目, 注."""

    DETAIL = "detail"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    CARRYOVER = "carryover"
    UNIT = "unit"
    PROJECT = "project"
    NOTE = "note"


class Side(Enum):
    """The side of a two-sided table (收入方, 支出方)."""

    INCOME = "income"
    EXPENDITURE = "expenditure"


class Column(msgspec.Struct, frozen=True):
    """One column of figures: its meaning, and its printed labels from the top down.

    `key` is a word of the column vocabulary ("total", "basic", "project", "general", …) or
    "column_3" where the label is unknown. `side` is set in two-sided tables.
    """

    key: str
    header: tuple[str, ...]
    side: Side | None = None


class Row(msgspec.Struct, frozen=True, gc=False):
    """One printed row, or one side of it in a two-sided table.

    `values`: column key → figure; a blank cell is None, so that a blank is never a zero.
    `code`: the class code as printed but joined ("2010306"), "" where there is none.
    `level`: depth of nesting, 0 for a total. `government_class`: the second class name of
    tables that print a pair (政府预算支出经济科目).
    `group`: which run of code, name and figure columns it stands in, where a table prints
    several side by side. `code_text`: what a code cell prints that is no code. `texts`: what a
    figure cell printed that is no number, by column key ("—", "详见附件"). `unit`, `unit_code`:
    the body it belongs to, where the table names one a row or heads a run of rows with it.
    """

    name: str
    code: str
    role: Role
    values: dict[str, Figure | None]
    at: Place
    side: Side | None = None
    level: int = 1
    government_class: str = ""
    texts: dict[str, str] | None = None
    group: int = 0
    code_text: str = ""
    unit: str = ""
    unit_code: str = ""


class Table(msgspec.Struct, frozen=True):
    """One published table.

    `subject` says what it is about, independent of its number; None where the caption was not
    recognised. `number` is its place in the profile's list ("T03") or in the document.
    `unit` is the printed unit of its figures; `scale` the worth of one unit in millionths of 元.
    `grid`: the cells as printed, for forms whose rows are no rows of figures (自评表);
    `grid_at`: the place of each of them.
    `empty_note`: the printed sentence that the table has no data. `notes`: every sentence
    printed below it (注、说明), that one among them.
    """

    id: str
    subject: str | None
    title: str
    unit: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    at: Place
    empty_note: str | None = None
    number_label: str | None = None
    department: str | None = None
    scale: int = Unit.TEN_THOUSAND.scale
    grid: tuple[tuple[str, ...], ...] = ()
    grid_at: tuple[tuple[Place, ...], ...] = ()
    notes: tuple[str, ...] = ()
