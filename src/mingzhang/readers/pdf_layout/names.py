"""Header texts of tables without lines (栏目): their lines joined, and what each one names."""

from collections.abc import Callable

import msgspec

from mingzhang.readers.pdf_layout import columns
from mingzhang.readers.pdf_layout.columns import Band, Chunk, TextLine
from mingzhang.readers.pdf_layout.text import Run

MARGIN = 1.0
"""Texts that overlap less stand beside each other."""
SLACK = 2.0
"""How far a text may reach out of its cell."""
SAME_LINE = 0.6
"""Heights that differ less are one."""

_LEADING = 1.15
_CLOSE = 0.78
_FAR = 2.0
_OFF_CENTRE = 0.6
_LEVEL = 0.3


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

    @property
    def height(self) -> float:
        """How high it is: of one line, the size of its letters."""
        return self.y1 - self.y0

    def overlaps(self, x0: float, x1: float) -> bool:
        """Whether it stands above or below the extent."""
        return self.x0 < x1 - MARGIN and self.x1 > x0 + MARGIN


def fragments(line: TextLine) -> list[Name]:
    """What a header line holds, cut where columns may end."""
    return [_name(chunk) for chunk in columns.text_line(line.runs, columns.NAME_GAP).chunks]


def _name(chunk: Chunk) -> Name:
    y0 = min([run.y0 for run in chunk.runs])
    y1 = max([run.y1 for run in chunk.runs])
    return Name(chunk.x0, chunk.x1, y0, y1, list(chunk.runs))


def texts(lines: list[list[Name]]) -> list[Name]:
    """The texts of the header lines: those of several lines joined."""
    stacks = _stacks(lines)
    parted = [_cut(stack, stacks) for stack in stacks]
    return [_whole(part) for parts in parted for part in parts]


_Stack = list[Name]


def _stacks(lines: list[list[Name]]) -> list[_Stack]:
    """Texts right under each other, from the top."""
    step = _leading(lines)
    found: list[_Stack] = []
    for line in lines:
        earlier = list(found)
        for name in line:
            above = [stack for stack in earlier if _goes_on(stack, name, line, step)]
            if len(above) == 1:
                above[0].append(name)
            else:
                found.append([name])
    return found


def _leading(lines: list[list[Name]]) -> float:
    """The least distance between two texts above each other: that of lines of one text."""
    steps = [
        below.y1 - above.y1
        for k, line in enumerate(lines)
        for below in line
        for other in lines[max(k - 3, 0) : k]
        for above in other
        if above.overlaps(below.x0, below.x1) and below.y1 - above.y1 > _CLOSE * below.height
    ]
    return min(steps, default=0.0)


def _goes_on(stack: _Stack, name: Name, line: list[Name], step: float) -> bool:
    """Whether a text may go on in the next line: right below, and set to the same middle or left.

    Where several texts stand below it, it names several columns, and those are their names.
    """
    above = stack[-1]
    if not above.overlaps(name.x0, name.x1):
        return False
    down = name.y1 - above.y1
    if not _CLOSE * name.height < down < min(_LEADING * step, _FAR * name.height):
        return False
    x0, x1 = min(part.x0 for part in stack), max(part.x1 for part in stack)
    if sum(other.overlaps(x0, x1) for other in line) > 1:
        return False
    off = min(abs(above.middle - name.middle) / _OFF_CENTRE, abs(above.x0 - name.x0) / _LEVEL)
    return off < name.height


def _cut(stack: _Stack, stacks: list[_Stack]) -> list[_Stack]:
    """A stack in two where its lower part alone stands level with the text beside it.

    Its upper part then names several columns; texts of one level share the middle of a row.
    """
    for index in range(len(stack)):
        lower = stack[index:]
        beside = [_height(other) for other in _beside(lower, stacks)]
        if any(abs(y - _height(lower)) < SAME_LINE for y in beside):
            return [part for part in (stack[:index], lower) if part]
    return [stack]


def _beside(lower: _Stack, stacks: list[_Stack]) -> list[_Stack]:
    """The nearest stacks to the left and to the right."""
    x0, x1 = min(name.x0 for name in lower), max(name.x1 for name in lower)
    top, bottom = lower[0].y0, lower[-1].y1
    level = [
        stack for stack in stacks if stack[0].y0 < bottom - MARGIN and stack[-1].y1 > top + MARGIN
    ]
    left = [stack for stack in level if stack[0].x1 <= x0 + MARGIN]
    right = [stack for stack in level if stack[0].x0 >= x1 - MARGIN]
    found = [max(left, key=lambda stack: stack[0].x1)] if left else []
    return [*found, min(right, key=lambda stack: stack[0].x0)] if right else found


def _height(stack: _Stack) -> float:
    return (stack[0].y0 + stack[-1].y1) / 2


def _whole(stack: _Stack) -> Name:
    return Name(
        min(name.x0 for name in stack),
        max(name.x1 for name in stack),
        stack[0].y0,
        stack[-1].y1,
        [run for name in stack for run in name.runs],
    )


def parted(
    found: list[Name], bands: list[Band], nameless: Callable[[list[Band], list[Name]], list[Band]]
) -> tuple[list[Name], list[Name]]:
    """The texts that name one column each, and those above others that name several.

    A text over the gap between two lower ones may name a column between them, or both. Texts at
    one height do the same: they name columns if one of them has figures below that are `nameless`
    without it, or stands outermost.
    """
    names: list[Name] = []
    upper: list[Name] = []
    between: list[Name] = []
    for name in sorted(found, key=lambda name: -name.y1):
        if any(x.overlaps(name.x0, name.x1) and x.y0 > name.y1 - SLACK for x in names):
            upper.append(name)
        elif _above_both(name, names):
            between.append(name)
        else:
            names.append(name)
    free = nameless(bands, names) if between else []
    for name in between:
        beside = [other for other in between if level(other, name)]
        leaf = any(level(other, name) for other in names)
        leaf = leaf or any(other.overlaps(*band) for other in beside for band in free)
        spans = any(level(other, name) for other in upper)
        (names if leaf and not spans else upper).append(name)
    return names, upper


def level(one: Name, other: Name) -> bool:
    """Whether two texts stand in the middle of one height."""
    return abs(one.y0 + one.y1 - other.y0 - other.y1) < 2 * SAME_LINE


def _neighbours(name: Name, names: list[Name]) -> list[Name]:
    left = [other for other in names if other.x1 <= name.x0 + MARGIN]
    right = [other for other in names if other.x0 >= name.x1 - MARGIN]
    found = [max(left, key=lambda other: other.x1)] if left else []
    return [*found, min(right, key=lambda other: other.x0)] if right else found


def _above_both(name: Name, names: list[Name]) -> bool:
    """Whether a text between two others stands higher than both."""
    beside = _neighbours(name, names)
    return len(beside) == 2 and all(name.y1 <= other.y0 + SLACK for other in beside)
