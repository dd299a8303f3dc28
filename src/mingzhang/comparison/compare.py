"""Setting two disclosures side by side (逐数比较)."""

from collections import Counter
from typing import TypeVar

from mingzhang.comparison.keys import Figures, tables
from mingzhang.comparison.model import Change, Comparison, Line, Part
from mingzhang.disclosure import Disclosure

Key = TypeVar("Key")


def compare(old: Disclosure, new: Disclosure) -> Comparison:
    """Every figure of tables and goal forms of both documents, in the order of the new one.

    A table is matched by its subject, a row by its side and code, or else its name without
    year and ordinal, a column by its meaning. What only the old one prints stands where it
    stood there.
    """
    before, after = tables(old), tables(new)
    parts = []
    for key in _merged(list(before), list(after)):
        title, _ = after.get(key) or before[key]
        olds: Figures = before[key][1] if key in before else {}
        news: Figures = after[key][1] if key in after else {}
        status = Change.SAME
        if key not in before:
            status = Change.ADDED
        elif key not in after:
            status = Change.REMOVED
        parts.append(Part(title, status, _lines(olds, news)))
    return Comparison(_name(old), _name(new), tuple(parts))


def _lines(old: Figures, new: Figures) -> tuple[Line, ...]:
    old = _renamed(old, new)
    lines = []
    for meaning in _merged(list(old), list(new)):
        before, after = old.get(meaning), new.get(meaning)
        words = (after or old[meaning]).words
        lines.append(
            Line(words, before.figure if before else None, after.figure if after else None)
        )
    return tuple(lines)


def _renamed(old: Figures, new: Figures) -> Figures:
    """Old figures under the meaning of the new, where only the name tells that they are one.

    One document may print codes where the other prints none, or a code may have changed; a
    name that comes twice tells nothing.
    """
    names = Counter(entry.named for meaning, entry in new.items() if meaning not in old)
    gone = Counter(entry.named for meaning, entry in old.items() if meaning not in new)
    free = {
        entry.named: meaning
        for meaning, entry in new.items()
        if meaning not in old and names[entry.named] == 1 and gone[entry.named] == 1
    }
    return {
        meaning if meaning in new else free.get(entry.named, meaning): entry
        for meaning, entry in old.items()
    }


def _merged(old: list[Key], new: list[Key]) -> list[Key]:
    """The new keys in their order; each that is gone behind the one it stood behind."""
    known, merged = set(new), list(new)
    place = {key: index for index, key in enumerate(new)}
    gone: dict[int, list[Key]] = {}
    last = -1
    for key in old:
        if key in known:
            last = place[key]
        else:
            gone.setdefault(last, []).append(key)
    for index in sorted(gone, reverse=True):
        merged[index + 1 : index + 1] = gone[index]
    return merged


def _name(disclosure: Disclosure) -> str:
    year = f"{disclosure.year}年" if disclosure.year else ""
    kind = "决算" if disclosure.kind == "final_accounts" else "预算"
    level = "单位" if disclosure.level == "unit" else "部门"
    return f"{disclosure.department.name}{year}{level}{kind}（{disclosure.source.name}）"
