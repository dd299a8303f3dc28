"""Rows that a page break cuts in two (跨页断开的行): the lines below go on with the last row above."""

import re
from itertools import pairwise

from mingzhang.readers.blocks import Block, Paragraph, TableBlock
from mingzhang.readers.pdf_layout import text

_TORN = re.compile(r"[,，]\d{0,2}$|\.$")
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
    both = [(begin, end) for begin, end in zip(last, rest, strict=True) if begin and end]
    if not any(_is_torn(*pair) for pair in both) or any(_are_two(*pair) for pair in both):
        return
    above.rows[-1] = [begin + end for begin, end in zip(last, rest, strict=True)]
    del below.rows[at]
    below.places = [place for k, place in enumerate(below.places) if k != at]
    below.spans = {(row - (row > at), column): size for (row, column), size in spans.items()}


def _is_torn(begin: str, end: str) -> bool:
    """Whether neither part of a cell is whole, but both together are."""
    if begin + end in _TOTALS:
        return True
    if not text.is_number(begin + end) or not end[-1].isdigit():
        return False
    if begin.isdigit() and end.isdigit():
        return len(begin) not in _CODE_LENGTHS and len(begin + end) in _CODE_LENGTHS
    return bool(_TORN.search(begin)) or end[0] in ".,，" or _is_last_digit(begin, end)


def _is_last_digit(begin: str, end: str) -> bool:
    return len(end) == 1 and begin[-2:-1] == "." and begin[-1].isdigit()


def _are_two(begin: str, end: str) -> bool:
    """Whether the parts are two figures."""
    if not (text.is_number(begin) and text.is_number(end)) or _is_torn(begin, end):
        return False
    return not (begin.isdigit() and end.isdigit() and len(begin + end) <= _CODE_LENGTHS[-1])
