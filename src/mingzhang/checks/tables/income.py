"""表二 收入总表: income by function class and source."""

from bisect import bisect_left
from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet
from mingzhang.checks.tables.algebra import code_sums, rows_across
from mingzhang.checks.tables.balance import SOURCES, halves
from mingzhang.checks.tables.summary import SUMMARY
from mingzhang.checks.trials import blank, equal, printed_twice
from mingzhang.disclosure import Row
from mingzhang.model import Term, Trial

INCOME = "income_summary"


def total_row(sheet: Sheet) -> Row:
    """The 合计 row of a table.

    Raises:
        NotApplicable: the table prints none.
    """
    if sheet.total is None:
        raise NotApplicable(f"{sheet.name}没有合计一行。")
    return sheet.total


@rule("A09", "收入总表与收支总表", "收入总表的合计和各来源等于收支总表的本年收入合计和同一来源。")
def same_sources(facts: Facts) -> Iterator[Trial]:
    """表二[合计].合计 = 表一[本年收入合计]；表二[合计].来源 = 表一[来源]"""
    income, _ = halves(facts, SUMMARY)
    sheet = facts.need(INCOME)
    total = total_row(sheet)
    current = income.current or income.total
    if current is not None and sheet.main in sheet.keys:
        yield equal(sheet.term(total, sheet.main), income.sheet.term(current, income.main))
    for key in SOURCES:
        row = income.source(key)
        if key in sheet.keys and row is not None:
            yield equal(sheet.term(total, key), income.sheet.term(row, income.main))


@rule("A10", "收入总表的上年结转", "收入总表合计行的上年结转等于收支总表的上年结转。")
def same_carryover(facts: Facts) -> Iterator[Trial]:
    """表二[合计].上年结转 = 表一[上年结转]"""
    income, _ = halves(facts, SUMMARY)
    sheet = facts.need(INCOME)
    if "carryover" not in sheet.keys:
        raise NotApplicable("收入总表没有上年结转一列。")
    total = sheet.term(total_row(sheet), "carryover")
    yield equal(total, [income.sheet.term(row, income.main) for row in income.extras])


@rule("A11", "收入总表各行", "收入总表每一行的合计等于各来源之和。")
def income_rows(facts: Facts) -> Iterator[Trial]:
    """表二[行].合计 = Σ 表二[行].各来源"""
    yield from rows_across(facts.need(INCOME))


@rule(
    "A12",
    "科目逐级汇总",
    "按科目编码列示的各表，类等于款之和，款等于项之和，合计等于类之和，每一列都成立。",
    remedy="检查该科目下的明细是否漏列或录错；仅为四舍五入尾差的，建议按明细合计调整印数。",
)
def code_hierarchy(facts: Facts) -> Iterator[Trial]:
    """类 = Σ款；款 = Σ项；合计 = Σ类（各表、各列）"""
    sheets = [s for s in facts.sheets() if s.by_code and s.table.subject != "basic_expenditure"]
    if not sheets:
        raise NotApplicable("没有按科目编码列示的表。")
    for sheet in sheets:
        yield from code_sums(sheet)


@rule("A15", "收入与支出按科目对应", "每个科目的本年收入加上年结转等于该科目的支出。")
def income_meets_spending(facts: Facts) -> Iterator[Trial]:
    """表二[科目].合计 + 表二[科目].上年结转 = 表三[科目].合计"""
    sheet, other = facts.need(INCOME), facts.need("expenditure_summary")
    if facts.disclosure.kind == "final_accounts" or "carryover" not in sheet.keys:
        yield from _without_carryover(facts, sheet, other)
        return
    for code in dict.fromkeys((*sheet.by_code, *other.by_code)):
        own, spent = sheet.by_code.get(code), other.by_code.get(code)
        terms = [_of(sheet, own, code, sheet.main), _of(sheet, own, code, "carryover")]
        right = _of(other, spent, code, other.main)
        yield equal([term for term in terms if term.figure or term.unread] or terms[:1], right)


def _without_carryover(facts: Facts, sheet: Sheet, other: Sheet) -> Iterator[Trial]:
    """Without carry-over on either side the two tables repeat each other; else nothing follows."""
    income, spending = halves(facts, SUMMARY)
    if any(half.sheet.term(r, half.main).value for half in (income, spending) for r in half.extras):
        raise NotApplicable("有结转结余，各科目的收入与支出不必相等。")
    for code in dict.fromkeys((*sheet.by_code, *other.by_code)):
        own, spent = sheet.by_code.get(code), other.by_code.get(code)
        left, right = _of(sheet, own, code, sheet.main), _of(other, spent, code, other.main)
        yield printed_twice(left, right, details(other, code))


def _of(sheet: Sheet, row: Row | None, code: str, key: str) -> Term:
    return sheet.term(row, key) if row is not None else blank(f"{sheet.name}“{code}”（未列）")


def details(sheet: Sheet, code: str) -> int:
    """How many leaf rows a code sums up: 0 for a leaf, so that nothing is rounded there."""
    leaves = sheet.leaf_codes
    first, last = bisect_left(leaves, code), bisect_left(leaves, f"{code}~")
    return last - first - (code in leaves[first:last])
