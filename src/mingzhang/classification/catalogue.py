"""Catalogues of services that departments may buy (政府购买服务指导性目录), by section."""

import os
from functools import lru_cache

import msgspec

from mingzhang.classification.entries import plain_name
from mingzhang.classification.storage import body
from mingzhang.model import WrongUsage
from mingzhang.model.shipped import shipped

_PREFIX, _ENDING = "purchase_catalogue_", ".csv"


class CatalogueEntry(msgspec.Struct, frozen=True):
    """One line of a purchase catalogue (目录条目).

    A code is unique inside its section (部门) only. `level` 1–4 as printed (一级–四级目录);
    `remark` says what is irregular about a code that is kept as printed, blank for most.
    """

    section: str
    code: str
    level: int
    name: str
    remark: str = ""


class PurchaseCatalogue(msgspec.Struct, frozen=True):
    """One issued catalogue with its origin; `sections` keep their printed order.

    `issued` is an ISO date.
    """

    id: str
    title: str
    number: str
    issuer: str
    issued: str
    certainty: str
    sections: dict[str, tuple[CatalogueEntry, ...]]

    def find(self, section: str, code: str) -> CatalogueEntry | None:
        """The entry of a code inside a section, or None."""
        entries = self.sections.get(section, ())
        return next((entry for entry in entries if entry.code == code), None)

    def sections_of(self, code: str, name: str = "") -> tuple[str, ...]:
        """The sections that have a code, with this name if one is given."""
        plain = plain_name(name)
        return tuple(
            section
            for section, entries in self.sections.items()
            if any(
                entry.code == code and (not plain or plain_name(entry.name) == plain)
                for entry in entries
            )
        )


def catalogue_ids() -> tuple[str, ...]:
    """The catalogues that are on file, such as "shanxi-2024"; the newest of a place is last."""
    names = [name for name in os.listdir(os.path.dirname(__file__)) if name.startswith(_PREFIX)]
    stems = [name.removeprefix(_PREFIX).removesuffix(_ENDING) for name in names]
    return tuple(sorted(stem.replace("_", "-") for stem in stems))


@lru_cache(maxsize=8)
def load_catalogue(catalogue: str) -> PurchaseCatalogue:
    """A catalogue with all its sections. Raises WrongUsage for one that is not on file."""
    if catalogue not in catalogue_ids():
        known = "、".join(catalogue_ids())
        raise WrongUsage(f"没有名为“{catalogue}”的政府购买服务目录，已有：{known}。")
    text = shipped(__file__, f"{_PREFIX}{catalogue.replace('-', '_')}{_ENDING}").decode()
    facts = dict(line[2:].split(": ", 1) for line in text.splitlines() if line.startswith("# "))
    sections: dict[str, list[CatalogueEntry]] = {}
    for line in body(text):
        section, code, level, name, remark = line.split(",")
        entry = CatalogueEntry(section, code, int(level), name, remark)
        sections.setdefault(section, []).append(entry)
    printed = {section: tuple(entries) for section, entries in sections.items()}
    return PurchaseCatalogue(
        catalogue,
        facts["title"],
        facts["number"],
        facts["issuer"],
        facts["issued"],
        facts["certainty"],
        printed,
    )


def purchase_catalogue(section: str, catalogue: str) -> tuple[CatalogueEntry, ...]:
    """The entries of one section of a catalogue in printed order; none if it has no such section.

    Raises WrongUsage for a catalogue that is not on file.
    """
    return load_catalogue(catalogue).sections.get(section, ())
