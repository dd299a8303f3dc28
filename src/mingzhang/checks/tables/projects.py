"""表十二、表十三 项目支出表: projects by unit and fund, this year's and carried over."""

import re
from collections import Counter
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet, illegible, plain_name
from mingzhang.checks.tables.algebra import code_sums, one_of, rows_across, sums_down
from mingzhang.checks.tables.balance import halves
from mingzhang.checks.tables.expenditure import EXPENDITURE
from mingzhang.checks.tables.fiscal import FISCAL
from mingzhang.checks.tables.general import GENERAL
from mingzhang.checks.tables.income import total_row
from mingzhang.checks.tables.summary import SUMMARY
from mingzhang.checks.trials import at_most, blank, equal, holds, undetermined
from mingzhang.disclosure import Role, Row
from mingzhang.model import Severity, Term, Trial

PROJECTS = "project_expenditure"
CARRIED = "project_expenditure_carryover"


def unit_rows(sheet: Sheet) -> list[Row]:
    """The rows of budget units, the department's own total left out."""
    return [row for row in sheet.table.rows if row.role is Role.UNIT]


def project_rows(sheet: Sheet) -> list[Row]:
    """The rows of projects."""
    return [row for row in sheet.table.rows if row.role is Role.PROJECT]


def _by_unit(sheet: Sheet) -> list[tuple[Row, list[Row]]]:
    found: list[tuple[Row, list[Row]]] = []
    for row in sheet.table.rows:
        if row.role is Role.UNIT:
            found.append((row, []))
        elif row.role is Role.PROJECT and found:
            found[-1][1].append(row)
    return found


def _by_name(sheet: Sheet) -> dict[str, list[Row]]:
    """Projects by the body that each names in a column of its own."""
    found: dict[str, list[Row]] = {}
    if not any(row.role is Role.UNIT for row in sheet.table.rows):
        for row in project_rows(sheet):
            found.setdefault(row.unit, []).append(row)
    return found


def _project_sheets(facts: Facts) -> list[Sheet]:
    facts.need(PROJECTS)
    return [sheet for subject in (PROJECTS, CARRIED) for sheet in facts.all(subject)]


def _main_sheet(facts: Facts) -> Sheet:
    """The table of all projects, whatever pays them.

    Raises:
        NotApplicable: the tables of projects show one budget, or one kind of projects, each.
    """
    facts.need(PROJECTS)
    whole = [sheet for sheet in facts.all(PROJECTS) if not _PART.search(sheet.table.title)]
    if not whole:
        raise NotApplicable("项目支出表只列一部分资金或一类项目。")
    return whole[0]


_PART = re.compile("一般公共预算|政府性基金|国有资本|财政拨款|重点|专项类|其他运转|特定目标|部分")


def _with_carryover(sheet: Sheet, key: str) -> list[Term]:
    """A fund's whole column, and its part of last year's money where that stands apart."""
    if sheet.total is None:
        return [blank(f"{sheet.name}合计", sheet.table.at)]
    return [sheet.term(sheet.total, k) for k in (key, f"carryover_{key}") if k in sheet.keys]


@rule("A55", "项目各资金来源之和", "项目支出表每一行的合计等于各资金来源之和。", kinds=(BUDGET,))
def fund_sums(facts: Facts) -> Iterator[Trial]:
    """表十二、表十三[行].合计 = Σ 各资金来源"""
    for sheet in _project_sheets(facts):
        yield from rows_across(sheet)


@rule(
    "A56",
    "项目逐级汇总",
    "部门合计等于各单位之和，单位等于其项目之和，每一列都成立。",
    kinds=(BUDGET,),
)
def unit_sums(facts: Facts) -> Iterator[Trial]:
    """表十二[部门] = Σ单位；表十二[单位] = Σ项目（每一列；表十三相同）"""
    for sheet in _project_sheets(facts):
        if sheet.by_code:
            yield from code_sums(sheet)
            continue
        units = _by_unit(sheet)
        for unit, projects in units:
            if projects:
                yield from sums_down(sheet, unit, projects)
        if sheet.total is None:
            continue
        parts = _outermost([unit for unit, _ in units]) or project_rows(sheet)
        if parts:
            yield from sums_down(sheet, sheet.total, parts)
        elif sheet.has_figures:
            yield undetermined(f"{sheet.name}没有读到单位和项目各行。", sheet.table.at)


def _outermost(units: list[Row]) -> list[Row]:
    """The bodies whose code goes on from no other's."""
    codes = {unit.unit_code for unit in units if unit.unit_code}
    return [
        unit
        for unit in units
        if not any(unit.unit_code != code and unit.unit_code.startswith(code) for code in codes)
    ]


def _total(sheet: Sheet | None, key: str, name: str) -> Term:
    """The 合计 of a column, on the side of the table that has it."""
    totals = [row for row in sheet.totals if key in row.values] if sheet else []
    if sheet is None or not totals:
        return blank(f"{name}合计", sheet.table.at if sheet else None)
    return sheet.term(totals[0], key)


@rule(
    "A57",
    "项目支出总额一致",
    "当年项目支出加上年结转项目支出等于支出总表的项目支出合计。",
    kinds=(BUDGET,),
)
def whole(facts: Facts) -> Iterator[Trial]:
    """表十二[合计] + 表十三[合计] = 表三[合计].项目支出"""
    sheet, expenditure = _main_sheet(facts), facts.need(EXPENDITURE)
    if "project" not in expenditure.keys or sheet.total is None:
        raise NotApplicable("支出总表没有分列项目支出，或项目支出表没有合计。")
    carried = facts.sheet(CARRIED)
    left = [sheet.term(sheet.total, sheet.main)]
    if carried is not None and carried.has_figures:
        left.append(_total(carried, carried.main, "上年结转项目支出表"))
    right = expenditure.term(total_row(expenditure), "project")
    if carried is None and _has_carryover(facts):
        yield at_most(left, right)
    else:
        yield equal(left, right)


def _has_carryover(facts: Facts) -> bool:
    if facts.sheet(SUMMARY) is None:
        return False
    income, _ = halves(facts, SUMMARY)
    return any(income.sheet.term(row, income.main).value for row in income.extras)


@rule(
    "A58",
    "项目资金与各预算",
    "项目支出表各资金来源的合计等于各预算支出表的项目支出；专户和单位资金不超过收支总表。",
    kinds=(BUDGET,),
)
def funds_agree(facts: Facts) -> Iterator[Trial]:
    """表十二.一般公共预算 = 表五.项目支出；表十二.政府性基金 = 表八.项目支出；表十二.国资 = 表九.项目支出"""
    sheet = facts.need(PROJECTS)
    for key, subjects in (
        ("general_budget", (GENERAL,)),
        ("government_fund", ("government_fund_expenditure",)),
        ("state_capital", ("state_capital_income_expenditure", "state_capital_expenditure")),
    ):
        other = facts.sheet(*subjects)
        if key not in sheet.keys or other is None or "project" not in other.keys:
            continue
        own, right = _with_carryover(sheet, key), _total(other, "project", other.name)
        if any(t.value or t.unread for t in (*own, right)):
            if _PARTIAL.search(sheet.table.title):
                yield at_most(own, [right])
            else:
                yield _funds_agree(sheet, own, right)
    yield from _one_budget(facts)
    if facts.sheet(SUMMARY) is None:
        return
    income, _ = halves(facts, SUMMARY)
    carried = [term for term in income.terms(income.extras) if term.value]
    for key in ("special_account", "unit_funds"):
        row = income.source(key)
        if key in sheet.keys and row is not None:
            yield at_most([_total(sheet, key, sheet.name)], [*income.terms([row]), *carried])


_PARTIAL = re.compile("重点|专项类|其他运转|特定目标|部分")


def _funds_agree(sheet: Sheet, own: list[Term], right: Term) -> Trial:
    """This year's money alone or with what was carried over, where that has a column."""
    if len(own) > 1:
        return one_of([right], [own[:1], own])
    if "carryover" in sheet.keys and sheet.total is not None:
        moved = sheet.term(sheet.total, "carryover")
        if moved.value and right.value > own[0].value:
            return at_most([right], [*own, moved])
    return equal(own, right)


def _one_budget(facts: Facts) -> Iterator[Trial]:
    """A table of the general budget's projects alone has its projects' total."""
    general = facts.sheet(GENERAL)
    for sheet in facts.all(PROJECTS):
        named = "一般公共预算" in sheet.table.title and not _PARTIAL.search(sheet.table.title)
        if named and general is not None and "project" in general.keys and sheet.total is not None:
            yield equal(sheet.term(sheet.total, sheet.main), _total(general, "project", ""))


@rule(
    "A59",
    "结转项目与结转安排",
    "上年结转项目支出不超过收支总表用上年结转安排的支出，各预算的结转等于财政拨款总表的结转分项。",
    kinds=(BUDGET,),
)
def carried_agree(facts: Facts) -> Iterator[Trial]:
    """表十三[合计] ≤ 表一[本年支出合计].上年结转安排；表十三.各预算 ≤ 表四[上年财政拨款结转]分项"""
    sheet = facts.need(CARRIED)
    _, spending = halves(facts, SUMMARY)
    own = _total(sheet, sheet.main, sheet.name)
    if spending.current is not None and "carryover" in spending.keys:
        yield at_most(own, spending.sheet.term(spending.current, "carryover"))
    if facts.sheet(FISCAL) is None:
        return
    income, _ = halves(facts, FISCAL)
    for key, start in (
        ("general_budget", "一般公共预算"),
        ("government_fund", "政府性基金"),
        ("state_capital", "国有资本"),
    ):
        row = next((r for r in income.carry_parts if plain_name(r.name).startswith(start)), None)
        if row is not None and key in sheet.keys:
            yield at_most(_total(sheet, key, sheet.name), income.sheet.term(row, income.main))


@rule(
    "A60",
    "项目不重名",
    "同一单位的项目名称不重复，每个单位只列一次。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="同名的两个项目请合并，或改成能区分的名称。",
)
def unique_names(facts: Facts) -> Iterator[Trial]:
    """同一单位内项目名称唯一；单位唯一"""
    for sheet in _project_sheets(facts):
        if sheet.by_code:
            continue
        units = Counter(row.name for row in unit_rows(sheet))
        for name, count in units.items():
            yield holds(count == 1, f"{sheet.name}单位“{name}”列了{count}次。")
        for unit, projects in _by_unit(sheet):
            yield from _unique(sheet, unit.name, projects)
        for name, projects in _by_name(sheet).items():
            yield from _unique(sheet, name, projects)


def _unique(sheet: Sheet, unit: str, projects: list[Row]) -> Iterator[Trial]:
    groups: dict[str, list[Row]] = {}
    for row in projects:
        groups.setdefault(plain_name(row.name), []).append(row)
    for rows in groups.values():
        if illegible(rows[0].name):
            yield undetermined(f"{sheet.name}的项目名称“{rows[0].name}”看不清。", rows[0].at)
            continue
        terms = [sheet.term(row, sheet.main) for row in rows]
        amounts = "、".join(t.figure.text if t.figure else "空白" for t in terms)
        note = f"{sheet.name}“{unit}”的项目“{rows[0].name}”列了{len(rows)}次（{amounts}）。"
        yield holds(len(rows) == 1, note, *terms)


@rule(
    "A63",
    "单位项目与科目",
    "单位的项目支出合计能在支出总表的项目支出科目中找到对应。",
    severity=Severity.INFO,
    certainty="uncertain",
    kinds=(BUDGET,),
    remedy="单位与科目一一对应时两数应相等；不对应时可不处理。",
)
def unit_by_function(facts: Facts) -> Iterator[Trial]:
    """表十二[单位] = 表三[某一项].项目支出（单位独占一个科目时）"""
    sheet, expenditure = facts.need(PROJECTS), facts.need(EXPENDITURE)
    units = [sheet.term(row, sheet.main) for row in unit_rows(sheet)]
    leaves = [
        expenditure.term(row, "project")
        for row in expenditure.table.rows
        if len(row.code) == 7 and (row.values.get("project") or row.texts)
    ]
    pairs = _matched(units, leaves)
    if not pairs:
        raise NotApplicable("没有单位独占一个支出科目。")
    for unit, leaf in pairs:
        yield equal(unit, leaf)


def _matched(units: list[Term], leaves: list[Term]) -> list[tuple[Term, Term]]:
    """Units and items of equal amounts; where just one of each is left, they are a pair too."""
    rest = list(leaves)
    pairs, alone = [], []
    for unit in units:
        same = next((leaf for leaf in rest if leaf.value == unit.value and unit.value), None)
        if same is None:
            alone.append(unit)
        else:
            rest.remove(same)
            pairs.append((unit, same))
    if pairs and len(alone) == 1 and len(rest) == 1:
        pairs.append((alone[0], rest[0]))
    return pairs
