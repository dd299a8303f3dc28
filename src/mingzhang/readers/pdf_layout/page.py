"""One page: its tables and, around them, its printed lines (一页)."""

import math
from collections import Counter

import msgspec

from mingzhang.readers.pdf_layout import (
    cells,
    columns,
    grid,
    gutters,
    lines,
    pdfium,
    refine,
    text,
    unruled,
)
from mingzhang.readers.pdf_layout.cells import Filled
from mingzhang.readers.pdf_layout.columns import TextLine
from mingzhang.readers.pdf_layout.lines import FARTHEST, Ruling
from mingzhang.readers.pdf_layout.pdfium import Glyphs
from mingzhang.readers.pdf_layout.text import Run
from mingzhang.readers.pdf_layout.unruled import Model

_BIG = 24.0
_LIGHT = 0.65
_SLANT = 0.38
_AROUND = [(dx, dy) for dx in (0, -1, 1) for dy in (0, -1, 1)]
_SAMPLES = 9
_BLANKS = 9


class Sheet(msgspec.Struct):
    """What one page holds, in display order: tables and printed lines.

    `width` and `height` are the page's as it is read, `top` the y of its upper edge.
    `images`: share of the page that pictures cover; `glyphs`: how many characters it has.
    `unknown`: how many glyphs have no character; `notes`: what was left out, by kind; `model`:
    of the last table, if that has no grid.
    """

    width: float
    height: float
    top: float
    tables: list[Filled]
    lines: list[TextLine]
    glyphs: int
    images: float
    drawings: int
    unknown: int
    notes: list[str]
    model: Model | None = None


def read(document: int, index: int, before: Model | None = None) -> Sheet | None:
    """Read one page, counted from 0; None where pdfium cannot open it.

    `before`: the model of the page before.
    """
    handle = pdfium.open_page(document, index)
    if not handle:
        return None
    textpage = pdfium.open_text(handle)
    try:
        if textpage:
            quarters = _turned(textpage)
            if quarters:
                pdfium.close_text(textpage)
                pdfium.turn(handle, quarters)
                textpage = pdfium.open_text(handle)
            return _sheet(handle, textpage, quarters, before)
        return None
    finally:
        if textpage:
            pdfium.close_text(textpage)
        pdfium.close_page(handle)


def _turned(textpage: int) -> int:
    """By how many quarters of a circle the text of the page stands turned counter-clockwise."""
    count = pdfium.count_glyphs(textpage)
    samples = range(count // (2 * _SAMPLES), count, max(count // _SAMPLES, 1))
    angles = [pdfium.angle(textpage, _shown(textpage, index, count)) for index in samples]
    if not any(angles):
        return 0
    votes = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles)
    quarters, most = votes.most_common(1)[0]
    return quarters if 2 * most > len(samples) else 0


def _shown(textpage: int, index: int, count: int) -> int:
    """The glyph itself or one soon after it that is no blank: those have no direction."""
    near = range(index, min(index + _BLANKS, count))
    return next((k for k in near if not pdfium.is_blank(textpage, k)), index)


def _sheet(handle: int, textpage: int, quarters: int, before: Model | None) -> Sheet:
    drawn = pdfium.drawings(handle)
    glyphs = pdfium.glyphs(textpage)
    ruling = lines.ruling(drawn.items)
    found, unknown = _known(text.runs(glyphs), glyphs)
    found = _visible(found, textpage)
    tables, rest = _ruled(ruling, found, glyphs)
    parted, begins = gutters.parted(text.rows_of(rest), glyphs)
    printed = [columns.text_line(row, begins=begins) for row in parted]
    unlined = unruled.tables(printed, _outside(ruling, tables), glyphs, before)
    tables += unlined.tables
    left, bottom, right, top = pdfium.page_box(handle)
    width, height = right - left, top - bottom
    covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in ruling.pictures)
    upper = (-top, left, bottom, -right)[quarters]
    if quarters % 2:
        width, height = height, width
    notes = ["文字"] if glyphs.cut else []
    if drawn.cut or ruling.cut:
        notes.append("线条")
    return Sheet(
        width,
        height,
        upper,
        tables,
        unlined.rest,
        len(glyphs.text),
        covered / max(width * height, 1.0),
        len(drawn.items),
        unknown,
        notes,
        unlined.model,
    )


def _ruled(ruling: Ruling, found: list[Run], glyphs: Glyphs) -> tuple[list[Filled], list[Run]]:
    """Tables in lines, completed by alignment; boxes around mere text are no tables."""
    framed = grid.grids(ruling.horizontal, ruling.vertical)
    if not framed:
        return [], found
    filled, rest = cells.fill(framed, found, glyphs)
    tables = []
    for frame, table in zip(cells.by_area(framed), filled, strict=True):
        whole = refine.refined(frame, table, glyphs) if table.cells else table
        if whole.cells and whole.columns > 1:
            tables.append(whole)
        else:
            rest += [run for cell in whole.cells.values() for run in cell]
    return tables, rest


def _outside(ruling: Ruling, tables: list[Filled]) -> Ruling:
    """The lines and panels that belong to no ruled table."""
    if not tables:
        return ruling
    areas = [
        (table.xs[0] - 3, table.top - 3, table.xs[-1] + 3, table.bottom + 3) for table in tables
    ]

    def free(x: float, y: float) -> bool:
        return not any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in areas)

    return Ruling(
        [line for line in ruling.horizontal if free((line[1] + line[2]) / 2, line[0])],
        [line for line in ruling.vertical if free(line[0], (line[1] + line[2]) / 2)],
        [p for p in ruling.panels if free((p[0] + p[2]) / 2, (p[1] + p[3]) / 2)],
        ruling.pictures,
    )


def _known(found: list[Run], glyphs: Glyphs) -> tuple[list[Run], int]:
    """Put U+FFFD for glyphs whose character the font does not tell; count these and private ones.

    One glyph of each run is asked; only where one is unknown, all are.
    """
    textpage = glyphs.textpage
    private = len(text.PRIVATE.findall(glyphs.text))
    if not pdfium.unmapped(textpage, [run.start for run in found]):
        return found, private
    characters = list(glyphs.text)
    unknown = [k for run in found for k in range(run.start, run.end)]
    for index in (unknown := pdfium.unmapped(textpage, unknown)):
        characters[index] = "�"
    glyphs.text = "".join(characters)
    return text.runs(glyphs), private + len(unknown)


def _visible(found: list[Run], textpage: int) -> list[Run]:
    """Leave out watermarks (水印) and what is printed twice at one place to look bold."""
    seen: dict[str, set[tuple[int, int]]] = {}
    kept: list[Run] = []
    for run in found:
        height = run.y1 - run.y0
        if not (
            -FARTHEST < run.x0 <= run.x1 < FARTHEST and -FARTHEST < run.y0 <= run.y1 < FARTHEST
        ):
            continue
        if (run.end - run.start == 1 or height > _BIG or height < 1) and _is_mark(
            run, textpage, height > _BIG
        ):
            continue
        spots = seen.setdefault(run.text, set())
        x, y = int(run.x0), int(run.y0)
        if not (spots and _is_near(x, y, spots)):
            spots.add((x, y))
            kept.append(run)
    return kept


def _is_near(x: int, y: int, spots: set[tuple[int, int]]) -> bool:
    """Whether the same text was printed within a point."""
    return any((x + dx, y + dy) in spots for dx, dy in _AROUND)


def _is_mark(run: Run, textpage: int, big: bool) -> bool:
    """Whether a text stands slanted, or is big and so light that one reads what is above it."""
    slant = pdfium.angle(textpage, run.start) % (math.pi / 2)
    if min(slant, math.pi / 2 - slant) > _SLANT:
        return True
    return big and pdfium.lightness(textpage, run.start) > _LIGHT
