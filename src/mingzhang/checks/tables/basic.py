"""表六 基本支出表: basic expenditure by economic class, staff and office."""

from collections.abc import Iterator
from functools import lru_cache

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet, plain_name
from mingzhang.checks.tables.algebra import code_sums, rows_across, sums_down
from mingzhang.checks.tables.general import GENERAL
from mingzhang.checks.tables.income import total_row
from mingzhang.checks.trials import adds_up, at_most, equal, holds, undetermined
from mingzhang.classification import crosswalk_allows, economic_code_of_name
from mingzhang.disclosure import Role, Row
from mingzhang.model import Severity, Term, Trial, Verdict

BASIC = "basic_expenditure"
_STAFF = ("301", "303")
_OFFICE = ("302", "307", "310")
_EITHER = ("30239", "30299", "30228", "30229")


def code_of(row: Row) -> str:
    """The department economic class of a row: its printed code, else the one of its name."""
    return row.code or _code_of_name(row.name)


@lru_cache(maxsize=4096)
def _code_of_name(name: str) -> str:
    return economic_code_of_name(plain_name(name)) or ""


def is_group(sheet: Sheet, row: Row) -> bool:
    """Whether a row sums up a whole class (301 工资福利支出)."""
    return row.role is Role.DETAIL and len(code_of(row)) == 3


def items(sheet: Sheet, *codes: str) -> list[Term]:
    """The whole amounts of all rows of these economic classes."""
    rows = [row for row in sheet.table.rows if code_of(row) in codes and row.role is Role.DETAIL]
    return [sheet.term(row, sheet.main) for row in rows]


def groups(sheet: Sheet) -> list[tuple[Row, list[Row]]]:
    """Class rows with the rows printed under them, where the table prints no codes."""
    found: list[tuple[Row, list[Row]]] = []
    for row in sheet.table.rows:
        if is_group(sheet, row) and not row.government_class:
            found.append((row, []))
        elif row.role is Role.DETAIL and found:
            found[-1][1].append(row)
    return found


@rule("A29", "基本支出总额一致", "一般公共预算支出表的基本支出合计等于基本支出表的合计。")
def same_total(facts: Facts) -> Iterator[Trial]:
    """表五[合计].基本支出 = 表六[合计].合计"""
    general, sheet = facts.need(GENERAL), facts.need(BASIC)
    total = total_row(general)
    keys = [key for key in ("basic",) if key in general.keys]
    keys = keys or [key for key in ("personnel", "public") if key in general.keys]
    if not keys:
        raise NotApplicable("一般公共预算支出表没有分列基本支出。")
    compare = equal if "一般公共预算" in sheet.table.title else _may_have_more
    yield compare([general.term(total, key) for key in keys], whole(sheet))


def _may_have_more(left: list[Term], right: list[Term]) -> Trial:
    """The basic table of all money covers that of the general budget, and is mostly the same."""
    trial = equal(left, right)
    return at_most(left, right) if trial.verdict is Verdict.FAIL else trial


def whole(sheet: Sheet) -> list[Term]:
    """The amount of the whole table: its 合计, or 人员经费合计 and 公用经费合计 together."""
    if sheet.totals:
        return [sheet.term(row, sheet.main) for row in sheet.totals]
    parts = [row for row in sheet.table.rows if row.role is Role.SUBTOTAL]
    if not parts:
        raise NotApplicable("基本支出表没有合计一行。")
    return [sheet.term(row, sheet.main) for row in parts]


@rule(
    "A30",
    "基本支出逐级汇总",
    "基本支出表每一行的合计等于人员经费加公用经费，每一类等于其下各款之和，合计等于各类之和。",
)
def sums(facts: Facts) -> Iterator[Trial]:
    """表六[行].合计 = 人员经费 + 公用经费；类 = Σ款；合计 = Σ类；人员经费合计、公用经费合计 = 各自的类之和"""
    facts.need(BASIC)
    for sheet in facts.all(BASIC):
        yield from rows_across(sheet)
        yield from _down(sheet)


def _down(sheet: Sheet) -> Iterator[Trial]:
    if sheet.by_code:
        yield from code_sums(sheet) if sheet.total else _coded_without_total(sheet)
        return
    if any(row.role is Role.UNIT for row in sheet.table.rows):
        yield from code_sums(sheet)
        return
    classes = groups(sheet)
    for head, parts in classes:
        if parts:
            yield from sums_down(sheet, head, parts)
    if sheet.total is not None and classes:
        yield from sums_down(sheet, sheet.total, [head for head, _ in classes])


def _coded_without_total(sheet: Sheet) -> Iterator[Trial]:
    yield from code_sums(sheet)
    for row in sheet.table.rows:
        if row.role is not Role.SUBTOTAL:
            continue
        staff = "人员" in row.name
        heads = [part for code, part in sheet.by_code.items() if len(code) == 3]
        parts = [part for part in heads if (part.code in _STAFF) is staff]
        yield adds_up(sheet.term(row, sheet.main), [sheet.term(p, sheet.main) for p in parts])


@rule(
    "A31",
    "人员与公用的归列",
    "工资福利支出、对个人和家庭的补助只列人员经费，商品和服务支出、资本性支出只列公用经费。",
    law=("表内逻辑",),
    certainty="known",
    remedy="核对经济科目与人员、公用的归列；当地规定列入人员经费的交通补贴等除外。",
)
def staff_or_office(facts: Facts) -> Iterator[Trial]:
    """表六[301、303].公用经费 = 0；表六[302、310].人员经费 = 0（交通补贴等按当地规定除外）"""
    sheet = facts.need(BASIC)
    if not {"personnel", "public"} <= set(sheet.keys):
        raise NotApplicable("基本支出表没有分列人员经费和公用经费。")
    for row in sheet.table.rows:
        code = code_of(row)
        if not code or row.role is not Role.DETAIL:
            continue
        wrong = "public" if code.startswith(_STAFF) else "personnel"
        excused = code in _EITHER or not code.startswith("301")
        term = sheet.term(row, wrong)
        note = (
            f"{sheet.name}“{row.name}”列有{sheet.label(wrong)[1:]}{_shown(term)}，与经济科目不符。"
        )
        yield holds(term.value == 0, note, term, severity=Severity.WARNING if excused else None)


def _shown(term: Term) -> str:
    return f"{term.figure.text}{term.figure.unit}" if term.figure else ""


@rule(
    "A32",
    "人员经费与公用经费",
    "人员经费等于301加303，公用经费等于302加310等；其他类列在该栏的一并计算。",
)
def staff_total(facts: Facts) -> Iterator[Trial]:
    """表六[合计].人员经费 = 301 + 303；表六[合计].公用经费 = 302 + 310（该栏有数的其他类一并相加）"""
    sheet = facts.need(BASIC)
    heads = [row for row in sheet.table.rows if is_group(sheet, row) and not row.government_class]
    if sheet.total is None or "personnel" not in sheet.keys or not heads:
        raise NotApplicable("基本支出表没有分列人员经费和公用经费的合计。")
    for key, own in (("personnel", _STAFF), ("public", _OFFICE)):
        terms = [(row, sheet.term(row, key)) for row in heads]
        parts = [term for row, term in terms if code_of(row).startswith(own) or term.value]
        total = sheet.term(sheet.total, key)
        if parts or total.value:
            yield equal([total], parts)


@rule(
    "A33",
    "部门与政府经济科目对应",
    "部门预算经济科目与政府预算经济科目的搭配符合对照关系。",
    law=("economic-classification-reform",),
    certainty="known",
    kinds=(BUDGET,),
    remedy="按《部门预算支出经济分类科目与政府预算支出经济分类科目对照表》改正搭配。",
)
def crosswalk(facts: Facts) -> Iterator[Trial]:
    """(部门经济科目, 政府经济科目) ∈ 对照表"""
    for sheet, row in _pairs(facts):
        allowed = crosswalk_allows(code_of(row), plain_name(row.government_class))
        if allowed is None:
            note = f"{sheet.name}“{row.name}”与“{row.government_class}”的搭配在对照表中查不到。"
            yield undetermined(note, row.at)
            continue
        note = f"{sheet.name}“{row.name}”与“{row.government_class}”不是对照表中的搭配。"
        yield holds(allowed, note, sheet.term(row, sheet.main))


def _pairs(facts: Facts) -> list[tuple[Sheet, Row]]:
    sheet = facts.need(BASIC)
    found = [(sheet, row) for row in sheet.table.rows if row.government_class]
    if not found:
        raise NotApplicable("基本支出表没有列政府预算支出经济科目。")
    return found


@rule(
    "A41",
    "职业年金与养老保险之比",
    "职业年金缴费约为基本养老保险缴费的一半（8%与16%）。",
    severity=Severity.INFO,
    law=("pension-reform",),
    certainty="known",
    remedy="核对缴费基数和人数；有补缴或记实的请说明。",
)
def annuity_share(facts: Facts) -> Iterator[Trial]:
    """职业年金(30109) ≈ 基本养老保险(30108) × 50%（±2%）"""
    sheet = facts.need(BASIC)
    pension, annuity = items(sheet, "30108"), items(sheet, "30109")
    base, part = _value(pension), _value(annuity)
    unread = any(term.unread for term in (*pension, *annuity))
    if not unread and not (base and part):
        raise NotApplicable("基本支出表没有列养老保险或职业年金。")
    note = "职业年金缴费与基本养老保险缴费之比不是一半。"
    yield holds(abs(2 * part - base) * 50 <= base, note, *annuity, *pension)


def _value(terms: list[Term]) -> int:
    return sum(term.value for term in terms)


@rule(
    "A42",
    "事业单位支出两处都有",
    "有事业运行等事业单位支出的，基本支出表应有对事业单位经常性补助的科目，反之亦然。",
    severity=Severity.WARNING,
    law=("表内逻辑",),
    certainty="known",
    kinds=(BUDGET,),
    remedy="核对事业单位人员和公用支出所列的政府经济科目。",
)
def institutions(facts: Facts) -> Iterator[Trial]:
    """表五[2010350 事业运行等] > 0 ⇔ 表六有 505 类政府经济科目"""
    general = facts.need(GENERAL)
    pairs = _pairs(facts)
    running = [
        general.term(row, "basic")
        for row in general.table.rows
        if plain_name(row.name) == "事业运行"
    ]
    granted = [
        sheet.term(row, sheet.main)
        for sheet, row in pairs
        if plain_name(row.government_class) in ("工资福利支出", "商品和服务支出")
    ]
    if not _value(running) and not any(term.unread for term in running):
        raise NotApplicable("没有事业运行支出。")
    note = "有事业运行支出，基本支出表却没有对事业单位经常性补助的科目。"
    yield holds(_value(granted) > 0, note, *running)
