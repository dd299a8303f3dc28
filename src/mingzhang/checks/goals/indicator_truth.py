"""Indicators against each other, the law, last year and the calendar (指标之间、与法定、与上年)."""

from collections.abc import Iterator
from decimal import Decimal

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.goals.costs import is_cost, money_of
from mingzhang.checks.goals.forms import (
    Form,
    cannot,
    cut_off,
    each_form,
    failed,
    forms_of,
    goals_of,
    passed,
    same_name,
    verdict_of,
)
from mingzhang.checks.goals.groups import Group, groups_of, need_previous
from mingzhang.checks.goals.quantities import pairs_of
from mingzhang.checks.goals.words import pattern, statutory_limits
from mingzhang.disclosure import Indicator
from mingzhang.model import Severity, Trial

_GUIDE = ("performance-indicator-guide",)
_MEASURES = ("performance-target-measures",)
_COMMON = 0.3
_DEFAULT_LIMIT = 20
_LONGEST_QUOTE = 20


@rule(
    "E12",
    "运行率与故障率",
    "正常运行率与故障率不矛盾：故障率的上限不超过100%减运行率的下限。",
    severity=Severity.WARNING,
    law=("表内逻辑",),
    kinds=(BUDGET,),
    remedy="统一两个指标的指标值。",
)
def complements(facts: Facts) -> Iterator[Trial]:
    """正常运行率 + 故障率 ≤ 100%（同一张表，或整体表与项目表的同一事项）"""
    for form in goals_of(facts).forms:
        if form.cut_off:
            yield cut_off(form)
    groups = groups_of(facts)
    running = [(g, one) for g in groups for one in g.indicators if _is(one, "running")]
    faulty = [(g, one) for g in groups for one in g.indicators if _is(one, "faulty")]
    problems, tried = [], False
    for group, one in running:
        for other_group, other in faulty:
            if group is not other_group and not _one_thing(group, one, other_group, other):
                continue
            tried = True
            if _percent(one) + _percent(other) > 100:
                note = (
                    f"{group.label}指标“{one.level3}”是“{one.target.raw}”，"
                    f"{other_group.label}指标“{other.level3}”是“{other.target.raw}”，两者矛盾。"
                )
                problems.append(failed(note, one.at, other.at))
    if tried:
        yield from verdict_of(problems)


def _is(one: Indicator, key: str) -> bool:
    if one.target.type != "percentage" or one.target.value is None:
        return False
    return pattern("names", key).search(one.level3) is not None


def _percent(one: Indicator) -> Decimal:
    return Decimal(one.target.value or 0)


def _one_thing(group: Group, one: Indicator, other_group: Group, other: Indicator) -> bool:
    """The overall form and a project speak of one system; two projects do not."""
    if (group.form is None) == (other_group.form is None):
        return False
    left, right = pairs_of(one.level3), pairs_of(other.level3)
    return len(left & right) >= _COMMON * min(len(left), len(right)) and len(left & right) > 1


@rule(
    "E13",
    "时限与法定时限",
    "办理时限指标不长于法定时限；技术审查等另计时间的，应告知申请人。",
    severity=Severity.WARNING,
    law=("administrative-licence-law:42",),
    certainty="uncertain",
    kinds=(BUDGET,),
    remedy="核对事项的法定时限，属于特别程序的写明不计入办理时限。",
)
def statutory(facts: Facts) -> Iterator[Trial]:
    """时效指标[工作日] ≤ 事项法定时限[工作日]"""
    yield from each_form(facts, _statutory)


def _statutory(form: Form) -> Iterator[Trial]:
    for one in form.indicators:
        if one.target.type == "unknown" and "时限" in one.level3:
            yield cannot(f"{form.label}指标“{one.level3}”的时限读不懂，无法核对。", one.at)
        if one.target.type != "duration" or "工作日" not in (one.target.unit or ""):
            continue
        limit = _limit(form, one)
        if limit is None:
            continue
        days, source = limit
        note = (
            f"{form.label}指标“{one.level3}”写“{one.target.raw}”，{source}规定的时限是{days}个工作日，"
            "请确认是否属于不计入时限的特别程序。"
        )
        yield passed() if Decimal(one.target.value or 0) <= days else failed(note, one.at)


def _limit(form: Form, one: Indicator) -> tuple[int, str] | None:
    about = f"{form.name}{form.text('annual_goal')}"
    for matter, days, source in statutory_limits():
        if matter.search(one.level3) or matter.search(about):
            return days, source
    if pattern("licences", "name").search(one.level3):
        return _DEFAULT_LIMIT, "《中华人民共和国行政许可法》"
    return None


@rule(
    "E14",
    "与上年指标比较",
    "延续项目的指标值没有理由不低于上年。",
    severity=Severity.WARNING,
    law=_MEASURES,
    certainty="known",
    kinds=(BUDGET,),
    remedy="恢复上年指标值，或在概况中说明降低的理由。",
)
def not_lowered(facts: Facts) -> Iterator[Trial]:
    """指标值[本年] ≥ 指标值[上年]（同一项目、同名、越大越好的指标）"""
    previous = need_previous(facts)
    forms = forms_of(facts)
    before = {same_name(form.name): form for form in forms_of(previous)}
    matched = [(form, before[key]) for form in forms if (key := same_name(form.name)) in before]
    if not matched:
        raise NotApplicable("上年没有同名的项目。")
    for form, old in matched:
        if form.cut_off or old.cut_off:
            yield cut_off(form)
        else:
            yield from verdict_of(list(_lowered(form, old)))


def _lowered(form: Form, old: Form) -> Iterator[Trial]:
    known = {same_name(one.level3): one for one in old.annual_side}
    for one in form.annual_side:
        last = known.get(same_name(one.level3))
        if last is None or not one.level3 or one.target.comparator in ("≤", "<"):
            continue
        both = one.target, last.target
        if any(t.type not in ("count", "percentage") or t.value is None for t in both):
            continue
        if one.target.unit != last.target.unit or last.target.comparator in ("≤", "<"):
            continue
        if Decimal(one.target.value or 0) < Decimal(last.target.value or 0):
            note = (
                f"{form.label}指标“{one.level3}”由上年的“{last.target.raw}”"
                f"降为“{one.target.raw}”，应说明理由。"
            )
            yield failed(note, one.at)


@rule(
    "E15",
    "已过时间的指标",
    "年度指标的时间不早于预算年度；只有支付尾款的项目可写已完成的时间。",
    severity=Severity.WARNING,
    law=("表内逻辑",),
    kinds=(BUDGET,),
    remedy="删去以前年度已完成的指标，改为本年要完成的。",
)
def not_past(facts: Facts) -> Iterator[Trial]:
    """年度指标[时间].年份 ≥ 预算年度（尾款项目除外）"""
    yield from each_form(facts, _not_past)


def _not_past(form: Form) -> Iterator[Trial]:
    if form.year is None:
        yield cannot("没有读到文件年度，无法核对。", form.form.at)
        return
    problems = []
    for one in form.annual_side:
        year = one.target.year
        if year is not None and year < form.year and one.target.type in ("deadline", "month"):
            note = (
                f"{form.label}指标“{one.level3}”写“{one.target.raw}”，早于{form.year}年，已成过去。"
            )
            severity = Severity.INFO if form.is_tail else None
            problems.append(failed(note, one.at, severity=severity))
    yield from verdict_of(problems)


@rule(
    "E16",
    "尾款项目的指标",
    "支付尾款的项目应有支付完成率或支付时间指标，不重复计算以前的产出。",
    severity=Severity.INFO,
    law=_GUIDE,
    certainty="uncertain",
    kinds=(BUDGET,),
    remedy="补设尾款支付完成率、支付时间指标。",
)
def tail_indicators(facts: Facts) -> Iterator[Trial]:
    """尾款项目 ⇒ 指标 ∋ 支付完成率或支付时间"""
    for form in forms_of(facts):
        if not form.is_tail:
            continue
        if form.cut_off:
            yield cut_off(form)
        elif any("支付" in one.level3 or "付款" in one.level3 for one in form.indicators):
            yield passed()
        else:
            yield failed(f"{form.label}没有支付完成率或支付时间指标。", form.form.at)


@rule(
    "E20",
    "效益指标不重复",
    "效益指标不照抄产出指标或目标文字。",
    severity=Severity.INFO,
    law=_GUIDE,
    certainty="uncertain",
    kinds=(BUDGET,),
    remedy="效益指标写产出带来的结果。",
)
def not_repeated(facts: Facts) -> Iterator[Trial]:
    """效益指标[名称] ∉ 产出指标[名称]，不在目标文字中逐字出现"""
    yield from each_form(facts, _not_repeated)


def _not_repeated(form: Form) -> Iterator[Trial]:
    outputs = {same_name(one.level3) for one in form.indicators if "产出" in one.level1}
    goals = same_name(form.text("annual_goal") + form.text("total_goal"))
    copied = []
    for one in form.indicators:
        if "效益" not in one.level1 or not one.level3:
            continue
        name = same_name(one.level3)
        if name in outputs or (len(name) >= 8 and name in goals):
            copied.append(one)
    if copied:
        shown = "、".join(f"“{one.level3[:_LONGEST_QUOTE]}”" for one in copied)
        note = f"{form.label}的效益指标{shown}照抄了产出指标或目标文字。"
        yield failed(note, *(one.at for one in copied))
    else:
        yield passed()


@rule(
    "E21",
    "两栏单位一致",
    "同一指标在实施期和年度两栏用同一计量单位，换算后可比。",
    law=("表内逻辑",),
    kinds=(BUDGET,),
    remedy="统一两栏的计量单位。",
)
def same_units(facts: Facts) -> Iterator[Trial]:
    """指标[实施期].单位 = 指标[年度].单位（万元与元、万平方米与平方米换算后相同）"""
    yield from each_form(facts, _same_units)


def _same_units(form: Form) -> Iterator[Trial]:
    problems = []
    for one, other in form.pairs:
        left, right = one.target, other.target
        if left.type == "unknown" or right.type == "unknown":
            note = f"{form.label}指标“{one.level3}”的指标值读不懂，无法核对。"
            problems.append(cannot(note, one.at))
        elif _other_unit(one, other):
            note = (
                f"{form.label}指标“{one.level3}”实施期写“{left.raw}”，"
                f"年度写“{right.raw}”，计量单位不同。"
            )
            problems.append(failed(note, one.at, other.at))
    yield from verdict_of(problems)


def _other_unit(one: Indicator, other: Indicator) -> bool:
    if one.target.unit == other.target.unit:
        return False
    left, right = _base_unit(one), _base_unit(other)
    return bool(left and right) and left != right


def _base_unit(one: Indicator) -> str:
    unit = (one.target.unit or "").removeprefix("个")
    if one.target.type == "money":
        return "元"
    return unit.lstrip("万亿千百") if len(unit) > 1 else unit


@rule(
    "E23",
    "年度指标不超过实施期",
    "同一数量或金额指标，年度值不超过实施期值。",
    severity=Severity.WARNING,
    law=("表内逻辑",),
    kinds=(BUDGET,),
    remedy="核对两栏指标值，实施期应包含本年度。",
)
def within_period(facts: Facts) -> Iterator[Trial]:
    """数量、成本指标[年度] ≤ 指标[实施期]"""
    yield from each_form(facts, _within_period)


def _within_period(form: Form) -> Iterator[Trial]:
    problems = []
    for one, other in form.pairs:
        if one.target.raw == other.target.raw and one.target.type != "unknown":
            continue
        if "unknown" in (one.target.type, other.target.type):
            note = f"{form.label}指标“{one.level3}”的指标值读不懂，无法核对。"
            problems.append(cannot(note, one.at))
        elif _exceeds(one, other):
            note = (
                f"{form.label}指标“{one.level3}”年度值“{other.target.raw}”"
                f"超过实施期值“{one.target.raw}”。"
            )
            problems.append(failed(note, one.at, other.at))
    yield from verdict_of(problems)


def _exceeds(one: Indicator, other: Indicator) -> bool:
    if one.target.type == "money" and other.target.type == "money":
        whole, year = money_of(one.target, one.at), money_of(other.target, other.at)
        more = whole is not None and year is not None and year.value > whole.value
        return more and is_cost(one)
    same = one.target.type == other.target.type == "count" and one.target.unit == other.target.unit
    if not same or one.target.value is None or other.target.value is None:
        return False
    return Decimal(other.target.value) > Decimal(one.target.value)
