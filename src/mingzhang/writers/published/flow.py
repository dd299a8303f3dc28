"""The parts of a disclosure in the order in which they are published (正文次序)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from mingzhang.disclosure import (
    CatalogueEntry,
    Disclosure,
    GlossaryEntry,
    NarrativeParagraph,
    OverallGoal,
    ProjectForm,
    Table,
)
from mingzhang.writers.evidence import key
from mingzhang.writers.printed_order import Position, PrintedOrder


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole purchase catalogue."""

    entries: tuple[CatalogueEntry, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms that stand in no paragraph of the narrative."""

    entries: tuple[GlossaryEntry, ...]


Part: TypeAlias = NarrativeParagraph | Table | OverallGoal | ProjectForm | Catalogue | Glossary


def parts(disclosure: Disclosure) -> list[Part]:
    """Paragraphs, tables, forms, catalogue and glossary, each once, in printed order."""
    order = PrintedOrder(disclosure)
    return [part for _, part in sorted(_placed(disclosure, order), key=lambda pair: pair[0])]


def _placed(disclosure: Disclosure, order: PrintedOrder) -> Iterator[tuple[Position, Part]]:
    for paragraph in disclosure.narrative:
        yield order(paragraph.at), paragraph
    for table in disclosure.tables:
        yield order(table.at), table
    goal = disclosure.overall_goal
    if goal is not None:
        yield order(goal.at), goal
    for form in disclosure.projects:
        yield order(form.at), form
    if disclosure.catalogue:
        yield order(disclosure.catalogue[0].at), Catalogue(disclosure.catalogue)
    printed = {key(paragraph.at) for paragraph in disclosure.narrative}
    terms = tuple(entry for entry in disclosure.glossary if key(entry.at) not in printed)
    if terms:
        yield order(terms[0].at), Glossary(terms)


def cover_lines(disclosure: Disclosure) -> tuple[str, str]:
    """The two lines of the title page: who publishes, and what."""
    kind = "决算" if disclosure.kind == "final_accounts" else "预算"
    level = "单位" if disclosure.level == "unit" else "部门"
    year = f"{disclosure.year}年度" if disclosure.year else ""
    return disclosure.department.name, f"{year}{level}{kind}公开"


def sections(disclosure: Disclosure) -> list[tuple[str, list[NarrativeParagraph]]]:
    """The narrative by its sections, in printed order."""
    found = groupby(disclosure.narrative, lambda paragraph: paragraph.section)
    return [(title, list(members)) for title, members in found]
