"""表一 收支总表: income and expenditure of the whole department."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Undetermined
from mingzhang.checks.tables.algebra import nested, rows_across, sums_down
from mingzhang.checks.tables.balance import Half, halves
from mingzhang.checks.trials import adds_up, equal
from mingzhang.disclosure import Role, Row, Side
from mingzhang.model import Trial

SUMMARY = "income_expenditure_summary"


def _totals(half: Half) -> Row:
    if half.total is None:
        raise Undetermined(f"{half.sheet.name}没有读到总计一行。")
    return half.total


@rule("A01", "收支平衡", "收支总表的收入总计等于支出总计。")
def totals_balance(facts: Facts) -> Iterator[Trial]:
    """表一[收入总计] = 表一[支出总计]"""
    income, spending = halves(facts, SUMMARY)
    yield equal(
        income.sheet.term(_totals(income), income.main),
        spending.sheet.term(_totals(spending), spending.main),
    )


@rule("A02", "本年收入合计", "本年收入合计等于各项收入来源之和；明细来源加总等于其上一级。")
def current_income(facts: Facts) -> Iterator[Trial]:
    """表一[本年收入合计] = Σ 表一[各收入来源]"""
    income, _ = halves(facts, SUMMARY)
    sheet = income.sheet
    for head, parts in nested(income.rows):
        yield adds_up(
            sheet.term(head, income.main), [sheet.term(row, income.main) for row in parts]
        )
    if income.current is not None and income.details:
        yield adds_up(
            sheet.term(income.current, income.main),
            [sheet.term(row, income.main) for row in income.details],
        )


@rule("A03", "收入总计", "收入总计等于本年收入合计加上年结转等各项。")
def income_total(facts: Facts) -> Iterator[Trial]:
    """表一[收入总计] = 表一[本年收入合计] + 表一[上年结转]"""
    income, _ = halves(facts, SUMMARY)
    yield from _total_of(income)


@rule("A04", "支出总计", "支出总计等于本年支出合计加年终结转等各项，每一列都成立。")
def expenditure_total(facts: Facts) -> Iterator[Trial]:
    """表一[支出总计].列 = 表一[本年支出合计].列 + 表一[年终结转].列"""
    _, spending = halves(facts, SUMMARY)
    yield from _total_of(spending)


def _total_of(half: Half) -> Iterator[Trial]:
    base = [half.current] if half.current is not None else half.details
    parts = [row for row in (*base, *half.extras) if row is not None]
    if parts:
        yield from (
            equal(half.sheet.term(_totals(half), key), [half.sheet.term(r, key) for r in parts])
            for key in half.keys
            if any(row.values.get(key) or row.texts for row in (_totals(half), *parts))
        )


@rule("A05", "本年支出合计", "本年支出合计等于各功能分类支出之和，每一列都成立。")
def current_expenditure(facts: Facts) -> Iterator[Trial]:
    """表一[本年支出合计].列 = Σ 表一[各类支出].列"""
    _, spending = halves(facts, SUMMARY)
    if spending.current is None:
        raise NotApplicable("收支总表没有本年支出合计一行。")
    yield from sums_down(spending.sheet, spending.current, spending.details, spending.keys)


@rule("A06", "支出分列", "每类支出的合计等于当年预算安排加上年结转安排。")
def across(facts: Facts) -> Iterator[Trial]:
    """表一[类].合计 = 表一[类].当年预算安排 + 表一[类].上年结转安排"""
    sheet = facts.need(SUMMARY)
    yield from rows_across(sheet, Side.EXPENDITURE)
    yield from rows_across(sheet, Side.INCOME)


@rule("A07", "上年结转的去向", "收入方的上年结转等于支出方用上年结转安排的支出加结转的年终结转。")
def carried_over(facts: Facts) -> Iterator[Trial]:
    """表一[上年结转] = 表一[本年支出合计].上年结转安排 + 表一[年终结转].上年结转安排"""
    income, spending = halves(facts, SUMMARY)
    if "carryover" not in spending.keys or spending.current is None:
        raise NotApplicable("支出方没有分列上年结转安排。")
    yield _against_column(income, income.extras, spending, "carryover")


@rule("A08", "本年收入的去向", "本年收入合计等于当年预算安排的支出加当年的年终结转。")
def current_year(facts: Facts) -> Iterator[Trial]:
    """表一[本年收入合计] = 表一[本年支出合计].当年预算安排 + 表一[年终结转].当年预算安排"""
    income, spending = halves(facts, SUMMARY)
    if "current" not in spending.keys or spending.current is None or income.current is None:
        raise NotApplicable("支出方没有分列当年预算安排。")
    yield _against_column(income, [income.current], spending, "current")


def _against_column(income: Half, rows: list[Row], spending: Half, key: str) -> Trial:
    closing = [row for row in spending.extras if row.role is Role.CARRYOVER]
    used = [row for row in (spending.current, *closing) if row is not None]
    return equal(
        [income.sheet.term(row, income.main) for row in rows],
        [spending.sheet.term(row, key) for row in used],
    )
