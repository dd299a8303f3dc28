"""The words of the goal forms' texts (绩效目标表文字用语), from `words.toml`, as patterns."""

import re
from functools import cache
from typing import Any

from mingzhang.model.shipped import shipped_toml
from mingzhang.performance import words as target_words


@cache
def _raw() -> dict[str, dict[str, Any]]:
    return shipped_toml(__file__, "words.toml")


@cache
def listed(section: str, key: str) -> tuple[str, ...]:
    """One list of words."""
    return tuple(_raw()[section][key])


@cache
def number(section: str, key: str) -> int:
    """One number."""
    return int(_raw()[section][key])


@cache
def any_of(section: str, key: str) -> re.Pattern[str]:
    """A pattern that finds any word of a list."""
    return re.compile("|".join(_raw()[section][key]))


@cache
def pattern(section: str, key: str) -> re.Pattern[str]:
    """One pattern."""
    return re.compile(_raw()[section][key])


@cache
def pairs(section: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The pairs of patterns of a section."""
    return tuple((re.compile(one), re.compile(other)) for one, other in _raw()[section].values())


@cache
def asset_standards() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Kinds of office equipment and furniture with the highest price of one, in 元."""
    entries: Any = _raw()["asset_standards"]
    return tuple((re.compile(entry["name"]), int(entry["price"])) for entry in entries)


@cache
def statutory_limits() -> tuple[tuple[re.Pattern[str], int, str], ...]:
    """Matters with their statutory limit in working days, and the rule that says it."""
    entries: Any = _raw()["statutory_limits"]
    return tuple((re.compile(e["matter"]), int(e["days"]), str(e["source"])) for e in entries)


_COUNTERS = frozenset(
    unit
    for unit, kind in target_words.UNIT_TYPES.items()
    if kind in ("count", "span", "duration") and unit != "万"
) | frozenset(target_words.PERIODS)
_BY_FIRST: dict[str, tuple[str, ...]] = {}
for _word in sorted(_COUNTERS, key=len, reverse=True):
    _BY_FIRST[_word[0]] = (*_BY_FIRST.get(_word[0], ()), _word)


def counter_at(text: str, start: int) -> str:
    """The longest counter or measure that stands at `start`, "" where none does (量词)."""
    for word in _BY_FIRST.get(text[start : start + 1], ()):
        if text.startswith(word, start):
            return word
    return ""


@cache
def same_counters(counter: str) -> frozenset[str]:
    """The counters that count the same thing: 人, 名, 位."""
    groups = (frozenset(group) for group in _raw()["products"]["same_counter"])
    return frozenset({counter}).union(*(group for group in groups if counter in group))
