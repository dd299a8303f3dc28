"""表五 一般公共预算支出表: what the general budget pays, by function class."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet, plain_name
from mingzhang.checks.tables.balance import SOURCES, Half, halves
from mingzhang.checks.tables.expenditure import EXPENDITURE, classes_agree
from mingzhang.checks.tables.fiscal import FISCAL
from mingzhang.checks.tables.income import INCOME, details, total_row
from mingzhang.checks.tables.summary import SUMMARY
from mingzhang.checks.trials import at_most, blank, equal, printed_twice
from mingzhang.disclosure import Row
from mingzhang.model import Term, Trial

GENERAL = "general_budget_expenditure"


def _carry(half: Half, key: str) -> list[Term]:
    """The carry-over of one budget on the income side of the fiscal summary."""
    rows = [
        row
        for row in half.carry_parts
        if any(plain_name(row.name).startswith(start) for start in SOURCES[key])
    ]
    if not half.carry_parts and key == "general_budget":
        rows = half.extras
    return [half.sheet.term(row, half.main) for row in rows]


@rule(
    "A25",
    "一般公共预算支出与拨款",
    "一般公共预算支出表的合计等于一般公共预算拨款（另有结转的，加减结转）。",
)
def same_appropriation(facts: Facts) -> Iterator[Trial]:
    """表五[合计].合计 = 表一[一般公共预算]（不含上年结转；年终结转除外）"""
    sheet = facts.need(GENERAL)
    income, spending = halves(facts, FISCAL if facts.sheet(FISCAL) else SUMMARY)
    total = sheet.term(total_row(sheet), sheet.main)
    column = "general_budget"
    if column in spending.keys and (row := spending.current or spending.total):
        paid = spending.sheet.term(row, column)
        carried = _carry(income, column)
        if "不含" in sheet.table.title and any(term.value for term in carried):
            yield equal([total, *carried], paid)
        else:
            yield equal(total, paid)
    elif source := income.source(column):
        yield equal(total, income.sheet.term(source, income.main))


@rule(
    "A26",
    "一般公共预算按科目与收入总表",
    "一般公共预算支出表每个科目的合计等于收入总表同一科目的一般公共预算。",
)
def same_codes_income(facts: Facts) -> Iterator[Trial]:
    """表五[科目].合计 = 表二[科目].一般公共预算"""
    sheet, income = facts.need(GENERAL), facts.need(INCOME)
    if "general_budget" not in income.keys:
        raise NotApplicable("收入总表没有分列一般公共预算。")
    yield from _codes(sheet, sheet.main, income, "general_budget")


def _codes(sheet: Sheet, key: str, other: Sheet, other_key: str) -> Iterator[Trial]:
    for code in dict.fromkeys((*sheet.by_code, *other.by_code)):
        left = _of(sheet, sheet.by_code.get(code), code, key)
        right = _of(other, other.by_code.get(code), code, other_key)
        if left.value or right.value or left.unread or right.unread:
            yield printed_twice(left, right, details(other, code))


def _of(sheet: Sheet, row: Row | None, code: str, key: str) -> Term:
    return sheet.term(row, key) if row is not None else blank(f"{sheet.name}“{code}”（未列）")


@rule(
    "A27",
    "一般公共预算按类与财政拨款总表",
    "一般公共预算支出表每一类加上年结转等于财政拨款收支总表同一类的一般公共预算。",
)
def same_classes_fiscal(facts: Facts) -> Iterator[Trial]:
    """表五[类].合计 + 一般公共预算上年结转[类] = 表四[类].一般公共预算"""
    sheet = facts.need(GENERAL)
    income, spending = halves(facts, FISCAL)
    if "general_budget" not in spending.keys:
        raise NotApplicable("财政拨款收支总表没有分列一般公共预算。")
    if "不含" in sheet.table.title and any(t.value for t in _carry(income, "general_budget")):
        yield from _with_carryover(sheet, spending)
        return
    yield from classes_agree(sheet, spending, "general_budget")


def _with_carryover(sheet: Sheet, spending: Half) -> Iterator[Trial]:
    """The carry-over by class is not printed: a class may only grow by it."""
    for code, row in sheet.by_code.items():
        other = spending.named(plain_name(row.name)) if len(code) == 3 else None
        if other is not None:
            yield at_most(sheet.term(row, sheet.main), spending.sheet.term(other, "general_budget"))


@rule(
    "A28",
    "一般公共预算不超过全部支出",
    "一般公共预算的基本支出、项目支出不超过支出总表同一科目；只有一般公共预算时两者相等。",
)
def within_expenditure(facts: Facts) -> Iterator[Trial]:
    """表五[科目].基本支出 ≤ 表三[科目].基本支出；表五[科目].项目支出 ≤ 表三[科目].项目支出"""
    sheet, other = facts.need(GENERAL), facts.need(EXPENDITURE)
    only = _only_general(sheet, other)
    for code, row in sheet.by_code.items():
        spent = other.by_code.get(code)
        for key in ("total", "basic", "project"):
            if key not in sheet.keys or key not in other.keys:
                continue
            left, right = sheet.term(row, key), _of(other, spent, code, key)
            if not (left.value or right.value or left.unread or right.unread):
                continue
            yield printed_twice(left, right, details(other, code)) if only else at_most(left, right)


def _only_general(sheet: Sheet, other: Sheet) -> bool:
    if sheet.total is None or other.total is None:
        return False
    left, right = sheet.term(sheet.total, sheet.main), other.term(other.total, other.main)
    return left.value == right.value
