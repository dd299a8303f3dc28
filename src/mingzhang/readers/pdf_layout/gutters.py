"""Where texts of neighbouring columns nearly touch (贴边列): the edges of other lines tell them apart."""

import re
from collections import Counter
from itertools import pairwise

from mingzhang.readers.pdf_layout import pdfium, text
from mingzhang.readers.pdf_layout.pdfium import Glyphs
from mingzhang.readers.pdf_layout.text import Run

_VOTES = 3
_STEP = 1.0
_MAX_GAP = 0.8
_CODE_GAP = 0.08
_WORD_GAP = 0.1
_SHORT = 4
_GAP = 0.2
_FIGURES = 2
_SPACED = 4
_TOUCHING = re.compile(
    r"(?<=\d)(?=[^\d.,，%％）)])"  # an amount or a code, then the words of the next column
    r"|(?<=\.\d\d)(?=\d)"  # two amounts
    r"|(?<=[^\d.,，+＋¥￥(（-])(?=-?\d)"  # words, then an amount
)
_AMOUNT = re.compile(
    r"-?\d[\d,]*\.\d+[%％]?|-?\d{1,3}(?:,\d{3})+|0|-"
    r"|-?\d{1,3}(?:,\d{3})*,\d{0,2}|-?\d[\d,]*\."  # too long for its cell, it goes on below
)
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]?|其中[：:]?")
_EXACT = re.compile(r"-?[\d,]+\.\d\d")
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}、")
_CODE = re.compile(r"\d{2,7}")
_SENTENCE = re.compile(r"[，。；]")
_UNIT = re.compile(r"[千百万亿]*元|[%％个人辆次项台套户平年月日]+$|平方米|年[度初内]?[^末终]?$")


def parted(rows: list[list[Run]], glyphs: Glyphs) -> tuple[list[list[Run]], set[int]]:
    """The lines with runs cut where two columns touch, and the first glyphs of what begins there.

    A cut needs an amount or a code on one side, and at least three texts on the page that end,
    or begin, in line with either side.
    """
    if sum(_AMOUNT.fullmatch(run.text) is not None for row in rows for run in row) < _VOTES:
        return rows, set()
    rows = [_spaced(row, glyphs) for row in rows]
    cut = [row if _is_sentence(row) else _pieces(row, glyphs) for row in rows]
    if not any(_near(left, right) for row in cut for left, right in pairwise(row)):
        return rows, set()
    candidates = [row for row in cut if not _is_sentence(row)]
    votes = _Votes(candidates)
    begins: set[int] = set()
    for row in candidates:
        certain = sum(_AMOUNT.fullmatch(run.text) is not None for run in row) >= _FIGURES
        for left, right in pairwise(row):
            if _near(left, right) and (
                _opens_other_side(left, right) or votes.apart(left, right, certain)
            ):
                begins.add(right.start)
    return [
        _glued(whole, row, begins) if len(row) > len(whole) else whole
        for whole, row in zip(rows, cut, strict=True)
    ], begins


def _spaced(row: list[Run], glyphs: Glyphs) -> list[Run]:
    """The runs of a line with spaced words whole (合 计): single characters shown together."""
    found = [row[0]]
    for run in row[1:]:
        last = found[-1]
        single = run.end - run.start == 1 and len(last.text.replace(" ", "")) < _SPACED
        if single and _is_spaced(last, run, glyphs):
            y0, y1 = min(last.y0, run.y0), max(last.y1, run.y1)
            text_ = f"{last.text} {run.text}"
            found[-1] = Run(text_, last.x0, y0, run.x1, y1, last.start, run.end)
        else:
            found.append(run)
    return found


def _is_spaced(left: Run, right: Run, glyphs: Glyphs) -> bool:
    if not (text.is_wide(left.text[-1]) and text.is_wide(right.text)):
        return False
    if left.end - left.start > 1 and " " not in left.text:
        return False
    shown = pdfium.text_object(glyphs.textpage, left.end - 1)
    return shown != 0 and shown == pdfium.text_object(glyphs.textpage, right.start)


def _is_sentence(row: list[Run]) -> bool:
    return any(_SENTENCE.search(run.text) for run in row)


def _pieces(row: list[Run], glyphs: Glyphs) -> list[Run]:
    """The runs of a line cut wherever two columns might touch."""
    found: list[Run] = []
    for run in row:
        raw = glyphs.text[run.start : run.end]
        places = sorted({match.start() for match in _TOUCHING.finditer(raw)} | _shown(run, glyphs))
        if not places:
            found.append(run)
            continue
        ends = [run.start, *(run.start + place for place in places), run.end]
        found += [text.piece(glyphs, a, b) for a, b in pairwise(ends) if a < b]
    return found


def _shown(run: Run, glyphs: Glyphs) -> set[int]:
    """Where inside a run another instruction begins; none where each shows one glyph."""
    if run.end - run.start < _SHORT:
        return set()
    objects = [pdfium.text_object(glyphs.textpage, k) for k in range(run.start, run.end)]
    places = {k for k, (a, b) in enumerate(pairwise(objects), 1) if a != b}
    return places if 3 * len(places) < len(objects) else set()


def _opens_other_side(left: Run, right: Run) -> bool:
    """Whether an item of a numbered list follows an amount: the other side of a table begins."""
    return _EXACT.fullmatch(left.text) is not None and _ITEM.match(right.text) is not None


def _near(left: Run, right: Run) -> bool:
    return right.x0 - left.x1 < _MAX_GAP * (right.y1 - right.y0)


def _glued(whole: list[Run], pieces: list[Run], begins: set[int]) -> list[Run]:
    """The runs of a line, cut only where a column begins."""
    found: list[Run] = []
    for run in whole:
        inside = [one for one in pieces if run.start <= one.start < run.end]
        kept = [inside[0]]
        for one in inside[1:]:
            if one.start in begins:
                kept.append(one)
            else:
                last = kept[-1]
                y0, y1 = min(last.y0, one.y0), max(last.y1, one.y1)
                kept[-1] = Run(last.text + one.text, last.x0, y0, one.x1, y1, last.start, one.end)
        found += [run] if len(kept) == 1 else kept
    return found


class _Votes:
    """How many amounts end, and how many texts and codes begin, at a place."""

    def __init__(self, rows: list[list[Run]]) -> None:
        self.ends: Counter[int] = Counter()
        self.begins: Counter[int] = Counter()
        self.codes: Counter[int] = Counter()
        self.opens: Counter[int] = Counter()
        for row in rows:
            for before, run in zip([None, *row], row, strict=False):
                if before is None or not _near(before, run):
                    self.opens[round(run.x0 / _STEP)] += 1
                if text.is_number(run.text):
                    self.ends[round(run.x1 / _STEP)] += 1
                if _AMOUNT.fullmatch(run.text):
                    continue
                if _CODE.fullmatch(run.text):
                    self.codes[round(run.x0 / _STEP)] += 1
                else:
                    self.begins[round(run.x0 / _STEP)] += 1

    def apart(self, left: Run, right: Run, certain: bool) -> bool:
        """Whether two texts belong to two columns; `certain`: of a line that is a table's row."""
        gap = right.x0 - left.x1
        size = right.y1 - right.y0
        before, after = (_AMOUNT.fullmatch(run.text) is not None for run in (left, right))
        if (before or after) and _UNIT.match(right.text):
            return False
        if text.is_wide(left.text[-1]) and text.is_wide(right.text[0]):
            if _WORD_GAP * size < gap < _GAP * size * 2:
                return True
            named = not _ORDINAL.fullmatch(left.text) and _many(self.begins, left.x0)
            return named and _many(self.opens, right.x0)
        coded = _CODE.fullmatch(left.text) is not None
        if coded and _CODE.fullmatch(right.text):
            begin = _many(self.codes, left.x0) and _many(self.codes, right.x0)
            return begin or (_many(self.ends, left.x1) and _many(self.ends, right.x1))
        if not (before or after) and not (coded and gap > _CODE_GAP * size):
            return False
        if certain and gap > _GAP * size:
            return True
        ends = _many(self.ends, left.x1) if before else _many(self.begins, left.x0)
        if coded and not before:
            ends = _many(self.codes, left.x0)
        return ends and (_many(self.ends, right.x1) if after else _many(self.begins, right.x0))


def _many(counted: Counter[int], place: float) -> bool:
    near = round(place / _STEP)
    return counted[near - 1] + counted[near] + counted[near + 1] >= _VOTES
