"""Which rule answers for which number (归属): every amount and share has one home."""

from collections.abc import Iterator

from mingzhang.checks.facts import Facts, Undetermined
from mingzhang.checks.messages import shown
from mingzhang.checks.narrative.binding import cells, compare
from mingzhang.checks.narrative.story import Part, Phase, Role, Said, Story, story
from mingzhang.checks.narrative.things import (
    BOTH,
    EXPENDITURE,
    INCOME,
    SOURCES,
    TOTALS,
    Thing,
    is_alike,
    is_same_total,
    thing_of_words,
)
from mingzhang.checks.ratios import HUNDRED_PERCENT, best, share_of
from mingzhang.checks.trials import adds_up, minus
from mingzhang.model import Figure, Term, Trial

_COMPONENTS = frozenset(
    {"three_public", "abroad", "reception", "reception_part", "vehicles", "vehicle_purchase",
     "vehicle_operation"}
)  # fmt: skip
_CLASSES = frozenset({"class", "class_path"})
_KINDS = frozenset({"basic", "project", "carryover"})
_OTHER_BUDGETS = frozenset({"government_fund", "state_capital"})
_BUDGETS = frozenset({"general_budget", "government_fund", "state_capital"})
_WHOLES = (
    frozenset({"basic", "project"}),
    frozenset({"abroad", "reception", "vehicles"}),
    frozenset({"current", "carryover"}),
)
"""Kinds that together are all there is."""
_VAGUE = frozenset({"", "name", "amount", "total", "current", "class", "class_path"})
_BY_SCOPE = {"income": "B06", "expenditure": "B07"}


def narrative(facts: Facts) -> Story:
    """The narrative of a document.

    Raises:
        Undetermined: no text beside headings was read.
    """
    told = story(facts)
    if not told.has_text:
        raise Undetermined("没有读到情况说明的文字，无法核对。")
    return told


def home(facts: Facts, said: Said) -> str:
    """The id of the rule that answers for an amount."""
    thing, scope = said.thing, said.part.scope
    if thing.kind in _COMPONENTS:
        return "B12"
    if thing.kind == "operating":
        return "B16"
    if thing.kind.startswith("procurement"):
        return "B17"
    if scope == "performance":
        return "B20"
    if thing.kind in ("personnel", "public") or scope == "basic":
        return "B10"
    return _home_of_money(facts, thing, scope)


def _home_of_money(facts: Facts, thing: Thing, scope: str) -> str:
    is_class = thing.kind in _CLASSES or cells(facts).names_class(thing)
    if thing.fund in _OTHER_BUDGETS and (is_class or thing.side == EXPENDITURE or scope in
                                         ("fund", "capital")):  # fmt: skip
        return "B56"
    if thing.kind == "class_path":
        return "B09"
    if thing.fund == "fiscal" or scope == "fiscal":
        return "B08"
    if thing.fund == "general_budget":
        return "B09" if thing.side == EXPENDITURE else "B06"
    if thing.fund in SOURCES or thing.fund in _OTHER_BUDGETS:
        return "B06"
    if is_class or thing.kind in ("basic", "project", "operating_expenditure",
                                  "superior_payment", "subordinate_subsidy"):  # fmt: skip
        return "B07"
    return _BY_SCOPE.get(scope, "B01")


class _Homes:
    """The amounts, and the shares with their parts, by the rule that answers for them."""

    def __init__(self, facts: Facts) -> None:
        told = story(facts)
        self.amounts: dict[str, list[Said]] = {}
        self.shares: dict[str, list[tuple[Said, Said]]] = {}
        for said in told.amounts:
            self.amounts.setdefault(home(facts, said), []).append(said)
        for part in told.parts:
            for said in part.said:
                own = own_level(said) if said.role is Role.SHARE else None
                if own is not None:
                    self.shares.setdefault(home(facts, own), []).append((said, own))


def _homes(facts: Facts) -> _Homes:
    narrative(facts)
    return facts.once(_Homes)


def levels_of(facts: Facts, rule: str) -> Iterator[Trial]:
    """Every amount that a rule answers for, against the cell that prints it."""
    finder = cells(facts)
    for said in _homes(facts).amounts.get(rule, ()):
        if (trial := compare(facts, finder, said)) is not None:
            yield trial


def shares_of(facts: Facts, *rules: str) -> Iterator[Trial]:
    """Every share whose part a rule answers for, recomputed."""
    for rule in rules:
        for said, own in _homes(facts).shares.get(rule, ()):
            wholes = list(wholes_of(facts, said, own)) or _added(facts, said)
            if wholes:
                yield best([share_of(said.term, own.short, whole) for whole in wholes])


def _added(facts: Facts, said: Said) -> list[Term]:
    """The whole of a share that nothing prints: all its parts, in its paragraph or its section."""
    section = [part for part in narrative(facts).body if part.section == said.part.section != ()]
    for parts in ([said.part], section):
        shares = [
            (other, own)
            for part in parts
            for other in part.said
            if other.role is Role.SHARE and other.statement.base == said.statement.base
            if (own := own_level(other)) is not None
        ]
        owns = [own for _, own in shares]
        percent = sum(share.value for share, _ in shares)
        rounded = sum(share.term.quantum for share, _ in shares)
        if shares and (abs(percent - HUNDRED_PERCENT) <= rounded or are_all(owns)):
            return [_sum_of(owns)]
    return []


def _sum_of(parts: list[Said]) -> Term:
    like = parts[0].statement.figure
    value, quantum = sum(own.value for own in parts), sum(own.term.quantum for own in parts)
    return Term("各项之和", Figure(shown(value, like), value, quantum, like.unit, like.at))


def by_section(facts: Facts, scope: str) -> list[dict[str, Said]]:
    """The first amount of each kind of thing, by section and by the year and stage it is of.

    A section goes from the heading that names its scope to the next such heading; a paragraph
    under no heading is one by itself.
    """
    found: dict[tuple[object, Phase], dict[str, Said]] = {}
    for part in narrative(facts).body:
        if part.scope not in ("", scope):
            continue
        key = part.section or id(part)
        for said in part.levels:
            if said.thing.sure and not said.reason:
                found.setdefault((key, said.phase), {}).setdefault(said.thing.kind, said)
    return list(found.values())


def moves_add_up(whole: Said, parts: list[Said]) -> Trial:
    """A change and the changes of its parts, of which those the other way are subtracted."""
    return adds_up(
        whole.term, [said.term if said.sign == whole.sign else minus(said.term) for said in parts]
    )


def are_all(parts: list[Said]) -> bool:
    """Whether the kinds of these parts are all that their whole has."""
    kinds = {said.thing.kind for said in parts}
    return any(kinds >= whole for whole in _WHOLES)


def own_level(said: Said) -> Said | None:
    """The amount that a percentage speaks of: the nearest one before it of the same subject."""
    before = [
        level
        for level in said.part.levels
        if level.start < said.start
        and level.phase is Phase.CURRENT
        and level.statement.subject == said.statement.subject
    ]
    return before[-1] if before else None


def wholes_of(facts: Facts, said: Said, own: Said) -> Iterator[Term]:
    """What a share may be a share of: the named base, the whole of the parts, the first amount."""
    base, topic = said.statement.base, own.statement.topic
    before = [s for s in said.part.levels if s.start < own.start and s.phase is Phase.CURRENT]
    if base:
        named = list(_named(facts, said, base))
        yield from named
        vague = said.part.scope == "fund" and thing_of_words(base, "").fund == "whole"
        if vague or not named:
            yield from (s.short for s in before if s.statement.subject == topic != "")
        return
    if not topic:
        yield from _first_or_total(facts, own, before[:1])
        return
    named = [level.short for level in before if level.statement.subject == topic]
    yield from named
    if not named:
        thing = thing_of_words(topic, said.part.scope)
        yield from cells(facts).of(thing) or _elsewhere(facts, thing, said.part)


def _first_or_total(facts: Facts, own: Said, first: list[Said]) -> Iterator[Term]:
    """The first amount of the paragraph, unless it is a part like the other; then the total."""
    parts = [home(facts, said) for said in first if is_part(facts, said) and is_part(facts, own)]
    if first and not parts:
        yield first[0].short
        return
    side = INCOME if own.thing.fund in SOURCES or own.thing.side == INCOME else EXPENDITURE
    fund = own.thing.fund if side == EXPENDITURE else "whole"
    if is_part(facts, own):
        yield from cells(facts).of(Thing("amount", fund, side)) or _totals(facts, own, fund, side)


def _totals(facts: Facts, own: Said, fund: str, side: str) -> list[Term]:
    """The totals that the section of a part prints; of one budget income is spending."""
    sides = (side, BOTH) if fund == "whole" else (INCOME, EXPENDITURE, BOTH)
    return [
        said.short
        for said in story(facts).amounts
        if said.phase is Phase.CURRENT
        and said.part.section == own.part.section != ()
        and said.thing.kind in TOTALS
        and said.thing.sure
        and said.thing.fund == fund
        and said.thing.side in sides
    ]


def is_part(facts: Facts, said: Said) -> bool:
    """Whether an amount is one class, one source of income, or one kind of spending."""
    thing = said.thing
    if thing.kind in _CLASSES or thing.kind in _KINDS or cells(facts).names_class(thing):
        return True
    return thing.side == INCOME and (thing.fund in SOURCES or thing.fund in _BUDGETS)


def _is_called(level: Said, name: str) -> bool:
    """Whether an amount has this name, or is a whole whose name ends so (某镇收入预算总额)."""
    own = level.thing.name
    if level.statement.topic:
        return own == name
    return own.endswith(name) or (own + level.statement.measure).endswith(name)


def _elsewhere(facts: Facts, thing: Thing, part: Part) -> list[Term]:
    """The whole as another paragraph gives it, where no table prints it: one of this section,
    else one of exactly this kind.
    """
    if thing.kind in _VAGUE - TOTALS:
        return []
    current = [said for said in story(facts).amounts if said.phase is Phase.CURRENT]
    here = [
        said
        for said in current
        if (is_same_total(said.thing, thing) or is_alike(said.thing, thing))
        and said.part.section == part.section != ()
    ]
    if thing.kind not in _VAGUE:
        here = here[:1]
    return [said.short for said in here or (s for s in current if is_alike(s.thing, thing))]


def _named(facts: Facts, said: Said, base: str) -> Iterator[Term]:
    thing = thing_of_words(base, "")
    for level in said.part.levels:
        same_kind = level.thing.kind == thing.kind and thing.kind not in _VAGUE
        same_kind = same_kind or is_same_total(level.thing, thing)
        if level.start < said.start and (same_kind or _is_called(level, thing.name)):
            yield level.short
    if thing.kind == "amount" and thing.fund == "whole" and "项目" in base:
        return
    yield from cells(facts).of(thing) or _elsewhere(facts, thing, said.part)
    if thing.kind == "project":
        sheet = facts.sheet("project_expenditure")
        if sheet is not None and sheet.total is not None:
            yield sheet.term(sheet.total, sheet.main)
