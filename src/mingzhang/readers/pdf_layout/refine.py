"""Grids whose lines leave out borders (半框线表): what alignment shows is put in."""

from itertools import pairwise

from mingzhang.readers.pdf_layout import columns, rows, text
from mingzhang.readers.pdf_layout.cells import Filled, Unit, fill
from mingzhang.readers.pdf_layout.columns import TextLine
from mingzhang.readers.pdf_layout.grid import Grid
from mingzhang.readers.pdf_layout.pdfium import Glyphs
from mingzhang.readers.pdf_layout.text import Run

_SAMPLE = 12
_SAME_LINE = 3.0
_FULL = 0.6


def refined(grid: Grid, table: Filled, glyphs: Glyphs) -> Filled:
    """The table with missing column and row borders added, or as it is if none are missing.

    A box without any border inside is left as it is: its rules frame an unruled table.
    """
    crowded = _crowded(table) if table.columns > 1 else []
    if not crowded:
        return table
    runs = [run for cell in table.cells.values() for run in cell]
    if _add_columns(grid, table, {column for _, column in crowded}):
        table = fill([grid], runs, glyphs)[0][0]
    if _add_rows(grid, table, {row for row, _ in crowded}):
        table = fill([grid], runs, glyphs)[0][0]
    return table


def _crowded(table: Filled) -> list[Unit]:
    """The cells that hold several numbers."""
    return [
        unit
        for unit, runs in table.cells.items()
        if len(runs) > 1 and sum([text.is_number(run.text) for run in runs[:_SAMPLE]]) > 1
    ]


def _add_columns(grid: Grid, table: Filled, crowded: set[int]) -> bool:
    """Cut columns of the grid in which numbers stand side by side; tells whether it did."""
    found = False
    for column in sorted(crowded, reverse=True):
        lines = _column_lines(table, column)
        data = [line for line in lines if line.data]
        if len(data) < 2 or 2 * len(data) < len(lines):
            continue
        extents = columns.columns(data)
        if len(extents) < 2 or not columns.aligned(data, extents):
            continue
        for left, right in reversed(list(pairwise(extents))):
            _insert_column(grid, table, column, (left[1] + right[0]) / 2)
        found = True
    return found


def _column_lines(table: Filled, column: int) -> list[TextLine]:
    """The printed lines in the unmerged cells of one column."""
    runs = [
        run
        for (row, c), cell in table.cells.items()
        if c == column and table.spans.get((row, c), (1, 1))[1] == 1
        for run in cell
    ]
    return [columns.text_line(line) for line in text.rows_of(runs)]


def _insert_column(grid: Grid, table: Filled, column: int, x: float) -> None:
    """A new border right in a column, in every row where no text stands across it."""
    blocked: set[int] = set()
    for (row, first), cell in table.cells.items():
        high, wide = table.spans.get((row, first), (1, 1))
        if first <= column < first + wide and (wide > 1 or any(r.x0 < x < r.x1 for r in cell)):
            blocked.update(range(row, row + high))
    grid.xs.insert(column + 1, x)
    grid.down.insert(column + 1, [row not in blocked for row in range(grid.rows)])
    for places in grid.across:
        places.insert(column, places[column])


def _add_rows(grid: Grid, table: Filled, crowded: set[int]) -> bool:
    """Cut rows of the grid in which numbers stand below each other; tells whether it did."""
    found = False
    widths = [right - left for left, right in pairwise(grid.xs)]
    for row in sorted(crowded, reverse=True):
        cells = {
            column: cell
            for (r, column), cell in table.cells.items()
            if r == row and table.spans.get((r, column), (1, 1))[0] == 1
        }
        if not _stacked(cells, widths):
            continue
        lines = [columns.text_line(x) for x in text.rows_of([r for c in cells.values() for r in c])]
        groups = rows.grouped(lines, list(pairwise(grid.xs)))
        heights = rows.borders(groups, grid.ys[row], grid.ys[row + 1])
        for y in reversed(heights[1:-1]):
            _insert_row(grid, table, row, y)
        found = found or len(groups) > 1
    return found


def _stacked(cells: dict[int, list[Run]], widths: list[float]) -> bool:
    """Whether two numbers of one cell stand each beside a text of another cell in the row.

    A number below one that fills the cell is the rest of that one.
    """
    if len(cells) < 2:
        return False
    for column, cell in cells.items():
        heights = _number_heights(cell, widths[column])
        if len(heights) < 2:
            continue
        others = [run.y1 for c, runs in cells.items() if c != column for run in runs]
        beside = sum(any(abs(y - other) < _SAME_LINE for other in others) for y in heights)
        if beside > 1:
            return True
    return False


def _number_heights(cell: list[Run], width: float) -> list[float]:
    """Where the whole numbers of a cell stand, one a line."""
    if len(cell) < 2:
        return []
    heights: list[float] = []
    above: Run | None = None
    for run in sorted(cell, key=lambda run: run.y1):
        if not text.is_number(run.text):
            above = None
            continue
        whole = above is None or not _goes_on(above, run, width)
        if whole and (not heights or run.y1 - heights[-1] > _SAME_LINE):
            heights.append(run.y1)
        above = run
    return heights


def _goes_on(above: Run, below: Run, width: float) -> bool:
    """Whether a number that was too long for its cell goes on in the next line."""
    if text.UNFINISHED.search(above.text):
        return True
    if above.x1 - above.x0 < _FULL * width:
        return False
    return len(below.text) < 4 or above.text.isdigit()


def _insert_row(grid: Grid, table: Filled, row: int, y: float) -> None:
    """A new border right in a row, under every cell that is not merged with another row."""
    merged = {
        column
        for (first, left), (high, wide) in table.spans.items()
        if high > 1 and first <= row < first + high
        for column in range(left, left + wide)
    }
    grid.ys.insert(row + 1, y)
    grid.across.insert(row + 1, [column not in merged for column in range(grid.columns)])
    for places in grid.down:
        places.insert(row, places[row])
