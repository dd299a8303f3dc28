"""表十一 机关运行经费表: running costs of administrative and 参公 units."""

from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet, illegible
from mingzhang.checks.tables.algebra import code_sums, rows_across, sums_down
from mingzhang.checks.tables.basic import BASIC
from mingzhang.checks.tables.projects import PROJECTS, unit_rows
from mingzhang.checks.trials import at_most, equal, holds, undetermined
from mingzhang.disclosure import Role, Row
from mingzhang.model import Severity, Term, Trial

OPERATING = "agency_operating_expenses"


def _units(sheet: Sheet) -> list[Row]:
    rows = [row for row in sheet.table.rows if row.role in (Role.DETAIL, Role.UNIT)]
    return [row for row in rows if not row.code]


def operating_total(facts: Facts) -> Term:
    """The department's running costs, from their own table or beside the 三公 figures.

    Raises:
        NotApplicable: neither table prints them.
    """
    sheet = facts.sheet(OPERATING)
    if sheet is not None and sheet.total is not None:
        return sheet.term(sheet.total, sheet.main)
    if sheet is not None and len(sheet.table.rows) == 1:
        return sheet.term(sheet.table.rows[0], sheet.main)
    combined = facts.sheet("three_public_and_operating_expenses")
    if combined is not None and "agency_operating" in combined.keys and combined.table.rows:
        return combined.term(combined.table.rows[0], "agency_operating")
    facts.need(OPERATING)
    raise NotApplicable("没有列机关运行经费。")


@rule(
    "A51",
    "机关运行经费各单位之和",
    "机关运行经费部门合计等于各单位之和，每一行等于各资金来源之和。",
)
def unit_sums(facts: Facts) -> Iterator[Trial]:
    """表十一[部门合计] = Σ 表十一[单位]；行合计 = Σ资金来源"""
    sheet = facts.need(OPERATING)
    yield from rows_across(sheet)
    if sheet.by_code:
        yield from code_sums(sheet)
        return
    units = _units(sheet)
    if sheet.total is not None and units:
        yield from sums_down(sheet, sheet.total, units)


@rule(
    "A52",
    "机关运行经费的单位",
    "列机关运行经费的单位都是本部门的预算单位，且每个单位只列一次。",
    law=("budget-law-regulation:6",),
    certainty="known",
    kinds=(BUDGET,),
    remedy="核对单位名称；机关运行经费只由行政单位和参照公务员法管理的事业单位列支。",
)
def known_units(facts: Facts) -> Iterator[Trial]:
    """表十一的单位 ⊆ 表十二的单位 ∪ 机构设置的单位，且不重复"""
    sheet = facts.need(OPERATING)
    projects = facts.sheet(PROJECTS)
    known = {row.name for row in unit_rows(projects)} if projects else set()
    if known:
        known |= {body.name for body in facts.disclosure.organisation.bodies}
    seen: set[str] = set()
    for row in _units(sheet):
        term = sheet.term(row, sheet.main)
        if illegible(row.name):
            yield undetermined(f"{sheet.name}的单位名称“{row.name}”看不清。", row.at)
        elif row.name in seen:
            yield holds(False, f"{sheet.name}“{row.name}”列了两次。", term)
        elif known:
            note = f"{sheet.name}的“{row.name}”不在项目支出表和机构设置的单位中，请核对单位名称。"
            found = row.name in known
            yield holds(found, note, term, severity=None if found else Severity.WARNING)
        seen.add(row.name)


@rule("A53", "机关运行经费不超过公用经费", "机关运行经费不超过基本支出中的公用经费。")
def within_office(facts: Facts) -> Iterator[Trial]:
    """表十一[部门合计] ≤ 表六[合计].公用经费"""
    sheet = facts.need(BASIC)
    own = operating_total(facts)
    office = next((row for row in sheet.table.rows if "公用经费合计" in row.name), None)
    if office is not None:
        yield at_most(own, sheet.term(office, sheet.main))
    elif sheet.total is not None and "public" in sheet.keys:
        yield at_most(own, sheet.term(sheet.total, "public"))
    else:
        raise NotApplicable("基本支出表没有列公用经费合计。")


@rule(
    "A54",
    "机关运行经费与机关商品和服务支出",
    "机关运行经费一般等于公用经费中列入机关商品和服务支出（502类）的部分。",
    severity=Severity.WARNING,
    law=("economic-classification-reform",),
    certainty="uncertain",
    kinds=(BUDGET,),
    remedy="核对参照公务员法管理的事业单位公用经费所列的政府经济科目，差额请说明。",
)
def agency_accounts(facts: Facts) -> Iterator[Trial]:
    """表十一[部门合计] = Σ 表六[502类政府经济科目].公用经费"""
    sheet = facts.need(BASIC)
    own = operating_total(facts)
    rows = [row for row in sheet.table.rows if row.government_class]
    if not rows or "public" not in sheet.keys:
        raise NotApplicable("基本支出表没有列政府预算支出经济科目。")
    institution = ("商品和服务支出", "工资福利支出")
    parts = [sheet.term(r, "public") for r in rows if r.government_class not in institution]
    yield equal([own], [term for term in parts if term.figure is not None])
