"""Whether an indicator stands where it belongs, in a fitting unit (指标归类和计量单位)."""

from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts
from mingzhang.checks.goals.forms import failed
from mingzhang.checks.goals.groups import Group, each_group, unread
from mingzhang.checks.goals.words import pairs, pattern
from mingzhang.disclosure import Indicator
from mingzhang.model import Severity, Trial

_GUIDE = ("performance-indicator-guide",)
_OUTPUTS = {"数量指标": "quantity", "质量指标": "quality", "时效指标": "time", "成本指标": "cost"}
_COST_LEVELS = ("经济成本指标", "社会成本指标", "生态环境成本指标")
_OUTPUTS |= dict.fromkeys(_COST_LEVELS, "cost")
_SHOWN_BY = {
    **dict.fromkeys(("money", "unit_price"), "cost"),
    **dict.fromkeys(("deadline", "month", "duration", "promptness"), "time"),
    "percentage": "quality",
    "count": "quantity",
    "unknown": "unread",
}
_NUMERIC = frozenset({"count", "percentage", "money", "unit_price", "duration", "span"})
_TIMELY = frozenset(
    {"duration", "span", "deadline", "month", "frequency", "coverage", "promptness", "percentage"}
)


@rule(
    "E09",
    "指标归类",
    "三级指标归入内容相符的二级指标：成本归成本，率归质量，时间归时效，数量归数量。",
    severity=Severity.WARNING,
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="把指标移到相符的二级指标下。",
)
def placed(facts: Facts) -> Iterator[Trial]:
    """三级指标名称的用语 ⇒ 二级指标（成本、质量、时效、数量）"""
    yield from each_group(facts, _placed)


def _placed(group: Group) -> Iterator[Trial]:
    for one in group.indicators:
        own = _OUTPUTS.get(one.level2)
        if own is None:
            continue
        fits = _kind_of(one)
        if fits == "unread":
            yield unread(group, one)
        elif fits and fits != own:
            right = next(level for level, kind in _OUTPUTS.items() if kind == fits)
            note = f"{group.label}指标“{one.level3}”列在{one.level2}下，宜列入{right}。"
            yield failed(note, one.at)


def _kind_of(one: Indicator) -> str:
    """What name and target together show beyond doubt; "" where they do not."""
    kind = _SHOWN_BY.get(one.target.type, "")
    if kind == "unread":
        named = any(pattern("levels", word).search(one.level3) for word in ("cost", "time"))
        return kind if named else ""
    if not kind or not pattern("levels", kind).search(one.level3):
        return ""
    return _rate(one) if kind == "quality" else kind


def _rate(one: Indicator) -> str:
    """A rate is quality; how much of a quantity is done may also stand under 数量 or 时效."""
    if "及时" in one.level3 or "按时" in one.level3:
        return "time"
    loose = pattern("levels", "loose_rate").search(one.level3)
    return "" if loose else "quality"


@rule(
    "E10",
    "时效指标的写法",
    "时效指标写明期限、时点、频次或及时性。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="写成“≤5个工作日”“9月底前”“每季度”或“及时”。",
)
def timely(facts: Facts) -> Iterator[Trial]:
    """时效指标 ∈ {期限, 月份, 频次, 全年, 及时, 及时率}"""
    yield from each_group(facts, _timely)


def _timely(group: Group) -> Iterator[Trial]:
    for one in group.indicators:
        if "时效" not in one.level2 or one.target.type in _TIMELY:
            continue
        if one.target.type == "unknown":
            yield unread(group, one)
        elif one.target.type == "count":
            note = f"{group.label}时效指标“{one.level3}”写“{one.target.raw}”，看不出时间或频次。"
            yield failed(note, one.at)


@rule(
    "E11",
    "计量单位与名称",
    "计量单位与指标名称相符：面积用平方米、亩，人数用人，率和满意度用百分比。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="改正计量单位。",
)
def fitting_units(facts: Facts) -> Iterator[Trial]:
    """面积 ⇒ 平方米、亩 …；人数 ⇒ 人；率、满意度 ⇒ %；总成本 ⇒ 元"""
    yield from each_group(facts, _fitting_units)


def _fitting_units(group: Group) -> Iterator[Trial]:
    for one in group.indicators:
        target = one.target
        if target.type == "unknown":
            yield unread(group, one)
        if target.type not in _NUMERIC or target.value is None:
            continue
        for name, units in pairs("units"):
            if not name.search(one.level3):
                continue
            if not units.search(target.unit or ""):
                shown = f"单位是“{target.unit}”" if target.unit else "没有单位"
                note = f"{group.label}指标“{one.level3}”写“{target.raw}”，{shown}，与名称不符。"
                yield failed(note, one.at)
            break


@rule(
    "E22",
    "效益指标的内容",
    "经济效益指标说经济成果，生态效益指标说生态环境。",
    severity=Severity.WARNING,
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="把指标移到相符的效益类别下，或留空。",
)
def benefits(facts: Facts) -> Iterator[Trial]:
    """经济效益 ⇒ 收入、成本、产业 …；生态效益 ⇒ 环境、节能、污染 …"""
    yield from each_group(facts, _benefits)


_BENEFITS = (("生态效益", "ecological", "生态环境"), ("经济效益", "economic", "经济"))


def _benefits(group: Group) -> Iterator[Trial]:
    for one in group.indicators:
        for level, words, about in _BENEFITS:
            if level not in one.level2 or not one.level3:
                continue
            if one.target.type == "unknown":
                yield unread(group, one)
            elif one.target.type not in ("money", "unit_price") and not pattern(
                "benefits", words
            ).search(one.level3):
                note = f"{group.label}{level}指标“{one.level3}”与{about}无关。"
                yield failed(note, one.at)
