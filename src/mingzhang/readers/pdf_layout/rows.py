"""Rows by printed lines (按行距分行), where no lines separate them."""

import re
from itertools import pairwise
from statistics import median

from mingzhang.readers.pdf_layout.columns import Band, TextLine

_CLOSE = 0.72
_DOUBT = 1.5
_UNEVEN = 0.1
_MOST = 0.9
_ORDINAL = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、](?!\d)|[①-⑳]"
)


def grouped(lines: list[TextLine], shaded: list[Band] | None = None) -> list[list[TextLine]]:
    """Printed lines by row of the table: a line that only goes on with a row joins it.

    Rows without any number are rows of their own where they keep the distance of rows.
    `shaded`: heights of shaded rows.
    """
    data = [index for index, line in enumerate(lines) if line.data]
    if len(data) < 2:
        return [[line] for line in lines]
    step = pitch([lines[index] for index in data])
    coded = _coded([lines[index] for index in data])
    owner = list(range(len(lines)))
    even = _even(lines)
    for index, line in enumerate(lines):
        if line.data or even:
            continue
        nearest = min(data, key=lambda k: _distance(lines[k], line))
        distance = abs(lines[nearest].middle - line.middle)
        if _opens(line, lines[nearest]):
            continue
        if (
            distance < _CLOSE * step
            or (coded and _lacks_code(line, coded, distance, step))
            or (shaded and _in_one_band(lines[nearest], line, shaded))
        ):
            owner[index] = nearest
    groups: dict[int, list[TextLine]] = {}
    for index in sorted(range(len(lines)), key=lambda k: (owner[k], k)):
        groups.setdefault(owner[index], []).append(lines[index])
    return list(groups.values())


def _even(lines: list[TextLine]) -> bool:
    """Whether all lines keep one distance, wider than lines of one text do: each is a row."""
    steps = [below.middle - above.middle for above, below in pairwise(lines)]
    usual = median(steps)
    size = median(line.y1 - line.y0 for line in lines)
    near = sum(abs(step - usual) < _UNEVEN * usual for step in steps)
    return near >= _MOST * len(steps) and usual > size


def _opens(line: TextLine, row: TextLine) -> bool:
    """Whether a line begins with a number of its own (一、（一）1.) as a row's name does."""
    if line.beside(row):
        return False
    words = "".join([run.text for run in line.chunks[0].runs])
    return _ORDINAL.match(words) is not None


def _in_one_band(row: TextLine, line: TextLine, shaded: list[Band]) -> bool:
    upper, lower = sorted([row.middle, line.middle])
    return any(y0 < upper and lower < y1 for y0, y1 in shaded)


def _distance(row: TextLine, line: TextLine) -> float:
    """How far a line is from a row; in doubt it belongs to the row above."""
    step = line.middle - row.middle
    return step if step > 0 else _DOUBT - step


def pitch(lines: list[TextLine]) -> float:
    """The usual distance from row to row: small ones count, as blank rows stretch others."""
    steps = sorted(below.middle - above.middle for above, below in pairwise(lines))
    return median(steps[: max(1, len(steps) // 2)])


def _coded(lines: list[TextLine]) -> float:
    """The right end of the first column if most rows have a number there, else 0."""
    codes = [line.chunks[0] for line in lines if line.chunks[0].number]
    if len(codes) < 0.75 * len(lines):
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
