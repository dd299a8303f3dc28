"""Names of classes that changed, and the classes as the summary tables number them."""

import re
from functools import lru_cache

import msgspec

from mingzhang.classification.entries import Kind, plain_name
from mingzhang.classification.lists import built_in_list
from mingzhang.classification.storage import package_rows


class OldName(msgspec.Struct, frozen=True):
    """A name or code that was replaced (旧科目).

    `code` is today's code; `since` the first budget year of the new name, None where unknown;
    `sure` whether the change is known well enough to be reported as a mistake.
    """

    kind: Kind
    code: str
    old: str
    current: str
    since: int | None
    sure: bool


def old_name(code_or_name: str, year: int | None = None) -> OldName | None:
    """What replaced an old name or an old code, or None if it is none.

    With a `year`, changes that came later than that budget year do not count.
    """
    found = _old_names().get(plain_name(code_or_name))
    if found and year is not None and found.since is not None and year < found.since:
        return None
    return found


@lru_cache(maxsize=1)
def _old_names() -> dict[str, OldName]:
    found: dict[str, OldName] = {}
    for line in package_rows("old_names.csv"):
        kind, code, old, current, since, certainty = line.split(",")
        change = OldName(Kind(kind), code, old, current, _year(since), certainty == "known")
        found[plain_name(old)] = change
    for line in package_rows("old_codes.csv"):
        kind, old, code, since, certainty = line.split(",")
        entry = built_in_list(Kind(kind)).get(code)
        current = entry.name if entry else ""
        found[old] = OldName(Kind(kind), code, old, current, _year(since), certainty == "known")
    return found


def _year(text: str) -> int | None:
    return int(text) if text else None


class Ordinal(msgspec.Struct, frozen=True):
    """One of the numbered classes of a summary table (收支总表的“类”).

    `ordinal` as printed ("十五"); `variants` are older or other names of the same class.
    """

    ordinal: str
    code: str
    name: str
    variants: tuple[str, ...]


@lru_cache(maxsize=1)
def ordinals() -> tuple[Ordinal, ...]:
    """All numbered classes in printed order."""
    found = []
    for line in package_rows("ordinals.csv"):
        ordinal, code, name, variants = line.split(",")
        others = tuple(variants.split("|")) if variants else ()
        found.append(Ordinal(ordinal, code, name, others))
    return tuple(found)


def class_of_ordinal_name(name: str) -> str | None:
    """The code of a 类 by its printed name: "十、卫生健康支出", "医疗卫生与计划生育支出" → 210.

    None where the name is no 类. The number before the name is not trusted, only cut off.
    """
    codes = _codes_of_ordinal_names()
    plain = plain_name(name)
    return codes.get(plain) or codes.get(_numbering().sub("", plain))


@lru_cache(maxsize=1)
def _numbering() -> re.Pattern[str]:
    return re.compile(r"^[(（]?[一二三四五六七八九十]+[)）]?[、.．,]?(?=.)")


@lru_cache(maxsize=1)
def _codes_of_ordinal_names() -> dict[str, str]:
    codes = {}
    for row in ordinals():
        for name in (row.name, *row.variants):
            plain = plain_name(name)
            codes[plain] = row.code
            codes.setdefault(plain.removesuffix("支出"), row.code)
    return codes
