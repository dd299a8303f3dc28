"""The order in which the parts of a disclosure were printed (印刷顺序)."""

from typing import TypeAlias

from mingzhang.disclosure import Disclosure
from mingzhang.model import Place

Position: TypeAlias = tuple[int, ...]


class PrintedOrder:
    """Sorts places of one document, whatever its format knows of them.

    Word and web pages count paragraphs and tables apart; a table whose caption is a paragraph
    tells where it stands, and tables without one follow the table numbered before them.
    """

    def __init__(self, disclosure: Disclosure) -> None:
        self._sheets: dict[str, int] = {}
        self._paragraph_of: dict[int, int] = {}
        for table in disclosure.tables:
            self._sheets.setdefault(table.at.sheet or "", len(self._sheets))
            numbers = [row.at.table for row in table.rows if row.at.table is not None]
            if table.at.paragraph is not None and numbers:
                self._paragraph_of[min(numbers)] = table.at.paragraph

    def __call__(self, place: Place) -> Position:
        """A sort key: page, line, sheet, paragraph, table, row, column, start."""
        return (
            place.page or 0,
            place.line or 0,
            self._sheets.get(place.sheet or "", len(self._sheets)),
            self._paragraph(place),
            place.table or 0,
            place.row or 0,
            place.column or 0,
            place.start or 0,
        )

    def _paragraph(self, place: Place) -> int:
        if place.paragraph is not None or place.table is None:
            return place.paragraph or 0
        table = place.table
        known = [number for number in self._paragraph_of if number <= table]
        return self._paragraph_of[max(known)] if known else 0
