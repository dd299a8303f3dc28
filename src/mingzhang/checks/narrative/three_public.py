"""“三公”经费和机关运行经费：figures, comparisons, contradictions."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable, plain_name
from mingzhang.checks.narrative.binding import cells
from mingzhang.checks.narrative.changes import Change, changes, unchanged
from mingzhang.checks.narrative.claims import by_section, levels_of, narrative, shares_of
from mingzhang.checks.narrative.story import Phase, Role, Said, Story
from mingzhang.checks.narrative.things import Thing
from mingzhang.checks.ratios import best
from mingzhang.checks.tables.operating import OPERATING
from mingzhang.checks.tables.three_public import THREE_PUBLIC, ThreePublic
from mingzhang.checks.trials import adds_up, at_most, blank, holds
from mingzhang.disclosure import Role as RowRole
from mingzhang.model import Severity, Term, Trial

_PARTS = {"three_public": ("abroad", "reception", "vehicles"),
          "vehicles": ("vehicle_purchase", "vehicle_operation")}  # fmt: skip
_NAMES = {
    "three_public": "“三公”经费",
    "abroad": "因公出国（境）费",
    "reception": "公务接待费",
    "vehicles": "公务用车购置及运行费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_operation": "公务用车运行费",
}
_NONE = re.compile(
    r"(?<![有无])(?:没有|未安排|不安排|无)(?:财政拨款)?(?:安排的?)?[“\"]?三公[”\"]?经费"
    r"(?![^，。；]{0,8}(?:增|减|变|超))"
)
_AWAY = re.compile("(?:国\\(境\\)外|外事)")
_OTHER_BODY = re.compile(r"所属|下属|中心|其他单位|部分")
_UNIT = re.compile(r"([^、，。；（(]{1,60}?(?:局|中心|委员会|委|办公室|办|队|所|院|站|处|馆|本级|机关|本部))"
                   r"(?:[（(](?:行政|参公|参照公务员[^）)]*|行政单位|参公单位)[）)])")  # fmt: skip


@rule("B12", "“三公”经费", "说明中的“三公”经费总数和各项等于“三公”经费表，各项都写明与上年的比较。")
def figures(facts: Facts) -> Iterator[Trial]:
    """说明.三公经费及各项 = 表十的同名数；说明.各项之和 = 总数；每一项都有比较"""
    yield from levels_of(facts, "B12")
    yield from shares_of(facts, "B12")
    yield from _sums(facts)
    yield from _uncompared(facts)
    for part in narrative(facts).in_scope("three_public"):
        reception = [s for s in part.levels if s.thing.kind == "reception"]
        for said in part.levels:
            if said.thing.kind == "reception_part":
                whole = [s.short for s in reception] or cells(facts).of(Thing("reception"))
                yield from (at_most(said.term, term) for term in whole[:1])
    yield from _guests(facts)


def _sums(facts: Facts) -> Iterator[Trial]:
    """Where the section gives the parts of a whole, they make it up (购置费 may be left out)."""
    for first in by_section(facts, "three_public"):
        for whole, kinds in _PARTS.items():
            parts = _given(first, kinds)
            if whole in first and parts:
                yield adds_up(first[whole].term, [said.short for said in parts])


def _given(first: dict[str, Said], kinds: tuple[str, ...]) -> list[Said]:
    """The amounts of all the parts, none where one is missing."""
    found: list[Said] = []
    for kind in kinds:
        if kind in first:
            found.append(first[kind])
        elif kind == "vehicles" and "vehicle_operation" in first:
            found += [first[k] for k in _PARTS[kind] if k in first]
        else:
            return []
    return found


def _guests(facts: Facts) -> Iterator[Trial]:
    """外宾接待 and 其他国内公务接待, or 国内 and 国（境）外 (外事), make up 公务接待费."""
    for first, parts in _reception(facts):
        whole = cells(facts).of(Thing("reception"))[:1] or [first.short]
        foreign = [said for said in parts if "外宾" in said.thing.name]
        others = [said for said in parts if "其他国内" in said.thing.name]
        home = [said for said in parts if said.thing.name.startswith("国内")]
        away = [said for said in parts if _AWAY.match(said.thing.name)]
        if (foreign or away) and others:
            yield adds_up(whole[0], [(foreign or away)[0].short, others[0].short])
        elif home and away:
            both = [home[0].short, away[-1].short]
            yield best([adds_up(whole[0], both), adds_up(whole[0], both[:1])])


def _reception(facts: Facts) -> Iterator[tuple[Said, list[Said]]]:
    """公务接待费 of each section, and its parts in the same section."""
    for first in by_section(facts, "three_public"):
        whole = first.get("reception")
        if whole is not None and whole.phase is Phase.CURRENT:
            yield (
                whole,
                [
                    said
                    for part in narrative(facts).in_scope("three_public")
                    if part.section == whole.part.section
                    for said in part.levels
                    if said.thing.kind == "reception_part" and said.phase is Phase.CURRENT
                ],
            )


def _uncompared(facts: Facts) -> Iterator[Trial]:
    """Where some parts are compared with last year, the others must be as well."""
    told = narrative(facts)
    against_last = {change.said.thing.kind for change in _changes(facts)} | set(_signed(facts))
    against_last |= {
        said.thing.kind
        for part in told.parts
        for said in part.said
        if said.role is Role.RATE and not _of_own_budget(told, said)
    }
    compared = against_last | {change.said.thing.kind for change in changes(facts)}
    compared |= {whole for whole, parts in _PARTS.items() if compared.issuperset(parts)}
    if not against_last & set(_PARTS["three_public"]):
        return
    first: dict[str, Said] = {}
    for said in told.amounts:
        if said.part.scope == "three_public" and said.phase is Phase.CURRENT:
            first.setdefault(said.thing.kind, said)
    for kind in _PARTS["three_public"]:
        if kind in first:
            note = f"说明没有写{_NAMES[kind]}与上年比较的情况。"
            yield holds(kind in compared, note, first[kind].term, severity=Severity.WARNING)


def _signed(facts: Facts) -> dict[str, Term]:
    """The change of each part by its kind; unchanged ones are blank."""
    found: dict[str, Term] = {}
    for change in _changes(facts):
        found.setdefault(change.said.thing.kind, change.signed)
    for part in narrative(facts).in_scope("three_public"):
        for same in unchanged(part):
            if same.thing.kind in _NAMES:
                found.setdefault(
                    same.thing.kind, blank(f"{_NAMES[same.thing.kind]}持平", part.paragraph.at)
                )
    return found


def _changes(facts: Facts) -> list[Change]:
    """Those of 三公 against last year."""
    told = narrative(facts)
    return [
        change
        for change in changes(facts)
        if change.said.thing.kind in _NAMES and not _of_own_budget(told, change.said)
    ]


def _of_own_budget(told: Story, said: Said) -> bool:
    """Whether what was spent is compared with this year's budget."""
    return told.is_final and "预算" in said.statement.base


@rule(
    "B13",
    "“三公”经费有无一致",
    "说明写“无‘三公’经费”时，表和说明都不应有“三公”经费。",
    remedy="删去“无‘三公’经费”的字样，或改正金额。",
)
def contradiction(facts: Facts) -> Iterator[Trial]:
    """“无三公经费” ⇒ 表十[合计] = 0 且说明没有金额"""
    told = narrative(facts)
    sheet = facts.need(*THREE_PUBLIC)
    table = ThreePublic(sheet)
    total = table.term("total", table.main)
    stated = [
        said
        for said in told.amounts
        if said.thing.kind == "three_public" and said.phase is Phase.CURRENT and said.value
    ]
    shown = [total] if total is not None and total.value else [said.term for said in stated[:1]]
    for part in told.body:
        for match in _NONE.finditer(part.text):
            clause = part.text[: match.start()].rpartition("。")[2]
            if part.scope == "glossary" or _OTHER_BODY.search(clause):
                continue
            if any(name in clause for name in told.units):
                continue
            note = f"说明写“{plain_name(match.group())}”，但{_amount(shown)}。" if shown else ""
            yield holds(not shown, note, *shown, places=(part.paragraph.at,))
    if sheet.table.empty_note and "三公" in sheet.table.empty_note:
        note = f"{sheet.name}注明“{sheet.table.empty_note}”，但{_amount(shown)}。" if shown else ""
        yield holds(not shown, note, *shown, places=(sheet.table.at,))
    yield holds(True, "")


def _amount(terms: list[Term]) -> str:
    term = terms[0]
    figure = term.figure
    return f"{term.label}是{figure.text}{figure.unit}" if figure else ""


@rule("B14", "“三公”经费各项增减之和", "“三公”经费总的增减额等于各项增减额之和。")
def change_sums(facts: Facts) -> Iterator[Trial]:
    """说明.总增减额 = Σ 说明.各项增减额（持平为0）"""
    narrative(facts)
    signed = _signed(facts)
    found = False
    for whole, parts in _PARTS.items():
        if "vehicles" not in signed and "vehicles" in parts:
            parts = (*(part for part in parts if part != "vehicles"), *_PARTS["vehicles"])
        if whole in signed and all(part in signed for part in parts):
            found = True
            yield adds_up(signed[whole], [signed[part] for part in parts])
    if not found:
        raise NotApplicable("说明没有写全“三公”经费各项的增减。")


@rule(
    "B15",
    "“三公”经费只减不增",
    "“三公”经费比上年增加的，要特别说明。",
    severity=Severity.WARNING,
    law=("frugality-regulation",),
    certainty="known",
    remedy="核对增加的必要性，并在说明中写明依据。",
)
def increases(facts: Facts) -> Iterator[Trial]:
    """说明.三公经费各项的增减 ≤ 0"""
    narrative(facts)
    found = _changes(facts)
    if not found and not _signed(facts):
        raise NotApplicable("说明没有写“三公”经费的增减。")
    for change in found:
        figure = change.said.statement.figure
        name = _NAMES[change.said.thing.kind]
        note = f"{name}比上年增加{figure.text}{figure.unit}。"
        yield holds(change.said.sign <= 0 or not figure.value, note, change.said.term)
    yield holds(True, "")


@rule("B16", "机关运行经费", "说明中的机关运行经费等于机关运行经费表，所写单位与表中单位一致。")
def operating(facts: Facts) -> Iterator[Trial]:
    """说明.机关运行经费 = 表十一[部门合计]；说明的单位 = 表十一的单位"""
    yield from levels_of(facts, "B16")
    yield from _units(facts)


def _units(facts: Facts) -> Iterator[Trial]:
    sheet = facts.sheet(OPERATING)
    if sheet is None or facts.disclosure.kind != BUDGET:
        return
    rows = [row for row in sheet.table.rows if row.role in (RowRole.DETAIL, RowRole.UNIT)]
    known = {plain_name(row.name) for row in rows}
    for part in narrative(facts).in_scope("operating"):
        for match in _UNIT.finditer(part.text):
            name = plain_name(match[1].rpartition("所属")[2])
            note = f"说明写的单位“{name}”与{sheet.name}的单位名称不同。"
            yield holds(name in known, note, places=(part.paragraph.at,), severity=Severity.WARNING)
