"""Which way indicators point, and how far (指标方向和幅度)."""

from collections.abc import Iterator
from decimal import Decimal

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts
from mingzhang.checks.goals.costs import is_cost
from mingzhang.checks.goals.forms import cannot, failed, goals_of, passed
from mingzhang.checks.goals.groups import Group, each_group, groups_of, unread
from mingzhang.checks.goals.words import any_of, listed, pattern
from mingzhang.disclosure import Indicator
from mingzhang.model import Severity, Trial

_GUIDE = ("performance-indicator-guide",)
_UP = ("≥", ">")
_DOWN = ("≤", "<")
_MONEY = ("money", "unit_price")
_SHOWN = 4


@rule(
    "E04",
    "越小越好的指标",
    "成本、时限、响应时间、故障率等越小越好的指标用“≤”。",
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="把“≥”改为“≤”。",
)
def at_most(facts: Facts) -> Iterator[Trial]:
    """成本、时限、故障率、响应时间、投诉率 ⇒ 比较符 ∈ {≤, <, =}"""
    yield from each_group(facts, _at_most)


def _at_most(group: Group) -> Iterator[Trial]:
    for one in group.indicators:
        if one.target.type == "unknown" and is_cost(one):
            yield unread(group, one)
        if one.target.comparator not in _UP or (group.form is None and is_cost(one)):
            continue  # costs of the whole department are C11's
        kind = _less_is_better(one)
        if kind:
            note = f"{group.label}的{kind}指标“{one.level3}”写“{one.target.raw}”，应为上限，用“≤”。"
            severity = Severity.WARNING if kind == "成本" and _is_standard(one) else None
            yield failed(note, one.at, severity=severity)


def _less_is_better(one: Indicator) -> str:
    """What kind of limit an indicator is, "" where more may be better."""
    name, kind = one.level3, one.target.type
    if kind in _MONEY and is_cost(one):
        return "成本"
    if kind == "percentage" and pattern("names", "less_is_better").search(name):
        return "故障、差错类"
    if kind in ("duration", "span") and pattern("names", "time_limit").search(name):
        return "" if pattern("names", "not_time_limit").search(name) else "时限"
    return ""


def _is_standard(one: Indicator) -> bool:
    """A standard of aid or pay may be promised as a minimum."""
    return any_of("costs", "standard").search(one.level3) is not None


@rule(
    "E05",
    "越大越好的指标",
    "满意度、合格率、完成率等越大越好的指标用“≥”或“=”，且不超过100%。",
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="把“≤”改为“≥”，数值不超过100%。",
)
def at_least(facts: Facts) -> Iterator[Trial]:
    """满意度、合格率、准确率、完成率、覆盖率 ⇒ 比较符 ∈ {≥, >, =}，指标值 ≤ 100%"""
    yield from each_group(facts, _at_least)


def _at_least(group: Group) -> Iterator[Trial]:
    for one in group.indicators:
        if one.target.type not in ("percentage", "unknown"):
            continue
        if not pattern("names", "more_is_better").search(one.level3):
            continue
        if one.target.type == "unknown":
            yield unread(group, one)
        elif one.target.comparator in _DOWN:
            note = f"{group.label}指标“{one.level3}”写“{one.target.raw}”，应为下限，用“≥”。"
            yield failed(note, one.at)
        elif "满意" in one.level3 and _percent(one) > 100:
            note = f"{group.label}指标“{one.level3}”写“{one.target.raw}”，超过100%。"
            yield failed(note, one.at)


def _percent(one: Indicator) -> Decimal:
    """The greatest percentage that a target names; 0 where it names none."""
    if one.target.type != "percentage" or one.target.value is None or "‰" in one.target.raw:
        return Decimal(0)
    return Decimal(one.target.upper or one.target.value)


@rule(
    "E06",
    "数量指标的上限",
    "数量指标写“≤”或“<”的是控制上限，不是产出目标，应说明或改为成本指标。",
    severity=Severity.WARNING,
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="产出数量用“≥”或“=”；控制数写入成本或质量指标。",
)
def no_caps(facts: Facts) -> Iterator[Trial]:
    """数量指标 ⇒ 比较符 ∈ {≥, >, =}"""
    yield from each_group(facts, _caps)


def _caps(group: Group) -> Iterator[Trial]:
    for one in group.indicators:
        if "数量" not in one.level2 or any_of("names", "bad_things").search(one.level3):
            continue
        if one.target.type == "unknown":
            yield unread(group, one)
        elif one.target.type == "count" and one.target.comparator in _DOWN:
            said = f"{group.label}数量指标“{one.level3}”写“{one.target.raw}”"
            yield failed(f"{said}，是上限而不是目标。", one.at)


@rule(
    "E07",
    "百分比的范围",
    "百分比指标在0至100之间；满意度低于80%或等于100%的应说明理由。",
    severity=Severity.WARNING,
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="核对百分比；满意度一般定在80%至98%。",
)
def percentages(facts: Facts) -> Iterator[Trial]:
    """0 ≤ 百分比 ≤ 100；满意度 ∈ [80, 100)"""
    yield from each_group(facts, _percentages)


def _percentages(group: Group) -> Iterator[Trial]:
    for one in group.indicators:
        satisfied = "满意" in one.level3
        if one.target.type == "unknown" and satisfied:
            yield unread(group, one)
        if one.target.type != "percentage" or one.target.value is None:
            continue
        percent = _percent(one)
        said = f"{group.label}指标“{one.level3}”写“{one.target.raw}”"
        if percent > 100 and not satisfied and not pattern("names", "growth").search(one.level3):
            yield failed(f"{said}，超过100%。", one.at)
        elif satisfied and percent == 100 and one.target.upper is None:
            yield failed(f"{said}，满意度定为100%难以达到，请说明理由。", one.at)
        elif satisfied and 0 < Decimal(one.target.value) < 80:
            yield failed(f"{said}，满意度低于80%，请说明理由。", one.at)


@rule(
    "E08",
    "定性指标可考核",
    "定性指标的指标值应能分档考核，不宜只写“提升”“保障”等词。",
    severity=Severity.WARNING,
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="改为可比较的数值，或写明分档标准和佐证材料。",
)
def graded(facts: Facts) -> Iterator[Trial]:
    """定性指标值 ∉ {提升, 提高, 保障, 优化, 促进 …}"""
    groups = groups_of(facts)
    for form in goals_of(facts).forms:
        if form.cut_off:
            yield cannot(f"{form.label}没有印完整，指标无法核对。", form.form.at)
    words = frozenset(listed("grades", "vague"))
    vague = [
        (group, one)
        for group in groups
        for one in group.indicators
        if one.target.type == "quality" and one.target.raw.strip() in words
    ]
    if not vague:
        yield passed()
        return
    shown = "、".join(f"“{one.level3}”写“{one.target.raw}”" for _, one in vague[:_SHOWN])
    more = f"等{len(vague)}个" if len(vague) > _SHOWN else ""
    note = f"定性指标{shown}{more}，没有可考核的标准。"
    yield failed(note, *(one.at for _, one in vague))
