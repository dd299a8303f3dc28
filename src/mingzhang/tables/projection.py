"""All tables of a profile from one ledger (报表生成)."""

from collections.abc import Callable

from mingzhang.disclosure import Table
from mingzhang.ledger import CENT, Fund, Ledger, Lines, Precision
from mingzhang.model import Unit, WrongUsage
from mingzhang.profiles import Profile, ProfileTable
from mingzhang.tables import (
    agency_operating_expenses,
    basic_expenditure,
    fund_income,
    income_summary,
    project_expenditure,
    three_public_expenses,
    two_sided,
)
from mingzhang.tables.building import Made, Sheet, table_of
from mingzhang.tables.by_function import expenditure
from mingzhang.tables.layout import Layout, Layouts, layouts


def _of_fund(fund: Fund) -> Callable[[Sheet, int], Made]:
    def make(sheet: Sheet, number: int) -> Made:
        lines = sheet.lines.fund(fund)
        return expenditure(sheet, lines if sheet.layout.with_carried else lines.current, number)

    return make


SUBJECTS: dict[str, Callable[[Sheet, int], Made]] = {
    "income_expenditure_summary": lambda sheet, n: two_sided.make(sheet, sheet.lines, n),
    "income_summary": income_summary.make,
    "expenditure_summary": lambda sheet, n: expenditure(sheet, sheet.lines, n),
    "fiscal_summary": lambda sheet, n: two_sided.make(sheet, sheet.lines.fiscal, n),
    "general_budget_expenditure": _of_fund(Fund.GENERAL),
    "basic_expenditure": basic_expenditure.make,
    "government_fund_income": fund_income.government_fund,
    "government_fund_expenditure": _of_fund(Fund.GOVERNMENT_FUND),
    "state_capital_income_expenditure": fund_income.state_capital,
    "state_capital_expenditure": _of_fund(Fund.STATE_CAPITAL),
    "three_public_expenses": three_public_expenses.make,
    "agency_operating_expenses": agency_operating_expenses.make,
    "three_public_and_operating_expenses": three_public_expenses.with_operating,
    "project_expenditure": project_expenditure.this_year,
    "project_expenditure_carryover": project_expenditure.carried_over,
}
"""Subject → what makes its table."""


def printed_quantum(profile: Profile) -> int:
    """The worth in 分 of the last place that the profile's tables print (0.01万元 → 10000)."""
    unit = Unit(profile.tables[0].unit)
    return _quantum(unit, layouts(profile.id).decimals)


def tables_of(ledger: Ledger, profile: Profile, *, once: bool = True) -> tuple[Table, ...]:
    """Every table of the profile in its order, those without data with their note.

    `once`: the ledger's amounts are multiples of `printed_quantum` already, which makes every
    printed sum add up; else each figure is rounded by itself.
    Raises WrongUsage where the profile has a subject that no ledger gives.
    """
    known, lines = layouts(profile.id), Lines.of(ledger)
    base = printed_quantum(profile)
    return tuple(
        _table(number, entry, known, ledger, lines, base, once)
        for number, entry in enumerate(profile.tables, start=1)
    )


def _table(
    number: int,
    entry: ProfileTable,
    known: Layouts,
    ledger: Ledger,
    lines: Lines,
    base: int,
    once: bool,
) -> Table:
    layout, make = known.tables.get(entry.subject), SUBJECTS.get(entry.subject)
    if layout is None or make is None:
        raise WrongUsage(f"公开样式里的“{entry.caption}”不能由账生成，请在版式文件里补上。")
    unit = Unit(layout.unit or entry.unit)
    precision = Precision(_quantum(unit, _decimals(layout, known)), base, once)
    sheet = Sheet(ledger, lines, known, layout, unit, precision)
    made = make(sheet, number)
    return table_of(made, number, sheet, entry.subject, entry.caption, entry.number_label)


def _decimals(layout: Layout, known: Layouts) -> int:
    return known.decimals if layout.decimals is None else layout.decimals


def _quantum(unit: Unit, decimals: int) -> int:
    quantum: int = unit.scale // CENT // 10**decimals
    return quantum
