"""表七、表八、表九: government funds and state capital budgets."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet, Undetermined
from mingzhang.checks.tables.algebra import one_of, rows_across
from mingzhang.checks.tables.balance import Half, carried_of, halves, spending_of_budget
from mingzhang.checks.tables.expenditure import class_name
from mingzhang.checks.tables.fiscal import FISCAL
from mingzhang.checks.tables.income import INCOME
from mingzhang.checks.tables.summary import SUMMARY
from mingzhang.checks.trials import adds_up, blank, equal, holds, minus
from mingzhang.disclosure import Role, Row, Side
from mingzhang.model import Severity, Term, Trial

FUND_INCOME = "government_fund_income"
FUND_SPENDING = ("government_fund_expenditure", "government_fund_income_expenditure")
_FUND_WORDS = re.compile("基金|安排的支出|债|彩票|对应|专项收入")
CAPITAL = ("state_capital_income_expenditure", "state_capital_expenditure")


def _total(sheet: Sheet, side: Side | None = None) -> Row | None:
    return next((row for row in sheet.rows(side) if row.role is Role.TOTAL), None)


def _amount(sheet: Sheet, side: Side | None = None) -> Term:
    """The total of an (often empty) table; a table without data counts as blank."""
    row = _total(sheet, side)
    keys = sheet.side_keys(side) if side else sheet.keys
    if row is None or not keys:
        if sheet.has_figures:
            raise Undetermined(f"{sheet.name}没有读到合计一行。")
        return blank(f"{sheet.name}合计", sheet.table.at)
    main = next((key for key in ("total", "amount") if key in keys), keys[0])
    return sheet.term(row, main)


def _elsewhere(facts: Facts, key: str) -> Iterator[Term]:
    """Every other printing of one budget's appropriation."""
    for subject in (SUMMARY, FISCAL):
        if facts.sheet(subject) is None:
            continue
        income, _ = halves(facts, subject)
        if row := income.source(key):
            yield income.sheet.term(row, income.main)
    sheet = facts.sheet(INCOME)
    if sheet is not None and key in sheet.keys and sheet.total is not None:
        yield sheet.term(sheet.total, key)


@rule(
    "A43",
    "政府性基金收入",
    "政府性基金预算收入表的合计等于各总表的政府性基金收入，各科目加总等于合计。",
)
def fund_income(facts: Facts) -> Iterator[Trial]:
    """表七[合计] = 表一[政府性基金] = 表四[政府性基金] = 表二[合计].政府性基金"""
    sheet = facts.need(FUND_INCOME)
    own = _amount(sheet)
    for other in _elsewhere(facts, "government_fund"):
        yield equal(own, other)
    top = [row for row in sheet.table.rows if row.role is Role.DETAIL]
    shortest = min((len(row.code) for row in top), default=0)
    parts = [sheet.term(row, sheet.main) for row in top if len(row.code) == shortest]
    if parts and own.figure is not None:
        yield adds_up(own, parts)


@rule(
    "A44",
    "政府性基金支出",
    "政府性基金支出表的合计等于基金收入和财政拨款总表的基金支出（结转除外）。",
)
def fund_spending(facts: Facts) -> Iterator[Trial]:
    """表八[合计].合计 = 表七[合计]；表八[类] = 表四[类].政府性基金"""
    sheet = facts.need(*FUND_SPENDING)
    own = _amount(sheet)
    income, spending = halves(facts, FISCAL)
    carried = carried_of(income, "government_fund")
    if facts.sheet(FUND_INCOME) is not None:
        given = [_amount(facts.need(FUND_INCOME))]
        yield one_of([own], [given, [*given, *carried]])
    if "government_fund" not in spending.keys:
        if facts.disclosure.kind != BUDGET:
            raise NotApplicable("财政拨款收支总表没有分列政府性基金。")
        yield from spending_of_budget([own], income, spending, "government_fund", False)
        return
    row = spending.current or spending.total
    if row is not None:
        paid = [spending.sheet.term(row, "government_fund")]
        moved = [term for term in [spending.sheet.term(row, "carryover")] if term.value]
        moves: tuple[list[Term], ...] = (
            [],
            [*map(minus, carried)],
            carried if moved else [],
            moved,
        )
        yield one_of([own], [[*paid, *move] for move in moves])
        if own.value == paid[0].value:
            yield from _fund_classes(sheet, spending)


def _fund_classes(sheet: Sheet, spending: Half) -> Iterator[Trial]:
    key = next((key for key in ("total", "amount") if key in sheet.keys), None)
    if key is None:
        return
    for code in sorted({code[:3] for code in sheet.by_code}):
        if other := spending.named(class_name(sheet, code)):
            own = sheet.printed(code, key) or []
            yield equal(own, spending.sheet.term(other, "government_fund"))


@rule("A45", "国有资本经营收支", "国有资本经营预算的收入等于支出，并等于各总表的国有资本经营收入。")
def capital(facts: Facts) -> Iterator[Trial]:
    """表九[收入合计] = 表九[支出合计] = 表一[国有资本经营] = 表四[国有资本经营]"""
    sheet = facts.need(*CAPITAL)
    sided = any(column.side is Side.EXPENDITURE for column in sheet.table.columns)
    spent = _amount(sheet, Side.EXPENDITURE if sided else None)
    if sided:
        yield equal(_amount(sheet, Side.INCOME), spent)
    if facts.disclosure.kind == "final_accounts" and "opening_carryover" in sheet.keys:
        raise NotApplicable("决算表另有结转，收支不必相等。")
    carried = carried_of(halves(facts, FISCAL)[0], "state_capital") if facts.sheet(FISCAL) else []
    for other in _elsewhere(facts, "state_capital"):
        yield one_of([spent], [[other], [other, *carried]])


@rule(
    "A46",
    "政府性基金科目",
    "政府性基金支出表只列基金科目（款级编码60以上）。",
    severity=Severity.WARNING,
    law=("revenue-expenditure-classification",),
    certainty="uncertain",
    remedy="核对科目编码是否属于政府性基金预算支出科目。",
)
def fund_codes(facts: Facts) -> Iterator[Trial]:
    """表八的款级编码末两位 ≥ 60（转移性、债务类除外）"""
    sheet = facts.need(*FUND_SPENDING)
    if not sheet.by_code:
        raise NotApplicable("政府性基金支出表没有数据。")
    for code, row in sheet.by_code.items():
        if len(code) == 5 and not code.startswith(("230", "231", "232", "233", "234")):
            note = f"{sheet.name}列有“{code} {row.name}”，不是政府性基金科目。"
            fund = int(code[3:]) >= 60 or _FUND_WORDS.search(row.name) is not None
            yield holds(fund, note, sheet.term(row, sheet.main))


@rule(
    "A69",
    "基金和国资的结转",
    "政府性基金、国有资本经营决算表每一行：年初结转加本年收入减本年支出等于年末结转。",
)
def roll_forward(facts: Facts) -> Iterator[Trial]:
    """年初结转和结余 + 本年收入 − 本年支出 = 年末结转和结余（决算表各行）"""
    found = [sheet for sheet in facts.sheets() if "closing_carryover" in sheet.keys]
    rolling = [sheet for sheet in found if "opening_carryover" in sheet.keys and sheet.has_figures]
    if not rolling:
        raise NotApplicable("没有列结转的决算表，或表中无数据。")
    for sheet in rolling:
        for own, spent in (("", "total"), ("_basic", "basic"), ("_project", "project")):
            yield from _rolled(sheet, own, spent)
    for sheet in rolling:
        yield from rows_across(sheet)


def _rolled(sheet: Sheet, own: str, spent: str) -> Iterator[Trial]:
    """Opening + income − spending = closing, for the whole or for basic or project money."""
    opening, closing = f"opening_carryover{own}", f"closing_carryover{own}"
    income = f"income{own}"
    if not own and income not in sheet.keys:
        income = next((key for key in sheet.keys if _is_income(sheet, key)), income)
    if not {opening, closing, income, spent} <= set(sheet.keys):
        return
    for row in sheet.table.rows:
        parts = [sheet.term(row, opening), sheet.term(row, income), minus(sheet.term(row, spent))]
        yield equal([sheet.term(row, closing)], parts)


def _is_income(sheet: Sheet, key: str) -> bool:
    return any(c.key == key and "收入" in c.header[-1] for c in sheet.table.columns)
