"""Printed lines to paragraphs' lines (行文): what goes on with the next line, what repeats."""

import re
from collections import Counter, defaultdict

import msgspec

from mingzhang.readers.pdf_layout import text
from mingzhang.readers.pdf_layout.page import Sheet

_EDGE_ZONE = 0.1
_SHARE = 0.4
_FEW = 3
_BODY_LENGTH = 15
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–－―~·\s第]*#[-—–－―~·\s页/共#，,]*|[-—–－―~·\s]+[ivxIVX]{1,6}[-—–－―~·\s]+"
)
_ENUMERATOR = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[部分章节条]|[①-⑳])"
)
_SENTENCE_ENDS = "。；：！？.;:!?"


class Printed(msgspec.Struct):
    """One printed line with its place on its page: `row` counts a page's lines from 1."""

    text: str
    page: int
    row: int
    x0: float
    x1: float
    y0: float
    y1: float
    kind: str = "body"
    continues: bool = False


class Margins(msgspec.Struct):
    """Where the lines of running text begin and end."""

    left: float
    right: float


def printed(number: int, sheet: Sheet) -> list[Printed]:
    """The printed lines of a page outside its tables; `number` counts pages from 1."""
    found: list[Printed] = []
    for row, line in enumerate(sheet.lines, 1):
        runs = line.runs
        words = text.joined(runs)
        found.append(Printed(words, number, row, runs[0].x0, runs[-1].x1, line.y0, line.y1))
    return found


def mark_edges(pages: list[list[Printed]], sheets: list[Sheet]) -> None:
    """Tell page headers (页眉), footers (页脚) and page numbers (页码) from the text."""
    spots: dict[tuple[str, str, int], list[Printed]] = defaultdict(list)
    for lines, sheet in zip(pages, sheets, strict=True):
        for kind, line, distance in _edge_lines(lines, sheet):
            spots[kind, _DIGITS.sub("#", line.text), round(distance / 8)].append(line)
    enough = max(_FEW, _SHARE * len(pages))
    for (kind, words, _), lines in spots.items():
        number = _PAGE_NUMBER.fullmatch(words) is not None
        if number and (len(lines) > 1 or len(words) > 1):
            repeated = lines
        elif kind == "header" and _numbered(lines, sheets):
            continue
        elif len(lines) >= enough:
            repeated = lines[1:] if kind == "header" and _heads_table(lines[0], sheets) else lines
        else:
            continue
        for line in repeated:
            line.kind = kind


def _edge_lines(lines: list[Printed], sheet: Sheet) -> list[tuple[str, Printed, float]]:
    """The outermost lines at the top and bottom of a page with their distance from its edge."""
    tables = sheet.tables
    zone = _EDGE_ZONE * sheet.height
    bottom = sheet.top + sheet.height
    first = min((table.top for table in tables), default=bottom)
    last = max((table.bottom for table in tables), default=sheet.top)
    found = []
    for line in lines[:_FEW]:
        if line.y0 - sheet.top < zone and line.y0 < first:
            found.append(("header", line, line.y0 - sheet.top))
    for line in lines[-_FEW:]:
        if bottom - line.y1 < zone and line.y1 > last:
            found.append(("footer", line, bottom - line.y1))
    return found


def _heads_table(line: Printed, sheets: list[Sheet]) -> bool:
    """Whether a line may be the caption of a table below it, and not a page header."""
    sheet = sheets[line.page - 1]
    tops = [table.top for table in sheet.tables]
    if not tops:
        return False
    between = [other for other in sheet.lines if line.y1 < other.y0 < min(tops)]
    return len(between) <= _FEW


def _numbered(lines: list[Printed], sheets: list[Sheet]) -> bool:
    """Whether lines alike but for their numbers are those of tables, each over a table of its own."""
    several = len({line.text for line in lines}) * 2 > len(lines)
    return several and len(lines) > 1 and all(_heads_table(line, sheets) for line in lines)


def margins(pages: list[list[Printed]], sheets: list[Sheet]) -> dict[int, Margins]:
    """The margins of running text by page width in points."""
    longs: dict[int, list[Printed]] = defaultdict(list)
    for lines, sheet in zip(pages, sheets, strict=True):
        longs[round(sheet.width)] += [
            x for x in lines if x.kind == "body" and len(x.text) >= _BODY_LENGTH
        ]
    return {width: _margins(lines) for width, lines in longs.items() if lines}


def _margins(lines: list[Printed]) -> Margins:
    """The right margin that most lines come near; the left one that many lines begin at."""
    rights = sorted([line.x1 for line in lines])
    lefts = Counter(round(line.x0 / 2) for line in lines)
    often = [place for place, count in lefts.items() if 20 * count >= len(lines)]
    return Margins(2.0 * min(often, default=0), rights[len(rights) * 9 // 10])


def goes_on(line: Printed, following: Printed, margin: Margins, *, inner: bool) -> bool:
    """Whether a line ran to the right margin and the next one goes on at the left margin.

    `inner`: the line goes on itself from the one before it.
    """
    size = line.y1 - line.y0
    if line.x1 < margin.right - 1.7 * size or not _at_left(line, following, margin, inner=inner):
        return False
    if abs((following.y1 - following.y0) - size) > 0.2 * size:
        return False
    if following.page == line.page and following.y0 - line.y1 > 2.2 * size:
        return False
    starts_anew = line.text[-1:] in _SENTENCE_ENDS and _ENUMERATOR.match(following.text)
    return not starts_anew


def _at_left(line: Printed, following: Printed, margin: Margins, *, inner: bool) -> bool:
    """Whether a line begins at the left margin, or where its paragraph's other lines begin.

    The text may stand further in than what else is printed on pages of that width; an opening
    bracket may hang out by half a letter.
    """
    size = line.y1 - line.y0
    outdented = following.x0 < line.x0 - 0.9 * size
    aligned = inner and abs(following.x0 - line.x0) < 0.6 * size
    return outdented or aligned or following.x0 <= margin.left + 0.9 * size
