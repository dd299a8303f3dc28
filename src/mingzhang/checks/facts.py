"""A disclosure as the rules see it (核对用的事实): tables by subject, rows by code and name."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, TypeVar

import msgspec

from mingzhang.disclosure import Disclosure, Role, Row, Side, Statement, Table
from mingzhang.model import Figure, Term, Unit, format_money
from mingzhang.model.figures import MILLIONTHS
from mingzhang.recognition.vocabulary import bare, is_nothing

T = TypeVar("T")

_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]"
    r"|[①-⑳]|其中[:：]|加[:：]|减[:：])+"
)


class NotApplicable(Exception):
    """The document has, and needs, nothing of what the rule speaks about."""


class Undetermined(Exception):
    """What the rule needs was expected but not read; the message says what."""


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """A row name without its ordinal, quotes, spaces; brackets half-width (其中：剥去)."""
    return _ORDINAL.sub("", bare(name)).replace("（", "(").replace("）", ")")


_ILLEGIBLE = re.compile("[□■▯\\ufffd?？\\ue000-\\uf8ff]")


def illegible(name: str) -> bool:
    """Whether a printed name has characters that were not read (□, �, private use)."""
    return _ILLEGIBLE.search(name) is not None


class Sheet:
    """One table with its rows by code and by name.

    `name` is what messages call it.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.name = table.title or "（无标题的表）"
        self._terms: dict[int, Terms] = {}
        self._printed: dict[str, list[Terms] | None] = {}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The column keys in printed order, each once."""
        return tuple(dict.fromkeys(column.key for column in self.table.columns))

    def side_keys(self, side: Side | None) -> tuple[str, ...]:
        """The column keys of one side."""
        columns = self.table.columns
        return tuple(dict.fromkeys(c.key for c in columns if c.side is side or c.side is None))

    @cached_property
    def has_figures(self) -> bool:
        """Whether any cell prints a number."""
        return any(figure is not None for row in self.table.rows for figure in row.values.values())

    @cached_property
    def by_code(self) -> dict[str, Row]:
        """The row of each code: the first, or the sum of those of several bodies."""
        rows_of = self.rows_by_code.items()
        return {code: merged(rows) if len(rows) > 1 else rows[0] for code, rows in rows_of}

    @cached_property
    def rows_by_code(self) -> dict[str, list[Row]]:
        """All rows of each code, one where no body or project repeats it."""
        found: dict[str, list[Row]] = {}
        for row in self.table.rows:
            if row.code:
                found.setdefault(row.code, []).append(row)
        return found

    def printed(self, code: str, key: str) -> list[Term] | None:
        """What the table prints for a class: its row, else the rows of its bodies or items.

        [] where the table has nothing of it; None where it does not go that deep.
        """
        if code not in self._printed:
            rows = self._rows_for(code)
            self._printed[code] = None if rows is None else [self.terms(row) for row in rows]
        found = self._printed[code]
        return None if found is None else [terms[key] for terms in found]

    def _rows_for(self, code: str) -> list[Row] | None:
        rows = self.rows_by_code.get(code)
        if rows is None:
            if code.startswith(self._leaves_above):
                return None
            leaves = [c for c in self.leaf_codes if c.startswith(code)]
            return [row for leaf in leaves for row in self.rows_by_code[leaf]]
        several = any(row.unit != rows[0].unit or row.role is Role.PROJECT for row in rows)
        return rows if several else rows[:1]

    @cached_property
    def _leaves_above(self) -> tuple[str, ...]:
        """Leaf codes above the level of 项: the table lists nothing below them."""
        return tuple(code for code in self.leaf_codes if len(code) < 7)

    @cached_property
    def leaf_codes(self) -> list[str]:
        """The codes from which no other code of the table goes on, ascending."""
        pairs = pairwise([*sorted(self.by_code), ""])
        return [code for code, following in pairs if not following.startswith(code)]

    def rows(self, side: Side | None = None) -> Sequence[Row]:
        """The rows of one side, all of them where `side` is None."""
        if side is None:
            return self.table.rows
        return [row for row in self.table.rows if row.side is side or row.side is None]

    def find(self, *names: str, side: Side | None = None) -> Row | None:
        """The first row with one of these names (without ordinals), in the order of names."""
        for name in names:
            for row in self.rows(side):
                if plain_name(row.name) == name:
                    return row
        return None

    @cached_property
    def totals(self) -> list[Row]:
        """The 合计 rows: several where groups of columns side by side have one each."""
        return [row for row in self.table.rows if row.role is Role.TOTAL]

    @cached_property
    def total(self) -> Row | None:
        """The first 合计 row."""
        return next((row for row in self.table.rows if row.role is Role.TOTAL), None)

    def term(self, row: Row, key: str) -> Term:
        """The cell of a row; a blank cell, or a column the table lacks, is a blank term."""
        return self.terms(row)[key]

    def terms(self, row: Row) -> "Terms":
        """The cells of a row by their columns, made once and shared."""
        known = self._terms.get(id(row))
        if known is None:
            known = self._terms[id(row)] = Terms(self, row)
        return known

    @cached_property
    def labels(self) -> dict[str, str]:
        """The printed label of each column as it goes on after the row: "的本年预算".

        Where columns of one side share it, the label above tells them apart: "的项目支出决算数".
        """
        columns = [column for column in self.table.columns if column.header and column.header[-1]]
        often = Counter((column.side, column.header[-1]) for column in columns)
        return {
            column.key: f"的{''.join(column.header[-2:])}"
            if often[column.side, column.header[-1]] > 1
            else f"的{column.header[-1]}"
            for column in columns
        }

    def label(self, key: str) -> str:
        """The printed label of a column as it goes on after the row: "的本年预算", or ""."""
        return self.labels.get(key, "")

    @cached_property
    def main(self) -> str:
        """The column that carries the row's whole amount: total, or the only one."""
        own = [key for key in self.keys if not key.endswith(".prior")] or list(self.keys)
        for key in ("total", "amount", "total.final", "amount.final"):
            if key in own:
                return key
        return own[0] if own else "amount"


class Terms(dict[str, Term]):
    """The cells of one row as operands, each made when first asked for.

    A blank cell, or a column the table lacks, is a blank term.
    """

    def __init__(self, sheet: Sheet, row: Row) -> None:
        super().__init__()
        self._row = row
        self._labels = sheet.labels
        self._name = f"{sheet.name}“{row.code}{row.name}”" if row.code or row.name else sheet.name

    def __missing__(self, key: str) -> Term:
        row = self._row
        figure = row.values.get(key)
        at = row.at if figure is None else figure.at
        unread = _unread(row.texts.get(key, "")) if row.texts else ""
        made = self[key] = Term(self._name + self._labels.get(key, ""), figure, 1, at, unread)
        return made


def _unread(text: str) -> str:
    """What a cell prints that is no number; a dash or 无 says that there is nothing."""
    return "" if not text or is_nothing(text) else text


def merged(rows: list[Row]) -> Row:
    """One row for a class: the first, or the sum where each body prints its own."""
    if len({row.unit for row in rows}) < 2:
        return rows[0]
    keys = dict.fromkeys(key for row in rows for key in row.values)
    values = {key: _summed([f for row in rows if (f := row.values.get(key))]) for key in keys}
    return msgspec.structs.replace(rows[0], values=values, unit="")


def _summed(figures: list[Figure]) -> Figure | None:
    if len(figures) < 2:
        return figures[0] if figures else None
    value, quantum = sum(f.value for f in figures), max(f.quantum for f in figures)
    scale = Unit(figures[0].unit).scale if figures[0].unit in _UNITS else MILLIONTHS
    text = format_money(value, scale, quantum)
    return Figure(text, value, quantum, figures[0].unit, figures[0].at)


_UNITS = frozenset(unit.value for unit in Unit)
_STAND_INS = {"general_budget_expenditure": "general_budget_income_expenditure"}
_PREFERRED = {
    "basic_expenditure": ("一般公共预算",),
    "three_public_expenses": ("一般公共预算", "财政拨款"),
}


class Facts:
    """Everything rules ask of one document; `previous` is last year's, where given."""

    def __init__(self, disclosure: Disclosure, previous: "Facts | None" = None) -> None:
        self.disclosure = disclosure
        self.previous = previous
        self._once: dict[Any, Any] = {}
        self._sheets: dict[str, list[Sheet]] = {}
        for table in disclosure.tables:
            if table.subject and not table.grid:
                self._sheets.setdefault(table.subject, []).append(Sheet(table))

    def once(self, make: Callable[..., T], *about: str) -> T:
        """`make(facts, *about)`, worked out once for all rules; what it raises is raised again."""
        key = (make, about) if about else make
        if key not in self._once:
            self._once[key] = make(self, *about)
        found: T = self._once[key]
        return found

    def sheets(self) -> Iterator[Sheet]:
        """Every recognised table in printed order."""
        for sheets in self._sheets.values():
            yield from sheets

    def sheet(self, *subjects: str) -> Sheet | None:
        """The main table of these subjects, None where none was read."""
        for subject in (*subjects, *(_STAND_INS[s] for s in subjects if s in _STAND_INS)):
            if found := self._sheets.get(subject):
                return found[0] if len(found) == 1 else _main_sheet(subject, found)
        return None

    def all(self, subject: str) -> list[Sheet]:
        """Every table of a subject in printed order."""
        return self._sheets.get(subject, [])

    def need(self, *subjects: str) -> Sheet:
        """The first table of these subjects.

        Raises:
            Undetermined: the profile or the table of contents lists it, but it was not read.
            NotApplicable: nobody expects it here.
        """
        sheet = self.sheet(*subjects)
        if sheet is not None:
            return sheet
        if any(subject in self.disclosure.expected_subjects for subject in subjects):
            raise Undetermined(f"应有的{SUBJECT_NAMES.get(subjects[0], '表')}没有读到，无法核对。")
        raise NotApplicable(f"本文件没有{SUBJECT_NAMES.get(subjects[0], '这张表')}。")

    @cached_property
    def statements_by_paragraph(self) -> dict[int, list[Statement]]:
        """The narrative's numbers by the index of their paragraph."""
        found: dict[int, list[Statement]] = {}
        for statement in self.disclosure.statements:
            found.setdefault(statement.paragraph, []).append(statement)
        return found


def _main_sheet(subject: str, sheets: list[Sheet]) -> Sheet:
    """Of several tables of a subject the one of the general budget, else the first with data."""
    for words in _PREFERRED.get(subject, ()):
        if named := [sheet for sheet in sheets if words in sheet.table.title]:
            return named[0]
    return next((sheet for sheet in sheets if sheet.has_figures), sheets[0])


SUBJECT_NAMES = {
    "income_expenditure_summary": "收支总表",
    "income_summary": "收入总表",
    "expenditure_summary": "支出总表",
    "fiscal_summary": "财政拨款收支总表",
    "general_budget_expenditure": "一般公共预算支出表",
    "basic_expenditure": "一般公共预算基本支出表",
    "government_fund_income": "政府性基金预算收入表",
    "government_fund_expenditure": "政府性基金预算支出表",
    "government_fund_income_expenditure": "政府性基金预算收支表",
    "state_capital_income_expenditure": "国有资本经营预算收支表",
    "state_capital_income": "国有资本经营预算收入表",
    "state_capital_expenditure": "国有资本经营预算支出表",
    "three_public_expenses": "“三公”经费表",
    "three_public_and_operating_expenses": "“三公”经费和机关运行经费表",
    "agency_operating_expenses": "机关运行经费表",
    "project_expenditure": "项目支出表",
    "project_expenditure_carryover": "上年结转项目支出表",
}
