"""The implementation plan (项目实施计划): order of steps, dates of indicators, ways of purchase."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import msgspec

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, Undetermined
from mingzhang.checks.goals.forms import (
    Form,
    cannot,
    each_form,
    failed,
    passed,
    verdict_of,
    wan,
)
from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.milestones import Step, days_of
from mingzhang.checks.goals.words import any_of, number, pattern
from mingzhang.disclosure import Indicator, Target
from mingzhang.model import Place, Severity, Trial

_IN_ORDER = ("intention", "start", "award", "contract")
_NAMES = {
    "intention": "公开采购意向",
    "start": "启动采购",
    "award": "完成招标",
    "contract": "签订合同",
    "acceptance": "验收",
    "payment": "支付",
}
_NOTICE_DAYS = 30
_SIGNING_DAYS = 30


def _steps(form: Form) -> list[Step]:
    if form.year is None:
        raise Undetermined("没有读到文件年度，实施计划的日期无法核对。")
    return form.steps


def _spot(form: Form, step: Step) -> Place:
    return msgspec.structs.replace(form.place("plan"), start=step.start, end=step.end)


@rule(
    "D24",
    "实施计划的时间",
    "实施计划的步骤按先后次序，不超出项目期，并与时效指标的时间一致。",
    severity=Severity.WARNING,
    law=("表内逻辑",),
    kinds=(BUDGET,),
    remedy="统一实施计划与时效指标的时间。",
)
def in_time(facts: Facts) -> Iterator[Trial]:
    """采购意向 ≤ 采购 ≤ 中标 ≤ 签约；一次性项目的节点在当年；时效指标[时间] 与计划[同一步骤] 相符"""
    yield from each_form(facts, _in_time)


def _in_time(form: Form) -> Iterator[Trial]:
    steps = _steps(form)
    if steps:
        problems = [*_out_of_order(form, steps), *_after_the_year(form, steps)]
        problems += _other_dates(form, steps)
        yield from verdict_of(problems)


def _out_of_order(form: Form, steps: list[Step]) -> Iterator[Trial]:
    """In one sentence a later step of a purchase is dated before an earlier one."""
    for one, other in pairwise(steps):
        if one.sentence != other.sentence or len(one.stages) != 1 or len(other.stages) != 1:
            continue
        first, second = next(iter(one.stages)), next(iter(other.stages))
        if first not in _IN_ORDER or second not in _IN_ORDER or first == second:
            continue
        early, late = (one, other) if _rank(first) < _rank(second) else (other, one)
        if late.last < early.first:
            note = f"{form.label}的实施计划“{late.clause}”早于“{early.clause}”，先后颠倒。"
            yield failed(note, _spot(form, late), _spot(form, early))


def _rank(stage: str) -> int:
    return _IN_ORDER.index(stage)


def _after_the_year(form: Form, steps: list[Step]) -> Iterator[Trial]:
    if not form.is_once or form.year is None:
        return
    for step in steps:
        if step.first.year > form.year and step.stages:
            note = f"{form.label}是一次性项目，实施计划却排到{step.first.year}年：“{step.clause}”。"
            yield failed(note, _spot(form, step))


def _other_dates(form: Form, steps: list[Step]) -> Iterator[Trial]:
    seen: set[str] = set()
    for one in form.indicators:
        stage = _stage_of(one)
        if stage is None or form.year is None or one.level3 in seen:
            continue
        seen.add(one.level3)
        tail = pattern("stages", "tail").search(one.level3) is not None
        same = [s for s in steps if stage in s.stages and s.tail == tail]
        same = [s for s in same if _same_years(one.level3, s, form.year)]
        if same and not any(_fits(one.target, step, form.year) for step in same):
            note = (
                f"{form.label}时效指标“{one.level3}”是“{one.target.raw}”，"
                f"实施计划写“{same[0].clause}”，时间不一致。"
            )
            yield failed(note, one.at, _spot(form, same[0]))


_YEAR = Late(r"20\d\d")


def _same_years(name: str, step: Step, year: int) -> bool:
    """Whether an indicator and a step may speak of the contracts of the same years."""
    one, other = set(_YEAR.findall(name)), set(_YEAR.findall(step.clause)) - {str(year)}
    return not one or not other or bool(one & other)


def _stage_of(one: Indicator) -> str | None:
    """The step that a dated indicator is about: contract, acceptance or payment."""
    if one.target.type not in ("deadline", "month") or not one.target.months:
        return None
    name = one.level3
    found = [s for s in ("contract", "acceptance", "payment") if pattern("stages", s).search(name)]
    if len(found) < 2:
        return found[0] if found else None
    return max(found, key=lambda stage: _last_end(stage, name))


def _last_end(stage: str, name: str) -> int:
    return max(match.end() for match in pattern("stages", stage).finditer(name))


def _fits(target: Target, step: Step, year: int) -> bool:
    """Whether a step of the plan can meet the target's date."""
    year = target.year or year
    if target.type == "month":
        if step.first.year == year and any(
            step.first.month <= month <= step.last.month for month in target.months
        ):
            return True
        return step.before and date(year, min(target.months), 1) <= step.last
    month = max(target.months)
    day = min(target.day or 31, days_of(year, month))
    return step.first <= date(year, month, day)


@rule(
    "D25",
    "采购意向和签约的时限",
    "采购意向至少在采购开始30日前公开，中标后30日内签订合同。",
    severity=Severity.WARNING,
    law=("purchase-intention-notice", "procurement-law:46"),
    certainty="known",
    kinds=(BUDGET,),
    remedy="调整实施计划的时间，或改正节点。",
)
def purchase_days(facts: Facts) -> Iterator[Trial]:
    """计划[启动采购] − 计划[采购意向] ≥ 30日；计划[签订合同] − 计划[中标] ≤ 30日"""
    yield from each_form(facts, _purchase_days)


def _purchase_days(form: Form) -> Iterator[Trial]:
    steps = _steps(form)
    undated = pattern("stages", "intention").search(form.text("plan"))
    intention = next((s for s in steps if "intention" in s.stages), None)
    if undated and intention is None:
        note = f"{form.label}的实施计划写了公开采购意向，没有写时间，无法核对。"
        yield cannot(note, form.place("plan"))
    if intention is not None:
        yield from _notice(form, intention, steps)
    for award in (s for s in steps if "award" in s.stages):
        yield from _signing(form, award, steps)


def _notice(form: Form, intention: Step, steps: list[Step]) -> Iterator[Trial]:
    later = [s for s in steps if s.stages & {"start", "award", "contract"} and s is not intention]
    later = [s for s in later if "intention" not in s.stages and s.last >= intention.first]
    if not later:
        return
    first = min(later, key=lambda step: step.last)
    days = (first.last - intention.first).days
    note = (
        f"{form.label}的实施计划“{intention.clause}”到“{first.clause}”不足{_NOTICE_DAYS}日，"
        "采购意向应提前公开。"
    )
    yield (
        passed()
        if days >= _NOTICE_DAYS
        else failed(note, _spot(form, intention), _spot(form, first))
    )


def _signing(form: Form, award: Step, steps: list[Step]) -> Iterator[Trial]:
    signing = next(
        (s for s in steps if "contract" in s.stages and s.sentence == award.sentence), None
    )
    if signing is None or signing is award or signing.last < award.first:
        return
    days = (signing.first - award.last).days
    note = (
        f"{form.label}的实施计划“{award.clause}”后{days}日才“{signing.clause}”，"
        f"中标后{_SIGNING_DAYS}日内应签订合同。"
    )
    yield passed() if days <= _SIGNING_DAYS else failed(note, _spot(form, signing))


@rule(
    "D26",
    "采购方式与金额",
    "达到公开招标数额标准的项目不用网上商城、自行采购、比选等方式，并写明采购方式。",
    severity=Severity.WARNING,
    law=("procurement-law:26",),
    certainty="uncertain",
    kinds=(BUDGET,),
    remedy="按本地集中采购目录和限额标准确定采购方式。",
)
def purchase_method(facts: Facts) -> Iterator[Trial]:
    """年度资金总额 ≥ 公开招标数额标准 ⇒ 采购方式 ∈ {公开招标, 经批准的其他方式}"""
    yield from each_form(facts, _method)


def _method(form: Form) -> Iterator[Trial]:
    plan = form.text("plan")
    if "采购" not in plan and "招标" not in plan:
        return
    annual = form.need("annual_funds")
    if isinstance(annual, Trial):
        yield annual
        return
    amount = annual.value // 1_000_000
    named = any_of("methods", "open").search(plan) or any_of("methods", "other").search(plan)
    informal = any_of("methods", "informal").search(plan)
    large = amount >= number("methods", "open_tender_limit")
    if large and informal and not named:
        note = (
            f"{form.label}年度资金{wan(annual.value)}，达到通行的公开招标数额标准，"
            f"实施计划写的采购方式是{informal[0]}，请按本地标准核对。"
        )
        yield failed(note, form.place("plan"))
    elif large and not named:
        note = f"{form.label}年度资金{wan(annual.value)}，实施计划没有写采购方式，需人工核对。"
        yield cannot(note, form.place("plan"))
    else:
        yield passed(annual)
