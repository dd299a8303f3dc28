"""The order in which the parts of a disclosure were printed (印刷顺序)."""

from collections.abc import Iterator
from typing import TypeAlias

from mingzhang.disclosure import Disclosure
from mingzhang.model import Place

Position: TypeAlias = tuple[int, ...]
# The section of the narrative that lists without a caption of their own are attached to.
_GOALS, _CATALOGUE = "绩效", "目录"


class PrintedOrder:
    """Sorts places of one document, whatever its format knows of them.

    Word and web pages count paragraphs and tables apart: a table whose caption is a paragraph
    tells where it stands, goal forms follow the section on performance, and anything else
    follows the table numbered before it. Sheets of a workbook are ordered by first use.
    """

    def __init__(self, disclosure: Disclosure) -> None:
        self._sheets: dict[str, int] = {}
        for place in _places(disclosure):
            self._sheets.setdefault(place.sheet or "", len(self._sheets))
        self._paragraph_of: dict[int, int] = {}
        for table in disclosure.tables:
            self._learn(table.at.paragraph, [row.at for row in table.rows])
        forms = [form.at for form in disclosure.projects]
        goal = disclosure.overall_goal
        self._learn(_section_end(disclosure, _GOALS), forms if goal is None else [goal.at, *forms])
        self._learn(
            _section_end(disclosure, _CATALOGUE), [entry.at for entry in disclosure.catalogue]
        )

    def __call__(self, place: Place) -> Position:
        """A sort key: page, line, sheet, paragraph, table, row, column, start."""
        return (
            place.page or 0,
            place.line or 0,
            self._sheets.get(place.sheet or "", len(self._sheets)),
            self._paragraph(place),
            place.table or 0,
            place.row or _row_of(place.cell),
            place.column or 0,
            place.start or 0,
        )

    def _learn(self, paragraph: int | None, places: list[Place]) -> None:
        """The first of these tables stands behind this paragraph."""
        tables = [at.table for at in places if at.table is not None and at.paragraph is None]
        if paragraph is not None and tables:
            self._paragraph_of.setdefault(min(tables), paragraph)

    def _paragraph(self, place: Place) -> int:
        if place.paragraph is not None or place.table is None:
            return place.paragraph or 0
        table = place.table
        known = [number for number in self._paragraph_of if number <= table]
        return self._paragraph_of[max(known)] if known else 0


def _row_of(cell: str | None) -> int:
    digits = (cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdigit() else 0


def _places(disclosure: Disclosure) -> Iterator[Place]:
    yield from (table.at for table in disclosure.tables)
    yield from (part.at for part in disclosure.narrative)
    if disclosure.overall_goal is not None:
        yield disclosure.overall_goal.at
    yield from (form.at for form in disclosure.projects)
    yield from (entry.at for entry in disclosure.catalogue)


def _section_end(disclosure: Disclosure, word: str) -> int | None:
    """The last paragraph of the section whose heading, or else whose text, holds a word."""
    parts = [part for part in disclosure.narrative if part.at.paragraph is not None]
    found = [part for part in parts if word in part.section]
    found = found or [part for part in parts if word in part.text]
    return max((part.at.paragraph or 0 for part in found), default=None)
