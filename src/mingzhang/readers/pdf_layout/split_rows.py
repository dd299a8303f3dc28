"""Rows that a page break cuts in two (跨页断开的行): the lines below go on with the last row above."""

import re
from itertools import pairwise

import msgspec

from mingzhang.readers.blocks import Block, Paragraph, TableBlock
from mingzhang.readers.pdf_layout import text

_EXACT = re.compile(r"\.\d\d$")
_CODE_LENGTHS = (3, 5, 7)
_TOTALS = ("合计", "总计", "小计")


def join(blocks: list[Block]) -> None:
    """Put the rest of a row that begins a page to the row that ends the page before."""
    inside = [b for b in blocks if isinstance(b, TableBlock) or b.kind not in ("header", "footer")]
    for above, below in pairwise(inside):
        if isinstance(above, Paragraph) or isinstance(below, Paragraph):
            continue
        if _follows(above, below):
            _join(above, below)


def _follows(above: TableBlock, below: TableBlock) -> bool:
    last, first = above.places[-1].page, below.places[0].page
    return last is not None and first == last + 1 and len(above.rows[0]) == len(below.rows[0])


def _join(above: TableBlock, below: TableBlock) -> None:
    pairs = zip(above.rows[:-1], below.rows[:-1], strict=False)
    at = next((k for k, (one, other) in enumerate(pairs) if one != other), 0)
    spans = below.spans or {}
    if any(row <= at < row + high for (row, _), (high, _) in spans.items()):
        return
    last, rest = above.rows[-1], below.rows[at]
    cut = _cut(above, rest)
    if not any(map(_is_torn, cut)):
        return
    decided = _is_decided(cut)
    if any(_are_two(cell) and not (decided and cell.is_plain) for cell in cut):
        return
    above.rows[-1] = [begin + end for begin, end in zip(last, rest, strict=True)]
    del below.rows[at]
    below.places = [place for k, place in enumerate(below.places) if k != at]
    below.spans = {(row - (row > at), column): size for (row, column), size in spans.items()}


class _Cut(msgspec.Struct, frozen=True):
    """A cell on both sides of a page break.

    `coded`: it stands before the name, where codes are. `exact`: figures of the table have two
    decimals.
    """

    begin: str
    end: str
    coded: bool
    exact: bool

    @property
    def is_plain(self) -> bool:
        """Whether both parts are nothing but digits, as codes of every length are."""
        return self.begin.isdigit() and self.end.isdigit()


def _cut(above: TableBlock, rest: list[str]) -> list[_Cut]:
    """The cells of the last row that have something in the first row of the next page, too."""
    last = above.rows[-1]
    named = next((k for k, cell in enumerate(last) if cell and not text.is_number(cell)), 0)
    exact = any(_EXACT.search(cell) for row in above.rows for cell in row)
    return [
        _Cut(begin, end, column < named, exact)
        for column, (begin, end) in enumerate(zip(last, rest, strict=True))
        if begin and end
    ]


def _is_torn(cell: _Cut) -> bool:
    """Whether neither part of a cell is whole, but both together are."""
    begin, end = cell.begin, cell.end
    if begin + end in _TOTALS:
        return True
    if not text.is_number(begin + end) or not end[-1].isdigit():
        return False
    if begin.isdigit() and end.isdigit():
        whole = len(begin) in _CODE_LENGTHS
        return cell.coded and not whole and len(begin + end) in _CODE_LENGTHS
    if text.UNFINISHED.search(begin) or end[0] in ".,，":
        return True
    return cell.exact and len(end) == 1 and begin[-2:-1] == "."


def _is_decided(cut: list[_Cut]) -> bool:
    """Whether an amount is torn for sure, or one that may be beside a code that is.

    Then codes that could be two (155 | 002) are one as well.
    """
    torn = [cell for cell in cut if _is_torn(cell) and not cell.is_plain]
    sure = any(text.UNFINISHED.search(one.begin) or one.end[0] in ".,，" for one in torn)
    return sure or (bool(torn) and any(cell.coded and _is_torn(cell) for cell in cut))


def _are_two(cell: _Cut) -> bool:
    """Whether the parts are two figures, or two codes."""
    if not (text.is_number(cell.begin) and text.is_number(cell.end)) or _is_torn(cell):
        return False
    return not cell.coded or len(cell.end) in _CODE_LENGTHS
