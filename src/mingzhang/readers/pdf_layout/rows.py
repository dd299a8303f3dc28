"""Rows by printed lines (按行距分行), where no lines separate them."""

from itertools import pairwise
from statistics import median

from mingzhang.readers.pdf_layout.columns import TextLine

_CLOSE = 0.72


def grouped(lines: list[TextLine]) -> list[list[TextLine]]:
    """Printed lines by row of the table: a line that only goes on with a row joins it.

    Rows without any number are rows of their own where they keep the distance of rows.
    """
    data = [index for index, line in enumerate(lines) if line.data]
    if len(data) < 2:
        return [[line] for line in lines]
    pitch = _pitch([lines[index] for index in data])
    coded = _coded([lines[index] for index in data])
    owner = list(range(len(lines)))
    for index, line in enumerate(lines):
        if not line.data:
            nearest = min(data, key=lambda k: abs(lines[k].middle - line.middle))
            distance = abs(lines[nearest].middle - line.middle)
            if distance < _CLOSE * pitch or (coded and _lacks_code(line, coded, distance, pitch)):
                owner[index] = nearest
    groups: dict[int, list[TextLine]] = {}
    for index in sorted(range(len(lines)), key=lambda k: (owner[k], k)):
        groups.setdefault(owner[index], []).append(lines[index])
    return list(groups.values())


def _pitch(lines: list[TextLine]) -> float:
    """The usual distance from row to row: small ones count, as blank rows stretch others."""
    steps = sorted(below.middle - above.middle for above, below in pairwise(lines))
    return median(steps[: max(1, len(steps) // 2)])


def _coded(lines: list[TextLine]) -> float:
    """The right end of the first column if nearly every row has a number there, else 0."""
    codes = [line.chunks[0] for line in lines if line.chunks[0].number]
    if len(codes) < 0.9 * len(lines):
        return 0.0
    return max(chunk.x1 for chunk in codes)


def _lacks_code(line: TextLine, coded: float, distance: float, pitch: float) -> bool:
    """Whether a line of a table with codes has only the rest of a long name."""
    return len(line.chunks) == 1 and line.chunks[0].x0 > coded and distance < 1.3 * pitch


def borders(groups: list[list[TextLine]], top: float, bottom: float) -> list[float]:
    """The borders between rows, from `top` to `bottom`."""
    found = [top]
    for above, below in pairwise(groups):
        end = max(line.y1 for line in above)
        begin = min(line.y0 for line in below)
        found.append((end + begin) / 2)
    return [*found, bottom]
