"""Ruling lines (表格线) of a page: whatever looks like a line, however it was drawn.

Strokes, thin filled rectangles, edges of stroked boxes, rows of dashes or dots, thin images.
"""

from itertools import pairwise

import msgspec

from mingzhang.readers.pdf_layout import pdfium
from mingzhang.readers.pdf_layout.pdfium import Box, Drawing

THIN = 3.2
"""A drawing not wider than this is a line."""
SAME = 1.0
"""Pieces of lines not farther apart across their direction are one line."""
FARTHEST = 100_000.0
"""No page reaches farther than this; what does is damaged."""
GAP = 5.0
"""Pieces of a line with a smaller gap between them are one dashed line."""
MAX_POINTS = 20_000
MAX_LINES = 4_000
MAX_CROSSINGS = 2_000_000

_MIN_DOTTED = 10.0
_MIN_LENGTH = 5.0
_FEW_DOTS = 8

Line = tuple[float, float, float]
"""Where it stands across its direction, where it begins, where it ends."""


class Ruling(msgspec.Struct):
    """The lines of one page: horizontal ones as (y, x0, x1), vertical ones as (x, y0, y1).

    `panels` are filled areas without a border (底纹), `pictures` the images that are no lines;
    `cut` tells that there were too many lines to be a table's.
    """

    horizontal: list[Line]
    vertical: list[Line]
    panels: list[Box]
    pictures: list[Box]
    cut: bool = False


def ruling(drawings: list[Drawing]) -> Ruling:
    """Sort the drawings of a page into lines, panels and pictures; pieces of lines are joined."""
    found = _Finder()
    shapes: list[Drawing] = []
    for drawing in drawings:
        left, bottom, right, top = drawing.box
        if not (-FARTHEST < left <= right < FARTHEST and -FARTHEST < bottom <= top < FARTHEST):
            continue
        if right - left <= THIN or top - bottom <= THIN:
            found.add(left, -top, right, -bottom)
        elif drawing.image:
            found.pictures.append((left, -top, right, -bottom))
        else:
            shapes.append(drawing)
    painted = pdfium.painted([shape.handle for shape in shapes])
    for shape, (points, filled, stroked) in zip(shapes, painted, strict=True):
        found.add_shape(shape, points, filled, stroked)
    return found.result()


class _Finder:
    def __init__(self) -> None:
        self.horizontal: list[Line] = []
        self.vertical: list[Line] = []
        self.dots: list[Box] = []
        self.panels: list[Box] = []
        self.pictures: list[Box] = []
        self.points = MAX_POINTS

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin box: a line, or a dot of a dotted line."""
        wide, high = x1 - x0, y1 - y0
        if wide <= THIN and high <= THIN:
            self.dots.append((x0, y0, x1, y1))
        elif wide > high:
            self.horizontal.append(((y0 + y1) / 2, x0, x1))
        else:
            self.vertical.append(((x0 + x1) / 2, y0, y1))

    def add_shape(self, drawing: Drawing, points: int, filled: bool, stroked: bool) -> None:
        """A path that is not thin: a box, a fill, or many lines in one path."""
        if points == 5:
            left, bottom, right, top = drawing.box
            box = (left, -top, right, -bottom)
            if stroked:
                self.add_edges(box)
            elif filled:
                self.panels.append(box)
        elif points > 2 and self.points > 0 and (filled or stroked):
            self.points -= points
            for outline in pdfium.outlines(drawing.handle, min(points, MAX_POINTS)):
                self.add_outline(outline, drawing, stroked)

    def add_edges(self, box: Box) -> None:
        """The four edges of a box."""
        x0, y0, x1, y1 = box
        self.horizontal += ((y0, x0, x1), (y1, x0, x1))
        self.vertical += ((x0, y0, y1), (x1, y0, y1))

    def add_outline(
        self, outline: list[tuple[float, float]], drawing: Drawing, stroked: bool
    ) -> None:
        """One part of a path: a thin bar is a line; of a stroked part every straight edge is."""
        if len(outline) < 2:
            return
        whole = _around(outline, drawing)
        x0, y0, x1, y1 = whole
        if x1 - x0 <= THIN or y1 - y0 <= THIN:
            self.add(*whole)
        elif stroked:
            for pair in pairwise(outline):
                edge = _around(list(pair), drawing)
                if edge[2] - edge[0] <= 1 or edge[3] - edge[1] <= 1:
                    self.add(*edge)
        elif len(outline) in (4, 5):
            self.panels.append(whole)

    def result(self) -> Ruling:
        """Everything found, the pieces of each line joined."""
        if len(self.dots) >= _FEW_DOTS:
            self.horizontal += _dotted([((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in self.dots])
            self.vertical += _dotted([((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in self.dots])
        horizontal, vertical = joined(self.horizontal), joined(self.vertical)
        many = max(len(horizontal), len(vertical)) > MAX_LINES
        crossed = len(horizontal) * len(vertical) > MAX_CROSSINGS
        cut = self.points <= 0 or many or crossed
        if cut:
            horizontal, vertical = [], []
        return Ruling(horizontal, vertical, self.panels, self.pictures, cut)


def _around(points: list[tuple[float, float]], drawing: Drawing) -> Box:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    left, bottom, right, top = pdfium.transformed(box, drawing.matrix)
    return (left, -top, right, -bottom)


def joined(pieces: list[Line], near: float = SAME) -> list[Line]:
    """Lines from their pieces: dashes become one, lines nearer than `near` become one.

    They come in order of place, those that stand at nearly one place with the same place.
    """
    lines: list[Line] = []
    level: list[Line] = []
    for piece in sorted(pieces):
        if level and piece[0] - level[0][0] > near:
            _join_level(level, lines)
            level = []
        level.append(piece)
    if level:
        _join_level(level, lines)
    return lines


def _join_level(level: list[Line], lines: list[Line]) -> None:
    """Join pieces that stand at (nearly) one place; drop what stays too short for a line."""
    place = (level[0][0] + level[-1][0]) / 2
    level.sort(key=_begin)
    _, begin, end = level[0]
    for _, start, stop in level:
        if start - end > GAP:
            if end - begin >= _MIN_LENGTH:
                lines.append((place, begin, end))
            begin, end = start, stop
        elif stop > end:
            end = stop
    if end - begin >= _MIN_LENGTH:
        lines.append((place, begin, end))


def _dotted(dots: list[Line]) -> list[Line]:
    """Dots that stand in a row, long enough for a line."""
    return [line for line in joined(dots) if line[2] - line[1] > _MIN_DOTTED]


def _begin(line: Line) -> float:
    return line[1]
