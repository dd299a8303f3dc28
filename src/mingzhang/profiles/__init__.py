"""What a place prints (公开样式): table sets as dated data files, found by what a document shows.

A profile only sharpens the reading; a document that fits none is read by vocabulary alone.
"""

import os
import re
from collections.abc import Collection
from functools import cache
from typing import Any

import msgspec

from mingzhang.model.shipped import shipped_toml


class ProfileTable(msgspec.Struct, frozen=True):
    """One table of a set: its number, subject and caption in force, its unit (元, 万元)."""

    number: str
    subject: str
    caption: str
    unit: str
    number_label: str


class Profile(msgspec.Struct, frozen=True):
    """One place's table set (样式). years: the budget years it was seen in."""

    id: str
    name: str
    source: str
    kind: str
    years: tuple[int, ...]
    tables: tuple[ProfileTable, ...]
    required_forms: bool

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects of its tables in their order."""
        return tuple(table.subject for table in self.tables)


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile file, by id."""
    names = sorted(name for name in os.listdir(os.path.dirname(__file__)) if name.endswith(".toml"))
    return tuple(_load(name, shipped_toml(__file__, name)) for name in names)


def budget_profiles() -> tuple[str, ...]:
    """The ids of the profiles a budget may be published in."""
    return tuple(profile.id for profile in profiles() if profile.kind == "budget")


def _load(name: str, raw: dict[str, Any]) -> Profile:
    return Profile(
        id=name.removesuffix(".toml"),
        name=raw["name"],
        source=raw["source"],
        kind=raw["kind"],
        years=tuple(raw["years"]),
        tables=tuple(
            ProfileTable(number, subject, caption, raw["unit"], label)
            for number, subject, caption, label in raw["tables"]
        ),
        required_forms=raw.get("required_forms", False),
    )


def best(
    kind: str, year: int | None, subjects: Collection[str], titles: Collection[str], labelled: bool
) -> Profile | None:
    """The profile of this kind and year whose table set the document shows, or None.

    At least three quarters of the set must be there, and nearly nothing else; and half of the
    captions must be the profile's own, for tables of the same subjects are printed everywhere.
    labelled: whether tables carry the profile's own numbering (预算公开表1).
    """
    scored = [
        (_fit(profile, subjects), profile.id, profile)
        for profile in profiles()
        if profile.kind == kind and year in profile.years and _captions_fit(profile, titles)
    ]
    scored = [entry for entry in scored if entry[0] >= (0.6 if labelled else 0.75)]
    return max(scored)[2] if scored else None


def _fit(profile: Profile, subjects: Collection[str]) -> float:
    own, shown = set(profile.subjects), set(subjects)
    return len(own & shown) / len(own | shown) if own else 0.0


def _captions_fit(profile: Profile, titles: Collection[str]) -> bool:
    own = {_core(table.caption) for table in profile.tables}
    shown = [_core(title) for title in titles]
    return 2 * sum(title in own for title in shown) >= len(shown) > 0


_VARIABLE = re.compile(r"\{year\}|20\d\d|年度?|预算单位|部门|单位|[“”\"（(][^）)]*[）)]|[“”\"\s]")


def _core(caption: str) -> str:
    """A caption without its year, its brackets and who publishes."""
    return _VARIABLE.sub("", caption)
