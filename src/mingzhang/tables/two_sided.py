"""Summary tables with income beside expenditure (收支总表): by source, and by 类."""

from collections.abc import Iterator
from itertools import zip_longest

from mingzhang.classification import ordinals
from mingzhang.disclosure import Column, Role, Side
from mingzhang.ledger import Lines
from mingzhang.ledger.numerals import ordinal
from mingzhang.tables.building import Made, Rows, Sheet, amounts, shown
from mingzhang.tables.layout import columns_of
from mingzhang.tables.selection import select


def make(sheet: Sheet, lines: Lines, number: int) -> Made:
    """Both sides of these lines, with the rows that balance them."""
    layout = sheet.layout
    income = (("amount", *layout.income_header),)
    left = columns_of(income, sheet.year, Side.INCOME)
    right = columns_of(layout.columns, sheet.year, Side.EXPENDITURE)
    rows = Rows(sheet, number, (*left, *right))
    for source, chapter in zip_longest(_income(sheet, lines), _chapters(sheet, lines)):
        rows.next_line()
        if source:
            name, amount, level = source
            rows.add(name, {"amount": amount}, level=level, side=Side.INCOME)
        if chapter:
            name, found = chapter
            rows.add(name, amounts(sheet, found, right), side=Side.EXPENDITURE)
    _balance(rows, lines, right)
    return Made((*left, *right), tuple(rows.found), not lines.entries)


def _income(sheet: Sheet, lines: Lines) -> Iterator[tuple[str, int | None, int]]:
    base = lines.current if sheet.layout.income_base == "current" else lines
    for label, key, *depth in sheet.layout.income:
        amount = select(base, str(key)).total
        yield str(label), shown(sheet, amount), int(depth[0]) if depth else 1


def _chapters(sheet: Sheet, lines: Lines) -> Iterator[tuple[str, Lines]]:
    chapters = lines.by_function(3)
    if sheet.layout.chapters == "all":
        for entry in ordinals():
            yield f"{entry.ordinal}、{entry.name}", chapters.get(entry.code, Lines(()))
        return
    for position, (code, found) in enumerate(chapters.items(), start=1):
        yield f"{ordinal(position)}、{sheet.function_name(code)}", found


def _balance(rows: Rows, lines: Lines, right: tuple[Column, ...]) -> None:
    sheet = rows.sheet
    for left_name, key, right_name, what in sheet.layout.balance:
        rows.next_line()
        amount = shown(sheet, select(lines, key).total)
        _add(rows, left_name, {"amount": amount}, Side.INCOME, part=":" in key)
        if right_name:
            found = amounts(sheet, lines, right) if what == "lines" else {}
            _add(rows, right_name, found, Side.EXPENDITURE)


def _add(
    rows: Rows, name: str, found: dict[str, int | None], side: Side, part: bool = False
) -> None:
    """One side of a balancing row; `part`: it is a part of the row above it."""
    role = _role(name)
    level = int(role not in (Role.TOTAL, Role.SUBTOTAL)) + part
    rows.add(name, found, role, level=level, side=side)


def _role(name: str) -> Role:
    if "总计" in name:
        return Role.TOTAL
    if "合计" in name:
        return Role.SUBTOTAL
    return Role.CARRYOVER if "结转" in name else Role.DETAIL
