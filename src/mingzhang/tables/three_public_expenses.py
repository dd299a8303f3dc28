"""“三公”经费 by item, alone or beside 机关运行经费 in one row."""

from mingzhang.disclosure import Role
from mingzhang.ledger import Ledger, Lines, Precision, operating_expenses
from mingzhang.tables.building import Made, Rows, Sheet, amounts
from mingzhang.tables.layout import columns_of
from mingzhang.tables.selection import PARTS, three_public


def make(sheet: Sheet, number: int) -> Made:
    """One row an item, its money by fund."""
    columns = columns_of(sheet.layout.columns, sheet.year)
    rows = Rows(sheet, number, columns)
    whole = three_public(sheet.lines, "total")
    for part, name, level in sheet.layout.rows:
        rows.next_line()
        found = amounts(sheet, three_public(sheet.lines, part), columns)
        rows.add(name, found, Role.TOTAL if part == "total" else Role.DETAIL, level=level)
    return Made(columns, tuple(rows.found), not whole.entries)


def with_operating(sheet: Sheet, number: int) -> Made:
    """One row: every item of 三公经费, then 机关运行经费."""
    columns = columns_of(sheet.layout.columns, sheet.year)
    rows = Rows(sheet, number, columns)
    found = three_public_amounts(sheet.lines, sheet.precision)
    found["agency_operating"] = operating_amount(sheet.ledger, sheet.lines, sheet.precision)
    rows.next_line()
    rows.add("", dict(found))
    return Made(columns, tuple(rows.found))


def three_public_amounts(lines: Lines, precision: Precision) -> dict[str, int]:
    """Every item in 分 as it is printed."""
    exact = {part: three_public(lines, part).total for part in PARTS}
    found = {part: precision.printed(amount) for part, amount in exact.items()}
    found["vehicles"] = precision.total([exact["vehicle_purchase"], exact["vehicle_operation"]])
    found["total"] = precision.total(list(exact.values()))
    return found


def operating_amount(ledger: Ledger, lines: Lines, precision: Precision) -> int:
    """机关运行经费 in 分 as it is printed."""
    return precision.printed(operating_expenses(ledger, lines).total)
