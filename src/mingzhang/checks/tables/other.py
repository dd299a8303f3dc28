"""Tables that no profile names: sums and changes by what their headers say (其他报表)."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet
from mingzhang.checks.ratios import growth_from
from mingzhang.checks.tables.algebra import rows_across
from mingzhang.checks.tables.balance import listed
from mingzhang.checks.trials import adds_up, equal, minus
from mingzhang.disclosure import Role, Row
from mingzhang.model import Severity, Trial, Verdict

_KNOWN = frozenset(
    {
        "income_expenditure_summary",
        "income_summary",
        "expenditure_summary",
        "fiscal_summary",
        "general_budget_expenditure",
        "general_budget_income_expenditure",
        "fiscal_expenditure",
        "basic_expenditure",
        "government_fund_income",
        "government_fund_expenditure",
        "government_fund_income_expenditure",
        "state_capital_income",
        "state_capital_expenditure",
        "state_capital_income_expenditure",
        "three_public_expenses",
        "three_public_and_operating_expenses",
        "agency_operating_expenses",
        "project_expenditure",
        "project_expenditure_carryover",
    }
)
_SIDES = ("income_summary", "expenditure_summary")
_NO_MONEY = frozenset({"performance_self_evaluation", "performance_monitoring", "headcount"})


@rule("A71", "增减额与增减率", "表内的增减额等于本年数减上年数，增减率等于增减额除以上年数。")
def changes(facts: Facts) -> Iterator[Trial]:
    """表[行].增减额 = 本年数 − 上年数；表[行].增减率 = 100 × 增减额 ÷ 上年数"""
    found = False
    for sheet in facts.sheets():
        pair = _compared(sheet)
        if pair is None:
            continue
        found = True
        for row in sheet.table.rows:
            yield from _change(sheet, row, *pair)
    if not found:
        raise NotApplicable("没有同时列本年数、上年数和增减的表。")


def _compared(sheet: Sheet) -> tuple[str, str] | None:
    """The keys of this year's and last year's whole amounts, where a change is printed too."""
    if not {"difference", "rate"} & set(sheet.keys):
        return None
    prior = [key for key in sheet.keys if key.endswith(".prior")]
    own = [key for key in ("total", "amount") if key in sheet.keys]
    return (own[0], prior[0]) if len(prior) == 1 and own else None


def _change(sheet: Sheet, row: Row, own: str, prior: str) -> Iterator[Trial]:
    now, before = sheet.term(row, own), sheet.term(row, prior)
    if row.values.get("difference") is not None:
        yield equal([sheet.term(row, "difference")], [now, minus(before)])
    rate = row.values.get("rate")
    if rate is not None and before.value and rate.unit == "%":
        yield growth_from(sheet.term(row, "rate"), now, before, 1)


@rule(
    "A72",
    "其他报表的加总",
    "未列入固定样式的报表，合计等于各分列、各明细行之和。",
    severity=Severity.WARNING,
    certainty="known",
    remedy="核对该表的合计与明细；表的结构特殊的请说明。",
)
def other_sums(facts: Facts) -> Iterator[Trial]:
    """其他报表：行合计 = Σ分列；合计行 = Σ明细行"""
    sheets = [sheet for sheet in _others(facts) if sheet.has_figures]
    if not sheets:
        raise NotApplicable("没有固定样式以外的报表。")
    for sheet in sheets:
        yield from _trusted(list(rows_across(sheet)))
        if sheet.by_code or any(row.role is Role.UNIT for row in sheet.table.rows):
            continue
        if (own := listed(sheet)) is not None:
            yield from own.current_sums()
            yield from own.total_sums()
        elif sheet.total is not None:
            yield from _trusted(list(_down(sheet, sheet.total)))


def _others(facts: Facts) -> Iterator[Sheet]:
    for table in facts.disclosure.tables:
        if table.subject in _NO_MONEY or table.grid:
            continue
        sheet = Sheet(table)
        if table.subject not in _KNOWN or (table.subject in _SIDES and listed(sheet)):
            yield sheet


def _down(sheet: Sheet, total: Row) -> Iterator[Trial]:
    rows = [row for row in sheet.table.rows if row.role is not Role.TOTAL]
    lowest = min((row.level for row in rows), default=1)
    parts = [row for row in rows if row.level == lowest]
    for key in sheet.keys:
        if key.startswith(("rate", "price", "quantity", "column")) or total.values.get(key) is None:
            continue
        yield adds_up(sheet.term(total, key), [sheet.term(row, key) for row in parts])


def _trusted(trials: list[Trial]) -> list[Trial]:
    """Sums that mostly hold show the structure of the table; otherwise it is not known."""
    wrong = sum(trial.verdict is Verdict.FAIL for trial in trials)
    return trials if wrong * 2 <= len(trials) or len(trials) < 3 else []
