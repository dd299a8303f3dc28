"""Runs of text into the cells of a grid (单元格)."""

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise

import msgspec

from mingzhang.readers.pdf_layout import grid as grids
from mingzhang.readers.pdf_layout import pdfium, text
from mingzhang.readers.pdf_layout.grid import Grid
from mingzhang.readers.pdf_layout.pdfium import Glyphs
from mingzhang.readers.pdf_layout.text import Run

_INSET = 0.15
_PADDING = 0.7
_OVERLAP = 0.3
_TOUCH = 0.08
_FIGURES = "0123456789,.-%"
_OPENING, _CLOSING = "（《〈“‘【〔「", "）》〉”’】〕」，。、；："

Unit = tuple[int, int]


class Filled(msgspec.Struct):
    """A table with its text still in runs: `cells` by (row, column) of the first unit.

    `spans`: rows and columns of merged cells. `top` and `bottom` say where it stands.
    """

    columns: int
    rows: int
    cells: dict[Unit, list[Run]]
    spans: dict[Unit, tuple[int, int]]
    xs: list[float]
    ys: list[float]

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.ys[-1]


def fill(tables: list[Grid], runs: list[Run], glyphs: Glyphs) -> tuple[list[Filled], list[Run]]:
    """Drop each run into the smallest table that holds its middle; the rest is given back.

    The tables come in the order of `by_area`.
    """
    fillers = [_Filler(table, glyphs) for table in by_area(tables)]
    rest: list[Run] = []
    for run in runs:
        y = (run.y0 + run.y1) / 2
        x = (run.x0 + run.x1) / 2
        for filler in fillers:
            if filler.top < y < filler.bottom and filler.left < x < filler.right:
                filler.take(run, y)
                break
        else:
            rest.append(run)
    return [filler.filled() for filler in fillers], rest


def by_area(tables: list[Grid]) -> list[Grid]:
    """Small ones first: a table inside another one's cell is the smaller."""
    return sorted(tables, key=lambda t: (t.xs[-1] - t.xs[0]) * (t.ys[-1] - t.ys[0]))


class _Filler:
    def __init__(self, grid: Grid, glyphs: Glyphs) -> None:
        self.grid = grid
        self.glyphs = glyphs
        self.xs, self.ys = grid.xs, grid.ys
        self.left, self.right = grid.xs[0], grid.xs[-1]
        self.top, self.bottom = grid.ys[0], grid.ys[-1]
        self.last = grid.columns - 1
        self.spans = grids.spans(grid)
        self.owner = {
            (r, c): first
            for first, (rows, columns) in self.spans.items()
            for r in range(first[0], first[0] + rows)
            for c in range(first[1], first[1] + columns)
        }
        self.cells: dict[Unit, list[Run]] = defaultdict(list)

    def take(self, run: Run, y: float) -> None:
        """Put a run into its cell, or its parts into theirs where it runs across a line."""
        row = bisect_right(self.ys, y) - 1
        inset = _INSET * (run.y1 - run.y0)
        first = bisect_right(self.xs, run.x0 + inset, 1, self.last + 1) - 1
        unit = (row, first)
        if self.owner:
            unit = self.owner.get(unit, unit)
        if run.x1 - inset > self.xs[first + 1]:
            last = bisect_right(self.xs, run.x1 - inset, 1, self.last + 1) - 1
            if first < last and unit != self.owner.get((row, last)):
                self.divide(run, row)
                return
        self.cells[unit].append(run)

    def divide(self, run: Run, row: int) -> None:
        """Put the parts of a run that crosses a border into their cells."""
        for part, column in divided(run, self.xs, self.glyphs):
            unit = (row, column)
            self.cells[self.owner.get(unit, unit)].append(part)

    def filled(self) -> Filled:
        """Everything that was taken."""
        grid = self.grid
        return Filled(grid.columns, grid.rows, self.cells, self.spans, self.xs, self.ys)


def divided(run: Run, borders: list[float], glyphs: Glyphs) -> list[tuple[Run, int]]:
    """Cut a run that crosses column borders: into the texts of two cells that touch, or not.

    It stays whole where a glyph stands on the border, or where one instruction showed both
    sides without a gap: then it is one text too long for its cell.
    """
    apart = _instructions(run, glyphs)
    parts: list[tuple[int, int]] = []
    begin = run.start
    for index in range(run.start + 1, run.end):
        border = _border_between(index, borders, glyphs)
        if (
            _overlaps(index, glyphs)
            or (border is not None and _is_cut(run, index, border, glyphs))
            or (index in apart and _figure_begins(begin, index, apart[index], borders, glyphs))
        ):
            parts.append((begin, index))
            begin = index
    parts.append((begin, run.end))
    pieces = [run] if len(parts) == 1 else [text.piece(glyphs, a, b) for a, b in parts]
    return [(part, home(part, borders)) for part in pieces]


def _instructions(run: Run, glyphs: Glyphs) -> dict[int, int]:
    """Where inside a run an instruction begins, and where it ends; none if each shows one glyph."""
    starts = [k for k in range(run.start + 1, run.end) if _shown_apart(k, glyphs)]
    if 2 * len(starts) > run.end - run.start:
        return {}
    return dict(pairwise([*starts, run.end]))


def _figure_begins(begin: int, index: int, end: int, borders: list[float], glyphs: Glyphs) -> bool:
    """Whether glyphs from `index` are a figure set to the right end of another cell.

    Such a figure, too long for its cell, touches or covers the text before it.
    """
    before = text.piece(glyphs, begin, index)
    figure = text.piece(glyphs, index, end)
    column = min(max(bisect_right(borders, figure.x1 - 1) - 1, 0), len(borders) - 2)
    ends = borders[column + 1] - figure.x1 < _PADDING * (figure.y1 - figure.y0)
    return ends and text.is_number(figure.text) and home(before, borders) < column


def _border_between(index: int, borders: list[float], glyphs: Glyphs) -> float | None:
    """The border between the middles of a glyph and of the one before it."""
    (left, _, right, _), (next_left, _, next_right, _) = glyphs.boxes((index - 1, index))
    before, after = (left + right) / 2, (next_left + next_right) / 2
    k = bisect_right(borders, before)
    return borders[k] if k < len(borders) and borders[k] < after else None


def _overlaps(index: int, glyphs: Glyphs) -> bool:
    """Whether a glyph begins well before the end of the one before it: another text."""
    (_, _, end, _), (begin, top, _, bottom) = glyphs.boxes((index - 1, index))
    size, behind = top - bottom, end - begin
    return behind > _OVERLAP * size or (behind > _TOUCH * size and _shown_apart(index, glyphs))


def _is_cut(run: Run, index: int, border: float, glyphs: Glyphs) -> bool:
    """Whether one text ends and another begins at the border between two glyphs of a run.

    Some programs show every glyph by itself; there only a number beside words is cut off.
    """
    _, top, _, bottom = glyphs.box(index)
    size = top - bottom
    end, begin = _ink(index - 1, glyphs)[1], _ink(index, glyphs)[0]
    if begin - end > _INSET * size:
        return True
    if end > border + 0.2 * size or begin < border - 0.2 * size:
        return False
    if not _shown_apart(index, glyphs):
        return False
    others = [k for k in (index - 1, index + 1) if run.start < k < run.end]
    if not others or not all(_shown_apart(k, glyphs) for k in others):
        return True
    before, after = glyphs.text[index - 1], glyphs.text[index]
    return (before in _FIGURES) != (after in _FIGURES)


def _ink(index: int, glyphs: Glyphs) -> tuple[float, float]:
    """Where a glyph begins and ends without the blank half of a full-width bracket."""
    x0, _, x1, _ = glyphs.box(index)
    character = glyphs.text[index]
    if character in _OPENING:
        return (x0 + x1) / 2, x1
    return x0, (x0 + x1) / 2 if character in _CLOSING else x1


def _shown_apart(index: int, glyphs: Glyphs) -> bool:
    """Whether a glyph and the one before it were shown by two instructions."""
    one = pdfium.text_object(glyphs.textpage, index - 1)
    return one == 0 or one != pdfium.text_object(glyphs.textpage, index)


def home(run: Run, borders: list[float]) -> int:
    """The column of a text that may be longer than its cell: where its aligned end stands."""
    last = len(borders) - 2
    first = min(max(bisect_right(borders, run.x0 + 1) - 1, 0), last)
    end = min(max(bisect_right(borders, run.x1 - 1) - 1, 0), last)
    if first == end:
        return first
    padding = _PADDING * (run.y1 - run.y0)
    begins = run.x0 - borders[first] < padding
    ends = borders[end + 1] - run.x1 < padding
    if begins != ends:
        return first if begins else end
    if begins:
        return end if text.is_number(run.text) else first
    middle = (run.x0 + run.x1) / 2
    return min(max(bisect_right(borders, middle) - 1, 0), last)


def texts(table: Filled) -> list[list[str]]:
    """The rows of a table: each cell's text, "" where blank."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    spans, xs = table.spans, table.xs
    for (row, column), runs in table.cells.items():
        if len(runs) == 1:
            rows[row][column] = runs[0].text
        else:
            _, wide = spans.get((row, column), (1, 1))
            rows[row][column] = text.wrapped(runs, xs[column + wide] - xs[column])
    return rows
