"""Grids (表格框) of ruling lines: which lines belong together, and which cells they enclose."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

import msgspec

from mingzhang.readers.pdf_layout.lines import Line, joined

TOUCH = 3.5
"""Lines that come this near to each other touch."""
DOUBLE = 3.0
"""Parallel lines of a table not farther apart are one line drawn double."""

_BEYOND = 6.0
_SLIVER = 9.0
_LOW = 5.0


class Grid(msgspec.Struct):
    """A table's lines: `xs` and `ys` are the borders of its columns and rows.

    `across[k][c]` tells whether a line stands at ys[k] under column c, `down[k][r]` whether
    one stands at xs[k] beside row r.
    """

    xs: list[float]
    ys: list[float]
    across: list[list[bool]]
    down: list[list[bool]]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.ys) - 1


def grids(horizontal: list[Line], vertical: list[Line]) -> list[Grid]:
    """All grids on a page with at least two cells.

    Lines must be `lines.joined`, in order of their place.
    """
    found = []
    for across, down in _connected(horizontal, vertical):
        grid = _grid(across, down)
        if grid is not None:
            found.append(grid)
    return found


def _connected(horizontal: list[Line], vertical: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Groups of lines that touch each other, each with lines of both directions."""
    heights = [line[0] for line in horizontal]
    parents = list(range(len(horizontal)))
    touched: list[int] = []
    for x, y0, y1 in vertical:
        first = -1
        for index in range(bisect_left(heights, y0 - TOUCH), bisect_right(heights, y1 + TOUCH)):
            _, x0, x1 = horizontal[index]
            if x0 - TOUCH <= x <= x1 + TOUCH:
                root = _root(parents, index)
                if first < 0:
                    first = root
                elif root != first:
                    parents[root] = first
        touched.append(first)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for line, index in zip(vertical, touched, strict=True):
        if index >= 0:
            groups.setdefault(_root(parents, index), ([], []))[1].append(line)
    for index, line in enumerate(horizontal):
        group = groups.get(_root(parents, index))
        if group is not None:
            group[0].append(line)
    return list(groups.values())


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = index = parents[parents[index]]
    return index


def _grid(across: list[Line], down: list[Line]) -> Grid | None:
    """The grid of connected lines; missing outer borders stand where the other lines end."""
    across, down = joined(across, DOUBLE), joined(down, DOUBLE)
    xs = _places(down, across)
    ys = _places(across, down)
    if (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    grid = Grid(xs, ys, _edges(ys, xs, across), _edges(xs, ys, down))
    _drop_slivers(grid.xs, grid.down, grid.across, _SLIVER)
    _drop_slivers(grid.ys, grid.across, grid.down, _LOW)
    return grid if grid.rows * grid.columns > 1 else None


def _places(lines: list[Line], others: list[Line]) -> list[float]:
    """Where the lines stand, with the ends of the others where they go on beyond."""
    places = sorted({line[0] for line in lines})
    begin = min(line[1] for line in others)
    end = max(line[2] for line in others)
    if not places or begin < places[0] - _BEYOND:
        places.insert(0, begin)
    if end > places[-1] + _BEYOND:
        places.append(end)
    return places


def _edges(places: list[float], marks: list[float], lines: list[Line]) -> list[list[bool]]:
    """For each place, which intervals between marks are covered by a line there."""
    third = [(b - a) / 3 for a, b in pairwise(marks)]
    begins = [a + t for a, t in zip(marks, third, strict=False)]
    ends = [b - t for b, t in zip(marks[1:], third, strict=True)]
    covered = {place: [False] * len(third) for place in places}
    for place, begin, end in lines:
        first = bisect_left(begins, begin)
        last = bisect_right(ends, end)
        if last > first:
            covered[place][first:last] = [True] * (last - first)
    return [covered[place] for place in places]


def _drop_slivers(
    places: list[float], own: list[list[bool]], others: list[list[bool]], limit: float
) -> None:
    """Join neighbouring borders that never stand side by side: one border drawn unevenly."""
    index = 1
    while index < len(places):
        near = places[index] - places[index - 1] < limit and len(places) > 2
        if near and not any(map(_both, own[index - 1], own[index])):
            own[index - 1] = list(map(_either, own[index - 1], own[index]))
            outer = index == len(places) - 1
            places[index - 1] = places[index] if outer else places[index - 1]
            del places[index], own[index]
            for row in others:
                del row[index - 1]
        else:
            index += 1


def _both(one: bool, other: bool) -> bool:
    return one and other


def _either(one: bool, other: bool) -> bool:
    return one or other


def spans(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Merged cells: first row and column → rows and columns, where a line between is missing."""
    columns, rows = grid.columns, grid.rows
    inner_down = grid.down[1:columns]
    inner_across = grid.across[1:rows]
    if all(map(all, inner_down)) and all(map(all, inner_across)):
        return {}
    found: dict[tuple[int, int], tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and not grid.down[right][row] and (row, right) not in taken:
                right += 1
            bottom = row + 1
            while bottom < rows and _open(grid, bottom, column, right):
                bottom += 1
            if right - column > 1 or bottom - row > 1:
                found[row, column] = (bottom - row, right - column)
                taken.update((r, c) for r in range(row, bottom) for c in range(column, right))
    return found


def _open(grid: Grid, row: int, left: int, right: int) -> bool:
    """Whether the units of a row go on with the ones above and with each other."""
    return not any(grid.across[row][left:right]) and not any(
        grid.down[k][row] for k in range(left + 1, right)
    )
