"""机关运行经费表: this year's fiscal 公用经费 of 行政 and 参公 units."""

from mingzhang.disclosure import Role
from mingzhang.ledger import operating_expenses, operating_units
from mingzhang.tables.building import Made, Rows, Sheet, amounts
from mingzhang.tables.layout import columns_of


def make(sheet: Sheet, number: int) -> Made:
    """The department's total, then one row a unit."""
    columns = columns_of(sheet.layout.columns, sheet.year)
    rows = Rows(sheet, number, columns)
    lines = operating_expenses(sheet.ledger, sheet.lines)
    rows.next_line()
    rows.add(sheet.layout.total_name, amounts(sheet, lines, columns), Role.TOTAL, level=0)
    for unit in operating_units(sheet.ledger):
        rows.next_line()
        rows.add(unit, amounts(sheet, lines.unit(unit), columns), Role.UNIT)
    return Made(columns, tuple(rows.found), not lines.entries)
