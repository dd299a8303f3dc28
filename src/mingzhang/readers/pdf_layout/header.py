"""Header texts of tables without lines (表头): which column, or which columns, each one names."""

from functools import cache
from math import inf

import msgspec

from mingzhang.readers.pdf_layout import columns
from mingzhang.readers.pdf_layout.columns import Band, Chunk, TextLine
from mingzhang.readers.pdf_layout.text import Run

_MARGIN = 1.0
_PADDING = 3.0
_UNCOVERED = 5.0
_BESIDE = 15.0
_MANY = 600
_NAMELESS = 200.0
_ALONE = 300.0
_COLLISION = 20.0


class Name(msgspec.Struct):
    """One header text, however many lines it has (栏目)."""

    x0: float
    x1: float
    y0: float
    y1: float
    runs: list[Run]

    @property
    def middle(self) -> float:
        """The middle of its width."""
        return (self.x0 + self.x1) / 2

    def overlaps(self, x0: float, x1: float) -> bool:
        """Whether it stands above or below the extent."""
        return self.x0 < x1 - _MARGIN and self.x1 > x0 + _MARGIN

    def add(self, other: "Name") -> None:
        """One more line of the text."""
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)
        self.y0, self.y1 = min(self.y0, other.y0), max(self.y1, other.y1)
        self.runs += other.runs


class Header(msgspec.Struct):
    """The names of columns, and above them the names of several columns: levels from the top.

    `columns` are the extents of figures and names, those added that only have a name; `names`
    has the name of each;
    a level has (first column, last column, name).
    """

    columns: list[Band]
    names: list[Name | None]
    levels: list[list[tuple[int, int, Name]]]


def header(lines: list[TextLine], extents: list[Band]) -> Header:
    """Sort out the header lines above columns whose figures have the extents given."""
    names: list[Name] = []
    upper: list[Name] = []
    for line in reversed(lines):
        chunks = columns.text_line(line.runs, columns.NAME_GAP).chunks
        _add_line([_name(chunk) for chunk in chunks], names, upper)
    bands, owners = _columns(extents, names)
    lowered = [name for name in upper if _names_alone(name, bands, owners)]
    if lowered:
        names += lowered
        upper = [name for name in upper if name not in lowered]
        bands, owners = _columns(extents, names)
    cells = [_cell(band, owner) for band, owner in zip(bands, owners, strict=True)]
    levels: list[list[Name]] = []
    for name in sorted(upper, key=lambda name: name.y0):
        if levels and name.y0 < levels[-1][0].y1:
            levels[-1].append(name)
        else:
            levels.append([name])
    return Header(bands, owners, [_ranges(level, cells, owners) for level in levels])


def _name(chunk: Chunk) -> Name:
    y0 = min([run.y0 for run in chunk.runs])
    y1 = max([run.y1 for run in chunk.runs])
    return Name(chunk.x0, chunk.x1, y0, y1, list(chunk.runs))


def _add_line(line: list[Name], names: list[Name], upper: list[Name]) -> None:
    """One header line, above those that were added before: more of their texts, or new ones."""
    lowest = list(names)
    fresh: list[Name] = []
    for name in line:
        below = [other for other in lowest if other.overlaps(name.x0, name.x1)]
        if not below:
            fresh.append(name)
        elif len(below) == 1 and not _spans(name, below[0], lowest, line):
            below[0].add(name)
        else:
            _add_upper(name, upper)
    for name in fresh:
        if _above_both(name, names):
            _add_upper(name, upper)
        else:
            names.append(name)


def _add_upper(name: Name, upper: list[Name]) -> None:
    """A text over several columns, or one more line of the one below."""
    for other in upper:
        close = other.y0 - name.y1 < name.y1 - name.y0
        if close and abs(other.middle - name.middle) < _PADDING and name.y0 < other.y0 - _MARGIN:
            other.add(name)
            return
    upper.append(name)


def _spans(name: Name, below: Name, names: list[Name], line: list[Name]) -> bool:
    """Whether a text above another one also names that one's neighbours, which have none."""
    return any(
        other is not below
        and abs(other.y0 - below.y0) < _MARGIN
        and not any(upper.overlaps(other.x0, other.x1) for upper in line)
        for other in _neighbours(below, names)
    )


def _neighbours(name: Name, names: list[Name]) -> list[Name]:
    left = [other for other in names if other.x1 <= name.x0 + _MARGIN]
    right = [other for other in names if other.x0 >= name.x1 - _MARGIN]
    found = [max(left, key=lambda other: other.x1)] if left else []
    return [*found, min(right, key=lambda other: other.x0)] if right else found


def _above_both(name: Name, names: list[Name]) -> bool:
    """Whether a text between two others stands higher than both."""
    beside = _neighbours(name, names)
    return len(beside) == 2 and all(name.y1 <= other.y0 + _MARGIN for other in beside)


def _columns(extents: list[Band], names: list[Name]) -> tuple[list[Band], list[Name | None]]:
    """All columns with their names; a name without figures below it is a column too.

    Names and extents keep their order, and no column reaches into the next one: of all ways to
    give names to extents the one that leaves the fewest alone and the least gaps.
    """
    names = sorted(names, key=lambda name: name.x0)
    columns = _matched(extents, names)
    return [band for band, _ in columns], [name for _, name in columns]


_Column = tuple[Band, Name | None]
_Way = tuple[float, float, list[_Column]]


def _matched(extents: list[Band], names: list[Name]) -> list[_Column]:
    """The cheapest columns: the best for every count of extents and of names from the left."""
    best: list[list[_Way]] = []
    for i in range(len(extents) + 1):
        best.append([])
        for j in range(len(names) + 1):
            ways: list[_Way] = [(0.0, -inf, [])] if i == j == 0 else []
            if i:
                ways.append(_added(best[i - 1][j], extents[i - 1], None))
            if j:
                name = names[j - 1]
                ways.append(_added(best[i][j - 1], (name.x0, name.x1), name))
            if i and j:
                ways.append(_added(best[i - 1][j - 1], extents[i - 1], names[j - 1]))
            best[i].append(min(ways, key=lambda way: way[0]))
    return best[-1][-1][2]


def _added(before: _Way, band: Band, name: Name | None) -> _Way:
    """One more column to the right, and what it costs."""
    cost, end, columns = before
    whole = _widened(band, name)
    cost += _COLLISION * max(end - whole[0], 0.0)
    if name is None:
        cost += _NAMELESS
    elif band == (name.x0, name.x1):
        cost += _ALONE
    else:
        cost += max(band[0] - name.x1, name.x0 - band[1], 0.0)
    return cost, max(end, whole[1]), [*columns, (whole, name)]


def _names_alone(name: Name, bands: list[Band], owners: list[Name | None]) -> bool:
    """Whether a text stands over one column only, and that column has no other name."""
    under = [k for k, (x0, x1) in enumerate(bands) if name.overlaps(x0, x1)]
    return len(under) == 1 and owners[under[0]] is None


def _widened(band: Band, name: Name | None) -> Band:
    return band if name is None else (min(band[0], name.x0), max(band[1], name.x1))


def _cell(band: Band, name: Name | None) -> Band:
    """The cell of a column as far as one can tell: its name is centred in it."""
    x0, x1 = band[0] - _PADDING, band[1] + _PADDING
    if name is None:
        return (x0, x1)
    return (min(x0, 2 * name.middle - x1), max(x1, 2 * name.middle - x0))


def _ranges(
    level: list[Name], cells: list[Band], owners: list[Name | None]
) -> list[tuple[int, int, Name]]:
    """The columns that each text of a level is centred over, so that the fewest stay without."""
    level = sorted(level, key=lambda name: name.x0)
    wants = [owner is not None and owner.y0 > level[0].y1 - _MARGIN for owner in owners]
    beside = [owner is not None and not below for owner, below in zip(owners, wants, strict=True)]

    @cache
    def best(index: int, start: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if index == len(level):
            return _UNCOVERED * sum(wants[start:]), ()
        found: tuple[float, tuple[tuple[int, int], ...]] = (float("inf"), ())
        for first in range(start, len(cells)):
            skipped = _UNCOVERED * sum(wants[start:first])
            for last in range(first, len(cells)):
                off = abs((cells[first][0] + cells[last][1]) / 2 - level[index].middle)
                off += _BESIDE * sum(beside[first : last + 1])
                cost, rest = best(index + 1, last + 1)
                if off + skipped + cost < found[0]:
                    found = (off + skipped + cost, ((first, last), *rest))
        return found

    if len(level) * len(cells) > _MANY:
        return []
    _, ranges = best(0, 0)
    return [(a, b, name) for (a, b), name in zip(ranges, level, strict=False)]
