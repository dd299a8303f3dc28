"""Money of a project goal form (项目资金): by source, over the whole period and in the year."""

from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, Undetermined
from mingzhang.checks.goals.forms import (
    SIDES,
    Form,
    cannot,
    failed,
    forms_of,
    passed,
    wan,
)
from mingzhang.checks.goals.periods import years_of
from mingzhang.checks.trials import adds_up, at_most, equal, undetermined
from mingzhang.model import Severity, Term, Trial, Verdict

_BY_LEVEL = ("central", "provincial", "municipal")
_SPLIT_UP = 3
_MEASURES = ("performance-target-measures",)


@rule(
    "D01",
    "年度资金来源之和",
    "年度资金总额等于中央、省级、市县、自筹和其他资金之和。",
    kinds=(BUDGET,),
)
def annual_sources(facts: Facts) -> Iterator[Trial]:
    """目标表[年度资金总额] = 中央 + 省级 + 市县 + 单位自筹 + 其他"""
    yield from _sources(facts, "annual_funds")


@rule(
    "D02",
    "实施期资金来源之和",
    "实施期资金总额等于中央、省级、市县、自筹和其他资金之和。",
    kinds=(BUDGET,),
)
def total_sources(facts: Facts) -> Iterator[Trial]:
    """目标表[实施期资金总额] = 中央 + 省级 + 市县 + 单位自筹 + 其他"""
    yield from _sources(facts, "total_funds")


def _sources(facts: Facts, side: str) -> Iterator[Trial]:
    for form in forms_of(facts):
        parts = _parts(form, side)
        total = form.need(side)
        if isinstance(total, Term) and parts:
            yield _whole(total, parts)
        elif isinstance(total, Trial) and (parts or side == "annual_funds"):
            yield total
        elif isinstance(total, Term):
            yield cannot(f"{form.label}没有读到{SIDES[side]}各项资金来源，无法核对。", form.form.at)


def _parts(form: Form, side: str) -> dict[str, Term]:
    """The printed sources; a blank one is nothing to add."""
    return {key: form.term(side, key) for key in form.printed(side)}


def _whole(total: Term, parts: dict[str, Term]) -> Trial:
    """The total is the sum of the sources, however the form nests them.

    财政拨款 may be the sum of the levels printed below it, and 上年结转 may be within it.
    """
    ways = [list(parts.values())]
    if "fiscal" in parts:
        outer = [term for key, term in parts.items() if key not in _BY_LEVEL]
        within = [term for key, term in parts.items() if key not in (*_BY_LEVEL, "carryover")]
        ways = [outer, *ways, within]
    trials = [adds_up(total, way) for way in ways if way]
    found = next((t for t in trials if t.verdict is not Verdict.FAIL), trials[0])
    if found.verdict is Verdict.FAIL and found.difference > 0 and len(parts) < _SPLIT_UP:
        found.severity = Severity.WARNING
        found.note = "表内可能另有没有读到的资金来源。"
    return found


@rule(
    "D03",
    "年度不超过实施期",
    "年度资金总额和每一项来源都不超过实施期的同一项。",
    law=("表内逻辑",),
    kinds=(BUDGET,),
    remedy="核对年度与实施期两栏，实施期金额应包含本年度。",
)
def within_period(facts: Facts) -> Iterator[Trial]:
    """目标表[年度.来源] ≤ 目标表[实施期.来源]；年度总额 ≤ 实施期总额"""
    found = False
    for form in forms_of(facts):
        if form.total.figure is None and not form.total.unread:
            continue
        found = True
        if form.annual.figure is None:
            yield cannot(f"{form.annual.label}没有读到，无法核对。", form.form.at)
            continue
        for key in ("total", *form.printed("annual_funds")):
            year = form.term("annual_funds", key)
            if year.value or year.unread:
                yield at_most(year, form.term("total_funds", key))
    if not found:
        raise Undetermined("各项目绩效目标表没有读到实施期资金总额，无法核对。")


@rule(
    "D07",
    "一次性项目的期限和资金",
    "一次性项目当年结束：项目期为1年，实施期资金总额等于年度资金总额。",
    law=_MEASURES,
    certainty="known",
    kinds=(BUDGET,),
    remedy="项目跨年的改为延续性项目；当年结束的，实施期资金应与年度资金一致。",
)
def once(facts: Facts) -> Iterator[Trial]:
    """一次性项目 ⇒ 项目期 = 1年，实施期资金总额 = 年度资金总额"""
    for form in forms_of(facts):
        if form.is_once:
            severity = None if form.is_defined else Severity.WARNING
            words = "一次性项目的项目期应为1年"
            yield from _period_within(form, 1, 1, words, severity)
            yield from _both(form, severity)


def _both(form: Form, severity: Severity | None) -> Iterator[Trial]:
    total, year = form.need("total_funds"), form.need("annual_funds")
    for trial in (total, year):
        if isinstance(trial, Trial):
            yield trial
            return
    assert isinstance(total, Term)
    assert isinstance(year, Term)
    note = "一次性项目当年结束，两数应一致。"
    yield equal(total, year, note, severity)


def _period_within(
    form: Form, least: int, most: int, words: str, severity: Severity | None = None
) -> Iterator[Trial]:
    at = form.form.text_places.get("period", form.form.at)
    years = years_of(form.form.period)
    if years is None:
        shown = f"“{form.form.period}”" if form.form.period else "空白"
        yield undetermined(f"{form.label}的项目期是{shown}，看不出年数，无法核对。", at)
    elif least <= years <= most:
        yield passed()
    else:
        note = (
            f"{form.label}的属性是“{form.form.attribute}”，项目期写“{form.form.period}”，{words}。"
        )
        yield failed(note, at, severity=severity)


@rule(
    "D08",
    "延续性项目的期限和资金",
    "延续性项目跨年实施：项目期一般为2至5年，实施期资金不少于年度资金。",
    law=_MEASURES,
    certainty="known",
    kinds=(BUDGET,),
    remedy="按项目实际起止时间改写项目期，或改正项目属性。",
)
def continuing(facts: Facts) -> Iterator[Trial]:
    """延续性项目 ⇒ 2 ≤ 项目期 ≤ 5，实施期资金总额 ≥ 年度资金总额"""
    for form in forms_of(facts):
        if form.attribute != "延续性":
            continue
        years = years_of(form.form.period)
        long = years is not None and years > 5
        severity = None if form.is_defined and not long else Severity.WARNING
        yield from _period_within(form, 2, 5, "延续性项目的项目期应为2至5年", severity)
        yield at_most(form.annual, form.total)


@rule(
    "D09",
    "经常性项目的期限",
    "经常性项目长期开展：项目期填99年或写明长期。",
    severity=Severity.WARNING,
    law=_MEASURES,
    certainty="known",
    kinds=(BUDGET,),
    remedy="长期开展的项目期填99年；有期限的改为延续性项目。",
)
def standing(facts: Facts) -> Iterator[Trial]:
    """经常性项目 ⇒ 项目期 = 99年"""
    for form in forms_of(facts):
        if form.attribute == "经常性" and form.is_defined:
            yield from _period_within(form, 50, 1000, "经常性项目的项目期应为99年或长期")


@rule(
    "D10",
    "延续性项目的年度资金走势",
    "延续性项目其余各年平均资金与本年相差一倍以上的，应说明分年安排。",
    severity=Severity.INFO,
    law=_MEASURES,
    certainty="known",
    kinds=(BUDGET,),
    remedy="在项目概况中写明各年资金安排。",
)
def path(facts: Facts) -> Iterator[Trial]:
    """延续性项目：(实施期资金总额 − 年度资金总额) ÷ (项目期 − 1) ≈ 年度资金总额"""
    for form in forms_of(facts):
        if form.attribute != "延续性":
            continue
        years = years_of(form.form.period)
        if years is None or form.total.figure is None or form.annual.figure is None:
            yield cannot(f"{form.label}的项目期或资金总额没有读到，无法核对。", form.form.at)
        elif years > 1:
            yield _path(form, years)


def _path(form: Form, years: int) -> Trial:
    annual, rest = form.annual.value, form.total.value - form.annual.value
    others = rest // (years - 1)
    if annual <= 2 * others and others <= 2 * annual:
        return passed(form.annual, form.total)
    note = (
        f"{form.label}项目期{years}年，年度资金{wan(annual)}，"
        f"其余{years - 1}年平均{wan(others)}，相差较大，请在项目概况中写明分年安排。"
    )
    return failed(note, terms=(form.annual, form.total))
