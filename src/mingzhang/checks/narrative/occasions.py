"""What “三公”经费 were spent on (实物量)：delegations, guests, cars beside the amounts."""

import re
from collections.abc import Iterator

import msgspec

from mingzhang.checks.engine import FINAL, rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.narrative.claims import by_section, narrative
from mingzhang.checks.narrative.story import Part, Phase, Role, Said
from mingzhang.checks.trials import holds
from mingzhang.model import Severity, Trial
from mingzhang.model.figures import MILLIONTHS


class _Occasion(msgspec.Struct, frozen=True):
    """A kind of expense, the words around its counts, and how they are called.

    `only_then`: whether the counts are zero where nothing was spent; cars are kept all the same.
    """

    kind: str
    words: re.Pattern[str]
    name: str
    counts: str
    only_then: bool = True


_OCCASIONS = (
    _Occasion("abroad", re.compile("(?<!来访)团组|出国|出境"), "因公出国（境）费", "团组数、人数"),
    _Occasion("reception", re.compile("接待|批次"), "公务接待费", "国内公务接待的批次、人数"),
    _Occasion("vehicle_purchase", re.compile("购置|更新"), "公务用车购置费", "购置车辆的数量"),
    _Occasion("vehicle_operation", re.compile("保有|车辆|用车"), "公务用车运行维护费", "公务用车的保有量", False),
)  # fmt: skip
_UNITS = {
    "abroad": ("个", "团", "批", "次", "人"),
    "reception": ("批", "次", "人", "个"),
    "vehicle_purchase": ("辆", "台"),
    "vehicle_operation": ("辆", "台"),
}
_SPELLED = {
    kind: re.compile(f"[一二两三四五六七八九十](?:{'|'.join(units)})")
    for kind, units in _UNITS.items()
    if kind.startswith("vehicle")
}
"""Cars are few, and often counted in words: 新购一辆."""


_AVERAGES = {"车均": ("vehicle_operation", ("辆", "台")), "人均": ("reception", ("人", "人次"))}
"""What an average is of, and the units of what it is divided by."""


@rule(
    "B65",
    "“三公”经费的实物量",
    "决算的“三公”经费有支出的，写明团组、批次、人数和车辆数；没有支出的，数量为0；"
    "车均、人均等于金额除以数量。",
    severity=Severity.WARNING,
    law=("local-disclosure-procedure",),
    certainty="known",
    remedy="补写或核对因公出国（境）团组数和人数、国内公务接待批次和人数、公务用车购置数和保有量。",
    kinds=(FINAL,),
)
def occasions(facts: Facts) -> Iterator[Trial]:
    """说明.金额 > 0 ⇒ 数量 > 0；说明.金额 = 0 ⇒ 数量 = 0（保有量除外）；车均、人均 = 金额 ÷ 数量"""
    amounts: dict[str, Said] = {}
    for first in by_section(facts, "three_public"):
        for kind, said in first.items():
            if said.phase is Phase.CURRENT:
                amounts.setdefault(kind, said)
    parts = narrative(facts).in_scope("three_public")
    counts = [
        said
        for part in parts
        for said in part.said
        if said.role is Role.COUNT and said.phase is Phase.CURRENT
    ]
    spelled = {kind for kind, words in _SPELLED.items() if any(words.search(p.text) for p in parts)}
    averages = [trial for part in parts for trial in _averages(part)]
    yield from averages
    found = bool(averages)
    for occasion in _OCCASIONS:
        amount = amounts.get(occasion.kind)
        if amount is not None:
            found = True
            if amount.value and occasion.kind in spelled:
                yield holds(True, "", amount.term)
                continue
            yield from _beside(amount, _of(occasion, counts), occasion)
    if not found:
        raise NotApplicable("说明没有分项写“三公”经费决算。")


def _averages(part: Part) -> Iterator[Trial]:
    """An average beside the amount and the count it is made from, as exact as they are printed."""
    for said in part.levels:
        made_of = _AVERAGES.get(said.statement.subject[:2])
        trial = _average(part, said, *made_of) if made_of is not None else None
        if trial is not None:
            yield trial


def _average(part: Part, said: Said, kind: str, units: tuple[str, ...]) -> Trial | None:
    before = [other for other in part.said if other.start < said.start]
    spent = [s for s in before if s.role is Role.LEVEL and s.phase is Phase.CURRENT]
    amounts = [s for s in spent if s.thing.kind == kind]
    counts = [s for s in before if s.role is Role.COUNT and s.statement.figure.unit in units]
    if not amounts or not counts or not counts[-1].value:
        return None
    amount, count = amounts[-1], counts[-1]
    number = count.value // MILLIONTHS
    slack = said.term.quantum * number + amount.term.quantum
    average, whole, by = (one.statement.figure for one in (said, amount, count))
    note = (
        f"{said.statement.subject}{average.text}{average.unit}，不等于"
        f"{whole.text}{whole.unit}除以{by.text}{by.unit}。"
    )
    right = 2 * abs(said.value * number - amount.value) <= slack
    return holds(right, note, said.term, amount.term, count.term)


def _of(occasion: _Occasion, counts: list[Said]) -> list[Said]:
    return [
        said
        for said in counts
        if said.statement.figure.unit.startswith(_UNITS[occasion.kind])
        and occasion.words.search(said.statement.subject + said.statement.measure)
    ]


def _beside(amount: Said, counts: list[Said], occasion: _Occasion) -> Iterator[Trial]:
    figure = amount.statement.figure
    spent = f"{occasion.name}是{figure.text}{figure.unit}"
    terms = [said.term for said in counts]
    if amount.value:
        note = f"{spent}，没有写{occasion.counts}。"
        if counts:
            note = f"{spent}，所写的{occasion.counts}却都是0。"
        yield holds(any(said.value for said in counts), note, amount.term, *terms)
    elif occasion.only_then:
        for said in counts:
            own = said.statement.figure
            note = f"{spent}，却写“{said.statement.subject}{own.text}{own.unit}”。"
            yield holds(not said.value, note, said.term, amount.term)
