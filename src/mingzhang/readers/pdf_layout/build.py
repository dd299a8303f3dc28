"""A table from lines of text that stand in columns: header, rows and cells."""

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise

from mingzhang.readers.pdf_layout import text
from mingzhang.readers.pdf_layout.cells import Filled, Unit, divided
from mingzhang.readers.pdf_layout.columns import Band, TextLine
from mingzhang.readers.pdf_layout.header import Header, header
from mingzhang.readers.pdf_layout.names import Name
from mingzhang.readers.pdf_layout.pdfium import Glyphs
from mingzhang.readers.pdf_layout.text import Run

_MARGIN = 1.0


def table(
    heading: list[TextLine],
    body: list[list[TextLine]],
    extents: list[Band],
    glyphs: Glyphs,
) -> tuple[Filled, list[Band]]:
    """The table of header lines and body rows whose figures stand in the columns `extents`.

    With it come the extents of all columns.

    A header text is one cell, however many lines it has; the lowest header row names the
    columns, texts that span several of them stand in rows above. Columns that only have a
    header are added.
    """
    top = header(heading, extents)
    builder = _Builder(_borders(top.columns, heading, body), glyphs)
    builder.add_header(top)
    for group in body:
        builder.add_row(group)
    return builder.filled(heading, body), top.columns


def _borders(
    columns: list[Band], heading: list[TextLine], body: list[list[TextLine]]
) -> list[float]:
    """The borders between columns: in the middle of each gutter."""
    chunks = [c for line in heading for c in line.chunks]
    chunks += [c for group in body for line in group for c in line.chunks]
    left = min([columns[0][0], *(chunk.x0 for chunk in chunks)])
    right = max([columns[-1][1], *(chunk.x1 for chunk in chunks)])
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    return [left - _MARGIN, *inner, right + _MARGIN]


class _Builder:
    def __init__(self, borders: list[float], glyphs: Glyphs) -> None:
        self.borders = borders
        self.glyphs = glyphs
        self.last = len(borders) - 2
        self.cells: dict[Unit, list[Run]] = defaultdict(list)
        self.spans: dict[Unit, tuple[int, int]] = {}
        self.rows = 0

    def column(self, x: float) -> int:
        """The column at a place."""
        return min(max(bisect_right(self.borders, x) - 1, 0), self.last)

    def add_header(self, top: Header) -> None:
        """The rows of names that span columns, then the row that names each column."""
        for level in top.levels:
            for first, last, name in level:
                self.cells[self.rows, first] += name.runs
                if last > first:
                    self.spans[self.rows, first] = (1, last - first + 1)
            self.rows += 1
        own = [(column, name) for column, name in enumerate(top.names) if name is not None]
        rows = [*top.levels, [(k, k, name) for k, name in own if _is_under(top.levels, k)]]
        for column, name in own:
            first = _first_row(rows, column, name)
            self.cells[first, column] += name.runs
            if first < self.rows or top.wide[column] > 1:
                self.spans[first, column] = (self.rows - first + 1, top.wide[column])
        self.rows += bool(own)
        for column, count in enumerate(top.counts):
            if count is not None:
                self.cells[self.rows, column] += count.runs
        self.rows += bool(top.counts)

    def add_row(self, group: list[TextLine]) -> None:
        """One row of the body from its printed lines."""
        for line in group:
            for run in line.runs:
                first, last = self.column(run.x0 + _MARGIN), self.column(run.x1 - _MARGIN)
                if first >= last:
                    self.cells[self.rows, first].append(run)
                    continue
                for part, column in divided(run, self.borders, self.glyphs):
                    self.cells[self.rows, column].append(part)
        if len(group) > 1:
            for column in range(self.last + 1):
                _join_number(self.cells.get((self.rows, column), []))
        self.rows += 1

    def filled(self, heading: list[TextLine], body: list[list[TextLine]]) -> Filled:
        """The table with everything that was added."""
        lines = [*heading, *(line for group in body for line in group)]
        top = min(line.y0 for line in lines)
        bottom = max(line.y1 for line in lines)
        return Filled(
            self.last + 1, self.rows, dict(self.cells), self.spans, self.borders, [top, bottom]
        )


def _join_number(runs: list[Run]) -> None:
    """Make the lines of a number that was too long for its column one text."""
    words = "".join([run.text for run in runs])
    if len(runs) > 1 and text.is_number(words):
        first, last = runs[0], runs[-1]
        x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
        runs[:] = [Run(words, x0, first.y0, x1, last.y1, first.start, last.end)]


_HeaderRow = list[tuple[int, int, Name]]
"""The first and the last column of each text that stands in this row of the header alone."""


def _is_under(levels: list[_HeaderRow], column: int) -> bool:
    return bool(levels) and any(first <= column <= last for first, last, _ in levels[-1])


def _first_row(rows: list[_HeaderRow], column: int, name: Name) -> int:
    """The first header row of a name: it stands beside the names of the rows that it spans.

    In the middle of several rows it may stand lower than the names in the first of them.
    """
    row = len(rows) - 1
    while row:
        above = rows[row - 1]
        covered = any(first <= column <= last for first, last, _ in above)
        if covered or not above:
            break
        beside = name.y0 <= max(other.y1 for *_, other in above) - _MARGIN
        if not beside and not _is_in_middle(name, rows[row - 1 :]):
            break
        row -= 1
    return row


def _is_in_middle(name: Name, rows: list[_HeaderRow]) -> bool:
    """Whether a name stands in the middle of all rows, rather than of those below the first."""
    if not rows[1] or not rows[-1]:
        return False
    first, second = (min(other.y0 for *_, other in row) for row in rows[:2])
    bottom = max(other.y1 for *_, other in rows[-1])
    return name.y0 + name.y1 < (first + second) / 2 + bottom
