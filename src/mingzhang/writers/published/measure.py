"""How tall words and rows come out on paper (高度估算); lengths in twips.

Lines have exact heights and Chinese letters are square, so that pages can be counted before
anything lays them out: a table of contents is right when the file is opened, without an update.
"""

from collections.abc import Sequence

from mingzhang.writers.published.cells import Cell, Cells, line_count
from mingzhang.writers.published.pages import POINTS, Fit

LINES = {"": 280, "Small": 240}
PADDING = 114
_BORDER = 10
_ABOVE_AND_BELOW = 40
# Room left free, so that a line more than was counted does not turn the page.
_SLACK = 420


def row_heights(cells: Cells, fit: Fit) -> list[int]:
    """The height of each row; a label that runs down over rows makes its last row taller."""
    heights = [fit.height] * len(cells.rows)
    merged: list[tuple[int, Cell]] = []
    for number, row in enumerate(cells.rows):
        for cell in row:
            if cell.down > 1:
                merged.append((number, cell))
            elif cell.words:
                heights[number] = max(heights[number], _height(cell, fit))
    for first, cell in merged:
        rows = heights[first : first + cell.down]
        lack = _height(cell, fit) - sum(rows)
        if lack > 0 and rows:
            heights[first + len(rows) - 1] += lack
    return heights


def _height(cell: Cell, fit: Fit) -> int:
    letter = POINTS[fit.size] * 20
    width = sum(fit.widths[cell.column : cell.column + cell.across]) - PADDING
    lines = line_count(cell.words, width - cell.level * letter, letter)
    return lines * LINES[fit.size] + _ABOVE_AND_BELOW + _BORDER


def fitting_height(cells: Cells, fit: Fit, room: int) -> Fit:
    """Rows as tall as lets the table stand on one page, in small letters if need be.

    A table that is longer anyway keeps its letters.
    """
    for size in dict.fromkeys((fit.size, "Small")):
        for height in (380, 350, 325, 300, 280):
            wanted = fit.with_rows(cells, size, max(height, LINES[size] + _ABOVE_AND_BELOW))
            if sum(row_heights(cells, wanted)) <= room - _SLACK:
                return wanted
    return fit


class Pages:
    """Counts pages while parts are set one below the other."""

    def __init__(self) -> None:
        self.number = 1
        self._room = 0
        self._height = 0

    def open(self, height: int) -> None:
        """A section begins on a page with this room."""
        self._height = self._room = height

    def next_section(self, height: int) -> None:
        """A section begins on the next page."""
        self.number += 1
        self.open(height)

    def turn(self) -> None:
        """A page break, unless the page is still empty."""
        if self._room < self._height:
            self._next()

    def lines(self, count: int, line: int, before: int = 0, after: int = 0, keep: int = 0) -> int:
        """Set a paragraph; `keep` is the room that must follow it. Returns its page."""
        wanted = before + (count * line + keep if keep else line)
        if wanted > self._room and self._room < self._height:
            self._next()
        page = self.number
        self._room -= before
        for _ in range(count):
            if self._room < line:
                self._next()
            self._room -= line
        self._room -= after
        return page

    def rows(self, heights: Sequence[int], repeated: int) -> None:
        """Set a table whose rows are never split and whose first rows come on every page."""
        heads = sum(heights[:repeated])
        for number, height in enumerate(heights):
            if height > self._room and self._room < self._height:
                self._next()
                if number >= repeated:
                    self._room -= heads
            self._room -= height
            while self._room < 0:
                self.number += 1
                self._room += self._height

    @property
    def room(self) -> int:
        """What is left of the page."""
        return self._room

    def _next(self) -> None:
        self.number += 1
        self._room = self._height
