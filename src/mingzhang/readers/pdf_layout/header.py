"""Header texts of tables without lines (表头): which column, or which columns, each one names."""

from functools import cache
from itertools import pairwise
from math import inf

import msgspec

from mingzhang.readers.pdf_layout.columns import Band, TextLine
from mingzhang.readers.pdf_layout.names import (
    MARGIN,
    SAME_LINE,
    SLACK,
    Name,
    fragments,
    parted,
    texts,
)

_PADDING = 3.0
_UNCOVERED = 1.0
_BESIDE = 15.0
_MANY = 600
_NAMELESS = 200.0
_ALONE = 300.0
_COLLISION = 20.0
_FAR_OUT = 400.0
_IN_LINE = 0.5
_SEVERAL = 3
_OFF_CENTRE = 8.0


_Range = tuple[int, int, Name]
"""The first and the last column that a text stands over."""


class Header(msgspec.Struct):
    """The names of columns, and above them the names of several columns: levels from the top.

    `columns` are the extents of figures and names, those added that only have a name; `names`
    has the name of each, `wide` over how many columns it stands, `counts` the text of each in the
    row that numbers them (栏次), if any; a level has (first column, last column, name).
    """

    columns: list[Band]
    names: list[Name | None]
    wide: list[int]
    counts: list[Name | None]
    levels: list[list[_Range]]


def header(lines: list[TextLine], extents: list[Band]) -> Header:
    """Sort out the header lines above columns whose figures have the extents given."""
    numbered = [name for line in lines if line.counts for name in fragments(line)]
    found = texts([fragments(line) for line in lines if not line.counts])
    level_with = [name for name in found if any(_holds(name, number) for number in numbered)]
    found = [name for name in found if name not in level_with]
    numbered += level_with
    below, counts, _ = _columns(extents, numbered)
    names, upper = parted(found, below, _nameless)
    if numbered:
        cells = _cells(below, counts)
        upper += [name for name in names if not _fits(name, cells)]
        names = [name for name in names if _fits(name, cells)]
    upper += [name for name in names if _is_over(name, upper)]
    names = [name for name in names if name not in upper]
    bands, owners, origins = _columns(below, names)
    lowered = [
        name for name in upper if _names_alone(name, bands, owners) and not _is_over(name, upper)
    ]
    if lowered:
        names += lowered
        upper = [name for name in upper if name not in lowered]
        bands, owners, origins = _columns(below, names)
    counts = [None if k is None else counts[k] for k in origins]
    cells = _cells(bands, [count or owner for owner, count in zip(owners, counts, strict=True)])
    lowest = [owner or count for owner, count in zip(owners, counts, strict=True)]
    levels: list[list[_Range]] = []
    for level in reversed(_levels(upper)):
        above = [name for name in upper if name.y1 < level[0].y1]
        ranges = _ranges(level, cells, lowest, [one for row in levels for one in row])
        if not _are_centred(ranges, cells):
            ranges = _from_left(level, lowest, above) or ranges
        levels.insert(0, ranges)
    owners, wide = _shared(bands, owners, counts)
    return Header(bands, owners, wide, counts if numbered else [], levels)


def _is_over(name: Name, upper: list[Name]) -> bool:
    """Whether a text stands above one that itself names several columns."""
    return any(name.y1 < other.y0 + MARGIN and name.overlaps(other.x0, other.x1) for other in upper)


def _holds(name: Name, number: Name) -> bool:
    """Whether a text of several lines stands around the height of another: in one row with it."""
    return name.y0 < number.y0 and number.y1 < name.y1 and not name.overlaps(number.x0, number.x1)


def _shared(
    bands: list[Band], names: list[Name | None], counts: list[Name | None]
) -> tuple[list[Name | None], list[int]]:
    """The names, those of two columns moved to the first, and over how many columns each stands.

    A column without a name shares that of the next one if it is in the middle of both.
    """
    names = list(names)
    wide = [1] * len(names)
    for k in range(len(names) - 2, -1, -1):
        owner = names[k + 1]
        if names[k] is not None or counts[k] is not None or owner is None:
            continue
        if _is_over_both(k, bands, names):
            names[k], names[k + 1] = owner, None
            wide[k] = wide[k + 1] + 1
    return names, wide


def _is_over_both(k: int, bands: list[Band], names: list[Name | None]) -> bool:
    """Whether cells touch if the name right of a column is that of both."""
    first, last = k, k + 2
    while first and names[first - 1] is not None:
        first -= 1
    while last < len(names) and names[last] is not None:
        last += 1
    parts = [*bands[first:k], (bands[k][0], bands[k + 1][1]), *bands[k + 2 : last]]
    middles = [name.middle for name in names[first:last] if name is not None]
    left = bands[first - 1][1] if first else parts[0][0] - _FAR_OUT
    right = bands[last][0] if last < len(bands) else parts[-1][1] + _FAR_OUT
    rooms = [(left, parts[0][0]), *((a[1], b[0]) for a, b in pairwise(parts))]
    return len(middles) > 1 and bool(_chain(middles, [*rooms, (parts[-1][1], right)]))


def _levels(upper: list[Name]) -> list[list[Name]]:
    """The texts over several columns by height, from the top."""
    levels: list[list[Name]] = []
    for name in sorted(upper, key=lambda name: name.y0):
        if levels and name.y0 < levels[-1][0].y1:
            levels[-1].append(name)
        else:
            levels.append([name])
    return levels


def _fits(name: Name, rooms: list[Band]) -> bool:
    """Whether a text stands in one cell."""
    return any(x0 - SLACK < name.x0 and name.x1 < x1 + SLACK for x0, x1 in rooms)


def _columns(
    extents: list[Band], names: list[Name]
) -> tuple[list[Band], list[Name | None], list[int | None]]:
    """All columns with their names, and which extent each has; names without one add columns.

    Names and extents keep their order, and no column reaches into the next one: of all ways to
    give names to extents the one that leaves the fewest alone and the least gaps.
    """
    names = sorted(names, key=lambda name: name.x0)
    columns = _matched(extents, names)
    return [one[0] for one in columns], [one[1] for one in columns], [one[2] for one in columns]


def _nameless(extents: list[Band], names: list[Name]) -> list[Band]:
    """The extents that no name is for."""
    columns, owners, origins = _columns(extents, names)
    return [
        band
        for band, owner, origin in zip(columns, owners, origins, strict=True)
        if owner is None and origin is not None
    ]


_Column = tuple[Band, Name | None, int | None]
_Way = tuple[float, float, list[_Column]]


def _matched(extents: list[Band], names: list[Name]) -> list[_Column]:
    """The cheapest columns: the best for every count of extents and of names from the left."""
    best: list[list[_Way]] = []
    for i in range(len(extents) + 1):
        best.append([])
        for j in range(len(names) + 1):
            ways: list[_Way] = [(0.0, -inf, [])] if i == j == 0 else []
            if i:
                ways.append(_added(best[i - 1][j], extents[i - 1], None, i - 1))
            if j:
                name = names[j - 1]
                ways.append(_added(best[i][j - 1], (name.x0, name.x1), name, None))
            if i and j:
                ways.append(_added(best[i - 1][j - 1], extents[i - 1], names[j - 1], i - 1))
            best[i].append(min(ways, key=lambda way: way[0]))
    return best[-1][-1][2]


def _added(before: _Way, band: Band, name: Name | None, origin: int | None) -> _Way:
    """One more column to the right, and what it costs."""
    cost, end, columns = before
    whole = _widened(band, name)
    cost += _COLLISION * max(end - whole[0], 0.0)
    if name is None:
        cost += _NAMELESS
    elif origin is None:
        cost += _ALONE
    else:
        cost += max(band[0] - name.x1, name.x0 - band[1], 0.0)
    return cost, max(end, whole[1]), [*columns, (whole, name, origin)]


def _names_alone(name: Name, bands: list[Band], owners: list[Name | None]) -> bool:
    """Whether a text stands over one column only, and that column has no other name."""
    under = [k for k, (x0, x1) in enumerate(bands) if name.overlaps(x0, x1)]
    return len(under) == 1 and owners[under[0]] is None


def _widened(band: Band, name: Name | None) -> Band:
    return band if name is None else (min(band[0], name.x0), max(band[1], name.x1))


def _cells(bands: list[Band], names: list[Name | None]) -> list[Band]:
    """The cells of columns: a name stands in the middle of its cell, and cells touch.

    One border therefore gives all others of columns with names that follow each other; it is
    chosen so that no border cuts a text. Where none is possible, borders halve the gutters.
    """
    rooms = [(bands[0][0] - _FAR_OUT, bands[0][0])]
    rooms += [(left[1], right[0]) for left, right in pairwise(bands)]
    rooms.append((bands[-1][1], bands[-1][1] + _FAR_OUT))
    borders = [(a + b) / 2 for a, b in rooms]
    borders[0], borders[-1] = bands[0][0] - _PADDING, bands[-1][1] + _PADDING
    start = 0
    while start < len(bands):
        if names[start] is None:
            start += 1
            continue
        end = start
        while end < len(bands) and names[end] is not None:
            end += 1
        middles = [name.middle for name in names[start:end] if name is not None]
        borders[start : end + 1] = (
            _chain(middles, rooms[start : end + 1]) or borders[start : end + 1]
        )
        start = end
    return list(pairwise(borders))


def _chain(middles: list[float], rooms: list[Band]) -> list[float]:
    """Borders around cells with the middles given, each in its room; none if there are none."""
    sign, shift = 1.0, 0.0
    low, high = -inf, inf
    terms = [(sign, shift)]
    for middle in middles:
        sign, shift = -sign, 2 * middle - shift
        terms.append((sign, shift))
    for (sign, shift), (a, b) in zip(terms, rooms, strict=True):
        ends = sorted([sign * (a - SLACK - shift), sign * (b + SLACK - shift)])
        low, high = max(low, ends[0]), min(high, ends[1])
    if low > high:
        return []
    first = (low + high) / 2
    return [sign * first + shift for sign, shift in terms]


def _are_centred(ranges: list[_Range], cells: list[Band]) -> bool:
    """Whether every text stands in the middle of its columns."""
    return all(
        abs((cells[first][0] + cells[last][1]) / 2 - name.middle) < _OFF_CENTRE
        for first, last, name in ranges
    )


def _from_left(level: list[Name], owners: list[Name | None], above: list[Name]) -> list[_Range]:
    """The columns of texts that begin where the name of their first column begins.

    Each goes on to where the next of its level, or one above, begins; none if any text stands
    elsewhere.
    """

    def first(name: Name) -> int:
        near = (k for k, one in enumerate(owners) if one and abs(one.x0 - name.x0) < _IN_LINE)
        return next(near, -1)

    starts = [first(name) for name in level]
    if len(level) < _SEVERAL or -1 in starts:
        return []
    ends = sorted({*starts, *map(first, above), len(owners)})
    return [
        (start, next(end for end in ends if end > start) - 1, name)
        for start, name in zip(starts, level, strict=True)
    ]


def _ranges(
    level: list[Name], cells: list[Band], owners: list[Name | None], under: list[_Range]
) -> list[_Range]:
    """The columns that each text of a level is centred over, so that the fewest stay without.

    `under`: the ranges of the levels below; a text stands over the whole of one, or beside it.
    """
    level = sorted(level, key=lambda name: name.x0)
    wants = _under(level, owners, under)
    beside = [owner is not None and not below for owner, below in zip(owners, wants, strict=True)]

    @cache
    def best(index: int, start: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if index == len(level):
            return _UNCOVERED * sum(wants[start:]), ()
        found: tuple[float, tuple[tuple[int, int], ...]] = (inf, ())
        for first in range(start, len(cells)):
            skipped = _UNCOVERED * sum(wants[start:first])
            for last in range(first, len(cells)):
                if any(_crosses(first, last, a, b) for a, b, _ in under):
                    continue
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


def _under(level: list[Name], owners: list[Name | None], under: list[_Range]) -> list[bool]:
    """Which columns may stand under the texts of a level.

    Their names are lower; what is right under a text tells how low. A name higher than that
    stands beside the level, in the middle of all its rows.
    """
    bottom = min(name.y1 for name in level) - MARGIN
    covered = {k for a, b, _ in under for k in range(a, b + 1)}
    names = [None if k in covered else owner for k, owner in enumerate(owners)]
    right = [
        owner.y0 + owner.y1
        for owner in names
        if owner is not None
        and owner.y0 > bottom
        and any(name.overlaps(owner.x0, owner.x1) for name in level)
    ]
    least = min(right, default=-inf) - 2 * SAME_LINE
    return [
        k in covered or (owner is not None and owner.y0 > bottom and owner.y0 + owner.y1 > least)
        for k, owner in enumerate(owners)
    ]


def _crosses(first: int, last: int, a: int, b: int) -> bool:
    """Whether two ranges overlap without the first holding the second."""
    return first <= b and a <= last and not (first <= a and b <= last)
