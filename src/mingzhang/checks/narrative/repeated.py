"""One thing said twice (重复的数): within a paragraph and over the whole narrative."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.narrative.binding import cells as finder_of
from mingzhang.checks.narrative.binding import is_sure
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.narrative.story import Part, Phase, Role, Said, Story
from mingzhang.checks.narrative.things import TOTALS
from mingzhang.checks.trials import equal
from mingzhang.model import Severity, Trial

_BALANCED = re.compile("总计|收支总|总预算|总决算")
_KINDS = frozenset(
    {"total", "current", "amount", "basic", "project", "personnel", "public", "operating",
     "three_public", "abroad", "reception", "vehicles", "vehicle_purchase", "vehicle_operation",
     "procurement", "procurement_goods", "procurement_works", "procurement_services"}
)  # fmt: skip


def in_paragraph(told: Story) -> Iterator[Trial]:
    """Amounts of one class or named thing that a paragraph gives twice."""
    found = False
    for part in told.body:
        first: dict[tuple[str, ...], Said] = {}
        for said in part.levels:
            key = _key(part, said)
            if key is None:
                continue
            known = first.setdefault(key, said)
            if known is not said:
                found = True
                yield equal(said.term, known.short)
    if not found:
        raise NotApplicable("说明没有在一段里重复写同一事项。")


def _key(part: Part, said: Said) -> tuple[str, ...] | None:
    """What makes two amounts of a paragraph the same thing."""
    if said.reason or said.phase is not Phase.CURRENT or not said.statement.subject:
        return None
    if said.thing.kind == "class_path" and said.thing.sure:
        return ("class_path", said.thing.name)
    if said.thing.kind in _KINDS and said.thing.sure:
        subject = said.statement.subject + said.statement.measure
        return (said.thing.kind, subject, said.statement.topic)
    return None


@rule(
    "B39",
    "全文同一数一致",
    "同一事项在全文各处写的数相同。",
    remedy="核对哪一处正确，改正其余各处。",
)
def everywhere(facts: Facts) -> Iterator[Trial]:
    """全文同一事项：说明.数① = 说明.数②"""
    told = narrative(facts)
    finder = finder_of(facts)
    first: dict[tuple[str, ...], Said] = {}
    found = False
    for said in told.amounts:
        thing = said.thing
        if said.role is not Role.LEVEL or said.phase is not Phase.CURRENT:
            continue
        if thing.kind not in _KINDS or not is_sure(finder, said) or said.part.scope == "project":
            continue
        if finder.names_class(thing) or _is_of_operating(said):
            continue
        key = (thing.kind, _side_of(said), *_money_of(said, told.is_final))
        known = first.setdefault(key, said)
        if known.part is not said.part:
            found = True
            printed = finder.of(thing)
            yield equal(said.term, known.term, severity=Severity.WARNING if printed else None)
    for trial in _reasons_again(told):
        found = True
        yield trial
    if not found:
        raise NotApplicable("说明没有在不同段落重复写同一数。")


def _is_of_operating(said: Said) -> bool:
    """A part of 机关运行经费: what one kind of body pays of the expenses it is named after."""
    return said.part.scope == "operating" and said.thing.kind != "operating"


def _reasons_again(told: Story) -> Iterator[Trial]:
    """One reason given in several sections: taken where its figure is the same."""
    first: dict[str, Said] = {}
    for part in told.body:
        for said in part.said:
            if said.role is Role.CHANGE and said.reason and said.statement.subject:
                known = first.setdefault(said.statement.subject, said)
                if known.part is not part and known.value == said.value:
                    yield equal(said.term, known.term)


def _side_of(said: Said) -> str:
    """Income or spending; 总计 of the one is that of the other, and of 收支总计."""
    name = said.thing.name + said.statement.measure
    return "" if said.thing.kind == "total" and _BALANCED.search(name) else said.thing.side


def _money_of(said: Said, is_final: bool) -> tuple[str, str]:
    """Whose money it is and which amount of it; procurement and 三公 have only one.

    基本支出 and 项目支出 of this year in a budget are the budget, whatever they are called.
    """
    kind = said.thing.kind
    if kind in TOTALS or (is_final and kind in ("basic", "project")):
        return said.thing.fund, said.statement.measure
    if kind in ("basic", "project"):
        return said.thing.fund, ""
    return "", ""
