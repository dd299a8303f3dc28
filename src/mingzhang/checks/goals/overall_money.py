"""整体支出绩效目标表: money and head counts against tables and narrative."""

from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet
from mingzhang.checks.goals.forms import cannot, overall_of
from mingzhang.checks.tables.balance import Half, halves
from mingzhang.checks.tables.expenditure import EXPENDITURE
from mingzhang.checks.tables.fiscal import FISCAL
from mingzhang.checks.tables.projects import PROJECTS, unit_rows
from mingzhang.checks.tables.summary import SUMMARY
from mingzhang.checks.trials import adds_up, equal, holds
from mingzhang.disclosure import OverallGoal
from mingzhang.model import Figure, Severity, Term, Trial, Verdict

_NAME = "整体绩效目标表"
_SOURCES = (
    ("general_budget", "一般公共预算"),
    ("government_fund", "政府性基金"),
    ("state_capital", "国有资本"),
    ("special_account", "专户"),
    ("unit_funds", "单位资金"),
)


def _found(values: dict[str, Figure | None], *words: str) -> str | None:
    return next((key for key in values if all(word in key for word in words)), None)


def _fund(goal: OverallGoal, *words: str) -> Term | None:
    """One amount of the form by words of its label, None where it was not read."""
    key = _found(goal.funds, *words)
    figure = goal.funds[key] if key else None
    if key is None or figure is None:
        return None
    side, _, name = key.rpartition(":")
    by = {"source": "按来源", "direction": "按方向"}.get(side, "")
    return Term(f"{_NAME}{by}的{name}", figure, 1, figure.at)


def _fact(goal: OverallGoal, *words: str) -> Term | None:
    key = _found(goal.facts, *words)
    figure = goal.facts[key] if key else None
    return Term(f"{_NAME}的{key}", figure, 1, figure.at) if key and figure else None


def _needed(goal: OverallGoal, what: str, term: Term | None) -> Iterator[Trial]:
    if term is None:
        yield cannot(f"{_NAME}没有读到{what}，无法核对。", goal.at)


def _total_terms(facts: Facts) -> list[Term]:
    """支出总计 and 本年支出合计: the form may leave out what is carried over."""
    _, spending = halves(facts, SUMMARY)
    rows = [row for row in (spending.total, spending.current) if row is not None]
    terms = [spending.sheet.term(row, spending.main) for row in rows]
    if "current" in spending.keys:
        terms += [spending.sheet.term(row, "current") for row in rows]
    return terms


@rule(
    "C01",
    "整体目标表的预算总额",
    "整体绩效目标表按来源和按方向的合计都等于部门支出总计。",
    kinds=(BUDGET,),
)
def goal_total(facts: Facts) -> Iterator[Trial]:
    """整体目标表[合计·按来源] = 整体目标表[合计·按方向] = 表一[支出总计]（或本年支出合计）"""
    goal = overall_of(facts)
    source, direction = _fund(goal, "source:", "计"), _fund(goal, "direction:", "计")
    for term, side in ((source, "按来源划分的合计"), (direction, "按方向划分的合计")):
        yield from _needed(goal, side, term)
    candidates = _total_terms(facts)
    for term in (source, direction):
        if term is not None and candidates:
            yield _one_of(term, candidates)
    if source is not None and direction is not None:
        yield equal(source, direction)


def _one_of(term: Term, candidates: list[Term]) -> Trial:
    """The term is one of the candidates; it is held against the first where it is none."""
    trials = [equal(term, candidate) for candidate in candidates]
    return next((t for t in trials if t.verdict is Verdict.PASS), trials[0])


@rule(
    "C02",
    "整体目标表的资金来源",
    "整体绩效目标表的各项来源等于收支总表的收入（可含结转），加总等于合计。",
    kinds=(BUDGET,),
)
def goal_sources(facts: Facts) -> Iterator[Trial]:
    """整体目标表[各来源] = 表一[各收入] (+ 上年结转)；Σ来源 = 合计"""
    goal = overall_of(facts)
    total = _fund(goal, "source:", "计")
    yield from _needed(goal, "按来源划分的合计", total)
    parts = [
        Term(key.partition(":")[2], figure, 1, figure.at)
        for key, figure in goal.funds.items()
        if figure is not None and key.startswith("source:") and not key.endswith("计")
    ]
    income, _ = halves(facts, SUMMARY)
    trials = [t for key, word in _SOURCES for t in _source(facts, goal, income, key, word)]
    yield from trials
    if total is not None and parts and not any(_undecided(trial) for trial in trials):
        yield adds_up(total, parts)


def _undecided(trial: Trial) -> bool:
    return trial.verdict is Verdict.UNDETERMINED


def _source(facts: Facts, goal: OverallGoal, income: Half, key: str, word: str) -> Iterator[Trial]:
    row = income.source(key)
    if row is None:
        return
    printed = income.sheet.term(row, income.main)
    own = _fund(goal, "source:", word)
    if own is None and _fund(goal, "source:", "财政") is not None:
        return  # the form sums the budgets up as 财政拨款
    if own is None:
        if printed.value:
            yield cannot(f"{_NAME}没有读到{word}资金，无法核对。", goal.at)
        return
    carried = _carried(facts, income, word)
    candidates = [equal(own, printed), *(equal(own, [printed, c]) for c in carried)]
    yield next((t for t in candidates if t.verdict is not Verdict.FAIL), candidates[0])


def _carried(facts: Facts, income: Half, word: str) -> list[Term]:
    """What is carried over of a source, as the fiscal summary or the summary itself says."""
    terms = []
    if facts.sheet(FISCAL) is not None:
        fiscal, _ = halves(facts, FISCAL)
        terms += [fiscal.sheet.term(r, fiscal.main) for r in fiscal.carry_parts if word in r.name]
    return terms + [income.sheet.term(row, income.main) for row in income.extras]


@rule(
    "C03",
    "整体目标表的支出方向",
    "整体绩效目标表的基本支出、项目支出等于支出总表，两者之和等于合计。",
    kinds=(BUDGET,),
)
def goal_directions(facts: Facts) -> Iterator[Trial]:
    """整体目标表[基本支出] = 表三[合计].基本支出；[项目支出] = 表三[合计].项目支出；两者之和 = 合计"""
    goal = overall_of(facts)
    basic, project = _fund(goal, "direction:", "基本"), _fund(goal, "direction:", "项目")
    total = _fund(goal, "direction:", "计")
    for term, name in ((basic, "基本支出"), (project, "项目支出")):
        yield from _needed(goal, name, term)
    sheet = facts.need(EXPENDITURE)
    for term, key in ((basic, "basic"), (project, "project")):
        if term is not None and sheet.total is not None and key in sheet.keys:
            candidates = [sheet.term(sheet.total, key)]
            if key == "project":
                candidates += _projects_total(facts)
            yield _one_of(term, candidates)
    parts = [
        Term(name.partition(":")[2], figure, 1, figure.at)
        for name, figure in goal.funds.items()
        if figure is not None and name.startswith("direction:") and not name.endswith("计")
    ]
    if total is not None and basic is not None and project is not None:
        yield adds_up(total, parts)


def _projects_total(facts: Facts) -> list[Term]:
    """This year's projects alone: the form may leave out what is carried over."""
    sheet = facts.sheet(PROJECTS)
    if sheet is None or sheet.total is None:
        return []
    return [sheet.term(sheet.total, sheet.main)]


@rule(
    "C04",
    "实际在职人员总数",
    "实际在职人员总数等于在编人员数加其他人员数。",
    kinds=(BUDGET,),
)
def staff_sum(facts: Facts) -> Iterator[Trial]:
    """整体目标表[实际在职人员总数] = 在编人员数 + 其他人员数"""
    goal = overall_of(facts)
    total = _fact(goal, "在职") or _fact(goal, "实有")
    regular, others = _fact(goal, "在编"), _fact(goal, "其他人员")
    if not goal.facts:
        raise NotApplicable("整体绩效目标表没有人员数。")
    if total is None or regular is None or others is None:
        yield cannot(f"{_NAME}的在职人员总数、在编人员数或其他人员数没有读到，无法核对。", goal.at)
    else:
        yield _counts(total, [regular, others])


def _counts(total: Term, parts: list[Term]) -> Trial:
    """Heads are whole: a sum of them is never rounded."""
    trial = equal(total, parts)
    if trial.verdict is Verdict.ROUNDING:
        trial.verdict = Verdict.FAIL
    return trial


@rule(
    "C05",
    "人员数与机构说明",
    "整体绩效目标表的编制、在编和其他人员数与机构设置情况一致。",
    kinds=(BUDGET,),
    remedy="核对机构编制和人员台账，统一两处人数。",
)
def head_counts(facts: Facts) -> Iterator[Trial]:
    """整体目标表[编制、在编、其他] = 机构设置[编制、实有、编外]"""
    goal = overall_of(facts)
    counts = facts.disclosure.organisation.headcount
    if not counts:
        raise NotApplicable("正文没有写部门的编制和人数。")
    pairs = ((("编制",), "编制"), (("在编",), "实有"), (("其他人员",), "编外"))
    for words, label in pairs:
        figure = counts.get(label)
        if figure is None:
            continue
        own = _fact(goal, *words)
        yield from _needed(goal, f"{words[0]}数", own)
        if own is not None:
            yield equal(own, Term(f"机构设置情况的{label}", figure, 1, figure.at))


@rule(
    "C06",
    "所属预算单位数",
    "整体绩效目标表的所属预算单位数与项目支出表的单位数一致（可不含本级，可含没有项目的单位）。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="核对预算单位名单。",
)
def unit_count(facts: Facts) -> Iterator[Trial]:
    """整体目标表[所属预算单位数] ≥ |表十二单位| − 1，且 ≤ max(|表十二单位|, |机构| + 1)"""
    goal = overall_of(facts)
    own = _fact(goal, "预算单位")
    if own is None and not goal.facts:
        raise NotApplicable("整体绩效目标表没有单位数。")
    yield from _needed(goal, "所属预算单位数", own)
    sheet = facts.need(PROJECTS)
    units = len(_unit_names(sheet))
    if own is None:
        return
    if not units:
        yield cannot(f"{sheet.name}没有读到单位各行，单位数无法核对。", sheet.table.at)
        return
    count = own.value // 1_000_000
    bodies = len(facts.disclosure.organisation.bodies)
    note = f"{_NAME}写所属预算单位{count}个，{sheet.name}列有{units}个单位。"
    yield holds(units - 1 <= count <= max(units, bodies + 1), note, own)


def _unit_names(sheet: Sheet) -> set[str]:
    return {row.name for row in unit_rows(sheet)}


@rule(
    "C07",
    "内设职能部门数",
    "整体绩效目标表的内设职能部门数等于机构设置情况列出的内设机构数。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="核对三定规定的内设机构。",
)
def office_count(facts: Facts) -> Iterator[Trial]:
    """整体目标表[内设职能部门数] = |机构设置[内设机构]|"""
    goal = overall_of(facts)
    offices = facts.disclosure.organisation.offices
    if not offices:
        raise NotApplicable("正文没有列出内设机构。")
    own = _fact(goal, "内设")
    yield from _needed(goal, "内设职能部门数", own)
    if own is not None:
        note = f"{_NAME}写内设职能部门{own.value // 1_000_000}个，正文列出{len(offices)}个。"
        yield holds(own.value == len(offices) * 1_000_000, note, own)
