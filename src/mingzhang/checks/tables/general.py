"""表五 一般公共预算支出表: what the general budget pays, by function class."""

from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet, plain_name
from mingzhang.checks.tables.algebra import agree, one_of
from mingzhang.checks.tables.balance import Half, halves, is_source, spending_of_budget
from mingzhang.checks.tables.expenditure import EXPENDITURE, classes_agree
from mingzhang.checks.tables.fiscal import FISCAL
from mingzhang.checks.tables.income import INCOME, details, total_row
from mingzhang.checks.tables.summary import SUMMARY
from mingzhang.checks.trials import at_most, blank, equal, minus
from mingzhang.classification import Kind, codes_of_name
from mingzhang.model import Term, Trial

GENERAL = "general_budget_expenditure"


def _carry(half: Half, key: str) -> list[Term]:
    """The carry-over of one budget on the income side of the fiscal summary."""
    rows = [row for row in half.carry_parts if is_source(row, key)]
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
    total = [sheet.term(total_row(sheet), sheet.main)]
    apart = "不含" in sheet.table.title
    row = spending.current or spending.total
    if "general_budget" in spending.keys and row is not None:
        carried = [term for term in _carry(income, "general_budget") if term.value]
        moved = [term for term in [spending.sheet.term(row, "carryover")] if term.value]
        paid = [spending.sheet.term(row, "general_budget")]
        moves: tuple[list[Term], ...] = (
            [],
            [*map(minus, carried)],
            carried if moved else [],
            moved,
        )
        readings = [[*paid, *move] for move in moves]
        yield one_of(total, [readings[1], *readings] if apart else readings)
    elif facts.disclosure.kind == BUDGET or not spending.extras:
        yield from spending_of_budget(total, income, spending, "general_budget", apart)


@rule(
    "A26",
    "一般公共预算按科目与收入总表",
    "一般公共预算支出表每个科目的合计等于收入总表同一科目的一般公共预算。",
)
def same_codes_income(facts: Facts) -> Iterator[Trial]:
    """表五[科目].合计 = 表二[科目].一般公共预算（表五含上年结转的，加收入总表的结转）"""
    sheet, income = facts.need(GENERAL), facts.need(INCOME)
    if "general_budget" not in income.keys or not income.by_code:
        raise NotApplicable("收入总表没有按科目分列一般公共预算。")
    keys = _keys_of_income(sheet, income)
    for code in dict.fromkeys((*sheet.by_code, *income.by_code)):
        own = sheet.printed(code, sheet.main)
        other = [income.printed(code, key) for key in keys]
        if own is None or None in other or not code.startswith("2"):
            continue
        given = [term for terms in other for term in terms or ()]
        if not any(term.value or term.unread for term in (*own, *given)):
            continue
        left, right = own or [_blank(sheet, code)], given or [_blank(income, code)]
        if (moved := _moved(facts, sheet, income, keys)) == "in":
            yield at_most(right, left)
        elif moved == "out":
            yield at_most(left, right)
        else:
            yield agree(left, right, details(income, code))


def _keys_of_income(sheet: Sheet, income: Sheet) -> tuple[str, ...]:
    """Which columns of the income table the general budget's spending repeats."""
    carry = "carryover_general_budget"
    if carry not in income.keys or sheet.total is None or income.total is None:
        return ("general_budget",)
    given = income.term(income.total, "general_budget").value
    both = given + income.term(income.total, carry).value
    whole = sheet.term(sheet.total, sheet.main).value
    return (
        ("general_budget", carry) if abs(whole - both) < abs(whole - given) else ("general_budget",)
    )


def _moved(facts: Facts, sheet: Sheet, income: Sheet, keys: tuple[str, ...]) -> str:
    """ "in" where the spending has last year's money that the income table does not print by
    class, "out" where some of this year's is left for the next, else "".
    """
    if sheet.total is None or income.total is None:
        return ""
    given = sum(income.term(income.total, key).value for key in keys)
    whole = sheet.term(sheet.total, sheet.main).value
    carried = ("carryover", "carryover_general_budget")
    if whole > given and len(keys) == 1:
        return "in" if any(income.term(income.total, key).value for key in carried) else ""
    if whole < given and facts.sheet(SUMMARY) is not None:
        _, spending = halves(facts, SUMMARY)
        return "out" if any(term.value for term in spending.terms(spending.extras)) else ""
    return ""


def _blank(sheet: Sheet, code: str) -> Term:
    return blank(f"{sheet.name}“{code}”（未列）")


@rule(
    "A27",
    "一般公共预算按类与财政拨款总表",
    "一般公共预算支出表每一类加上年结转等于财政拨款收支总表同一类的一般公共预算。",
)
def same_classes_fiscal(facts: Facts) -> Iterator[Trial]:
    """表五[类].合计 + 一般公共预算上年结转[类] = 表四[类].一般公共预算（或三本预算之和 = 表四[类]）"""
    sheet = facts.need(GENERAL)
    income, spending = halves(facts, FISCAL)
    if "general_budget" not in spending.keys:
        yield from _three_budgets(facts, sheet, spending)
        return
    if _without_carryover(sheet, income, spending):
        yield from _with_carryover(sheet, spending)
    elif _carried_apart(sheet, spending):
        yield from classes_agree(sheet, spending, "general_budget", "carryover")
    else:
        yield from classes_agree(sheet, spending, "general_budget")


def _carried_apart(sheet: Sheet, spending: Half) -> bool:
    """Whether the fiscal summary prints last year's money, all of it general, in its own column."""
    row = spending.current or spending.total
    if "carryover" not in spending.keys or row is None or sheet.total is None:
        return False
    moved = spending.sheet.term(row, "carryover").value
    paid = spending.sheet.term(row, "general_budget").value
    whole = sheet.term(sheet.total, sheet.main).value
    return bool(moved) and abs(whole - paid - moved) < abs(whole - paid)


def _without_carryover(sheet: Sheet, income: Half, spending: Half) -> bool:
    """Whether the table leaves out last year's money that the fiscal summary has in it."""
    carried = sum(term.value for term in _carry(income, "general_budget"))
    row = spending.current or spending.total
    if not carried or sheet.total is None or row is None:
        return False
    paid = spending.sheet.term(row, "general_budget").value
    whole = sheet.term(sheet.total, sheet.main).value
    return "不含" in sheet.table.title or abs(whole + carried - paid) < abs(whole - paid)


def _three_budgets(facts: Facts, sheet: Sheet, spending: Half) -> Iterator[Trial]:
    """Where the fiscal summary does not tell the budgets apart, each class is the sum of them."""
    others = [facts.sheet(*subjects) for subjects in _OTHER_BUDGETS]
    sheets = [one for one in (sheet, *others) if one is not None]
    if None in others or not spending.classes:
        raise NotApplicable(
            "财政拨款收支总表没有分列一般公共预算，也没有另两本预算的支出表可加总。"
        )
    totals = [one.term(one.total, one.main) for one in sheets if one.total is not None]
    row = spending.current or spending.total
    whole = spending.sheet.term(row, spending.main).value if row is not None else 0
    compare = at_most if sum(term.value for term in totals) * 1000 < whole * 999 else equal
    for other in spending.classes:
        name = plain_name(other.name)
        codes = [code for code in codes_of_name(Kind.FUNCTION, name) if len(code) == 3]
        parts = [t for one in sheets for code in codes for t in one.printed(code, one.main) or ()]
        right = spending.sheet.term(other, spending.main)
        if right.value or any(term.value for term in parts):
            yield compare(parts or [blank(f"各预算支出表“{name}”（未列）")], [right])


_OTHER_BUDGETS = (
    ("government_fund_expenditure", "government_fund_income_expenditure"),
    ("state_capital_expenditure", "state_capital_income_expenditure"),
)


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
    if not other.by_code:
        raise NotApplicable("支出总表没有按科目列示。")
    only = _only_general(sheet, other)
    for code in sheet.by_code:
        for key in ("total", "basic", "project"):
            if key not in sheet.keys or key not in other.keys:
                continue
            left, right = sheet.printed(code, key) or [], other.printed(code, key)
            if right is None or not any(t.value or t.unread for t in (*left, *right)):
                continue
            right = right or [_blank(other, code)]
            yield agree(left, right, details(other, code)) if only else at_most(left, right)


def _only_general(sheet: Sheet, other: Sheet) -> bool:
    if sheet.total is None or other.total is None:
        return False
    left, right = sheet.term(sheet.total, sheet.main), other.term(other.total, other.main)
    return left.value == right.value
