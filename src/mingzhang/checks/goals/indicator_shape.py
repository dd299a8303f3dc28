"""Indicators of a form as a whole (指标体系): complete, unique, readable, not too many."""

from collections import Counter
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts
from mingzhang.checks.goals.completeness import missing_parts, unplaced, weight_of
from mingzhang.checks.goals.forms import (
    Form,
    cannot,
    each_form,
    failed,
    passed,
    same_name,
    verdict_of,
)
from mingzhang.checks.goals.groups import Group, each_group, unread
from mingzhang.checks.goals.late import Late
from mingzhang.disclosure import Indicator
from mingzhang.model import Severity, Trial

_GUIDE = ("performance-indicator-guide",)
_FEWEST, _MOST = 5, 20
_TWO_SIGNS = Late(
    r"[≥≤≧≦<>＜＞]\s*(?:[≥≤≧≦<>＜＞]|不[少低大超高小多]|至少|最多)|≥.*(?:以内|以下)$|≤.*以上$"
)
_ONE_SIGN = Late(r"^[<>]\s*=|^=\s*[<>]")


@rule(
    "E01",
    "项目指标完整",
    "项目绩效指标包括数量、质量、时效、成本、效益和满意度指标（内部管理项目可不设满意度）。",
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="补设缺少的指标；内部管理项目不设满意度的，权重移到效益指标。",
)
def complete(facts: Facts) -> Iterator[Trial]:
    """项目指标 ∋ 数量、质量、时效、成本、效益（至少一类）、满意度"""
    yield from each_form(facts, _complete)


def _complete(form: Form) -> Iterator[Trial]:
    missing = missing_parts(form.indicators)
    names = "、".join(missing)
    if not missing:
        yield passed()
    elif unplaced(form.indicators):
        note = f"{form.label}没有读到{names}，另有指标看不出属于哪一类，无法核对。"
        yield cannot(note, form.form.at)
    else:
        said = f"{form.label}缺少{names}。"
        yield failed(said, form.form.at, severity=weight_of(missing))


@rule(
    "E02",
    "指标不重名且两栏一致",
    "同一张表的三级指标不重名，实施期和年度两栏列相同的指标。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="改正重名的指标，补齐年度栏。",
)
def unique(facts: Facts) -> Iterator[Trial]:
    """三级指标名称唯一；实施期[名称] = 年度[名称]（被截断的按开头比较）"""
    yield from each_form(facts, _unique)


def _unique(form: Form) -> Iterator[Trial]:
    problems: list[Trial] = []
    total, annual = form.form.indicators, form.form.annual_indicators
    names = [(one.level2, one.level3) for one in total if one.level3]
    if len(set(names)) < len(names):
        problems += _named_twice(form, Counter(names))
    if total and annual and {one.level3 for one in total} != {one.level3 for one in annual}:
        problems += _sides(form)
    yield from verdict_of(problems)


def _named_twice(form: Form, names: Counter[tuple[str, str]]) -> Iterator[Trial]:
    for (_, name), count in names.items():
        if count > 1:
            at = next(one.at for one in form.form.indicators if one.level3 == name)
            yield failed(f"{form.label}的指标“{name}”列了{count}次。", at)


def _sides(form: Form) -> Iterator[Trial]:
    total, annual = form.form.indicators, form.form.annual_indicators
    yield from _only_in(form, total, annual, "实施期", "年度")
    yield from _only_in(form, annual, total, "年度", "实施期")


def _among(name: str, known: list[str]) -> bool:
    """Whether a name, or the beginning of it that the layout left, is among others."""
    return any(other.startswith(name) or name.startswith(other) for other in known)


def _only_in(
    form: Form,
    ones: tuple[Indicator, ...],
    others: tuple[Indicator, ...],
    here: str,
    there: str,
) -> Iterator[Trial]:
    printed = {one.level3 for one in others}
    doubtful = [one for one in ones if one.level3 and one.level3 not in printed]
    if not doubtful:
        return
    known = [same_name(name) for name in printed - {one.level3 for one in ones} if name]
    lost = [one for one in doubtful if not _among(same_name(one.level3), known)]
    if lost:
        shown = "、".join(one.level3 for one in lost[:3])
        more = f"等{len(lost)}个" if len(lost) > 3 else ""
        note = f"{form.label}{there}栏没有{here}栏的指标“{shown}”{more}。"
        yield failed(note, *(one.at for one in lost))


@rule(
    "E03",
    "指标值的写法",
    "指标值写明一个比较符和数值，或写规范的定性词。",
    law=_GUIDE,
    certainty="known",
    kinds=(BUDGET,),
    remedy="改写指标值，只保留一个比较符。",
)
def readable(facts: Facts) -> Iterator[Trial]:
    """指标值 = 比较符（≥ > = ≤ <） + 数值 + 单位，或定性词"""
    yield from each_group(facts, _readable)


def _readable(group: Group) -> Iterator[Trial]:
    for one in group.indicators:
        raw = one.target.raw
        if one.target.type == "unknown":
            yield unread(group, one)
        elif raw and _TWO_SIGNS.search(raw) and not _ONE_SIGN.match(raw.strip()):
            note = f"{group.label}指标“{one.level3}”的指标值“{raw}”有两个方向相反的比较。"
            yield failed(note, one.at)


@rule(
    "E19",
    "指标个数",
    "一个项目的三级指标一般为5至20个。",
    severity=Severity.INFO,
    law=_GUIDE,
    certainty="uncertain",
    kinds=(BUDGET,),
    remedy="指标过少的补充，过多的只留核心指标。",
)
def how_many(facts: Facts) -> Iterator[Trial]:
    """5 ≤ |三级指标| ≤ 20"""
    yield from each_form(facts, _how_many)


def _how_many(form: Form) -> Iterator[Trial]:
    count = len(form.indicators)
    if _FEWEST <= count <= _MOST:
        yield passed()
    else:
        yield failed(f"{form.label}有{count}个三级指标，一般为5至20个。", form.form.at)
