"""项目支出预算表: the department, its units, their projects, by fund."""

from mingzhang.disclosure import Column, Role
from mingzhang.ledger import FISCAL, Lines
from mingzhang.tables.building import Made, Rows, Sheet, amounts
from mingzhang.tables.layout import columns_of


def this_year(sheet: Sheet, number: int) -> Made:
    """本年预算."""
    columns = columns_of(sheet.layout.columns, sheet.year)
    return _projects(sheet, sheet.lines.current.projects, columns, number)


def carried_over(sheet: Sheet, number: int) -> Made:
    """上年结转; funds other than 财政拨款 have columns only where there is such money."""
    lines = sheet.lines.carried.projects
    wanted = sheet.layout.columns
    if lines.total != lines.fund(*FISCAL).total:
        wanted += sheet.layout.own_columns
    return _projects(sheet, lines, columns_of(wanted, sheet.year), number)


def _projects(sheet: Sheet, lines: Lines, columns: tuple[Column, ...], number: int) -> Made:
    rows = Rows(sheet, number, columns)
    rows.next_line()
    if not lines.entries:
        rows.add("合计", {}, Role.TOTAL, level=0)
        return Made(columns, tuple(rows.found), empty=True)
    rows.add(sheet.ledger.name, amounts(sheet, lines, columns), Role.TOTAL, level=0)
    for unit in [unit.name for unit in sheet.ledger.units if unit.name in lines.units()]:
        mine = lines.unit(unit)
        rows.next_line()
        rows.add(unit, amounts(sheet, mine, columns), Role.UNIT)
        for project, found in mine.by_project().items():
            rows.next_line()
            rows.add(project, amounts(sheet, found, columns), Role.PROJECT, level=2)
    return Made(columns, tuple(rows.found))
