"""国有资产占有使用情况：vehicles, dates, thresholds."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.narrative.counts import counted
from mingzhang.checks.narrative.story import Part, Role, Said
from mingzhang.checks.trials import at_most, holds, undetermined
from mingzhang.model import Severity, Trial

_CUT_OFF = re.compile(r"截[至止](?:到|至)?\s*((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_CUT_OFF_WORDS = re.compile(r"截[至止]|(?:年|月|期)[末底]")
_SWAPPED = re.compile(
    r"(?:100|壹佰)万元[^，。；]{0,14}通用设备|(?<!\d)50万元[^，。；]{0,14}专用设备"
)


_EXPLAINS = re.compile("主要|包括|分别")
_LIMITS = tuple(amount * 10_000 * 1_000_000 for amount in (50, 100, 200))


def _parts(facts: Facts, *scopes: str) -> list[Part]:
    found = [
        part
        for part in narrative(facts).body
        if part.scope in ("assets", *scopes)
        if any(s.role in (Role.COUNT, Role.LIMIT) for s in part.said)
    ]
    if not found:
        raise NotApplicable("说明没有写国有资产占有使用情况。")
    return found


def _vehicle_groups(part: Part) -> list[tuple[list[Said], list[Said]]]:
    """(the whole counts: 编制, 实有; the kinds that follow) of the vehicles of a paragraph."""
    groups: list[tuple[list[Said], list[Said]]] = []
    for said in part.said:
        if said.role is not Role.COUNT or said.statement.figure.unit != "辆":
            continue
        if said.statement.topic and groups:
            groups[-1][1].append(said)
        elif groups and not groups[-1][1]:
            groups[-1][0].append(said)
        else:
            groups.append(([said], []))
    return groups


def _kinds(part: Part, kinds: list[Said]) -> list[Said]:
    """The kinds without those that only explain the last one (其他用车主要是…)."""
    for index, said in enumerate(kinds):
        before = part.text[kinds[index - 1].start : said.start] if index else ""
        if index > 1 and _EXPLAINS.search(before):
            return kinds[:index]
    return kinds


@rule("B29", "车辆数", "车辆总数等于各类用车之和，实有不超过编制。")
def vehicles(facts: Facts) -> Iterator[Trial]:
    """说明.车辆实有 = Σ 各类用车；实有 ≤ 编制"""
    found = False
    for part in _parts(facts, "three_public"):
        for wholes, kinds in _vehicle_groups(part):
            if len(kinds) > 1:
                found = True
                yield counted(wholes[-1].term, [said.short for said in _kinds(part, kinds)])
            quota = next((s for s in wholes if "编制" in s.statement.measure), None)
            owned = next((s for s in wholes if "实有" in s.statement.measure), None)
            if quota is not None and owned is not None:
                yield at_most(owned.term, quota.term, severity=Severity.WARNING)
    if not found:
        raise NotApplicable("说明没有分类写车辆。")


@rule(
    "B30",
    "资产情况的时点与面积",
    "国有资产占有使用情况写明时点；办公用房面积为0的要说明。",
    severity=Severity.WARNING,
    law=("budget-disclosure-directory",),
    certainty="known",
    remedy="补写统计时点；没有自有办公用房的，请写明使用情况。",
)
def cut_off(facts: Facts) -> Iterator[Trial]:
    """说明.资产情况有截止日期；办公用房面积 > 0，或有说明"""
    parts = _parts(facts)
    sections = {part.paragraph.section for part in parts}
    dated = any(
        _CUT_OFF_WORDS.search(part.text)
        for part in narrative(facts).body
        if part.paragraph.section in sections
    )
    yield holds(dated, "国有资产占有使用情况没有写统计时点。", places=(parts[0].paragraph.at,))
    for part in parts:
        for said in part.said:
            if said.statement.kind == "area":
                note = f"{said.term.label}是{said.statement.figure.text}平方米，没有说明原因。"
                yield holds(bool(said.value) or "租" in part.text, note, said.term)


@rule(
    "B31",
    "设备的价值界限",
    "单价50万元以上的是通用设备，单价100万元以上的是专用设备。",
    severity=Severity.WARNING,
    law=("budget-disclosure-directory",),
    certainty="known",
    remedy="把“100万元以上的通用设备”改为“100万元以上的专用设备”。",
)
def thresholds(facts: Facts) -> Iterator[Trial]:
    """50万元 ↔ 通用设备；100万元 ↔ 专用设备"""
    found = False
    for part in _parts(facts):
        limits = [said for said in part.said if said.role is Role.LIMIT]
        counted = [s for s in part.said if s.role is Role.COUNT and "设备" in s.statement.subject]
        if not limits or not counted:
            continue
        found = True
        for limit in limits:
            note = f"{limit.term.label}是{limit.statement.figure.text}万元，规定的界限是50万元和100万元。"
            yield holds(limit.value in _LIMITS, note, limit.term)
        wrong = _SWAPPED.search(part.text)
        note = (
            f"说明写“{wrong.group()}”，通用设备的界限是50万元，专用设备是100万元。" if wrong else ""
        )
        yield holds(wrong is None, note, *(s.term for s in (*limits, *counted)))
    if not found:
        raise NotApplicable("说明没有按价值界限写设备。")


@rule(
    "B52",
    "统计时点与年度",
    "资产的统计时点：预算为上年或本年，决算为本年12月31日。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="核对统计时点的年份，可能沿用了上年的文本。",
)
def cut_off_year(facts: Facts) -> Iterator[Trial]:
    """预算：时点年份 ∈ {本年 − 1, 本年}；决算：时点 = 本年12月31日"""
    found = False
    year = facts.disclosure.year
    for part in _parts(facts):
        for match in _CUT_OFF.finditer(part.text):
            found = True
            if year is None:
                yield undetermined("没有读到文本的年度，统计时点无法核对。", part.paragraph.at)
                continue
            shown, month, day = (int(number) for number in match.groups())
            if narrative(facts).is_final:
                right = (shown, month, day) == (year, 12, 31)
            else:
                right = shown in (year - 1, year)
            note = f"说明的统计时点是{match.group()[2:]}，与{year}年度的文本不符。"
            yield holds(right, note, places=(part.paragraph.at,))
    if not found:
        raise NotApplicable("说明没有写统计时点。")
