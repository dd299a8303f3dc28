"""Income of the government fund budget and of the state capital budget, by income class."""

from mingzhang.disclosure import Column, Role, Side
from mingzhang.ledger import Fund, Lines
from mingzhang.tables.building import Made, Rows, Sheet, amounts
from mingzhang.tables.layout import columns_of


def government_fund(sheet: Sheet, number: int) -> Made:
    """政府性基金预算收入表: this year's, by income class where the ledger gives one."""
    columns = columns_of(sheet.layout.columns, sheet.year)
    rows = Rows(sheet, number, columns)
    lines = sheet.lines.current.fund(Fund.GOVERNMENT_FUND)
    rows.next_line()
    rows.add("合计", {"amount": lines.total or None}, Role.TOTAL, level=0)
    for code, name, amount in _revenues(lines):
        rows.next_line()
        rows.add(name, {"amount": amount}, code=code, level=3)
    return Made(columns, tuple(rows.found), not lines.entries)


def state_capital(sheet: Sheet, number: int) -> Made:
    """国有资本经营预算收支表: income by income class beside expenditure by function class."""
    layout = sheet.layout
    left = columns_of((("amount", *layout.income_header),), sheet.year, Side.INCOME)
    right = columns_of(layout.columns, sheet.year, Side.EXPENDITURE)
    rows = Rows(sheet, number, (*left, *right))
    lines = sheet.lines.current.fund(Fund.STATE_CAPITAL)
    rows.next_line()
    rows.add("合计", {"amount": lines.total or None}, Role.TOTAL, level=0, side=Side.INCOME)
    if lines.entries:  # without data one 合计 stands for the whole row
        found = amounts(sheet, lines, right)
        rows.add("合计", found, Role.TOTAL, level=0, side=Side.EXPENDITURE)
    _state_capital_rows(rows, lines, right)
    return Made((*left, *right), tuple(rows.found), not lines.entries)


def _state_capital_rows(rows: Rows, lines: Lines, right: tuple[Column, ...]) -> None:
    sheet, income = rows.sheet, _revenues(lines)
    spent = list(lines.by_function().items())
    for index in range(max(len(income), len(spent))):
        rows.next_line()
        if index < len(income):
            code, name, amount = income[index]
            rows.add(name, {"amount": amount}, code=code, level=3, side=Side.INCOME)
        if index < len(spent):
            code, found = spent[index]
            rows.add(
                sheet.function_name(code),
                amounts(sheet, found, right),
                code=code,
                level=len(code) // 2,
                side=Side.EXPENDITURE,
            )


def _revenues(lines: Lines) -> list[tuple[str, str, int]]:
    """Code, name and amount of each income class; none unless every line has one."""
    classes = sorted({entry.line.revenue for entry in lines.entries})
    if any(not code for code, _ in classes):
        return []
    return [(code, name, lines.revenue((code, name)).total) for code, name in classes]
