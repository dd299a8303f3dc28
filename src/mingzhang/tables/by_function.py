"""Rows by function class (按功能分类): 类, 款 and 项 with the total above or below them."""

from mingzhang.disclosure import Column, Role
from mingzhang.ledger import Lines
from mingzhang.tables.building import Made, Rows, Sheet, amounts
from mingzhang.tables.layout import columns_of


def expenditure(sheet: Sheet, lines: Lines, number: int) -> Made:
    """合计, 基本支出 and 项目支出 by function class."""
    columns = columns_of(sheet.layout.columns, sheet.year)
    rows = Rows(sheet, number, columns)
    function_rows(rows, lines, columns)
    return Made(columns, tuple(rows.found), not lines.entries)


def function_rows(rows: Rows, lines: Lines, columns: tuple[Column, ...]) -> None:
    """Add the total and every class that has money."""
    sheet = rows.sheet
    if not sheet.layouts.total_last:
        _total(rows, lines, columns)
    for code, found in lines.by_function().items():
        rows.next_line()
        rows.add(
            sheet.function_name(code),
            amounts(sheet, found, columns),
            code=code,
            level=len(code) // 2,
        )
    if sheet.layouts.total_last:
        _total(rows, lines, columns)


def _total(rows: Rows, lines: Lines, columns: tuple[Column, ...]) -> None:
    rows.next_line()
    found = amounts(rows.sheet, lines, columns) if lines.entries else {}
    rows.add("合计", found, Role.TOTAL, level=0)
