"""Quantities in the texts of goal forms against their indicators (概况、目标与数量指标)."""

from collections.abc import Iterator, Sequence

import msgspec

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts
from mingzhang.checks.goals.forms import (
    TEXTS,
    Form,
    cannot,
    each_form,
    failed,
    goals_of,
    overall_of,
    passed,
)
from mingzhang.checks.goals.quantities import (
    Mention,
    Wanted,
    compare,
    each_once,
    mentions_of,
    wanted_of,
)
from mingzhang.model import Place, Severity, Trial
from mingzhang.performance import in_words

_GUIDE = ("performance-indicator-guide",)


@rule(
    "D21",
    "概况数量与指标",
    "概况中写明的数量与数量指标的指标值一致。",
    severity=Severity.WARNING,
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="统一概况与指标值；指标确需低于计划的，说明原因。",
)
def overview_quantities(facts: Facts) -> Iterator[Trial]:
    """概况[数量] = 数量指标[指标值]（名称相近、计量单位相同的）"""
    yield from each_form(facts, lambda form: _compared(form, "overview"))


@rule(
    "D28",
    "年度目标数量与指标",
    "年度目标中写明的数量与年度指标的指标值一致。",
    severity=Severity.WARNING,
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="统一年度目标与指标值。",
)
def goal_quantities(facts: Facts) -> Iterator[Trial]:
    """年度目标[数量] = 年度指标[指标值]（名称相近、计量单位相同的）"""
    yield from each_form(facts, lambda form: _compared(form, "annual_goal"))


def _compared(form: Form, key: str) -> Iterator[Trial]:
    said = f"“{form.name}”{TEXTS[key]}"
    yield from _trials(said, form.text(key), form.place(key), form.wanted, form.year)


def _trials(
    said: str, text: str, at: Place, wanted: Sequence[Wanted], year: int | None
) -> Iterator[Trial]:
    mentions = mentions_of(text, year, (one.counter for one in wanted)) if text else []
    if mentions:
        for one, mention in compare(wanted, mentions):
            yield passed() if mention is None else _different(said, at, one, mention)


def _different(said: str, at: Place, wanted: Wanted, mention: Mention) -> Trial:
    one = wanted.indicator
    note = (
        f"{said}写{mention.shown}，数量指标“{one.level3}”是{in_words(one.target)}，两处数量不一致。"
    )
    spot = msgspec.structs.replace(at, start=mention.start, end=mention.end)
    return failed(note, spot, one.at)


@rule(
    "C13",
    "整体目标数量与指标",
    "整体绩效目标文字中的数量与整体指标、项目指标的指标值一致。",
    severity=Severity.WARNING,
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="统一年度绩效目标与指标值。",
)
def headline_quantities(facts: Facts) -> Iterator[Trial]:
    """整体目标表[年度绩效目标].数量 = 整体指标、项目指标[指标值]"""
    goal = overall_of(facts)
    at = goal.text_places.get("annual_goal", goal.at)
    if not goal.annual_goal:
        yield cannot("整体绩效目标表没有读到年度绩效目标，数量无法核对。", at)
        return
    if not goal.indicators:
        yield cannot("整体绩效目标表没有读到绩效指标，数量无法核对。", goal.at)
        return
    own = {one.level3 for one in goal.indicators}
    projects = [one for form in goals_of(facts).forms for one in form.wanted]
    others = [one for one in projects if one.indicator.level3 not in own]
    wanted = each_once([*wanted_of(goal.indicators), *others])
    said = "整体绩效目标表年度绩效目标"
    yield from _trials(said, goal.annual_goal, at, wanted, facts.disclosure.year)
    yield passed()
