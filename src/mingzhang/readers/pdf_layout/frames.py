"""What marks a table besides a grid: parallel rules (三线表), and shaded rows (底纹)."""

import msgspec

from mingzhang.readers.pdf_layout.columns import Band
from mingzhang.readers.pdf_layout.lines import Ruling

_MIN_RULE = 100.0
_SAME_EXTENT = 10.0
_MAX_BAND = 100.0
_APART = 3.0


class Frame(msgspec.Struct):
    """Parallel rules of one width: their heights from the top."""

    x0: float
    x1: float
    heights: list[float]

    @property
    def top(self) -> float:
        """The height of the first rule."""
        return self.heights[0]

    @property
    def bottom(self) -> float:
        """The height of the last rule."""
        return self.heights[-1]


def frames(ruling: Ruling) -> list[Frame]:
    """The areas between parallel rules of one width, at least two of them."""
    stacks: list[Frame] = []
    for y, x0, x1 in ruling.horizontal:
        if x1 - x0 < _MIN_RULE:
            continue
        for stack in stacks:
            if abs(stack.x0 - x0) + abs(stack.x1 - x1) < _SAME_EXTENT:
                if y - stack.bottom > _APART:
                    stack.heights.append(y)
                break
        else:
            stacks.append(Frame(x0, x1, [y]))
    return [stack for stack in stacks if len(stack.heights) > 1]


def shaded(ruling: Ruling) -> list[Band]:
    """The heights of shaded rows, from the top."""
    wide: dict[Band, float] = {}
    for x0, y0, x1, y1 in ruling.panels:
        if y1 - y0 < _MAX_BAND:
            wide[y0, y1] = wide.get((y0, y1), 0.0) + x1 - x0
    return sorted(band for band, width in wide.items() if width > _MIN_RULE)
