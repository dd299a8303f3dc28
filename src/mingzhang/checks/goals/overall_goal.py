"""整体支出绩效目标表: tasks, goals and indicators (重点任务、年度目标、整体指标)."""

from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.goals.completeness import missing_parts, unplaced, weight_of
from mingzhang.checks.goals.copied import Copy, copies
from mingzhang.checks.goals.costs import is_cost, money_of
from mingzhang.checks.goals.forms import (
    cannot,
    failed,
    goals_of,
    overall_of,
    passed,
    verdict_of,
)
from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.quantities import pairs_of
from mingzhang.checks.goals.text_items import read_text
from mingzhang.checks.tables.basic import BASIC
from mingzhang.checks.tables.expenditure import EXPENDITURE
from mingzhang.checks.tables.general import GENERAL
from mingzhang.checks.trials import equal
from mingzhang.disclosure import Indicator
from mingzhang.model import Severity, Term, Trial, Verdict
from mingzhang.performance import in_words

_MEASURES = ("performance-target-measures",)
_GUIDE = ("performance-indicator-guide",)
_LITTLE = 0.25


@rule(
    "C08",
    "重点任务与职责",
    "每项核心职能都有自己的重点任务，并能在部门职责中找到对应。",
    severity=Severity.WARNING,
    law=_MEASURES,
    certainty="known",
    kinds=(BUDGET,),
    remedy="补写重点任务，或按三定规定改写核心职能。",
)
def tasks(facts: Facts) -> Iterator[Trial]:
    """整体目标表[核心职能] ↦ 部门职责；整体目标表[重点任务] ≠ 空，互不相同"""
    goal = overall_of(facts)
    if not goal.tasks:
        yield cannot("整体绩效目标表没有读到年度重点任务，无法核对。", goal.at)
        return
    at = goal.text_places.get("tasks", goal.at)
    duties = pairs_of(goal.duties)
    seen: dict[str, str] = {}
    for function, content in goal.tasks:
        first = seen.setdefault(content, function)
        if not content:
            yield failed(f"整体绩效目标表的核心职能“{function[:20]}”没有重点任务。", at)
        elif function and first != function:
            note = f"核心职能“{first[:20]}”与“{function[:20]}”的重点任务逐字相同。"
            yield failed(f"整体绩效目标表的{note}", at)
        elif function and duties and _shared(function, duties) < _LITTLE:
            note = f"整体绩效目标表的核心职能“{function[:20]}”在部门职责中找不到对应，需人工核对。"
            yield cannot(note, at)
        elif function and not duties:
            yield cannot("整体绩效目标表没有读到部门职责，核心职能无法核对。", at)
        else:
            yield passed()


def _shared(text: str, words: frozenset[str]) -> float:
    own = pairs_of(text)
    return len(own & words) / len(own) if own else 1.0


@rule(
    "C09",
    "年度目标编号连续",
    "年度绩效目标的编号从1开始连续，不缺号。",
    severity=Severity.INFO,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="补上缺少的一项，或重新编号。",
)
def goal_numbers(facts: Facts) -> Iterator[Trial]:
    """整体目标表[年度绩效目标].编号 = 1, 2, …, n"""
    goal = overall_of(facts)
    at = goal.text_places.get("annual_goal", goal.at)
    if not goal.annual_goal:
        yield cannot("整体绩效目标表没有读到年度绩效目标，编号无法核对。", at)
        return
    problems = []
    for items in read_text(goal.annual_goal, at, facts.disclosure.year).lists:
        numbers = [item.number for item in items]
        gaps = sorted(set(range(1, numbers[-1] + 1)) - set(numbers))
        if gaps:
            lost = "、".join(map(str, gaps))
            said = "、".join(map(str, numbers))
            problems.append(failed(f"年度绩效目标的编号是{said}，缺{lost}。", at))
    yield from verdict_of(problems)


@rule(
    "C10",
    "整体指标完整",
    "整体绩效指标包括数量、质量、时效、成本、效益和满意度指标。",
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="补设缺少的指标。",
)
def complete(facts: Facts) -> Iterator[Trial]:
    """整体指标 ∋ 数量、质量、时效、成本、效益（至少一类）、满意度"""
    goal = overall_of(facts)
    if not goal.indicators:
        yield cannot("整体绩效目标表没有读到绩效指标，无法核对。", goal.at)
        return
    missing = missing_parts(goal.indicators)
    names = "、".join(missing)
    if not missing:
        yield passed()
    elif unplaced(goal.indicators):
        yield cannot(f"整体绩效指标没有读到{names}，另有指标看不出属于哪一类。", goal.at)
    else:
        yield failed(f"整体绩效指标缺少{names}。", goal.at, severity=weight_of(missing))


_TOTALS = (
    (Late("人员"), "人员经费", BASIC, ("personnel",)),
    (Late("公用"), "公用经费", BASIC, ("public",)),
    (Late("基本支出"), "基本支出", EXPENDITURE, ("basic",)),
    (Late("项目(?:经费|支出|资金|费用)"), "项目支出", EXPENDITURE, ("project",)),
)


@rule(
    "C11",
    "整体成本指标",
    "整体成本指标用“≤”，人员、公用、项目经费的金额等于对应报表的合计。",
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="把“≥”改为“≤”，金额按预算表填写。",
)
def costs(facts: Facts) -> Iterator[Trial]:
    """整体成本指标：比较符 ∈ {≤, <, =}；人员经费 = 表六.人员；公用经费 = 表六.公用；项目经费 = 表三.项目支出"""
    goal = overall_of(facts)
    if not goal.indicators:
        yield cannot("整体绩效目标表没有读到绩效指标，无法核对。", goal.at)
        return
    found = [one for one in goal.indicators if is_cost(one)]
    if not found:
        raise NotApplicable("整体绩效目标表没有成本指标。")
    for one in found:
        yield from _cost(facts, one)


def _cost(facts: Facts, one: Indicator) -> Iterator[Trial]:
    figure = money_of(one.target, one.at)
    if one.target.type in ("unknown", "empty"):
        yield cannot(
            f"整体成本指标“{one.level3}”的指标值“{one.target.raw}”读不懂，无法核对。", one.at
        )
        return
    printed = _printed_total(facts, one) if figure is not None else None
    if one.target.comparator in ("≥", ">"):
        shown = in_words(one.target)
        note = f"整体成本指标“{one.level3}”写“{one.target.raw}”（{shown}），成本应控制在上限内，用“≤”。"
        severity = None if figure is not None else Severity.WARNING
        yield failed(note, one.at, severity=severity)
    elif figure is not None:
        yield passed()
    if figure is not None and printed is not None:
        trial = equal(Term(f"整体成本指标“{one.level3}”", figure, 1, one.at), printed)
        if trial.verdict is Verdict.FAIL and not _all_from_general(facts):
            trial.severity = Severity.WARNING
        yield trial


def _printed_total(facts: Facts, one: Indicator) -> Term | None:
    """The total of the table that a cost indicator repeats."""
    for name, _, subject, keys in _TOTALS:
        if not name.search(one.level3) or "人均" in one.level3:
            continue
        sheet = facts.sheet(subject)
        if sheet is None or sheet.total is None:
            return None
        key = next((key for key in keys if key in sheet.keys), None)
        return sheet.term(sheet.total, key) if key else None
    return None


def _all_from_general(facts: Facts) -> bool:
    """Whether all basic expenditure comes from the general budget, so that 表六 holds it all."""
    whole, general = facts.sheet(EXPENDITURE), facts.sheet(GENERAL)
    if whole is None or general is None or whole.total is None or general.total is None:
        return False
    one, other = whole.total.values.get("basic"), general.total.values.get("basic")
    return one is not None and other is not None and one.value == other.value


@rule(
    "C12",
    "整体指标与项目指标",
    "整体指标与项目指标同名的，指标值、单位和比较符一致（或为各项目之和）。",
    law=("表内逻辑",),
    kinds=(BUDGET,),
    remedy="以项目指标为准改正整体指标，或改用不同的名称。",
)
def same_as_projects(facts: Facts) -> Iterator[Trial]:
    """整体指标[名称] = 项目指标[名称] ⇒ 指标值、单位、比较符相同"""
    goal = overall_of(facts)
    forms = [form for form in goals_of(facts).forms if not form.cut_off]
    if not goal.indicators:
        yield cannot("整体绩效目标表没有读到绩效指标，无法核对。", goal.at)
        return
    if not forms:
        raise NotApplicable("没有项目绩效指标可以对应。")
    for copy in copies(goal.indicators, forms):
        yield _copy(copy)


def _copy(copy: Copy) -> Trial:
    one, form, other = copy.own, copy.form, copy.other
    if copy.same:
        return passed()
    note = (
        f"整体指标“{one.level3}”是“{one.target.raw}”，“{form.name}”的同名指标是“{other.target.raw}”，"
        f"{copy.difference}不一致。"
    )
    return failed(note, one.at, other.at, severity=copy.severity)
