"""The ledger as a workbook (账簿): empty to be filled in, or filled from a ledger.

Cells are checked while typing: drop-downs from the code lists, amounts not below zero.
"""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from mingzhang.classification import Kind, class_list
from mingzhang.ledger import Ledger
from mingzhang.ledger.rows import LedgerRows, Row, rows_of
from mingzhang.ledger.sheets import (
    ASSETS,
    DATE_KEY,
    DEPARTMENT,
    IGNORED,
    LAST_YEAR,
    LAST_YEAR_KEYS,
    PROJECTS,
    PROSE,
    PROSE_KEYS,
    SHEETS,
    Field,
    Holds,
    SheetForm,
)
from mingzhang.profiles import budget_profiles
from mingzhang.projection.template import load_template
from mingzhang.projection.unprinted import asset_labels
from mingzhang.readers.blocks import column_name

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 2000
_GUIDE, _EXAMPLE, _LISTS = IGNORED
_LENGTHS = {Kind.FUNCTION: 7, Kind.ECONOMIC: 5, Kind.GOVERNMENT: 5}
_FONT = "宋体"
_FIRST_DAY = date(1990, 1, 1)
_BESIDE_CLASSES = "DEF"
_NAMED_ELSEWHERE = {
    ("预算明细", "项目"): (PROJECTS, "项目名称"),
    ("分年资金", "项目名称"): (PROJECTS, "项目名称"),
    ("合同", "项目名称"): (PROJECTS, "项目名称"),
    ("绩效指标", "项目名称"): (PROJECTS, "项目名称"),
}
"""Names that another sheet gives: sheet and header → that sheet and its header."""


def empty_workbook(example: Ledger, year: int | None = None) -> bytes:
    """An empty ledger with notes and drop-downs; `example` fills the sheet 示例.

    `year` chooses the code lists, where an official one is loaded.
    """
    return _Book(year).write({}, example)


def ledger_workbook(ledger: Ledger) -> bytes:
    """A ledger as its workbook."""
    return rows_workbook(rows_of(ledger), ledger.year)


def rows_workbook(rows: LedgerRows, year: int | None) -> bytes:
    """A workbook of rows that may be incomplete, by sheet name."""
    return _Book(year).write(rows, None)


class _Book:
    """One workbook in the making."""

    def __init__(self, year: int | None) -> None:
        import xlsxwriter

        self._file = BytesIO()
        self._book: Workbook = xlsxwriter.Workbook(
            self._file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._year = year
        self._keys = _keys()
        self._head = self._format(bold=True, bg_color="#DCE6F1", text_wrap=True, border=1)
        self._must = self._format(bold=True, bg_color="#FCE4D6", text_wrap=True, border=1)
        self._text = self._format(text_wrap=True, num_format="@")
        self._line = self._format(num_format="@")
        self._money = self._format(num_format="#,##0.00")
        self._bold = self._format(bold=True, font_size=13)

    def _format(self, **given: object) -> "Format":
        return self._book.add_format({"font_name": _FONT, "valign": "vcenter", **given})

    def write(self, rows: LedgerRows, example: Ledger | None) -> bytes:
        """All sheets; the guide and the example only beside an example."""
        self._book.set_calc_mode("auto")
        if example is not None:
            self._guide()
        for form in SHEETS:
            self._sheet(form, rows.get(form.name, []))
        if example is not None:
            self._example(example)
        self._lists()
        self._book.close()
        return self._file.getvalue()

    def _sheet(self, form: SheetForm, rows: list[Row]) -> None:
        sheet = self._book.add_worksheet(form.name)
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 30)
        for column, one in enumerate(form.fields):
            money = one.holds is Holds.AMOUNT
            sheet.set_column(column, column, one.width, self._money if money else self._text)
            sheet.write_string(0, column, one.header, self._must if one.required else self._head)
            if one.note:
                sheet.write_comment(0, column, one.note, {"x_scale": 1.6})
            self._validate(sheet, form, column, one)
        for number, row in enumerate(rows, start=1):
            self._row(sheet, number, row, form, self._text)
        sheet.autofilter(0, 0, max(len(rows), 1), len(form.fields) - 1)
        _print_wide(sheet)
        sheet.repeat_rows(0)

    def _row(
        self, sheet: "Worksheet", number: int, row: Row, form: SheetForm, text: "Format"
    ) -> None:
        for column, one in enumerate(form.fields):
            value = row.get(one.header, "")
            if one.holds is Holds.AMOUNT and value:
                sheet.write_number(number, column, Decimal(value), self._money)
            elif one.holds is Holds.COUNT and value:
                sheet.write_number(number, column, int(value))
            elif value:
                sheet.write_string(number, column, value, text)

    def _validate(self, sheet: "Worksheet", form: SheetForm, column: int, one: Field) -> None:
        rule: dict[str, object] | None = None
        title = {"input_title": one.header, "input_message": one.note} if one.note else {}
        if one.holds is Holds.AMOUNT:
            rule = {"validate": "decimal", "criteria": ">=", "value": 0}
            rule["error_message"] = "金额以元为单位，不能小于 0，最多两位小数。"
        elif one.holds is Holds.COUNT:
            rule = {"validate": "integer", "criteria": ">=", "value": 0}
            rule["error_message"] = "请填不小于 0 的整数。"
        elif one.holds is Holds.CHOICE:
            rule = {"validate": "list", "source": list(one.choices)}
            rule["error_message"] = "请从下拉列表里选择。"
        elif one.holds is Holds.DATE:
            rule = {"validate": "date", "criteria": ">=", "value": _FIRST_DAY}
            rule["error_message"] = "请填日期，如 2025-11-30。"
        elif form is DEPARTMENT and one.header == "公开样式":
            rule = {"validate": "list", "source": list(budget_profiles())}
            rule["error_message"] = "请从下拉列表里选择。"
        elif one.codes is not None:
            rule = {"validate": "list", "source": self._code_range(one.codes)}
            rule |= {"error_type": "warning", "error_message": "编码不在代码表里，请核对。"}
        elif named := _named_elsewhere(form, one):
            rule = {"validate": "list", "source": _column_range(*named)}
            message = f"“{named[0].name}”表里没有这个{named[1]}，请核对。"
            rule |= {"error_type": "warning", "error_message": message}
        elif form.name in self._keys and one.header == "项目":
            place = _BESIDE_CLASSES[list(self._keys).index(form.name)]
            end = len(self._keys[form.name]) + 1
            rule = {"validate": "list", "source": f"={_LISTS}!${place}$2:${place}${end}"}
            rule |= {"error_type": "warning", "error_message": "请从下拉列表里选择。"}
        if rule is not None:
            sheet.data_validation(1, column, ROWS, column, {**rule, **title})

    def _codes(self, kind: Kind) -> list[str]:
        entries = class_list(kind, self._year)
        return [f"{e.code} {e.name}" for e in entries if len(e.code) == _LENGTHS[kind]]

    def _code_range(self, kind: Kind) -> str:
        column = "ABC"[list(_LENGTHS).index(kind)]
        return f"={_LISTS}!${column}$2:${column}${len(self._codes(kind)) + 1}"

    def _lists(self) -> None:
        sheet = self._book.add_worksheet(_LISTS)
        _print_wide(sheet)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(_LENGTHS) + len(self._keys) - 1, 44)
        for column, kind in enumerate(_LENGTHS):
            sheet.write_string(0, column, kind.title, self._head)
            sheet.write_column(1, column, self._codes(kind))
        for column, (name, keys) in enumerate(self._keys.items(), start=3):
            sheet.write_string(0, column, f"{name}表的项目", self._head)
            sheet.write_column(1, column, keys)

    def _guide(self) -> None:
        sheet = self._book.add_worksheet(_GUIDE)
        _print_wide(sheet)
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 1, 18)
        sheet.set_column(2, 2, 130)
        sheet.write_string(0, 0, "部门预算账簿填写说明", self._bold)
        sheet.write_string(1, 0, "金额一律以元为单位；橙色表头必填；“示例”表是一份填好的账。")
        row = 3
        for form in SHEETS:
            sheet.write_string(row, 0, form.name, self._head)
            sheet.write_string(row, 1, "", self._head)
            sheet.write_string(row, 2, form.note, self._head)
            row += 1
            for one in form.fields:
                sheet.write_string(row, 1, one.header, self._must if one.required else self._line)
                sheet.write_string(row, 2, _explained(one), self._line)
                row += 1

    def _example(self, example: Ledger) -> None:
        sheet = self._book.add_worksheet(_EXAMPLE)
        _print_wide(sheet)
        sheet.set_column(0, 1, 26)
        sheet.set_column(2, 25, 16)
        row = 0
        for form in SHEETS:
            sheet.write_string(row, 0, f"【{form.name}】{form.note}", self._bold)
            for column, one in enumerate(form.fields):
                look = self._must if one.required else self._head
                sheet.write_string(row + 1, column, one.header, look)
            found = rows_of(example)[form.name]
            for number, values in enumerate(found, start=row + 2):
                self._row(sheet, number, values, form, self._line)
            row += len(found) + 3


def _keys() -> dict[str, tuple[str, ...]]:
    """Sheets whose rows are named from a list, which stands beside the classes."""
    templates = [load_template(profile) for profile in budget_profiles()]
    assets = dict.fromkeys(label for one in templates for label in asset_labels(one))
    return {
        PROSE.name: PROSE_KEYS,
        LAST_YEAR.name: LAST_YEAR_KEYS,
        ASSETS.name: (DATE_KEY, *assets),
    }


def _named_elsewhere(form: SheetForm, one: Field) -> tuple[SheetForm, str] | None:
    """The sheet and header that name what a cell points to."""
    if one.header == "单位" and form is not DEPARTMENT:
        return DEPARTMENT, "名称"
    return _NAMED_ELSEWHERE.get((form.name, one.header))


def _column_range(form: SheetForm, header: str) -> str:
    column = column_name(form.fields.index(form.field(header)))
    return f"={form.name}!${column}$2:${column}${ROWS + 1}"


def _print_wide(sheet: "Worksheet") -> None:
    """One page wide on A4, lying."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _explained(one: Field) -> str:
    must = "必填；暂缺的会提示，印成空白。" if one.may_wait else "必填。"
    parts = [must if one.required else ""]
    parts.append(one.note)
    if one.choices:
        parts.append(f"可填：{'、'.join(one.choices)}。")
    if one.codes is not None:
        parts.append(f"{one.codes.title}科目，见“{_LISTS}”。")
    return "".join(parts)
