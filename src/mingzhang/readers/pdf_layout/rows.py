"""Rows by printed lines (按行分行), where no lines separate them.

The texts of a row stand level with each other: in the middle of its height, at its top or at its
bottom, the same way in the whole table. Of all ways to part the lines into rows, the one that
does this best is taken.
"""

import re
from bisect import bisect_right
from itertools import pairwise
from math import inf
from statistics import median

import msgspec

from mingzhang.readers.pdf_layout import text
from mingzhang.readers.pdf_layout.columns import Band, TextLine

_MAX_LINES = 14
_PLACES = ((0.5, 0.0), (0.0, 3.0), (1.0, 4.0))
_LEADING = 2.1
_WRAP_ROOM = 2.2
_NEVER = 20.0
_TWO_NUMBERS = 8.0
_NOT_FULL = 2.0
_OPENS = 4.0
_BARE = 1.0
_OFF = 3.0
_NO_RULE = 4.0
_RULED = 0.25
_TORN = 4.0
_FULL = 0.72
_CODED = 0.75
_EXACT = 0.12
_ORDINAL = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、](?!\d)|[①-⑳]|其中[：:]"
)
_SIGNS = ("-", "−", "－", "–", "—")


class _Piece(msgspec.Struct, gc=False):
    """What one printed line has in one column."""

    x0: float
    x1: float
    y0: float
    y1: float
    words: str
    number: bool


_Line = dict[int, _Piece]


def grouped(
    lines: list[TextLine], extents: list[Band], cuts: list[float] | None = None
) -> list[list[TextLine]]:
    """Printed lines, from the top, by row of the table with the columns given.

    `cuts`: heights that no row reaches over, as rules and the edges of shaded rows.
    """
    if len(lines) < 2:
        return [[line] for line in lines]
    table = _Table(lines, extents, cuts or [])
    ways = [(*table.best(place), handicap) for place, handicap in _PLACES]
    _, starts, _ = min(ways, key=lambda way: way[0] + way[2])
    return [lines[a:b] for a, b in pairwise([*starts, len(lines)])]


class _Table:
    def __init__(self, lines: list[TextLine], extents: list[Band], cuts: list[float]) -> None:
        self.lines = lines
        borders = [(a[1] + b[0]) / 2 for a, b in pairwise(extents)]
        self.cells = [_pieces(line, borders) for line in lines]
        self.size = median(line.y1 - line.y0 for line in lines)
        self.widths = self._widths(len(extents))
        self.ends = [end for _, end in extents]
        self.cuts = [sum(cut < line.middle for cut in cuts) for line in lines]
        self.ruled = len(set(self.cuts)) > _RULED * len(lines)
        self.exact = any(_is_exact(piece.words) for cells in self.cells for piece in cells.values())
        figures = sum(_has_figure(cells) for cells in self.cells)
        self.bare = _BARE * figures / len(lines)
        first = [cells[0] for cells in self.cells if 0 in cells]
        coded = sum(piece.number for piece in first) > _CODED * len(first)
        self.coded = coded and len(first) > len(lines) / 3

    def _widths(self, count: int) -> list[float]:
        """How far the texts of each column reach at most."""
        widths = [0.0] * count
        for cells in self.cells:
            for column, piece in cells.items():
                widths[column] = max(widths[column], piece.x1 - piece.x0)
        return widths

    def best(self, place: float) -> tuple[float, list[int]]:
        """The cost of the best rows and their first lines; `place`: 0 top, ½ middle, 1 bottom."""
        cost = [0.0]
        begin = [0]
        for end in range(1, len(self.lines) + 1):
            least, first = inf, end - 1
            for start in range(end - 1, max(end - 1 - _MAX_LINES, -1), -1):
                if self.cuts[start] != self.cuts[end - 1]:
                    break
                if end - start > 1 and self._gap(start) > _LEADING * self.size:
                    break
                here = cost[start] + self._row(start, end, place) + self._border(start)
                if here < least:
                    least, first = here, start
            cost.append(least)
            begin.append(first)
        starts: list[int] = []
        end = len(self.lines)
        while end:
            end = begin[end]
            starts.append(end)
        return cost[-1], starts[::-1]

    def _gap(self, index: int) -> float:
        return self.lines[index + 1].middle - self.lines[index].middle

    def _border(self, start: int) -> float:
        """What it costs to begin a row at a line: rows do not stand beside each other."""
        if not start or self.cuts[start] != self.cuts[start - 1]:
            return 0.0
        if self.lines[start - 1].beside(self.lines[start]):
            return _NEVER
        return _NO_RULE if self.ruled else 0.0

    def _row(self, start: int, end: int, place: float) -> float:
        """What is odd about a row of these lines."""
        columns: dict[int, list[_Piece]] = {}
        for cells in self.cells[start:end]:
            for column, piece in cells.items():
                columns.setdefault(column, []).append(piece)
        cost = 0.0
        if not any(piece.number for cell in columns.values() for piece in cell):
            cost += self.bare
        if self.coded and 0 not in columns and len(columns) < 2:
            cost += _BARE
        cost += _TORN * sum(self._is_torn(cell, self.widths[k]) for k, cell in columns.items())
        if end - start == 1:
            return cost
        top, bottom = self.lines[start], self.lines[end - 1]
        at = (1 - place) * top.middle + place * bottom.middle
        for column, cell in columns.items():
            middle = (1 - place) * _middle(cell[0]) + place * _middle(cell[-1])
            off = abs(middle - at) / self.size
            cost += _OFF * off if off > _EXACT else 0.0
            if len(cell) > 1:
                cost += self._wrapped(cell, self.widths[column], self.ends[column])
        return cost

    def _is_torn(self, cell: list[_Piece], width: float) -> bool:
        """Whether the figure of a cell goes on below: its last group or its decimals lack digits."""
        last = cell[-1]
        if not last.number:
            return False
        words = "".join([piece.words for piece in cell])
        if text.UNFINISHED.search(words):
            return True
        full = last.x1 - last.x0 > _FULL * width
        return self.exact and full and text.BROKEN.search(words) is not None

    def _wrapped(self, cell: list[_Piece], width: float, end: float) -> float:
        """What is odd about the lines of one cell, in a column as wide, that ends there."""
        cost = 0.0
        words = cell[0].words
        for above, below in pairwise(cell):
            if _middle(below) - _middle(above) > _LEADING * self.size:
                cost += _NEVER
            if words not in _SIGNS and below.words != "%":
                full = above.x1 - above.x0 > _FULL * width
                if above.number and below.number:
                    if not text.is_number(words + below.words):
                        cost += _NEVER
                    elif not full and not text.BROKEN.search(words):
                        cost += _TWO_NUMBERS
                elif max(above.x1 - end, above.x1 - above.x0 - width) < -_WRAP_ROOM * self.size:
                    cost += _NOT_FULL
            if _ORDINAL.match(below.words) and not above.number:
                cost += _OPENS
            words += below.words
        return cost


def _pieces(line: TextLine, borders: list[float]) -> _Line:
    found: _Line = {}
    for chunk in line.chunks:
        column = bisect_right(borders, (chunk.x0 + chunk.x1) / 2)
        words = "".join([run.text for run in chunk.runs])
        y0 = min(run.y0 for run in chunk.runs)
        y1 = max(run.y1 for run in chunk.runs)
        piece = _Piece(chunk.x0, chunk.x1, y0, y1, words, chunk.number)
        before = found.get(column)
        if before is not None:
            both = before.words + piece.words
            piece = _Piece(before.x0, piece.x1, before.y0, before.y1, both, text.is_number(both))
        found[column] = piece
    return found


def _is_exact(words: str) -> bool:
    """Whether a figure has two decimals."""
    return words[-3:-2] == "."


def _has_figure(cells: _Line) -> bool:
    return any(piece.number for column, piece in cells.items() if column)


def _middle(piece: _Piece) -> float:
    return (piece.y0 + piece.y1) / 2


def pitch(lines: list[TextLine]) -> float:
    """The usual distance from row to row: small ones count, as blank rows stretch others."""
    steps = sorted(below.middle - above.middle for above, below in pairwise(lines))
    return median(steps[: max(1, len(steps) // 2)])


def borders(groups: list[list[TextLine]], top: float, bottom: float) -> list[float]:
    """The borders between rows, from `top` to `bottom`."""
    found = [top]
    for above, below in pairwise(groups):
        end = max(line.y1 for line in above)
        begin = min(line.y0 for line in below)
        found.append((end + begin) / 2)
    return [*found, bottom]
