"""The words of the goal forms' texts (绩效目标表文字用语), from `words.toml`, as patterns."""

import re
import tomllib
from importlib.resources import files

from mingzhang.performance import words as target_words

_RAW = tomllib.loads(files("mingzhang.checks.goals").joinpath("words.toml").read_text("utf-8"))


def section(name: str) -> dict[str, str]:
    """The plain strings of one section."""
    return {key: value for key, value in _RAW[name].items() if isinstance(value, str)}


def listed(section_: str, key: str) -> list[str]:
    """One list of words."""
    found: list[str] = _RAW[section_][key]
    return found


def number(section_: str, key: str) -> int:
    """One number."""
    found: int = _RAW[section_][key]
    return found


def any_of(section_: str, key: str) -> re.Pattern[str]:
    """A pattern that finds any of the words of a list."""
    return re.compile("|".join(listed(section_, key)))


def pattern(section_: str, key: str) -> re.Pattern[str]:
    """One pattern."""
    return re.compile(_RAW[section_][key])


def pairs(section_: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Pairs of patterns."""
    return [(re.compile(a), re.compile(b)) for a, b in _RAW[section_].values()]


COUNTERS = "|".join(
    re.escape(unit)
    for unit in sorted(
        {u for u, kind in target_words.UNIT_TYPES.items() if kind in ("count", "span")}
        | set(target_words.PERIODS) - {"万"},
        key=len,
        reverse=True,
    )
    if not unit.isascii() and unit != "万"
)
"""Counters and measures as one alternation, the longest first (量词、计量单位)."""

_SAME = [frozenset(group) for group in _RAW["products"]["same_counter"]]


def same_counter(one: str, other: str) -> bool:
    """Whether two counters count the same thing: 人 and 名."""
    return one == other or any(one in group and other in group for group in _SAME)
