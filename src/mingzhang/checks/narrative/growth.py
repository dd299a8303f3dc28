"""增减变动：rates that follow from their amounts, signs, reasons."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.narrative.binding import cells
from mingzhang.checks.narrative.changes import (
    change_beside,
    level_before,
    level_now,
    levels_elsewhere,
    unchanged,
)
from mingzhang.checks.narrative.claims import moves_add_up, narrative, own_level
from mingzhang.checks.narrative.items import item_changes
from mingzhang.checks.narrative.story import Part, Phase, Role, Said
from mingzhang.checks.narrative.vocabulary import vocabulary
from mingzhang.checks.ratios import (
    HUNDRED_PERCENT,
    best,
    growth_from,
    growth_of,
    share_of,
)
from mingzhang.checks.trials import adds_up, equal, holds
from mingzhang.model import Severity, Term, Trial, Verdict

_NO_REASON = frozenset({"performance", "assets", "organisation", "glossary", "project"})
_TWO = 2
_DIFFERENCE = frozenset({"差值", "差额", "差异", "相差"})
_OPPOSED = "增减额与增减率的“增”“减”字样不一致。"
_PLANNED_WORDS = re.compile(r"决算数?(小于|大于|低于|高于|等于|同|与)预算数?")


@rule(
    "B03",
    "增减额与增减率",
    "增减率由增减额和上年数算出，增加、减少的字样与两年数的大小一致。",
    remedy="按本年数和上年数重新计算增减额、增减率，并核对“增加”“减少”的字样。",
)
def rates(facts: Facts) -> Iterator[Trial]:
    """说明.增减率 = 100 × 增减额 ÷ 上年数（上年为0的不写增减率）；增减额 = |本年数 − 上年数|；字样与符号一致；持平时两年相等"""
    found = False
    for part in narrative(facts).parts:
        trials = [_moved(facts, said) for said in part.said]
        for trial in (*trials, *_unchanged(part)):
            if trial is not None:
                found = True
                yield trial
    if not found:
        raise NotApplicable("说明没有写比上年的增减。")


def _moved(facts: Facts, said: Said) -> Trial | None:
    if said.role is Role.RATE:
        return _rate(facts, said)
    if said.role is Role.LEVEL and said.statement.subject in _DIFFERENCE:
        return _difference(said)
    return _change(facts, said) if said.role is Role.CHANGE else None


def _difference(said: Said) -> Trial | None:
    """ "决算2.05万元，年初预算2.95万元，差值0.90万元": between the two amounts of one thing."""
    before = [level for level in said.part.levels if level.start < said.start][-_TWO:]
    if len(before) < _TWO:
        return None
    planned, spent = sorted(before, key=lambda level: level.phase is Phase.CURRENT)
    same = planned.statement.subject == spent.statement.subject
    if not same or planned.phase is Phase.CURRENT or spent.phase is not Phase.CURRENT:
        return None
    smaller, larger = sorted(before, key=lambda level: level.value)
    return equal([said.term, smaller.short], [larger.short])


def _rate(facts: Facts, said: Said) -> Trial | None:
    readings: list[Trial] = []
    now, before, change = level_now(said), level_before(said), change_beside(said)
    if change is not None and _is_opposed(said, change):
        return holds(False, _OPPOSED, change.term, said.term)
    if now is not None and before is not None:
        readings.append(growth_from(said.term, now.short, before.short, said.sign))
    if change is not None:
        nows = [now.short] if now is not None else levels_elsewhere(facts, said)
        if now is None and (said.reason or not said.thing.sure):
            nows = []
        if _from_nothing(said, change, nows):
            note = f"{said.term.label}{_shown(said)}，上年数却是0，增长率无从计算。"
            return holds(False, note, change.term, said.term, severity=Severity.WARNING)
        readings += [growth_of(said.term, term, change.short, change.sign) for term in nows]
    return best(readings) if readings else None


def _from_nothing(said: Said, change: Said, nows: list[Term]) -> bool:
    """A rate of growth although the whole amount is new: the year before had none of it."""
    grown = change.sign > 0 and change.value and said.value
    return bool(grown and nows) and all(now.value == change.value for now in nows)


def _is_opposed(said: Said, change: Said) -> bool:
    """ "减0.04万元，增0.01%": the words disagree, whatever the level is."""
    if said.statement.base not in ("", change.statement.base):
        return False
    return said.sign * said.value * change.sign * change.value < 0


def _change(facts: Facts, said: Said) -> Trial | None:
    before = level_before(said)
    if before is None or said.reason:
        return None
    beside = level_now(said)
    if beside is None and not said.thing.sure:
        return None
    nows = [beside.short] if beside is not None else levels_elsewhere(facts, said)
    if not nows:
        return None
    larger, smaller = (nows[0], before.short) if said.sign > 0 else (before.short, nows[0])
    return equal([said.term, smaller], [larger])


def _unchanged(part: Part) -> Iterator[Trial]:
    for same in unchanged(part):
        levels = [
            level
            for level in part.levels
            if level.statement.subject == same.subject and level.start < same.start
        ]
        now = [level for level in levels if level.phase is Phase.CURRENT]
        before = [level for level in levels if level.phase is Phase.PRIOR]
        if now and before:
            yield equal(now[-1].term, before[-1].short, "说明写的是持平。")


@rule(
    "B05",
    "增减要有原因",
    "写了比上年的增减，就要写明原因。",
    law=("budget-disclosure-directory",),
    certainty="known",
    remedy="补写增减变动的主要原因。",
)
def reasons(facts: Facts) -> Iterator[Trial]:
    """增减额 ≠ 0 ⇒ 同一部分有原因说明"""
    told = narrative(facts)
    explained: set[str] = set()
    sections: dict[str, list[Said]] = {}
    for part in told.body:
        if part.scope in _NO_REASON:
            continue
        key = part.headings[-1] if part.headings else ""
        moved = [s for s in part.said if s.role in (Role.CHANGE, Role.RATE) and _is_budget(s)]
        sections.setdefault(key, []).extend(said for said in moved if not said.reason)
        if vocabulary().explained.search(part.text):
            explained.add(key)
    figures = {said.value for key, group in sections.items() if key in explained for said in group}
    if not any(sections.values()):
        raise NotApplicable("说明没有写比上年的增减。")
    for key, group in sections.items():
        if not group:
            continue
        told_elsewhere = any(said.value in figures for said in group)
        first = group[0]
        note = f"{first.term.label}{_shown(first)}没有写明原因。"
        yield holds(key in explained or told_elsewhere, note, first.term)


def _is_budget(said: Said) -> bool:
    """A change that is not zero, of something that the budget prints."""
    named = said.thing.sure or said.thing.kind != "amount"
    return said.value != 0 and said.thing.kind not in ("", "name") and named


def _shown(said: Said) -> str:
    return said.statement.figure.text + said.statement.figure.unit


@rule(
    "B44",
    "原因与增减方向一致",
    "增加的原因不应只写减少，减少的原因不应只写增加。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="核对增减方向和原因的写法，改正写反的一处。",
)
def reasons_agree(facts: Facts) -> Iterator[Trial]:
    """增减的符号与原因中的“增加”“减少”方向一致"""
    words = vocabulary()
    found = False
    for part in narrative(facts).body:
        changes = sorted(
            other.start for other in part.said if other.role is not Role.RATE and not other.reason
        )
        judged: set[tuple[str, int, str]] = set()
        for said in part.said:
            if said.role not in (Role.CHANGE, Role.RATE) or said.reason or not said.value:
                continue
            reason = _reason_after(part, said, changes)
            up, down = words.reason_up.search(reason), words.reason_down.search(reason)
            if not reason or bool(up) == bool(down):
                continue
            found = True
            once = said.statement.subject, said.sign, reason
            if once in judged:
                continue
            judged.add(once)
            direction = "增加" if said.sign > 0 else "减少"
            note = f"{said.term.label}{_shown(said)}是{direction}，原因却是“{reason}”。"
            yield holds((up is not None) == (said.sign > 0), note, said.term)
    if not found:
        raise NotApplicable("没有能判断方向的原因说明。")


def _reason_after(part: Part, said: Said, changes: list[int]) -> str:
    """The reason that follows before the next change, in its sentence or, for a whole, the next.

    changes: where the paragraph's other figures start, in printed order.
    """
    end = said.statement.figure.at.end or 0
    following = bisect_right(changes, said.start)
    limit = changes[following] if following < len(changes) else len(part.text)
    found = vocabulary().reason.search(part.text, end, limit)
    if found is None or (said.statement.topic and "。" in part.text[end : found.start()]):
        return ""
    text = part.text[found.end() : limit].lstrip("是为：:主要")
    for mark in "。；":
        text = text.partition(mark)[0]
    return text


@rule("B62", "分项增减之和", "总的增减额等于所列各部分增减额之和。")
def change_parts(facts: Facts) -> Iterator[Trial]:
    """说明.总增减额 = Σ 说明.各部分增减额（持平为0）；原因列全了的，总增减额 = Σ 各项原因的增减额"""
    found = False
    for part in narrative(facts).body:
        for topic in dict.fromkeys(s.statement.topic for s in part.said if s.statement.topic):
            trial = _sum_of_changes(part, topic) or _basic_and_project(part, topic)
            if trial is not None:
                found = True
                yield trial
        for trial in _explained(part):
            found = True
            yield trial
    for trial in item_changes(facts):
        found = True
        yield trial
    if not found:
        raise NotApplicable("说明没有分部分写增减额。")


def _explained(part: Part) -> Iterator[Trial]:
    """ "增加24.08万元，主要是甲增加25.33万元，乙减少1.25万元": the reasons make up the change.

    They must where they name all parts: 基本支出 and 项目支出, or every source that has money.
    """
    moved = [said for said in part.said if said.role is Role.CHANGE]
    for index, whole in enumerate(moved):
        reasons = list(takewhile(lambda said: said.reason, moved[index + 1 :]))
        if whole.reason or len(reasons) < _TWO:
            continue
        trial = moves_add_up(whole, reasons)
        if trial.verdict is not Verdict.FAIL:
            yield trial
        elif _are_all_parts(part, whole, reasons):
            trial.severity = Severity.WARNING
            yield trial


def _are_all_parts(part: Part, whole: Said, reasons: list[Said]) -> bool:
    kinds = sorted(said.thing.kind for said in reasons)
    listed = [s for s in part.levels if s.statement.topic == whole.statement.subject and s.value]
    funds = {said.thing.fund for said in listed}
    named = len(listed) >= _TWO and "whole" not in funds
    return kinds == ["basic", "project"] or (named and funds == {s.thing.fund for s in reasons})


def _sum_of_changes(part: Part, topic: str) -> Trial | None:
    """Where every part of a whole has its change, or is unchanged."""
    moved = {s.statement.subject: s for s in part.said if s.role is Role.CHANGE and not s.reason}
    still = {same.subject for same in unchanged(part)}
    subjects = [s.statement.subject for s in part.levels if s.statement.topic == topic]
    if (
        topic not in moved
        or len(subjects) < 2
        or not all(s in moved or s in still for s in subjects)
    ):
        return None
    if not _is_complete(part, topic):
        return None
    bases = {_base_year(moved[s]) for s in (topic, *subjects) if s in moved}
    if len(bases) > 1:
        return None
    return moves_add_up(moved[topic], [moved[s] for s in subjects if s in moved])


def _basic_and_project(part: Part, topic: str) -> Trial | None:
    """Where the changes of 基本支出 and 项目支出 stand without their amounts."""
    moved = [s for s in part.said if s.role is Role.CHANGE and not s.reason]
    parts = [said for said in moved if said.statement.topic == topic]
    whole = next((said for said in moved if said.statement.subject == topic), None)
    if whole is None or sorted(said.thing.kind for said in parts) != ["basic", "project"]:
        return None
    if not {_base_year(said) for said in parts} <= {_base_year(whole), ""}:
        return None
    return moves_add_up(whole, parts)


def _is_complete(part: Part, topic: str) -> bool:
    """Whether the parts that are listed add up to their whole, as far as it is printed."""
    whole = [s for s in part.levels if s.statement.subject == topic]
    parts = [s for s in part.levels if s.statement.topic == topic]
    if not whole:
        return False
    trial = adds_up(whole[0].term, [s.term for s in parts])
    return trial.verdict is not Verdict.FAIL or trial.severity is Severity.WARNING


def _base_year(said: Said) -> str:
    return said.statement.base[:4]


@rule(
    "B54",
    "预算完成率",
    "完成率等于决算数除以预算数。",
    remedy="按决算数和预算数重新计算完成率。",
)
def completion(facts: Facts) -> Iterator[Trial]:
    """说明.完成率 = 100 × 决算数 ÷ 预算数（预算数为0的不写完成率）"""
    found = False
    for part in narrative(facts).parts:
        for said in part.said:
            if said.role is not Role.COMPLETION or said.reason:
                continue
            spent = own_level(said)
            planned = _planned(facts, said)
            if spent is None or not planned:
                continue
            found = True
            if spent.value and said.value and not any(term.value for term in planned):
                note = f"{said.term.label}{_shown(said)}，预算数却是0，完成率无从计算。"
                yield holds(False, note, said.term, *planned)
            else:
                yield best([share_of(said.term, spent.short, term) for term in planned])
    if not found:
        raise NotApplicable("说明没有写预算完成率。")


def _planned(facts: Facts, said: Said) -> list[Term]:
    beside = [
        level.short
        for level in said.part.levels
        if level.phase is Phase.PLANNED
        and level.start < said.start
        and level.statement.subject == said.statement.subject
    ]
    return beside[-1:] or cells(facts).of(said.thing, planned=True)


@rule(
    "B58",
    "决算与预算的比较",
    "写“决算数小于预算数”“持平”时，两个数的大小应与之一致。",
    remedy="核对两个数，或改正比较的字样。",
)
def compared_with_budget(facts: Facts) -> Iterator[Trial]:
    """字样（小于、大于、持平） = sign(决算数 − 预算数) = sign(完成率 − 100%)"""
    found = False
    for part in narrative(facts).body:
        for match in _PLANNED_WORDS.finditer(part.text):
            levels = [level for level in part.levels if level.start < match.start()]
            planned = [level for level in levels if level.phase is Phase.PLANNED]
            if not planned:
                continue
            now = [
                level
                for level in levels
                if level.phase is Phase.CURRENT
                and level.statement.subject == planned[-1].statement.subject
            ]
            if now:
                found = True
                yield _compared(match[1], now[-1], planned[-1])
    for trial in _completed(facts):
        found = True
        yield trial
    if not found:
        raise NotApplicable("说明没有比较决算数和预算数。")


def _completed(facts: Facts) -> Iterator[Trial]:
    """ "完成预算的100%，决算数小于预算数": the rate and the words of one sentence."""
    for part in narrative(facts).body:
        rates = [said for said in part.said if said.role is Role.COMPLETION and not said.reason]
        for match in _PLANNED_WORDS.finditer(part.text) if rates else ():
            sentence = part.text.rfind("。", 0, match.start())
            said = next((s for s in reversed(rates) if sentence < s.start < match.start()), None)
            if said is None or part.text.startswith(("（或", "(或"), match.end()):
                continue
            if _of_nothing(said):
                continue
            over = said.value - HUNDRED_PERCENT
            note = f"{said.term.label}{_shown(said)}，却写“{match.group()}”。"
            level = Severity.WARNING if abs(over) <= said.term.quantum else None
            yield holds(_is_so(match[1], over), note, said.term, severity=level)


def _of_nothing(said: Said) -> bool:
    """Whether the plan that a rate of completion is of is 0: then it says nothing."""
    planned = [
        level
        for level in said.part.levels
        if level.phase is Phase.PLANNED and level.statement.subject == said.statement.subject
    ]
    return any(level.start < said.start and not level.value for level in planned)


def _is_so(word: str, difference: int) -> bool:
    """Whether 决算数 less 预算数, or a rate less 100 %, is as the word says."""
    if word in ("小于", "低于"):
        return difference < 0
    return difference > 0 if word in ("大于", "高于") else difference == 0


def _compared(word: str, now: Said, planned: Said) -> Trial:
    right = _is_so(word, now.value - planned.value)
    note = f"{now.term.label}{_shown(now)}与预算数{_shown(planned)}相比，不是所写的“{word}”。"
    return holds(right, note, now.term, planned.term)
