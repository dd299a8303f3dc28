"""表三 支出总表: expenditure by function class, basic and project."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet, plain_name
from mingzhang.checks.tables.algebra import agree, rows_across
from mingzhang.checks.tables.balance import Half, halves, listed
from mingzhang.checks.tables.income import details, same_list, total_row
from mingzhang.checks.tables.summary import SUMMARY
from mingzhang.checks.trials import blank, equal, minus, undetermined
from mingzhang.classification import function_class
from mingzhang.model import Term, Trial

EXPENDITURE = "expenditure_summary"


@rule("A16", "支出总表与收支总表", "支出总表的合计等于收支总表的本年支出合计。")
def same_total(facts: Facts) -> Iterator[Trial]:
    """表三[合计].合计 = 表一[本年支出合计].合计；表三[合计].基本支出、项目支出 = 表一[同名行]"""
    _, spending = halves(facts, SUMMARY)
    sheet = facts.need(EXPENDITURE)
    if (own := listed(sheet)) is not None:
        yield from same_list(own, spending)
        for row in own.details:
            other = spending.named(plain_name(row.name))
            if other is not None:
                yield equal(own.terms([row]), spending.terms([other]))
        return
    total = total_row(sheet)
    yield equal([sheet.term(total, sheet.main)], whole_spending(spending))
    for key, name in (("basic", "基本支出"), ("project", "项目支出")):
        other = spending.named(name)
        if other is not None and key in sheet.keys:
            yield equal(sheet.term(total, key), spending.sheet.term(other, spending.main))


def whole_spending(spending: Half) -> list[Term]:
    """What is spent: 本年支出合计, or 支出总计 less what is left for next year."""
    if spending.current is not None:
        return spending.terms([spending.current])
    if spending.total is None:
        raise NotApplicable("收支总表没有支出合计。")
    left = [term for term in spending.terms(spending.extras) if term.value]
    return [*spending.terms([spending.total]), *map(minus, left)]


@rule("A17", "各类支出与收支总表", "支出总表每一类的合计等于收支总表同一类的支出。")
def same_classes(facts: Facts) -> Iterator[Trial]:
    """表三[类].合计 = 表一[类].合计"""
    _, spending = halves(facts, SUMMARY)
    yield from classes_agree(facts.need(EXPENDITURE), spending, spending.main)


def classes_agree(sheet: Sheet, half: Half, *keys: str) -> Iterator[Trial]:
    """Every class of a coded table against the row of the same name in a summary's columns."""
    if not (sheet.by_code and half.classes):
        raise NotApplicable(f"{sheet.name}与{half.sheet.name}没有按同样的功能分类列示。")
    seen = set()
    for code in sorted({code[:3] for code in sheet.by_code if code.startswith("2")}):
        name = class_name(sheet, code)
        left = sheet.printed(code, sheet.main) or []
        other = half.named(name)
        if other is None:
            if any(term.value for term in left):
                note = f"{half.sheet.name}没有读到“{name}”一行，{sheet.name}列有{left[0].label}。"
                yield undetermined(note, *(term.at for term in left[:1] if term.at))
            continue
        seen.add(name)
        right = [half.sheet.term(other, key) for key in keys]
        yield agree(left, right, details(sheet, code))
    for other in half.classes:
        name = plain_name(other.name)
        first = half.sheet.term(other, keys[0])
        if name not in seen and first.value:
            yield equal(blank(f"{sheet.name}“{name}”（未列）"), first)


def class_name(sheet: Sheet, code: str) -> str:
    """The printed name of a class, else the one that the code lists give it."""
    if row := sheet.by_code.get(code):
        return plain_name(row.name)
    entry = function_class(code)
    return entry.name if entry else code


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
    sheets = [sheet for subject in subjects for sheet in facts.all(subject)]
    if not sheets:
        raise NotApplicable("没有按科目列示的支出表。")
    for sheet in sheets:
        yield from rows_across(sheet)
