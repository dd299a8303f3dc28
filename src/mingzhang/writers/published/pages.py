"""The pages of a published document (版面): text, upright tables, wide tables; in twips."""

from dataclasses import dataclass, replace
from enum import Enum

from mingzhang.writers.published.cells import Cells

SHORT, LONG = 11906, 16838  # A4
POINTS = {"": 10.5, "Small": 9.0}
# Names may be set this much narrower than they ask for; codes and amounts may not.
_TIGHT = 0.75


@dataclass(frozen=True, slots=True)
class _Setup:
    """Margins of a page and whether it lies on its side."""

    top: int
    right: int
    bottom: int
    left: int
    wide: bool = False


class Page(Enum):
    """The kinds of pages; the text keeps the margins of official documents (GB/T 9704)."""

    TEXT = _Setup(2098, 1474, 1984, 1588)
    TALL = _Setup(1418, 1134, 1304, 1134)
    WIDE = _Setup(1304, 1134, 1247, 1134, wide=True)

    @property
    def width(self) -> int:
        """The width between the margins."""
        setup = self.value
        return (LONG if setup.wide else SHORT) - setup.left - setup.right

    @property
    def height(self) -> int:
        """The height between the margins."""
        setup = self.value
        return (SHORT if setup.wide else LONG) - setup.top - setup.bottom


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table stands on its page: the page, the size of its letters, its column widths.

    `height` is the least height of a row.
    """

    page: Page
    size: str
    widths: tuple[int, ...]
    height: int = 325

    def with_rows(self, cells: Cells, size: str, height: int) -> "Fit":
        """The same table in other letters and rows, which leave the columns other room."""
        widths = shares(cells, self.page.width, POINTS[size] * 20)
        return replace(self, size=size, height=height, widths=widths)


def fit(cells: Cells, *, upright: bool = False) -> Fit:
    """The first page and size on which the columns have room; the last one is filled anyway."""
    tries = [(Page.TALL, ""), (Page.TALL, "Small"), (Page.WIDE, ""), (Page.WIDE, "Small")]
    if upright:
        tries = [(Page.TALL, "Small")]
    firm, soft = _firm_and_soft(cells)
    for page, size in tries:
        if (firm + soft * _TIGHT) * POINTS[size] * 20 <= page.width:
            break
    return Fit(page, size, shares(cells, page.width, POINTS[size] * 20))


def _firm_and_soft(cells: Cells) -> tuple[float, float]:
    firm = sum(width for column, width in enumerate(cells.widths) if column in cells.firm)
    return firm, sum(cells.widths) - firm


def shares(cells: Cells, whole: int, letter: float) -> tuple[int, ...]:
    """The width of the page shared out, to the last twip; what is missing is taken from names."""
    firm, soft = _firm_and_soft(cells)
    room = whole / letter
    if soft and firm + soft > room > firm:
        narrow = (room - firm) / soft
        widths = [w if n in cells.firm else w * narrow for n, w in enumerate(cells.widths)]
    else:
        widths = list(cells.widths)
    total = sum(widths) or 1.0
    shares = [int(whole * width / total) for width in widths]
    if shares:
        shares[-1] += whole - sum(shares)
    return tuple(shares)
