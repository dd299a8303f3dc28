"""Glyphs to runs, runs to printed lines, and how text is joined again (文字)."""

import functools
import re
import unicodedata
from itertools import pairwise

import msgspec

from mingzhang.readers.blocks import NOT_SHOWN
from mingzhang.readers.pdf_layout.pdfium import Box, Glyphs

_INK = re.compile(r"[^\s\x02\ufffe\uffff]+|[\x02\ufffe]")
_NUMBER = re.compile(
    r"[（(]?[-−－–—△▲+¥￥]?(?:[,，]?\d[\d,，]*(?:\.\d*)?|\.\d+|[０-９][０-９，．]*)[%％]?[）)]?"
    r"|[-−－–—/]{1,2}"
)
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]")
"""Characters that mean nothing outside their font."""
_DAMAGED = re.compile(f"[\u2e80-\u2fdf\x02\ufffe{NOT_SHOWN}]")
_COMMON_RADICALS = (
    "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞"
    "⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
UNFINISHED = re.compile(r"[,，]\d{0,2}$|\.$")
"""The end of a figure whose last group or decimals lack digits."""
BROKEN = re.compile(r"[,，]\d{0,2}$|\.\d?$")
"""The same, or of one with a single decimal, which may be whole."""
_COMPLETE = re.compile(r"\.\d\d$")
_FULL = 0.75
_INSET = 6.0
_SAME_LINE = 0.5
_FIRST_RADICAL, _LAST_RADICAL = 0x2F00, 0x2FD5


class Run(msgspec.Struct, gc=False):
    """Glyphs that follow each other on a line without a gap (文字串).

    `start` and `end` are the glyphs' indexes on the page; the height is the font size.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    start: int
    end: int


def runs(glyphs: Glyphs) -> list[Run]:
    """Cut the glyphs of a page into runs; white space is left out."""
    spans = [match.span() for match in _INK.finditer(glyphs.text)]
    firsts = glyphs.boxes([start for start, _ in spans])
    lasts = glyphs.boxes([end - 1 for _, end in spans])
    found: list[Run] = []
    for (start, end), first, last in zip(spans, firsts, lasts, strict=True):
        count = end - start
        if count == 1:
            found.append(_run(glyphs, start, end, first, last))
            continue
        x0, top, _, bottom = first
        _, next_top, x1, next_bottom = last
        rise = abs(next_top + next_bottom - top - bottom) / 2
        if next_top - next_bottom > top - bottom:
            top, bottom = next_top, next_bottom
        size = top - bottom
        if rise < _SAME_LINE * size and 0.2 * count * size < x1 - x0 < 1.2 * count * size:
            found.append(Run(glyphs.text[start:end], x0, -top, x1, -bottom, start, end))
        else:
            found += _pieces(glyphs, start, end)
    if _DAMAGED.search(glyphs.text):
        for run in found:
            run.text = mended(run.text)
        found = [run for run in found if run.text]
    return found


def _pieces(glyphs: Glyphs, start: int, end: int) -> list[Run]:
    """Cut glyphs that do not stand on one line, or stand far apart."""
    cuts = [start]
    pairs = pairwise(glyphs.boxes(range(start, end)))
    for index, (before, after) in enumerate(pairs, start + 1):
        _, top, right, bottom = before
        left, next_top, _, next_bottom = after
        size = max(top - bottom, next_top - next_bottom, 1.0)
        rise = abs(next_top + next_bottom - top - bottom) / 2
        if not -size / 2 < left - right < size / 2 or rise > _SAME_LINE * size:
            cuts.append(index)
    return [piece(glyphs, a, b) for a, b in pairwise([*cuts, end])]


def piece(glyphs: Glyphs, start: int, end: int) -> Run:
    """The run of some glyphs on one line."""
    return _run(glyphs, start, end, *glyphs.boxes((start, end - 1)))


def _run(glyphs: Glyphs, start: int, end: int, first: Box, last: Box) -> Run:
    """The run of glyphs, given the boxes of the first and the last.

    A glyph that is lower than half its width has no box but its ink: 一 is as high as wide.
    """
    x0, top, _, bottom = first
    _, next_top, x1, next_bottom = last
    if next_top - next_bottom > top - bottom:
        top, bottom = next_top, next_bottom
    lacks = (x1 - x0) / (end - start) - (top - bottom)
    if lacks > (top - bottom):
        top, bottom = top + lacks / 2, bottom - lacks / 2
    return Run(mended(glyphs.text[start:end]), x0, -top, x1, -bottom, start, end)


@functools.cache
def _mending() -> dict[int, str]:
    """What font subsets do to common characters: a radical's code for the character itself."""
    table: dict[int, str] = {ord("\x02"): "-", ord("\ufffe"): "-"}
    table |= dict.fromkeys(map(ord, NOT_SHOWN), "")
    for code in range(_FIRST_RADICAL, _LAST_RADICAL + 1):
        table[code] = unicodedata.normalize("NFKC", chr(code))
    pairs = zip(_COMMON_RADICALS[::2], _COMMON_RADICALS[1::2], strict=True)
    return table | {ord(radical): character for radical, character in pairs}


def mended(text: str) -> str:
    """Put back characters that font subsets or pdfium print under another code."""
    return text.translate(_mending()) if _DAMAGED.search(text) else text


def is_number(text: str) -> bool:
    """A figure or one line of it, a code, or a dash that stands for nothing."""
    return _NUMBER.fullmatch(text) is not None


def is_wide(character: str) -> bool:
    """Whether a character is written without spaces around it (全角)."""
    return character >= "\u2e80" or character in "“”‘’—…·"


def rows_of(found: list[Run]) -> list[list[Run]]:
    """Runs by printed line, from top to bottom and from left to right."""
    lines: list[list[Run]] = []
    middle = size = 0.0
    for run in sorted(found, key=_middle):
        here = (run.y0 + run.y1) / 2
        height = run.y1 - run.y0
        if lines and here - middle <= min(size, height) / 2:
            lines[-1].append(run)
        else:
            lines.append([run])
            middle, size = here, height
    for line in lines:
        if len(line) > 1:
            line.sort(key=_left)
    return lines


def _middle(run: Run) -> float:
    return run.y0 + run.y1


def _left(run: Run) -> float:
    return run.x0


def joined(line: list[Run]) -> str:
    """The text of one printed line."""
    text = line[0].text
    for left, right in pairwise(line):
        text += _space(left, right) + right.text
    return text


def _space(left: Run, right: Run) -> str:
    """A space where the eye sees one: Chinese needs a wider gap than Latin, a number none."""
    gap = right.x0 - left.x1
    em = min(left.y1 - left.y0, right.y1 - right.y0)
    before, after = left.text[-1:], right.text[:1]
    if is_wide(before) or is_wide(after):
        return " " if gap > 0.45 * em else ""
    if before in "0123456789.," and after in "0123456789.,":
        return " " if gap > 0.35 * em else ""
    return " " if gap > 0.15 * em else ""


def _climbs(lines: list[list[Run]]) -> bool:
    """Whether single characters stand above each other from the bottom up: a text on its side."""
    return len(lines) > 2 and all(
        len(above) == len(below) == len(above[0].text) == len(below[0].text) == 1
        and above[0].start > below[0].start
        for above, below in pairwise(lines)
    )


def _goes_on(text: str, above: list[Run], below: list[Run], width: float) -> bool:
    """Whether a number goes on in the next line, as what stands there had no room beside it."""
    if BROKEN.search(text) or below[0].text[0] in ".,":
        return True
    used = above[-1].x1 - above[0].x0
    if used > _FULL * width:
        return True
    rest = below[-1].x1 - below[0].x0
    return used + rest > width - _INSET and not _COMPLETE.search(text)


def wrapped(found: list[Run], width: float) -> str:
    """The text of a cell: lines joined as one, with a space between Latin words only.

    `width` is the cell's: a number that fills it goes on in the next line.
    """
    if len(found) == 1:
        return found[0].text
    lines = rows_of(found)
    if _climbs(lines):
        lines.reverse()
    text = joined(lines[0])
    for above, below in pairwise(lines):
        after = joined(below)
        before = text[-1:]
        if is_wide(before) or is_wide(after[:1]):
            text += after
        elif before in "0123456789.," and after[0] in "0123456789.,":
            text += after if _goes_on(text, above, below, width) else " " + after
        else:
            text += " " + after
    return text
