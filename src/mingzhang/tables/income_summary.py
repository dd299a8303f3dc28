"""预算收入总表: income by function class and source."""

from mingzhang.disclosure import Column, Role
from mingzhang.ledger import Lines
from mingzhang.tables.building import Made, Rows, Sheet, shown
from mingzhang.tables.layout import columns_of
from mingzhang.tables.selection import select


def make(sheet: Sheet, number: int) -> Made:
    """This year's income by source beside what is carried over, where that has a column."""
    columns = columns_of(sheet.layout.columns, sheet.year)
    rows = Rows(sheet, number, columns)
    lines = sheet.lines
    labels = [("", lines), *lines.by_function().items()]
    if sheet.layouts.total_last:
        labels = [*labels[1:], labels[0]]
    for code, found in labels:
        rows.next_line()
        rows.add(
            sheet.function_name(code) if code else "合计",
            _amounts(sheet, found, columns),
            Role.DETAIL if code else Role.TOTAL,
            code=code,
            level=len(code) // 2,
        )
    return Made(columns, tuple(rows.found), not lines.entries)


def _amounts(sheet: Sheet, lines: Lines, columns: tuple[Column, ...]) -> dict[str, int | None]:
    """With a column for what is carried over, the others are this year's only."""
    apart = any(column.key == "carryover" for column in columns)
    base = lines.current if apart else lines
    return {
        column.key: shown(
            sheet, select(lines if column.key == "carryover" else base, column.key).total
        )
        for column in columns
    }
