"""一般公共预算基本支出表: by economic class, 人员经费 and 公用经费."""

from mingzhang.disclosure import Column, Role
from mingzhang.ledger import Fund, Lines
from mingzhang.tables.building import Made, Rows, Sheet, amounts
from mingzhang.tables.layout import columns_of


def make(sheet: Sheet, number: int) -> Made:
    """By pairs of department and government class, or by department class with its code."""
    columns = columns_of(sheet.layout.columns, sheet.year)
    rows = Rows(sheet, number, columns)
    lines = sheet.lines.current.fund(Fund.GENERAL).basic
    if not sheet.layouts.total_last:
        _total(rows, lines, columns)
    if sheet.layout.pairs:
        _pairs(rows, lines, columns)
    else:
        _coded(rows, lines, columns)
    if sheet.layouts.total_last:
        _total(rows, lines, columns)
    return Made(columns, tuple(rows.found), not lines.entries)


def _total(rows: Rows, lines: Lines, columns: tuple[Column, ...]) -> None:
    rows.next_line()
    found = amounts(rows.sheet, lines, columns) if lines.entries else {}
    rows.add("合计", found, Role.TOTAL, level=0)


def _pairs(rows: Rows, lines: Lines, columns: tuple[Column, ...]) -> None:
    sheet = rows.sheet
    for group, mine in lines.by_economic(3).items():
        rows.next_line()
        rows.add(sheet.economic_name(group), amounts(sheet, mine, columns))
        for (economic, government), found in mine.by_pair().items():
            rows.next_line()
            rows.add(
                sheet.economic_name(economic),
                amounts(sheet, found, columns),
                government_class=sheet.government_name(government),
            )


def _coded(rows: Rows, lines: Lines, columns: tuple[Column, ...]) -> None:
    sheet = rows.sheet
    for code, found in lines.by_economic().items():
        rows.next_line()
        rows.add(
            sheet.economic_name(code),
            amounts(sheet, found, columns),
            code=code,
            level=len(code) // 2,
        )
