"""Tables without a grid of lines (无框线表、三线表): found by rules, shading and alignment."""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from mingzhang.readers.pdf_layout import build, columns, rows
from mingzhang.readers.pdf_layout.cells import Filled
from mingzhang.readers.pdf_layout.columns import Band, Edges, TextLine
from mingzhang.readers.pdf_layout.frames import Frame, frames, shaded
from mingzhang.readers.pdf_layout.lines import Ruling
from mingzhang.readers.pdf_layout.pdfium import Glyphs

_MAX_STEP = 4.5
_HEADER_STEP = 6.0
_ROOMY = 1.3
_NEXT = 1.5
_CLOSE = 0.6
_NEAR = 0.3
_MAX_HEADER = 24
_MAX_PENDING = 40
_MAX_LINES = 3_000
_MAX_CHUNKS = 200
_FIGURES = 3
_UNEVEN = 0.08
_WRAPPED = 1.6
_MAX_WRAPPED = 8
_MAX_ABOVE = 3
_ROOM = 3.0
_AMOUNT = re.compile(r"\d[.,，]\d*")


class Model(msgspec.Struct):
    """What the last table of a page hands on to the next page: its header, and its cells."""

    header: list[str]
    columns: list[Band]


class Found(msgspec.Struct):
    """The tables of a page that have no grid, the lines left over, and the last table's model."""

    tables: list[Filled]
    rest: list[TextLine]
    model: Model | None = None


def tables(
    lines: list[TextLine], ruling: Ruling, glyphs: Glyphs, before: Model | None = None
) -> Found:
    """The tables among printed lines that stand in no ruled table.

    `before`: of the last table of the page before, which may go on here: under the same header
    it has the same columns.
    """
    found: list[Filled] = []
    if not any(line.data for line in lines) or _too_many(lines):
        return Found(found, lines)
    for frame in frames(ruling):
        for part in _parts(frame, lines):
            part = _opened(part, lines)
            inside = [line for line in lines if part.top < line.middle < part.bottom]
            table = _framed(inside, part, glyphs)
            if table is not None:
                found.append(table)
                lines = [line for line in lines if not part.top < line.middle < part.bottom]
    bands = shaded(ruling)
    cuts = [height for band in bands for height in band]
    rest: list[TextLine] = []
    end = 0
    model: Model | None = None
    for start, stop in _chains(lines, before):
        cut = _free(lines, start, stop, end, before)
        if cut is not None:
            first, last, extents = cut
            header, body = _parted(lines[first : last + 1], extents)
            if before is not None and _words(header) == before.header:
                extents = before.columns
            groups = rows.grouped(body, extents, cuts)
            table, extents = build.table(header, groups, extents, glyphs)
            found.append(table)
            model = Model(_words(header), extents)
            rest += lines[end:first]
            end = last + 1
    return Found(found, rest + lines[end:], model)


def _words(lines: list[TextLine]) -> list[str]:
    return ["".join([run.text for run in line.runs]) for line in lines]


def _repeats(lines: list[TextLine], index: int, model: Model | None) -> int | None:
    """Where the header of the table before begins, if it ends right above a row; else None.

    The lines of a name may begin above the row's figures.
    """
    if model is None or not model.header:
        return None
    height = len(model.header)
    for end in range(index, max(index - _MAX_ABOVE, height) - 1, -1):
        if _words(lines[end - height : end]) == model.header:
            return end - height
    return None


def _too_many(lines: list[TextLine]) -> bool:
    """Whether the page holds more than any table: sorting it out would take too long."""
    return len(lines) > _MAX_LINES or max(len(line.chunks) for line in lines) > _MAX_CHUNKS


def _parts(frame: Frame, lines: list[TextLine]) -> list[Frame]:
    """The frame cut where it holds a sentence or a label: there one table ends."""
    heights = frame.heights
    prose = [line.middle for line in lines if line.prose]
    parts: list[Frame] = []
    begin = 0
    for index in range(1, len(heights)):
        if any(heights[index - 1] < y < heights[index] for y in prose):
            parts.append(replace(frame, heights=heights[begin:index]))
            begin = index
    parts.append(replace(frame, heights=heights[begin:]))
    return [part for part in parts if len(part.heights) > 1]


def _opened(frame: Frame, lines: list[TextLine]) -> Frame:
    """The frame with the row above its first rule, where the page begins within the table.

    There the rule above that row was left on the page before, and no header stands below.
    """
    inside = next((line for line in lines if line.middle > frame.top), None)
    row = max(below - top for top, below in pairwise(frame.heights)) + _ROOM
    above = [line for line in lines if frame.top - row < line.y0 and line.middle < frame.top]
    if inside is None or not inside.data or not any(map(_is_row_of_figures, above)):
        return frame
    if any(line.prose or not _within(line, frame) for line in above):
        return frame
    return replace(frame, heights=[above[0].y0 - 1.0, *frame.heights])


def _within(line: TextLine, frame: Frame) -> bool:
    return frame.x0 - _ROOM < line.chunks[0].x0 and line.chunks[-1].x1 < frame.x1 + _ROOM


def _framed(lines: list[TextLine], frame: Frame, glyphs: Glyphs) -> Filled | None:
    """The table of the lines between rules, if they stand in columns."""
    data = [line for line in lines if line.data]
    if not data or sum(line.prose for line in lines) * 2 > len(lines):
        return None
    many = [line for line in lines if len(line.chunks) > 1]
    single = _is_one_row(data)
    basis = many if single else data
    extents = columns.columns(basis)
    in_columns = len(basis) > 1 and len(extents) > 1 and columns.aligned(basis, extents)
    if not in_columns:
        return None
    if single:
        extents = columns.columns(data)
    header, body = _parted(lines, extents, frame.heights)
    return build.table(header, rows.grouped(body, extents, frame.heights), extents, glyphs)[0]


def _is_one_row(data: list[TextLine]) -> bool:
    """Whether lines stand beside each other: figures too long for their cells go on below."""
    return all(above.beside(below) for above, below in pairwise(data))


def _parted(
    lines: list[TextLine], extents: list[Band], rules: Sequence[float] = ()
) -> tuple[list[TextLine], list[TextLine]]:
    """Header lines and body lines: a line of the body has a figure, or begins as names do.

    `rules`: heights of lines, at the lowest of which above the figures the header ends; the row
    that numbers the columns below it is left out, since its figures need not stand in line.
    """
    edges = Edges()
    for line in lines:
        if line.data:
            edges.add(line)
    start = next((k for k, line in enumerate(lines) if line.data or _has_amount(line)), len(lines))
    if start < len(lines):
        over = [rule for rule in rules if lines[0].middle < rule < lines[start].middle]
        if over:
            start = next(k for k, line in enumerate(lines) if line.middle > max(over))
            return lines[:start], [line for line in lines[start:] if not line.counts]
    while 0 < start < len(lines) and (
        lines[start - 1].beside(lines[start])
        or columns.begins_like(lines[start - 1], edges, extents)
    ):
        start -= 1
    return lines[:start], lines[start:]


def _chains(lines: list[TextLine], before: Model | None) -> list[tuple[int, int]]:
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
            not _continues(lines, index, edges)
            or not (
                _is_dense(lines[last : index + 1])
                or all(
                    _fits(x, edges) or x.beside(line) or x.beside(lines[last])
                    for x in lines[last + 1 : index]
                )
            )
        ):
            found.append((start, last))
            start = -1
        if start < 0:
            start, edges = index, Edges()
        last = index
        _add(edges, lines, index)
    if start >= 0:
        found.append((start, last))
    return [
        (a, b)
        for a, b in found
        if b > a or _is_row_of_figures(lines[a]) or _repeats(lines, a, before) is not None
    ]


def _is_dense(lines: list[TextLine]) -> bool:
    """Whether lines follow each other as those of one text do."""
    return all(
        below.y0 - above.y1 < _CLOSE * (above.y1 - above.y0) for above, below in pairwise(lines)
    )


def _add(edges: Edges, lines: list[TextLine], index: int) -> None:
    """Remember the edges of a row: of a line and of those beside it."""
    for line in _row(lines, index):
        edges.add(line)


def _row(lines: list[TextLine], index: int) -> list[TextLine]:
    """A line with those above and below that stand beside each other: the lines of wrapped cells."""
    first = last = index
    while first and index - first < _MAX_WRAPPED and lines[first - 1].beside(lines[first]):
        first -= 1
    end = min(len(lines), index + _MAX_WRAPPED) - 1
    while last < end and lines[last].beside(lines[last + 1]):
        last += 1
    return lines[first : last + 1]


def _continues(lines: list[TextLine], index: int, edges: Edges) -> bool:
    """Whether a line stands in line with a table: with two texts, or with its first if it is near.

    Where columns stay blank for long, the first figures in them stand in line with nothing yet.
    """
    line = lines[index]
    if line.beside(lines[index - 1]):
        return True
    shared = edges.shared(line)
    if shared == 1:
        shared = sum(map(edges.shared, _row(lines, index)))
    if shared > 1 or not shared:
        return shared > 1
    near = line.y0 - lines[index - 1].y1 < _NEXT * (line.y1 - line.y0)
    words = [chunk for chunk in line.chunks if not chunk.number]
    return near and bool(words) and edges.fits(words[0])


def _has_amount(line: TextLine) -> bool:
    """Whether a line has a figure with decimals or thousands, which no header has."""
    return not line.counts and any(
        chunk.number and _AMOUNT.search(chunk.runs[0].text) for chunk in line.chunks
    )


def _is_row_of_figures(line: TextLine) -> bool:
    """Whether one line alone may be the only row of a table."""
    return sum(chunk.number for chunk in line.chunks) >= _FIGURES


def _breaks(lines: list[TextLine], index: int, last: int) -> bool:
    """Whether a table cannot go on at this line."""
    line, above = lines[index], lines[index - 1]
    far = line.y0 - above.y1 > _MAX_STEP * (above.y1 - above.y0)
    return far or line.prose or index - last > _MAX_PENDING


def _fits(line: TextLine, edges: Edges) -> bool:
    """Whether a line without numbers may be a row: one of its texts stands where others do."""
    return any(map(edges.fits, line.chunks))


def _free(
    lines: list[TextLine], start: int, end: int, floor: int, before: Model | None
) -> tuple[int, int, list[Band]] | None:
    """First line, last line and columns of the table around lines start…end, if there is one."""
    data = [line for line in lines[start : end + 1] if line.data]
    again = _repeats(lines, start, before)
    if before is not None and again is not None:
        return again, _end(lines, start, end, data, before.columns), before.columns
    extents = columns.columns(data)
    single = _is_one_row(data)
    if len(extents) < 2 or not (single or columns.aligned(data, extents)):
        return None
    if columns.is_contents(data, extents):
        return None
    if single:
        first = _header_start(lines, start, floor)
        named = max((columns.names(line) for line in lines[first:start]), default=0)
        return (first, end, extents) if named >= _FIGURES else None
    edges = _edges(lines, start, end)
    pitch = rows.pitch(data)
    extents = columns.columns([line for line in lines[start : end + 1] if not line.counts])
    end = _end(lines, start, end, data, extents)
    while start > floor and _is_row(lines[start - 1], lines[start], pitch, edges, extents):
        start -= 1
    body = [line for line in lines[start : end + 1] if not line.counts]
    return _header_start(lines, start, floor, pitch), end, columns.columns(body)


def _edges(lines: list[TextLine], start: int, end: int) -> Edges:
    """The edges of the rows of a table."""
    edges = Edges()
    for index in range(start, end + 1):
        if lines[index].data:
            _add(edges, lines, index)
    return edges


def _end(
    lines: list[TextLine], start: int, end: int, data: list[TextLine], extents: list[Band]
) -> int:
    """The last line of a table whose last figures stand in the line `end`."""
    edges = _edges(lines, start, end)
    pitch = rows.pitch(data) if len(data) > 1 else 0.0
    while end + 1 < len(lines) and _is_row(lines[end + 1], lines[end], pitch, edges, extents):
        end += 1
    return end


def _is_row(
    line: TextLine, neighbour: TextLine, pitch: float, edges: Edges, extents: list[Band]
) -> bool:
    """Whether a line without figures next to a table is one more row of it."""
    if line.beside(neighbour):
        return not line.prose
    step = abs(line.middle - neighbour.middle)
    near = abs(step - pitch) < _UNEVEN * pitch
    if not neighbour.data and len(line.chunks) == len(neighbour.chunks) == 1:
        near = near or step < _WRAPPED * (line.y1 - line.y0)
    return near and not line.prose and columns.begins_like(line, edges, extents)


def _header_start(lines: list[TextLine], start: int, floor: int, pitch: float = 0.0) -> int:
    """The index of the first header line above a table's first row; `pitch`: from row to row."""
    first = start
    for index in range(start - 1, max(start - 1 - _MAX_HEADER, floor - 1), -1):
        line, below = lines[index], lines[index + 1]
        room = max(_HEADER_STEP * (line.y1 - line.y0), _ROOMY * pitch)
        if line.prose or below.y0 - line.y1 > room:
            break
        several = len(line.chunks) > 1 or columns.names(line) > 2
        close = first == index + 1 < start and below.y0 - line.y1 < _NEAR * (line.y1 - line.y0)
        if several or close or (index and lines[index - 1].prose):
            first = index
    return first
