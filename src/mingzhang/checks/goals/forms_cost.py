"""Cost indicators against the money of the form (成本指标与项目资金)."""

from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.goals.costs import costs_of, is_cost
from mingzhang.checks.goals.forms import (
    Form,
    cannot,
    cut_off,
    each_form,
    failed,
    forms_of,
    same_name,
    verdict_of,
)
from mingzhang.checks.goals.matching import alike, same_amount
from mingzhang.checks.goals.words import any_of
from mingzhang.checks.trials import at_most
from mingzhang.disclosure import Indicator
from mingzhang.model import Severity, Term, Trial, Verdict

_GUIDE = ("performance-indicator-guide",)
_SIMILAR = 0.6


@rule(
    "D22",
    "成本指标不超过资金",
    "年度成本指标的金额不超过年度资金总额，实施期成本指标不超过实施期资金总额。",
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="按批复的资金改写成本指标；资金确实不足的，说明缺口来源。",
)
def costs_within_funds(facts: Facts) -> Iterator[Trial]:
    """成本指标[年度] ≤ 目标表[年度资金总额]；成本指标[实施期] ≤ 目标表[实施期资金总额]"""
    yield from each_form(facts, _within_funds)


def _within_funds(form: Form) -> Iterator[Trial]:
    reported: set[int] = set()
    for side, indicators in (
        ("annual_funds", form.annual_side),
        ("total_funds", form.form.indicators),
    ):
        limit = form.need(side)
        for one, cost in costs_of(form, indicators):
            if cost.value in reported:
                continue
            if isinstance(limit, Trial):
                yield limit
                break
            trial = _against(form, one, cost, limit)
            if trial.verdict is Verdict.FAIL:
                reported.add(cost.value)
            yield trial
    yield from _unreadable_costs(form)


def _against(form: Form, one: Indicator, cost: Term, limit: Term) -> Trial:
    trial = at_most(cost, limit)
    if trial.verdict is Verdict.FAIL and same_amount(cost.figure, limit.figure):
        trial.verdict = Verdict.PASS
    if trial.verdict is Verdict.FAIL and _may_exceed(form, one, cost):
        trial.severity = Severity.WARNING
    return trial


def _may_exceed(form: Form, one: Indicator, cost: Term) -> bool:
    """A multi-year project's whole cost, or an investment that others pay too."""
    if any_of("costs", "whole_investment").search(one.level3):
        return True
    return not form.is_once and same_amount(cost.figure, form.total.figure)


def _unreadable_costs(form: Form) -> Iterator[Trial]:
    for one in form.indicators:
        if one.target.type == "unknown" and is_cost(one):
            note = f"{form.label}成本指标“{one.level3}”的指标值“{one.target.raw}”读不懂，无法核对。"
            yield cannot(note, one.at)


@rule(
    "D23",
    "同一事项不重复安排资金",
    "两个项目不应为同一事项按同一成本重复安排资金。",
    severity=Severity.WARNING,
    law=("performance-target-measures",),
    certainty="known",
    kinds=(BUDGET,),
    remedy="确认两个项目是否同一事项；是的，合并项目或写明各自承担的部分。",
)
def funded_once(facts: Facts) -> Iterator[Trial]:
    """项目甲 ≠ 项目乙：成本相同，且名称相近或目标相同的，提示重复安排"""
    forms = forms_of(facts)
    if len(forms) < 2 and not any(form.cut_off for form in forms):
        raise NotApplicable("只有一张项目绩效目标表。")
    yield from (cut_off(form) for form in forms if form.cut_off)
    yield from verdict_of(list(_shared(forms)))


def _shared(forms: tuple[Form, ...]) -> Iterator[Trial]:
    by_cost: dict[int, tuple[Form, Term]] = {}
    for form in forms:
        for term in _whole_costs(form):
            first = by_cost.setdefault(term.value, (form, term))
            if first[0] is not form and _one_thing(first[0], form):
                note = (
                    f"“{first[0].name}”与“{form.name}”的成本都写{_shown(term)}，"
                    "可能为同一事项重复安排资金。"
                )
                yield failed(note, first[0].form.at, form.form.at, terms=(first[1], term))
                break


def _whole_costs(form: Form) -> list[Term]:
    return [term for _, term in costs_of(form, form.indicators)]


def _shown(term: Term) -> str:
    return f"{term.figure.text}{term.figure.unit}" if term.figure else ""


def _one_thing(one: Form, other: Form) -> bool:
    goal = one.text("annual_goal") or one.text("total_goal")
    if goal and goal in (other.text("annual_goal"), other.text("total_goal")):
        return True
    first, second = same_name(one.name), same_name(other.name)
    return alike(first, second, _SIMILAR)
