"""表三 支出总表: expenditure by function class, basic and project."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet, plain_name
from mingzhang.checks.tables.algebra import rows_across
from mingzhang.checks.tables.balance import Half, halves
from mingzhang.checks.tables.income import details, total_row
from mingzhang.checks.tables.summary import SUMMARY
from mingzhang.checks.trials import blank, equal, printed_twice, undetermined
from mingzhang.model import Trial

EXPENDITURE = "expenditure_summary"


@rule("A16", "支出总表与收支总表", "支出总表的合计等于收支总表的本年支出合计。")
def same_total(facts: Facts) -> Iterator[Trial]:
    """表三[合计].合计 = 表一[本年支出合计].合计"""
    _, spending = halves(facts, SUMMARY)
    sheet = facts.need(EXPENDITURE)
    row = spending.current or spending.total
    if row is not None:
        yield equal(
            sheet.term(total_row(sheet), sheet.main), spending.sheet.term(row, spending.main)
        )


@rule("A17", "各类支出与收支总表", "支出总表每一类的合计等于收支总表同一类的支出。")
def same_classes(facts: Facts) -> Iterator[Trial]:
    """表三[类].合计 = 表一[类].合计"""
    _, spending = halves(facts, SUMMARY)
    yield from classes_agree(facts.need(EXPENDITURE), spending, spending.main)


def classes_agree(sheet: Sheet, half: Half, key: str) -> Iterator[Trial]:
    """Every class of a coded table against the row of the same name in a summary's column."""
    seen = set()
    for code, row in sheet.by_code.items():
        if len(code) != 3:
            continue
        name = plain_name(row.name)
        other = half.named(name)
        left = sheet.term(row, sheet.main)
        if other is None:
            if left.value:
                note = f"{half.sheet.name}没有读到“{row.name}”一行，{sheet.name}列有{left.label}。"
                yield undetermined(note, row.at)
            continue
        seen.add(name)
        yield printed_twice(left, half.sheet.term(other, key), details(sheet, code))
    for other in half.details:
        name = plain_name(other.name)
        right = half.sheet.term(other, key)
        if name not in seen and right.value:
            yield equal(blank(f"{sheet.name}“{name}”（未列）"), right)


@rule("A18", "支出各行", "按科目列示的支出表，每一行的合计等于基本支出、项目支出等各列之和。")
def expenditure_rows(facts: Facts) -> Iterator[Trial]:
    """表三、表五、表八、表九[行].合计 = 基本支出 + 项目支出（+ 其他支出列）"""
    subjects = (
        EXPENDITURE,
        "general_budget_expenditure",
        "general_budget_income_expenditure",
        "fiscal_expenditure",
        "government_fund_expenditure",
        "government_fund_income_expenditure",
        "state_capital_expenditure",
        "state_capital_income_expenditure",
    )
    sheets = [sheet for subject in subjects if (sheet := facts.sheet(subject))]
    if not sheets:
        raise NotApplicable("没有按科目列示的支出表。")
    for sheet in sheets:
        yield from rows_across(sheet)
