"""Columns by alignment (按对齐分列), where no lines separate them."""

import re
from bisect import bisect_left
from collections.abc import Set as AbstractSet
from itertools import pairwise
from math import inf

import msgspec

from mingzhang.readers.pdf_layout import text
from mingzhang.readers.pdf_layout.text import Run

WIDE_GAP = 0.75
NAME_GAP = 0.3
"""Names of columns stand nearer to each other than figures, in times the font size."""
_NUMBER_GAP = 0.42
_EDGE = 2.5
_MIN_GUTTER = 1.2
_SMALL_GUTTER = 0.15
_LEADERS = re.compile(r"\.{4,}|…{2,}|·{4,}|．{3,}|_{6,}|。{4,}|(?:\. ){4,}|-{8,}")
_SENTENCE = re.compile(r"[，。；！？]")
_PAGE_NUMBER = re.compile(r"[-—–－]\d{1,4}[-—–－]|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?")
_COUNTED = 3
DASHES = ("-", "−", "－", "–", "—", "——")
"""What stands for nothing."""
_LEAD = re.compile(r"(?:其中|加|减)[：:]")
_LONG = 14
_TEXT_LEFT = 3
_BESIDE = 0.9
_MANY = 8


Band = tuple[float, float]
"""Where a column begins and ends."""
_SPREAD = re.compile(
    "[合总小共]计|收入(?:总计|合计)?|支出(?:总计|合计)?|项目|科目|编码|名称|金额|单位|备注|[预决]算数|执行数"
    "|功能分类|经济分类"
)
"""Words of tables that are printed with blanks between their characters."""


class Chunk(msgspec.Struct, gc=False):
    """Runs of a line without a wide gap between them (文字块)."""

    x0: float
    x1: float
    number: bool
    runs: list[Run]


class TextLine(msgspec.Struct):
    """One printed line in chunks. `data`: it has two chunks or more, of them one a number.

    `prose`: a sentence, a line of a table of contents, a label with a colon, or a page number;
    no table row. `counts`: the row that numbers the columns (栏次), a part of the header.
    """

    y0: float
    y1: float
    chunks: list[Chunk]
    data: bool
    prose: bool
    counts: bool = False

    @property
    def middle(self) -> float:
        """The middle of its height."""
        return (self.y0 + self.y1) / 2

    def beside(self, other: "TextLine") -> bool:
        """Whether both stand partly at one height: lines of two cells in one row."""
        height = min(self.y1 - self.y0, other.y1 - other.y0)
        return abs(self.middle - other.middle) < _BESIDE * height

    @property
    def runs(self) -> list[Run]:
        """Its runs from left to right."""
        return [run for chunk in self.chunks for run in chunk.runs]


def text_line(
    runs: list[Run], gap: float = WIDE_GAP, begins: AbstractSet[int] = frozenset()
) -> TextLine:
    """Cut one printed line into chunks, where gaps are wider than `gap` times the font size.

    `begins`: the first glyphs of runs that begin a chunk, however near the one before is.
    """
    chunks = _chunks(runs, gap, begins)
    data = len(chunks) > 1 and any(chunk.number for chunk in chunks)
    counts = data and _counts(chunks)
    prose = False
    if not data or len(chunks) < 3:
        prose = any(_is_prose(chunk) for chunk in chunks if not chunk.number)
    if len(runs) < 4:
        prose = prose or _PAGE_NUMBER.fullmatch("".join([run.text for run in runs])) is not None
    y0 = min([run.y0 for run in runs])
    y1 = max([run.y1 for run in runs])
    return TextLine(y0, y1, chunks, data and not prose and not counts, prose, counts)


def _counts(chunks: list[Chunk]) -> bool:
    """Whether the numbers of a line count from 1: those of columns (栏次 1 2 3)."""
    words = ["".join([run.text for run in chunk.runs]) for chunk in chunks]
    numbers = [word for word, chunk in zip(words, chunks, strict=True) if chunk.number]
    if numbers != [str(number) for number in range(1, len(numbers) + 1)]:
        return False
    return len(numbers) >= _COUNTED or (len(numbers) > 1 and "栏次" in words)


def _chunks(runs: list[Run], wide: float, begins: AbstractSet[int] = frozenset()) -> list[Chunk]:
    """A line without any wide gap is one chunk, however its numbers are set off."""
    size = runs[0].y1 - runs[0].y0
    gaps = [right.x0 - left.x1 for left, right in pairwise(runs)]
    if begins:
        gaps = [inf if b.start in begins else gap for gap, b in zip(gaps, runs[1:], strict=True)]
    if not gaps or max(gaps) < wide * size:
        return [_chunk(runs)]
    chunks: list[Chunk] = []
    begin = 0
    for index, gap in enumerate(gaps, 1):
        limit = wide
        if gap > _NUMBER_GAP * size and (
            text.is_number(runs[index - 1].text) or text.is_number(runs[index].text)
        ):
            limit = min(wide, _NUMBER_GAP)
        if gap > limit * size:
            chunks.append(_chunk(runs[begin:index]))
            begin = index
    chunks.append(_chunk(runs[begin:]))
    return _spelled(chunks)


def _spelled(chunks: list[Chunk]) -> list[Chunk]:
    """Words whose characters are set far apart (合　计) put together again."""
    letters = "".join(chunk.runs[0].text if _is_letter(chunk) else " " for chunk in chunks)
    words = list(_SPREAD.finditer(letters)) if len(chunks) > 1 else []
    for word in reversed(words):
        one = [run for chunk in chunks[word.start() : word.end()] for run in chunk.runs]
        chunks[word.start() : word.end()] = [_chunk(one)]
    return chunks


def _is_letter(chunk: Chunk) -> bool:
    return len(chunk.runs) == 1 and len(chunk.runs[0].text) == 1 and not chunk.number


def _chunk(runs: list[Run]) -> Chunk:
    number = text.is_number(runs[0].text if len(runs) == 1 else text.joined(runs))
    return Chunk(runs[0].x0, runs[-1].x1, number, runs)


def _is_prose(chunk: Chunk) -> bool:
    words = _LEAD.sub("", "".join([run.text for run in chunk.runs]), count=1)
    if _LEADERS.search(words):
        return True
    if "：" in words[:-1] or ":" in words[:-1]:
        return True
    return len(words) > _LONG and _SENTENCE.search(words) is not None


class Edges:
    """Where chunks begin, end and have their middle, to the nearest points."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def add(self, line: TextLine) -> None:
        """Remember the edges of a line's chunks."""
        for chunk in line.chunks:
            for kind, place in enumerate(_edges(chunk)):
                self._seen.add((kind, round(place / _EDGE)))
            if not chunk.number:
                self._seen.add((_TEXT_LEFT, round(chunk.x0 / _EDGE)))

    def shared(self, line: TextLine) -> int:
        """How many chunks of a line stand in line with what was added."""
        return sum(map(self.fits, line.chunks))

    def begins(self, chunk: Chunk) -> bool:
        """Whether a chunk begins where a text, not a number, began before."""
        near = round(chunk.x0 / _EDGE)
        return any((_TEXT_LEFT, k) in self._seen for k in (near - 1, near, near + 1))

    def fits(self, chunk: Chunk) -> bool:
        """Whether a chunk begins, ends or is centred where another one was."""
        for kind, place in enumerate(_edges(chunk)):
            near = round(place / _EDGE)
            for k in (near - 1, near, near + 1):
                if (kind, k) in self._seen and abs(k * _EDGE - place) < 1.5 * _EDGE:
                    return True
        return False


def _edges(chunk: Chunk) -> tuple[float, float, float]:
    return (chunk.x0, chunk.x1, (chunk.x0 + chunk.x1) / 2)


def columns(lines: list[TextLine]) -> list[Band]:
    """The columns that the chunks of the lines stand in, from the left."""
    return merged(lines, bands(lines))


def bands(lines: list[TextLine]) -> list[Band]:
    """What the chunks of the lines cover, in order from the left.

    In many lines, what only one text covers between others is a gutter that it runs over.
    """
    events = sorted(
        event
        for line in lines
        for chunk in line.chunks
        for event in ((chunk.x0, 1), (chunk.x1, -1))
    )
    gutter = _gutter(lines)
    found: list[Band] = []
    depth = 0
    begin = 0.0
    for (x, step), (following, after) in pairwise([*events, (inf, 1)]):
        if step > 0 and depth == 0:
            begin = x
        depth += step
        bridged = depth == 1 and step < 0 and after > 0 and len(lines) >= _MANY
        if depth == 0 or (bridged and following - x > gutter):
            if found and begin - found[-1][1] < gutter:
                found[-1] = (found[-1][0], x)
            else:
                found.append((begin, x))
            begin = following
    return found


def _gutter(lines: list[TextLine]) -> float:
    """The least distance between two columns; less where the print is small."""
    heights = [line.y1 - line.y0 for line in lines]
    return min(_MIN_GUTTER, _SMALL_GUTTER * min(heights)) if heights else _MIN_GUTTER


def merged(lines: list[TextLine], columns: list[Band]) -> list[Band]:
    """Columns without those that only a few lines have in place of their neighbour, as 合计 does.

    Such a text is centred over, or set to the other side of, the column next to it; so are
    dashes that stand for nothing.
    """
    used: list[set[int]] = [set() for _ in columns]
    numbers = [0] * len(columns)
    dashes = [0] * len(columns)
    ends = [end for _, end in columns]
    for index, line in enumerate(lines):
        for chunk in line.chunks:
            k = min(bisect_left(ends, (chunk.x0 + chunk.x1) / 2), len(ends) - 1)
            used[k].add(index)
            numbers[k] += chunk.number
            dashes[k] += chunk.runs[0].text in DASHES
    found = list(columns)
    for k in range(len(columns) - 1, -1, -1):
        few = len(used[k]) <= max(1, len(lines) // 8)
        blank = dashes[k] == numbers[k] == len(used[k])
        if (not (few and not numbers[k]) and not blank) or len(found) < 3:
            continue
        for other in (k + 1, k - 1):
            if 0 <= other < len(found) and not used[k] & used[other]:
                used[other] |= used[k]
                numbers[other] += numbers[k]
                dashes[other] += dashes[k]
                found[other] = (
                    (min(found[k][0], found[other][0]), max(found[k][1], found[other][1]))
                    if blank
                    else found[other]
                )
                del found[k], used[k], numbers[k], dashes[k]
                break
    return found


def aligned(lines: list[TextLine], columns: list[Band]) -> bool:
    """Whether at least two columns, one of them of numbers, line up in at least two lines."""
    cells: list[list[Chunk]] = [[] for _ in columns]
    ends = [end for _, end in columns]
    for line in lines:
        for chunk in line.chunks:
            middle = (chunk.x0 + chunk.x1) / 2
            cells[min(bisect_left(ends, middle), len(ends) - 1)].append(chunk)
    lined_up = [chunks for chunks in cells if _lines_up(chunks)]
    numbers = any(sum(chunk.number for chunk in chunks) > 1 for chunks in lined_up)
    together = sum(map(len, lined_up))
    return numbers and len(lined_up) > 1 and 2 * together >= sum(map(len, cells))


def _lines_up(chunks: list[Chunk]) -> bool:
    """Whether most chunks of a column share their left edge, right edge or middle with another."""
    if len(chunks) < 2:
        return False
    for kind in range(3):
        places = sorted([_edges(chunk)[kind] for chunk in chunks])
        near = [b - a < _EDGE for a, b in pairwise(places)]
        if 2 * sum(near) >= len(near):
            return True
    return False


def begins_like(line: TextLine, edges: Edges, columns: list[Band]) -> bool:
    """Whether all texts of a line begin where texts of the columns' rows do, and fit in there."""
    for chunk in line.chunks:
        inside = [k for k, (x0, x1) in enumerate(columns) if x0 < chunk.x1 and chunk.x0 < x1]
        if chunk.number or len(inside) != 1 or not edges.begins(chunk):
            return False
    return True


def names(line: TextLine) -> int:
    """How many names of columns a line may hold: they stand nearer to each other than figures."""
    return len(_chunks(line.runs, NAME_GAP))


def is_contents(lines: list[TextLine], columns: list[Band]) -> bool:
    """Whether the lines are a table of contents without leaders: titles and rising page numbers."""
    if len(columns) != 2 or len(lines) < 3:
        return False
    numbers = [line.chunks[-1] for line in lines if line.chunks[-1].number]
    words = ["".join([run.text for run in chunk.runs]) for chunk in numbers]
    if len(words) < len(lines) or not all(word.isdigit() and len(word) < 4 for word in words):
        return False
    values = [int(word) for word in words]
    return values == sorted(values) and not lines[0].chunks[0].number
