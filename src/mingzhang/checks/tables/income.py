"""表二 收入总表: income by function class and source."""

from bisect import bisect_left
from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet
from mingzhang.checks.tables.algebra import agree, code_sums, column_sums, one_of, rows_across
from mingzhang.checks.tables.balance import SOURCES, Half, halves, listed
from mingzhang.checks.tables.summary import SUMMARY
from mingzhang.checks.trials import blank, equal, minus
from mingzhang.disclosure import Role, Row
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


def includes_carryover(sheet: Sheet) -> bool:
    """Whether the 合计 of an income table has last year's carry-over in it."""
    sums = dict(column_sums(sheet))
    parts = sums.get(sheet.main, ())
    if "carryover" not in parts:
        return False
    row = sheet.total
    if row is None:
        return True
    rest = sum(sheet.term(row, key).value for key in parts if key != "carryover")
    return sheet.term(row, sheet.main).value != rest


def current_terms(sheet: Sheet, row: Row) -> list[Term]:
    """This year's income of a row of the income table, without carry-over."""
    if "income" in sheet.keys:
        return [sheet.term(row, "income")]
    whole = sheet.term(row, sheet.main)
    if includes_carryover(sheet):
        return [whole, minus(sheet.term(row, "carryover"))]
    return [whole]


@rule("A09", "收入总表与收支总表", "收入总表的合计和各来源等于收支总表的本年收入合计和同一来源。")
def same_sources(facts: Facts) -> Iterator[Trial]:
    """表二[合计].合计 = 表一[本年收入合计]；表二[合计].来源 = 表一[来源]"""
    income, _ = halves(facts, SUMMARY)
    sheet = facts.need(INCOME)
    if (own := listed(sheet)) is not None:
        yield from same_list(own, income)
        for key in SOURCES:
            row, other = own.source(key), income.source(key)
            if row is not None and other is not None:
                yield equal(own.terms([row]), income.terms([other]))
        return
    total = total_row(sheet)
    if income.current is not None:
        yield equal(current_terms(sheet, total), income.terms([income.current]))
    elif income.total is not None:
        own_carry = [] if includes_carryover(sheet) else [sheet.term(total, "carryover")]
        yield equal([sheet.term(total, sheet.main), *own_carry], income.terms([income.total]))
    for key in SOURCES:
        row = income.source(key)
        if key in sheet.keys and row is not None:
            yield equal(sheet.term(total, key), income.sheet.term(row, income.main))


def same_list(own: Half, summary: Half) -> Iterator[Trial]:
    """A table that lists one side again has the same totals as the summary."""
    for row, other in ((own.current, summary.current), (own.total, summary.total)):
        if row is not None and other is not None:
            yield equal(own.terms([row]), summary.terms([other]))


@rule("A10", "收入总表的上年结转", "收入总表合计行的上年结转等于收支总表的上年结转。")
def same_carryover(facts: Facts) -> Iterator[Trial]:
    """表二[合计].上年结转 = 表一[上年结转]"""
    income, _ = halves(facts, SUMMARY)
    sheet = facts.need(INCOME)
    if "carryover" not in sheet.keys:
        raise NotApplicable("收入总表没有上年结转一列。")
    rows = [row for row in income.extras if row.role is Role.CARRYOVER]
    own = [row for row in rows if "弥补" not in row.name and "使用" not in row.name]
    total = sheet.term(total_row(sheet), "carryover")
    yield one_of([total], [income.terms(rows), income.terms(own)])


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
    """类 = Σ款；款 = Σ项；单位 = Σ科目；合计 = Σ类（或单位）（各表、各列）"""
    sheets = [sheet for sheet in facts.sheets() if _is_tree(sheet)]
    if not sheets:
        raise NotApplicable("没有按科目编码列示的表。")
    for sheet in sheets:
        yield from code_sums(sheet)


_OWN_SUMS = (
    "basic_expenditure",
    "project_expenditure",
    "project_expenditure_carryover",
    "income_expenditure_summary",
    "fiscal_summary",
)


def _is_tree(sheet: Sheet) -> bool:
    if sheet.table.subject in _OWN_SUMS:
        return False
    units = any(row.role is Role.UNIT for row in sheet.table.rows)
    return bool(sheet.by_code) or (units and sheet.table.subject != "agency_operating_expenses")


@rule("A15", "收入与支出按科目对应", "每个科目的本年收入加上年结转等于该科目的支出。")
def income_meets_spending(facts: Facts) -> Iterator[Trial]:
    """表二[科目].合计 + 表二[科目].上年结转 = 表三[科目].合计（按单位列示的，按单位对应）"""
    sheet, other = facts.need(INCOME), facts.need("expenditure_summary")
    if not (sheet.by_code and other.by_code):
        yield from _units_meet(sheet, other)
        return
    if facts.disclosure.kind == "final_accounts" or "carryover" not in sheet.keys:
        _nothing_moved(facts)
        yield from _same_codes(sheet, (sheet.main,), other)
        return
    if facts.sheet(SUMMARY) is not None:
        _, spending = halves(facts, SUMMARY)
        if any(term.value for term in spending.terms(spending.extras)):
            raise NotApplicable("有结转下年的资金，各科目的收入与支出不必相等。")
    keys = (sheet.main,) if includes_carryover(sheet) else (sheet.main, "carryover")
    yield from _same_codes(sheet, keys, other)


def _nothing_moved(facts: Facts) -> None:
    """Without carry-over on either side the two tables repeat each other; else nothing follows."""
    for half in halves(facts, SUMMARY):
        if any(term.value for term in half.terms(half.extras)):
            raise NotApplicable("有结转结余，各科目的收入与支出不必相等。")


def _same_codes(sheet: Sheet, keys: tuple[str, ...], other: Sheet) -> Iterator[Trial]:
    for code in dict.fromkeys((*sheet.by_code, *other.by_code)):
        own = [sheet.printed(code, key) for key in keys]
        right = other.printed(code, other.main)
        if right is None or None in own or not code.startswith("2"):
            continue
        left = [term for terms in own for term in terms or () if term.figure or term.unread]
        if len(keys) > 1 and left:
            yield equal(left, right or [_blank(other, code)])
        else:
            yield agree(
                left or (own[0] or [_blank(sheet, code)])[:1],
                right or [_blank(other, code)],
                details(other, code),
            )


def _units_meet(sheet: Sheet, other: Sheet) -> Iterator[Trial]:
    """Tables that list bodies: what each receives, carry-over included, it spends."""
    spent = {row.name: row for row in other.table.rows if row.role is Role.UNIT}
    own = [row for row in sheet.table.rows if row.role is Role.UNIT and row.name in spent]
    if not own:
        raise NotApplicable("收入总表和支出总表没有按同样的科目或单位列示。")
    for row in own:
        left = [sheet.term(row, sheet.main)]
        if "carryover" in sheet.keys and not includes_carryover(sheet):
            left.append(sheet.term(row, "carryover"))
        yield equal(left, [other.term(spent[row.name], other.main)])


def _blank(sheet: Sheet, code: str) -> Term:
    return blank(f"{sheet.name}“{code}”（未列）")


def details(sheet: Sheet, code: str) -> int:
    """How many leaf rows a code sums up: 0 for a leaf, so that nothing is rounded there."""
    leaves = sheet.leaf_codes
    first, last = bisect_left(leaves, code), bisect_left(leaves, f"{code}~")
    return last - first - (code in leaves[first:last])
