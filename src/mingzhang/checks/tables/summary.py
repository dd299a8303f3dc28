"""表一 收支总表: income and expenditure of the whole department."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Undetermined
from mingzhang.checks.tables.algebra import rows_across
from mingzhang.checks.tables.balance import Half, halves, other_lists
from mingzhang.checks.trials import blank, equal
from mingzhang.disclosure import Role, Row, Side
from mingzhang.model import Term, Trial

SUMMARY = "income_expenditure_summary"


def _totals(half: Half) -> Row:
    if half.total is None:
        raise Undetermined(f"{half.sheet.name}没有读到总计一行。")
    return half.total


@rule("A01", "收支平衡", "收支总表的收入总计等于支出总计；支出按几种分类并列的，各列的总计相同。")
def totals_balance(facts: Facts) -> Iterator[Trial]:
    """表一[收入总计] = 表一[支出总计]；按部门、政府经济分类并列的[支出总计]、[本年支出合计]各自相同"""
    income, spending = halves(facts, SUMMARY)
    yield equal(income.terms([_totals(income)]), spending.terms([_totals(spending)]))
    yield from lists_agree(facts, SUMMARY, spending)


def lists_agree(facts: Facts, subject: str, spending: Half) -> Iterator[Trial]:
    """Every further list of the expenditure has the same totals, and adds up itself."""
    for other in other_lists(facts, subject):
        for own, row in ((spending.current, other.current), (spending.total, other.total)):
            if own is not None and row is not None:
                yield equal(other.terms([row]), spending.terms([own]))
        yield from other.current_sums()
        yield from other.total_sums()


@rule("A02", "本年收入合计", "本年收入合计等于各项收入来源之和；明细来源加总等于其上一级。")
def current_income(facts: Facts) -> Iterator[Trial]:
    """表一[本年收入合计] = Σ 表一[各收入来源]"""
    income, _ = halves(facts, SUMMARY)
    yield from income.current_sums()


@rule("A03", "收入总计", "收入总计等于本年收入合计加上年结转等各项。")
def income_total(facts: Facts) -> Iterator[Trial]:
    """表一[收入总计] = 表一[本年收入合计] + 表一[上年结转]"""
    income, _ = halves(facts, SUMMARY)
    _totals(income)
    yield from income.total_sums()


@rule("A04", "支出总计", "支出总计等于本年支出合计加年终结转等各项，每一列都成立。")
def expenditure_total(facts: Facts) -> Iterator[Trial]:
    """表一[支出总计].列 = 表一[本年支出合计].列 + 表一[年终结转].列"""
    _, spending = halves(facts, SUMMARY)
    _totals(spending)
    yield from spending.total_sums()


@rule("A05", "本年支出合计", "本年支出合计等于各功能分类支出之和，每一列都成立。")
def current_expenditure(facts: Facts) -> Iterator[Trial]:
    """表一[本年支出合计].列 = Σ 表一[各类支出].列"""
    _, spending = halves(facts, SUMMARY)
    yield from spending.current_sums()


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
    if "carryover" not in spending.keys or spending.total is None:
        raise NotApplicable("支出方没有分列上年结转安排。")
    brought = income.terms(income.extras)
    missing = blank(f"{income.sheet.name}没有印的上年结转", income.sheet.table.at)
    yield _against_column(brought or [missing], spending, "carryover")


@rule("A08", "本年收入的去向", "本年收入合计等于当年预算安排的支出加当年的年终结转。")
def current_year(facts: Facts) -> Iterator[Trial]:
    """表一[本年收入合计] = 表一[本年支出合计].当年预算安排 + 表一[年终结转].当年预算安排"""
    income, spending = halves(facts, SUMMARY)
    if "current" not in spending.keys or spending.total is None or income.current is None:
        raise NotApplicable("支出方没有分列当年预算安排。")
    yield _against_column(income.terms([income.current]), spending, "current")


def _against_column(income: list[Term], spending: Half, key: str) -> Trial:
    closing = [row for row in spending.extras if row.role is Role.CARRYOVER]
    used = [spending.current, *closing] if spending.current else [spending.total]
    return equal(income, spending.terms([row for row in used if row], key))
