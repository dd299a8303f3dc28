"""Setting two disclosures side by side (逐数比较)."""

from collections import Counter
from typing import TypeVar

from mingzhang.comparison.keys import PROJECT, Content, Figures, Texts, contents
from mingzhang.comparison.model import Change, Comparison, Line, Part, Wording
from mingzhang.disclosure import Disclosure

Key = TypeVar("Key")
# A project whose name changed a little is the same one; of very many no pair is tried.
_NEAR, _MOST_PAIRS = 0.75, 10_000


def compare(old: Disclosure, new: Disclosure) -> Comparison:
    """Every figure of both documents and every target, in the order of the new one.

    A table is matched by its subject, a row by its side and code, or else its name without
    year and ordinal, a column by its meaning; a statement by what it is said of, an indicator
    by its name, a project by its name or else the nearest one. What only the old one prints
    stands where it stood there.
    """
    after = contents(new)
    before, former = _under_new_names(contents(old), after)
    parts = []
    for key in _merged(list(before), list(after)):
        was, now = before.get(key), after.get(key)
        known = now or before[key]
        parts.append(
            Part(
                known.title,
                _status(was, now),
                _lines(was.figures if was else {}, now.figures if now else {}),
                _wordings(was.texts if was else {}, now.texts if now else {}),
                former.get(key, ""),
                known.project,
            )
        )
    return Comparison(_name(old), _name(new), tuple(parts))


def _status(was: Content | None, now: Content | None) -> Change:
    if was is None:
        return Change.ADDED
    return Change.REMOVED if now is None else Change.SAME


def _under_new_names(
    before: dict[str, Content], after: dict[str, Content]
) -> tuple[dict[str, Content], dict[str, str]]:
    """The old contents by the keys of the new, and the former names of renamed projects."""
    gone = [key for key in before if key.startswith(PROJECT) and key not in after]
    came = [key for key in after if key.startswith(PROJECT) and key not in before]
    names: dict[str, str] = {}
    if 0 < len(gone) * len(came) <= _MOST_PAIRS:
        from difflib import get_close_matches

        for key in gone:
            left = [one for one in came if one not in names.values()]
            names.update((key, one) for one in get_close_matches(key, left, 1, _NEAR))
    renamed = {names.get(key, key): content for key, content in before.items()}
    return renamed, {names[key]: before[key].title for key in names}


def _lines(old: Figures, new: Figures) -> tuple[Line, ...]:
    old = _renamed(old, new)
    lines = []
    for meaning in _merged(list(old), list(new)):
        before, after = old.get(meaning), new.get(meaning)
        known = after or old[meaning]
        lines.append(
            Line(
                known.row,
                known.column,
                before.figure if before else None,
                after.figure if after else None,
            )
        )
    return tuple(lines)


def _wordings(old: Texts, new: Texts) -> tuple[Wording, ...]:
    found = []
    for meaning in _merged(list(old), list(new)):
        before, after = old.get(meaning), new.get(meaning)
        words = (after or old[meaning])[0]
        found.append(Wording(words, before and before[1], after and after[1]))
    return tuple(found)


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
