"""Lists whose items are paragraphs of their own (逐项分段列示), whole by their shares or numbers."""

import re
from collections.abc import Iterator
from itertools import groupby

import msgspec

from mingzhang.checks.facts import Facts
from mingzhang.checks.narrative.changes import unchanged
from mingzhang.checks.narrative.claims import moves_add_up, narrative, own_level, wholes_of
from mingzhang.checks.narrative.story import Part, Role, Said
from mingzhang.checks.narrative.things import TOTALS
from mingzhang.checks.ratios import HUNDRED_PERCENT, best, warn
from mingzhang.checks.trials import adds_up
from mingzhang.model import Trial

_FEWEST = 2
_NUMBERED = re.compile(r"[（(](\d{1,2})[)）]")


class Item(msgspec.Struct, frozen=True):
    """One item: its amount and its share of the whole."""

    level: Said
    share: Said


def item_sums(facts: Facts) -> Iterator[Trial]:
    """The items of each list against the whole that their shares are of."""
    for items in _lists(facts):
        wholes = list(wholes_of(facts, items[0].share, items[0].level))
        if wholes:
            yield best([adds_up(whole, [item.level.short for item in items]) for whole in wholes])
    for whole, levels in _under_wholes(facts):
        yield warn(adds_up(whole.term, [level.short for level in levels]))


def _under_wholes(facts: Facts) -> Iterator[tuple[Said, list[Said]]]:
    """A total alone in its paragraph, and the amounts that （1）（2）… below it begin with."""
    whole: Said | None = None
    levels: list[Said] = []
    last = 0
    for part in (*narrative(facts).body, None):
        label = _NUMBERED.match(part.text) if part is not None else None
        first = part.levels[0] if part is not None and part.levels else None
        if whole is not None and label is not None and int(label[1]) > last:
            last = int(label[1])
            levels += [first] if first is not None else []
            continue
        if whole is not None and len(levels) >= _FEWEST:
            yield whole, levels
        whole, levels, last = _alone(part), [], 0


def _alone(part: Part | None) -> Said | None:
    """The total that is all a paragraph says."""
    said = [one for one in part.said if one.role is not Role.PLAIN] if part is not None else []
    whole = said[0] if len(said) == 1 else None
    known = whole is not None and whole.role is Role.LEVEL and whole.thing.kind in TOTALS
    return whole if whole is not None and known and whole.thing.sure else None


def item_changes(facts: Facts) -> Iterator[Trial]:
    """The changes of the items of each list against the change of the whole."""
    for items in _lists(facts):
        moved = [_change_of(item.level) for item in items]
        whole = _whole_change(facts, items)
        if whole is None or not all(
            change or _is_still(item) for change, item in zip(moved, items, strict=True)
        ):
            continue
        parts = [change for change in moved if change is not None]
        if {_base(change) for change in parts} <= {_base(whole)}:
            yield moves_add_up(whole, parts)


def _lists(facts: Facts) -> Iterator[list[Item]]:
    for _, parts in groupby(narrative(facts).body, key=lambda part: part.headings):
        items: list[Item] = []
        for item in (*map(_item, parts), None):
            if item is not None and (not items or _base_of(item) == _base_of(items[0])):
                items.append(item)
                continue
            if len(items) >= _FEWEST and _is_whole(items):
                yield items
            items = [item] if item is not None else []


def _item(part: Part) -> Item | None:
    """A paragraph that tells one amount and its share first."""
    share = next((said for said in part.said if said.role is Role.SHARE), None)
    level = own_level(share) if share is not None else None
    if share is None or level is None or part.levels[:1] != [level] or level.reason:
        return None
    return Item(level, share)


def _base_of(item: Item) -> str:
    return item.share.statement.base


def _is_whole(items: list[Item]) -> bool:
    total = sum(item.share.value for item in items)
    rounded = sum(item.share.term.quantum for item in items)
    return abs(total - HUNDRED_PERCENT) <= rounded


def _change_of(level: Said) -> Said | None:
    return next(
        (
            said
            for said in level.part.said
            if said.role is Role.CHANGE
            and not said.reason
            and said.statement.subject == level.statement.subject
        ),
        None,
    )


def _is_still(item: Item) -> bool:
    part, subject = item.level.part, item.level.statement.subject
    return any(same.subject == subject for same in unchanged(part))


def _whole_change(facts: Facts, items: list[Item]) -> Said | None:
    """The change told of the whole, in a paragraph of the same section before the items."""
    wholes = {term.value for term in wholes_of(facts, items[0].share, items[0].level)}
    for part in narrative(facts).body:
        if part is items[0].level.part:
            return None
        if part.headings == items[0].level.part.headings:
            for level in part.levels:
                if level.value in wholes and (change := _change_of(level)) is not None:
                    return change
    return None


def _base(said: Said) -> str:
    return said.statement.base[:4]
