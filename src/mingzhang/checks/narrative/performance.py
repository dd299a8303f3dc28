"""绩效管理情况：money and counts of goals, units and projects."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.narrative.claims import levels_of, narrative, shares_of
from mingzhang.checks.narrative.counts import counted
from mingzhang.checks.narrative.story import Part, Role, Said
from mingzhang.checks.ratios import HUNDRED_PERCENT
from mingzhang.checks.tables.expenditure import EXPENDITURE
from mingzhang.checks.tables.projects import CARRIED, PROJECTS, project_rows, unit_rows
from mingzhang.checks.trials import adds_up, at_most, equal, holds, undetermined
from mingzhang.disclosure import ProjectForm
from mingzhang.model import Severity, Term, Trial, Verdict

_ONE = 1_000_000
_MENDED = re.compile("(?:已|正在).{0,4}整改")
_STAGES = ("编报", "跟踪", "监控", "自评", "评价", "评级")


@rule("B20", "整体绩效涉及的资金", "整体绩效说明中的总资金、基本支出、项目支出等于支出总表。")
def money(facts: Facts) -> Iterator[Trial]:
    """说明.总资金 = 表三[合计]；说明.基本支出、项目支出 = 表三[合计]；总资金 = 基本支出 + 项目支出"""
    yield from levels_of(facts, "B20")
    yield from shares_of(facts, "B20")
    for part in narrative(facts).in_scope("performance"):
        whole = [s for s in part.levels if s.thing.kind == "amount"]
        parts = {s.thing.kind: s for s in part.levels if s.thing.kind in ("basic", "project")}
        if whole and len(parts) == 2:
            yield adds_up(whole[0].term, [said.short for said in parts.values()])


@rule(
    "B21",
    "编报绩效目标的单位数",
    "说明中编报绩效目标的单位数等于预算单位数。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="核对预算单位个数；只有部分单位编报的，请写明。",
)
def units(facts: Facts) -> Iterator[Trial]:
    """说明.编报单位数 = 表十二的单位数（没有该表时为机构设置所列单位数）；多于表十二、不多于机构设置的，不能判断"""
    told = narrative(facts)
    stated = [
        said
        for part in told.in_scope("performance")
        for said in part.said
        if said.role is Role.COUNT
        and "单位" in said.statement.subject[-5:] + said.statement.measure[:6]
    ]
    if not stated:
        raise NotApplicable("说明没有写编报绩效目标的单位数。")
    sheet = facts.sheet(PROJECTS)
    rows = unit_rows(sheet) if sheet is not None else []
    bodies = facts.disclosure.organisation.bodies
    if sheet is not None and rows:
        known, where = len(rows), sheet.name
    elif bodies:
        known, where = len(bodies), "机构设置"
    else:
        raise NotApplicable("没有可以比较的单位名单。")
    for said in stated[:1]:
        figure = said.statement.figure
        note = (
            f"{said.part.paragraph.section}写{figure.text}{figure.unit}预算单位，"
            f"{where}列有{known}个单位。"
        )
        count = said.value // _ONE
        if known < count <= len(bodies):
            yield undetermined(f"{note}{where}不列没有项目的单位，不能判断是否有误。", figure.at)
        else:
            yield holds(said.value == known * _ONE, note, said.term)


def _groups(facts: Facts) -> list[tuple[Said, Said | None, list[Said]]]:
    """Counts of projects: (count, the money after it, the counts of its parts)."""
    found = []
    for part in narrative(facts).in_scope("performance"):
        said = [s for s in part.said if s.role in (Role.COUNT, Role.LEVEL)]
        counts = [s for s in said if _counts_projects(s)]
        for index, one in enumerate(counts):
            if one.statement.topic and index:
                continue
            parts = []
            for other in counts[index + 1 :]:
                if not other.statement.topic or _is_stage(other):
                    break
                parts.append(other)
            found.append((one, _money_after(part, one), parts))
    return found


def _counts_projects(said: Said) -> bool:
    words = said.statement.subject[-12:] + said.statement.measure[:4]
    unit = said.statement.figure.unit
    return said.role is Role.COUNT and unit in ("个", "项") and "项目" in words


def _is_stage(said: Said) -> bool:
    """Projects counted at a step of their management: 跟踪, 自评, 评级 are no kinds of project."""
    return any(word in said.statement.subject for word in _STAGES)


def _money_after(part: Part, count: Said) -> Said | None:
    after = [s for s in part.said if s.start > count.start and s.role in (Role.COUNT, Role.LEVEL)]
    return after[0] if after and after[0].role is Role.LEVEL else None


@rule("B22", "纳入绩效管理的项目数", "说明中的项目个数等于项目支出表的项目数。", kinds=(BUDGET,))
def project_count(facts: Facts) -> Iterator[Trial]:
    """说明.2级项目数 = 表十二的项目行数（含结转项目时加表十三）"""
    groups = _groups(facts)
    sheet = facts.need(PROJECTS)
    if not groups:
        raise NotApplicable("说明没有写纳入绩效管理的项目数。")
    rows = len(project_rows(sheet))
    carried = facts.sheet(CARRIED)
    names = {row.name for row in project_rows(sheet)}
    more = [r for r in project_rows(carried) if r.name not in names] if carried else []
    said, amount, _ = groups[0]
    stated = said.value // _ONE
    term = sheet.term(sheet.total, sheet.main) if sheet.total is not None else None
    of_this_year = amount is not None and term is not None and amount.value == term.value
    allowed = (rows,) if of_this_year else (rows, rows + len(more))
    note = f"说明写项目{stated}个，{sheet.name}列有{rows}个项目。"
    all_projects = of_this_year or amount is None
    level = None if all_projects else Severity.WARNING
    yield holds(stated in allowed, note, said.term, places=(sheet.table.at,), severity=level)


@rule(
    "B23",
    "项目的分类合计",
    "说明中的项目金额等于项目支出表合计，分类的个数、金额之和等于总数。",
)
def project_money(facts: Facts) -> Iterator[Trial]:
    """说明.项目金额 = 表十二[合计]；项目个数、金额 = Σ 各类项目"""
    groups = _groups(facts)
    if not groups:
        raise NotApplicable("说明没有写纳入绩效管理的项目。")
    for count, amount, parts in groups:
        if len(parts) > 1:
            yield counted(count.term, [said.short for said in parts])
            amounts = [_money_after(said.part, said) for said in parts]
            found = [said.short for said in amounts if said is not None]
            if amount is not None and len(found) == len(parts):
                yield adds_up(amount.term, found)
    if groups[0][1] is not None:
        yield from _against_table(facts, groups[0][1])


def _against_table(facts: Facts, amount: Said) -> Iterator[Trial]:
    sheet = facts.sheet(PROJECTS)
    if sheet is not None and sheet.total is not None:
        carried = facts.sheet(CARRIED)
        parts = [sheet.term(sheet.total, sheet.main)]
        own = equal(amount.term, parts[0])
        if own.difference and carried is not None and carried.total is not None:
            both = equal(amount.term, [*parts, carried.term(carried.total, carried.main)])
            own = own if both.difference else both
        if own.verdict is Verdict.FAIL and amount.value < parts[0].value and not _is_all(amount):
            own.severity = Severity.WARNING
        yield own
        return
    table = facts.sheet(EXPENDITURE) if facts.disclosure.kind == BUDGET else None
    if table is not None and table.total is not None and "project" in table.keys:
        trial = at_most(amount.term, table.term(table.total, "project"))
        trial.severity = Severity.WARNING
        yield trial


def _is_all(amount: Said) -> bool:
    """Whether the text says that these are all projects (占项目支出总额的100%)."""
    return any(s.role is Role.SHARE and s.value == HUNDRED_PERCENT for s in amount.part.said)


@rule(
    "B24",
    "公开的绩效目标",
    "说明中公开绩效目标的项目数、金额等于所附绩效目标表的份数和年度资金之和。",
    kinds=(BUDGET,),
    remedy="核对所附绩效目标表是否齐全，或改正说明中的个数和金额。",
)
def published(facts: Facts) -> Iterator[Trial]:
    """说明.公开项目数 = 绩效目标表份数；说明.公开金额 = Σ 绩效目标表.年度资金总额 ÷ 10000，或各份四舍五入后之和"""
    groups = [g for g in _groups(facts) if "公开" in g[0].statement.subject]
    forms = facts.disclosure.projects
    if not groups or not forms:
        raise NotApplicable("说明没有写公开的项目绩效目标，或没有附项目绩效目标表。")
    count, amount, _ = groups[0]
    stated = count.value // _ONE
    note = f"说明写公开项目绩效目标{stated}个，所附绩效目标表有{len(forms)}份。"
    yield holds(stated == len(forms), note, count.term, places=(forms[0].at,))
    terms = _annual(forms)
    if amount is not None and len(terms) == len(forms):
        yield _sum_or_rounded(amount.term, terms)


def _sum_or_rounded(total: Term, forms: list[Term]) -> Trial:
    """Forms print 分; the total may also be the sum of the rows that round each of them."""
    trial = equal(total, forms)
    quantum = total.quantum
    rounded = sum((2 * form.value + quantum) // (2 * quantum) * quantum for form in forms)
    if trial.verdict is Verdict.FAIL and total.value == rounded:
        trial.verdict = Verdict.ROUNDING
        trial.note = "等于各份目标表的金额分别四舍五入后之和。"
    return trial


def _annual(forms: tuple[ProjectForm, ...]) -> list[Term]:
    return [
        Term(f"“{form.name}”年度资金", form.annual_funds.total)
        for form in forms
        if form.annual_funds.total is not None
    ]


@rule(
    "B63",
    "分季度用款计划",
    "项目各季度用款计划之和等于年度预算安排。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="核对各季度用款计划和年度预算安排。",
)
def quarters(facts: Facts) -> Iterator[Trial]:
    """说明.年度预算安排 = Σ 说明.各季度用款计划"""
    found = False
    for part in narrative(facts).in_scope("project"):
        planned = [said for said in part.levels if "季度" in said.statement.subject]
        whole = [
            s
            for s in part.levels
            if s not in planned and "安排" in s.statement.subject + s.statement.measure
        ]
        if whole and len(planned) == 4:
            found = True
            yield adds_up(whole[0].term, [said.short for said in planned])
    if not found:
        raise NotApplicable("说明没有分季度写用款计划。")


@rule(
    "B57",
    "绩效评级分布",
    "绩效自评的项目数等于各评级项目数之和；发现的问题数等于已经整改和正在整改的个数之和。",
    remedy="核对各评级的项目数和整改的问题数。",
)
def grades(facts: Facts) -> Iterator[Trial]:
    """说明.自评项目数 = Σ 说明.各评级项目数；说明.发现问题数 = 已整改数 + 正在整改数"""
    found = False
    for part in narrative(facts).in_scope("performance"):
        counts = [s for s in part.said if s.role is Role.COUNT and s.statement.figure.unit == "个"]
        graded = [s for s in counts if "评级" in s.statement.subject]
        judged = [s for s in counts if "自评" in s.statement.subject and s not in graded]
        if len(graded) > 1 and judged:
            found = True
            yield counted(judged[0].term, [said.short for said in graded])
        for trial in _mended(counts):
            found = True
            yield trial
    if not found:
        raise NotApplicable("说明没有写绩效评级的分布。")


def _mended(counts: list[Said]) -> Iterator[Trial]:
    """Of the problems found some are mended and the others are being mended."""
    problems = [said for said in counts if said.statement.subject.endswith("问题")]
    if not problems:
        return
    after = [said for said in counts if said.start > problems[0].start]
    mended = [s for s in after if _MENDED.match(s.statement.subject + s.statement.base)]
    if len(mended) == 2 and "正在" in mended[1].statement.subject:
        trial = counted(problems[0].term, [said.short for said in mended])
        trial.severity = Severity.WARNING
        yield trial
