"""Tables without a full grid of lines (无框线表、三线表): found by rules, shading and alignment."""

from bisect import bisect_right
from itertools import pairwise

from mingzhang.readers.pdf_layout import columns, rows
from mingzhang.readers.pdf_layout.columns import Edges, TextLine
from mingzhang.readers.pdf_layout.grid import Grid
from mingzhang.readers.pdf_layout.lines import Line, Ruling

_MIN_RULE = 100.0
_SAME_EXTENT = 10.0
_MAX_STEP = 4.5
_MAX_HEADER = 8
_MAX_PENDING = 40
_MARGIN = 1.0

Band = tuple[float, float]


def grids(lines: list[TextLine], ruling: Ruling) -> list[Grid]:
    """The grids of all tables among printed lines that stand in no ruled table."""
    if sum(line.data for line in lines) == 0:
        return []
    found: list[Grid] = []
    for rules, walls in _frames(ruling):
        inside = [line for line in lines if rules[0] < line.middle < rules[-1]]
        grid = _framed(inside, rules, walls)
        if grid is not None:
            found.append(grid)
            lines = [line for line in lines if not rules[0] < line.middle < rules[-1]]
    for start, end in _chains(lines):
        grid = _free(lines, start, end)
        if grid is not None:
            found.append(grid)
    return found


def _frames(ruling: Ruling) -> list[tuple[list[float], list[float]]]:
    """Areas between parallel rules or shaded bands of one width: heights of the rules, walls."""
    shaded, walls = _shading(ruling)
    rules = [line for line in ruling.horizontal if line[2] - line[1] > _MIN_RULE]
    frames: list[tuple[list[float], list[float]]] = [(found, []) for found in _stacks(rules)]
    return [*frames, *((found, walls) for found in _stacks(shaded))]


def _shading(ruling: Ruling) -> tuple[list[Line], list[float]]:
    """The upper and lower edges of shaded rows as rules, and upright edges that most rows share."""
    bands: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
    for box in ruling.panels:
        bands.setdefault((round(box[1]), round(box[3])), []).append(box)
    rules: set[Line] = set()
    edges: dict[int, int] = {}
    for boxes in bands.values():
        x0, x1 = min(box[0] for box in boxes), max(box[2] for box in boxes)
        y0, y1 = boxes[0][1], boxes[0][3]
        if x1 - x0 > _MIN_RULE and y1 - y0 < 100:
            rules |= {(y0, x0, x1), (y1, x0, x1)}
            for x in {round(x) for box in boxes for x in (box[0], box[2])}:
                edges[x] = edges.get(x, 0) + 1
    walls = sorted(float(x) for x, count in edges.items() if 2 * count >= len(bands) > 1)
    return sorted(rules), _apart(walls)


def _apart(places: list[float]) -> list[float]:
    """Places without those that stand next to another one."""
    found: list[float] = []
    for place in places:
        if not found or place - found[-1] > 3:
            found.append(place)
    return found


def _stacks(rules: list[Line]) -> list[list[float]]:
    """Heights of rules of one extent, at least two of them."""
    stacks: list[tuple[Line, list[float]]] = []
    for rule in sorted(rules):
        for first, heights in stacks:
            same = abs(first[1] - rule[1]) + abs(first[2] - rule[2]) < _SAME_EXTENT
            if same and rule[0] - heights[-1] > 3:
                heights.append(rule[0])
            if same:
                break
        else:
            stacks.append((rule, [rule[0]]))
    return [heights for _, heights in stacks if len(heights) > 1]


def _framed(lines: list[TextLine], rules: list[float], walls: list[float]) -> Grid | None:
    """The grid of the lines between rules, if they stand in columns."""
    data = [line for line in lines if line.data]
    if not data or sum(line.prose for line in lines) * 2 > len(lines):
        return None
    many = [line for line in lines if len(line.chunks) > 1]
    basis = data if len(data) > 1 else many
    extents = columns.bands(basis)
    in_columns = len(basis) > 1 and len(extents) > 1 and columns.aligned(basis, extents)
    if not in_columns and len(walls) < 3:
        return None
    groups: list[list[TextLine]] = []
    heights = [rules[0]]
    for top, bottom in pairwise(rules):
        inside = [line for line in lines if top < line.middle < bottom]
        if inside:
            parts = rows.grouped(inside) if sum(x.data for x in inside) > 1 else [inside]
            groups += parts
            heights += rows.borders(parts, top, bottom)[1:]
        else:
            heights[-1] = bottom
    return _grid(groups, extents, heights, walls)


def _chains(lines: list[TextLine]) -> list[tuple[int, int]]:
    """Stretches of lines (first, last) whose data lines stand in line with each other."""
    found: list[tuple[int, int]] = []
    start = last = -1
    edges = Edges()
    for index, line in enumerate(lines):
        if start >= 0 and _breaks(lines, index, last):
            found.append((start, last))
            start = -1
        if not line.data:
            continue
        if start >= 0 and (
            edges.shared(line) < 2 or not all(_fits(x, edges) for x in lines[last + 1 : index])
        ):
            found.append((start, last))
            start = -1
        if start < 0:
            start, edges = index, Edges()
        last = index
        edges.add(line)
    if start >= 0:
        found.append((start, last))
    return [(a, b) for a, b in found if b > a]


def _breaks(lines: list[TextLine], index: int, last: int) -> bool:
    """Whether a table cannot go on at this line."""
    line, above = lines[index], lines[index - 1]
    far = line.y0 - above.y1 > _MAX_STEP * (above.y1 - above.y0)
    return far or line.prose or index - last > _MAX_PENDING


def _fits(line: TextLine, edges: Edges) -> bool:
    """Whether a line without numbers may be a row: each of its texts begins where others do."""
    return any(map(edges.fits, line.chunks))


def _free(lines: list[TextLine], start: int, end: int) -> Grid | None:
    """The grid of lines start…end with the header lines above them, if they stand in columns."""
    body = lines[start : end + 1]
    data = [line for line in body if line.data]
    extents = columns.bands(data)
    if len(extents) < 2 or not columns.aligned(data, extents):
        return None
    if columns.is_contents(data, extents):
        return None
    first = _header_start(lines, start)
    groups = [[line] for line in lines[first:start]] + rows.grouped(body)
    top = groups[0][0].y0 - _MARGIN
    bottom = max(line.y1 for line in groups[-1]) + _MARGIN
    return _grid(groups, extents, rows.borders(groups, top, bottom), [])


def _header_start(lines: list[TextLine], start: int) -> int:
    """The index of the first header line above a table's first data line."""
    first = start
    for index in range(start - 1, max(start - 1 - _MAX_HEADER, -1), -1):
        line, below = lines[index], lines[index + 1]
        if line.prose or below.y0 - line.y1 > 2.5 * (line.y1 - line.y0):
            break
        if len(line.chunks) > 1:
            first = index
    return first


def _grid(
    groups: list[list[TextLine]], extents: list[Band], heights: list[float], walls: list[float]
) -> Grid | None:
    """A grid of rows and columns; a text over several columns merges them in its row."""
    chunks = [chunk for group in groups for line in group for chunk in line.chunks]
    if walls and len(walls) > len(extents):
        xs = [min(walls[0], min(c.x0 for c in chunks)), *walls[1:-1]]
        xs.append(max(walls[-1], max(c.x1 for c in chunks)))
    else:
        extents = _with_header_columns(groups, extents)
        xs = [min(extents[0][0], min(c.x0 for c in chunks)) - _MARGIN]
        xs += [(a[1] + b[0]) / 2 for a, b in pairwise(extents)]
        xs.append(max(extents[-1][1], max(c.x1 for c in chunks)) + _MARGIN)
    across = [[True] * (len(xs) - 1) for _ in heights]
    down = [[True] * len(groups) for _ in xs]
    for row, group in enumerate(groups):
        for line in group:
            if not line.data:
                _open_walls(line, extents, xs, down, row)
    return Grid(xs, heights, across, down)


def _open_walls(
    line: TextLine, extents: list[Band], xs: list[float], down: list[list[bool]], row: int
) -> None:
    """Take away the borders under a header text that spans the columns on both sides."""
    for chunk in line.chunks:
        for k in range(bisect_right(xs, chunk.x0), len(xs) - 1):
            if xs[k] > chunk.x1:
                break
            if len(extents) == len(xs) - 1:
                left, right = extents[k - 1], extents[k]
                reaches = (
                    chunk.x0 < (left[0] + left[1]) / 2 and chunk.x1 > (right[0] + right[1]) / 2
                )
                if reaches:
                    down[k][row] = False


def _with_header_columns(groups: list[list[TextLine]], extents: list[Band]) -> list[Band]:
    """The columns with those added that have a header but no figure in any row."""
    found = list(extents)
    header: list[TextLine] = []
    for group in groups:
        if any(line.data for line in group):
            break
        header += group
    for line in reversed(header):
        for chunk in line.chunks:
            if all(chunk.x1 < x0 + 1 or chunk.x0 > x1 - 1 for x0, x1 in found):
                found.append((chunk.x0, chunk.x1))
    return sorted(found)
