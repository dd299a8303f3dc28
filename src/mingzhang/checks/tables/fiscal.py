"""表四 财政拨款收支总表: what the three budgets give and pay."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, plain_name
from mingzhang.checks.tables.algebra import rows_across
from mingzhang.checks.tables.balance import Half, halves
from mingzhang.checks.tables.summary import SUMMARY, lists_agree
from mingzhang.checks.trials import at_most, equal
from mingzhang.disclosure import Role, Row, Side
from mingzhang.model import Severity, Term, Trial

FISCAL = "fiscal_summary"
_OTHER_MONEY = (
    "special_account",
    "unit_funds",
    "superior_subsidy",
    "service_income",
    "operating_income",
    "subordinate_payment",
    "other_income",
)
_BUDGETS = ("general_budget", "government_fund", "state_capital")


@rule("A19", "财政拨款来源与收支总表", "财政拨款收支总表的各项拨款等于收支总表的同一来源。")
def same_appropriations(facts: Facts) -> Iterator[Trial]:
    """表四[来源] = 表一[来源]"""
    own, _ = halves(facts, FISCAL)
    whole, _ = halves(facts, SUMMARY)
    for key in _BUDGETS:
        row, other = own.source(key), whole.source(key)
        if row is not None and other is not None:
            yield equal(own.sheet.term(row, own.main), whole.sheet.term(other, whole.main))


@rule(
    "A20",
    "财政拨款收入方",
    "本年收入合计等于三本预算拨款之和，上年结转等于其分项之和，总计等于两者之和。",
)
def income_side(facts: Facts) -> Iterator[Trial]:
    """表四[本年收入合计] = Σ拨款；表四[上年财政拨款结转] = Σ分项；表四[收入总计] = 两者之和"""
    own, _ = halves(facts, FISCAL)
    yield from own.current_sums()
    yield from own.total_sums()


def _main(half: Half, row: Row) -> Term:
    return half.sheet.term(row, half.main)


@rule("A21", "财政拨款收支平衡", "收入总计等于支出总计；支出各列、各行、各类加总成立。")
def balance(facts: Facts) -> Iterator[Trial]:
    """表四[收入总计] = 表四[支出总计]；支出总计 = 本年支出合计 + 年终结转；合计 = Σ三本预算；本年支出合计 = Σ类"""
    own, spending = halves(facts, FISCAL)
    if own.total is not None and spending.total is not None:
        yield equal(_main(own, own.total), _main(spending, spending.total))
    yield from rows_across(spending.sheet, Side.EXPENDITURE)
    yield from spending.current_sums()
    yield from spending.total_sums()
    yield from lists_agree(facts, FISCAL, spending)


@rule(
    "A22",
    "财政拨款支出不超过全部支出",
    "每一类的财政拨款支出不超过收支总表同一类的支出；没有其他资金时两者相等。",
)
def within_summary(facts: Facts) -> Iterator[Trial]:
    """表四[类].小计 ≤ 表一[类].合计；无其他资金时相等"""
    _, own = halves(facts, FISCAL)
    whole_income, whole = halves(facts, SUMMARY)
    only_fiscal = _only_fiscal(facts, whole_income)
    for row in own.classes:
        other = whole.named(plain_name(row.name))
        if other is None or not (_main(own, row).value or _main(whole, other).value):
            continue
        compare = equal if only_fiscal else at_most
        yield compare(_main(own, row), _main(whole, other))


def _only_fiscal(facts: Facts, income: Half) -> bool:
    """Whether the department has no money but the three budgets' (and no carry-over beside)."""
    if any((row := income.source(key)) and _main(income, row).value for key in _OTHER_MONEY):
        return False
    fiscal, _ = halves(facts, FISCAL)
    whole = sum(_main(income, row).value for row in income.extras)
    return whole == sum(_main(fiscal, row).value for row in fiscal.extras)


@rule(
    "A23",
    "非财政拨款支出",
    "各类支出中财政拨款以外的部分合计，等于专户、单位资金等其他收入与非财政结转之和。",
    severity=Severity.WARNING,
)
def other_money(facts: Facts) -> Iterator[Trial]:
    """Σ(表一[类] − 表四[类].小计) = 其他来源 + 非财政结转"""
    own_income, own = halves(facts, FISCAL)
    whole_income, whole = halves(facts, SUMMARY)
    if not (own.total and whole.total and own_income.total and whole_income.total):
        raise NotApplicable("两张总表没有可比的总计。")
    yield equal(
        [_main(whole, whole.total), _minus(_main(own, own.total))],
        [_main(whole_income, whole_income.total), _minus(_main(own_income, own_income.total))],
    )


def _minus(term: Term) -> Term:
    return Term(term.label, term.figure, -1, term.at, term.unread)


@rule("A24", "财政拨款结转不超过全部结转", "上年财政拨款结转不超过收支总表的上年结转。")
def carryover_within(facts: Facts) -> Iterator[Trial]:
    """表四[上年财政拨款结转] ≤ 表一[上年结转]"""
    own, _ = halves(facts, FISCAL)
    whole, _ = halves(facts, SUMMARY)
    carried = [
        half.terms([row for row in half.extras if row.role is Role.CARRYOVER])
        for half in (own, whole)
    ]
    if not all(carried):
        raise NotApplicable("没有列上年结转。")
    yield at_most(carried[0], carried[1])
