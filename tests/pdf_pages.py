"""Sets blocks on landscape pages and writes them as a PDF with a text layer and ruled tables.

The font is Adobe's STSong-Light by name (no file is embedded): every reader knows its
characters, and a viewer puts a font of its own in its place.
"""

import re
import zlib
from itertools import pairwise

from document_layout import Block, Paragraph, Table

WIDTH, HEIGHT, MARGIN = 842.0, 595.0, 40.0
INNER = WIDTH - 2 * MARGIN
SIZE, LEADING, PADDING = 9.0, 13.0, 3.0
SIZES = {"title": 16.0, "caption": 12.0}


def width_of(text: str, size: float = SIZE) -> float:
    """Half an em for ASCII, a whole em for everything else."""
    return sum(size / 2 if character.isascii() else size for character in text)


def wrap(text: str, room: float, size: float = SIZE) -> list[str]:
    """Lines of a text that fit into a width; numbers and words are broken only where they must."""
    lines, line, used = [], "", 0.0
    for piece in _pieces(text, room, size):
        step = width_of(piece, size)
        if used + step > room and line:
            lines.append(line)
            line, used = "", 0.0
        line += piece
        used += step
    return [*lines, line]


def _pieces(text: str, room: float, size: float) -> list[str]:
    found: list[str] = []
    for piece in re.findall(r"[!-~]+|.", text):
        found += [piece] if width_of(piece, size) <= room else list(piece)
    return found


class Sheet:
    """Pages being written: drawing operators, and how far down the current page is filled.

    `beside`: the last line was the department's name, and the unit goes to its right.
    """

    def __init__(self, ruled: bool = True) -> None:
        self.ruled = ruled
        self.done: list[str] = []
        self.operators: list[str] = []
        self.y = HEIGHT - MARGIN
        self.beside = False

    def turn(self) -> None:
        """Close the page with its number and open the next."""
        number = f"- {len(self.done) + 1} -"
        self.text((WIDTH - width_of(number)) / 2, MARGIN / 2, number)
        self.done.append("\n".join(self.operators))
        self.operators = []
        self.y = HEIGHT - MARGIN

    def need(self, height: float) -> None:
        """Turn the page where a height does not fit any more."""
        if self.y - height < MARGIN and self.operators:
            self.turn()

    def text(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        """One line of text, its baseline at y."""
        code = text.encode("utf-16-be").hex()
        self.operators.append(f"BT /F1 {size:g} Tf {x:.2f} {y:.2f} Td <{code}> Tj ET")

    def box(self, left: float, bottom: float, right: float, top: float) -> None:
        """The ruled border of a cell, left out of unruled documents."""
        if not self.ruled:
            return
        self.operators.append(f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re S")


def pages(blocks: list[Block], ruled: bool = True) -> bytes:
    """The PDF of all blocks."""
    sheet = Sheet(ruled)
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table):
            _Grid(block).draw(sheet)
        else:
            opens = block.kind == "caption" and getattr(before, "kind", "") != "caption"
            if opens and sheet.operators:
                sheet.turn()
            _paragraph(sheet, block)
        before = block
    sheet.turn()
    return _file(sheet.done)


def _paragraph(sheet: Sheet, paragraph: Paragraph) -> None:
    size = SIZES.get(paragraph.kind, SIZE)
    text = paragraph.text
    if paragraph.kind == "contents":
        title, page = text.rsplit("\t", 1)
        room = INNER - width_of(title) - width_of(page)
        text = title + "." * max(3, int(room / SIZE * 2)) + page
    indent = 2 * size if paragraph.kind == "body" and len(text) > 40 else 0.0
    if text.startswith("单位：") and sheet.beside:
        sheet.y += LEADING + 2
    sheet.beside = text.startswith("部门名称：")
    for number, line in enumerate(_first_indented(text, indent, size)):
        sheet.need(LEADING)
        sheet.y -= LEADING if size == SIZE else size * 1.5
        _line(sheet, paragraph.kind, line, size, indent if number == 0 else 0.0)
    sheet.y -= 2


def _first_indented(text: str, indent: float, size: float) -> list[str]:
    first = wrap(text, INNER - indent, size)[0]
    rest = text[len(first) :]
    return [first, *(wrap(rest, INNER, size) if rest else [])]


def _line(sheet: Sheet, kind: str, line: str, size: float, indent: float) -> None:
    if kind in SIZES:
        sheet.text((WIDTH - width_of(line, size)) / 2, sheet.y, line, size)
        return
    left, _, right = line.partition(" 单位：") if kind == "line" else (line, "", "")
    unit = f"单位：{right}" if right else ""
    if kind == "line" and line.startswith("单位："):
        left, unit = "", line
    if left:
        sheet.text(MARGIN + indent, sheet.y, left)
    if unit:
        sheet.text(WIDTH - MARGIN - width_of(unit), sheet.y, unit)


class _Grid:
    """One table with its measured columns and rows."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.owner = self._owners()
        self.edges = self._edges()
        self.heights = self._heights()

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The anchors of cells by the cells they cover; themselves left out."""
        return {
            (r + dr, c + dc): (r, c)
            for (r, c), (h, w) in self.table.merges.items()
            for dr in range(h)
            for dc in range(w)
            if (dr, dc) != (0, 0)
        }

    def _edges(self) -> list[float]:
        """Column borders from left to right, wide columns cut down until all fit."""
        rows = self.table.rows
        widths = [24.0] * len(rows[0])
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if self.table.merges.get((r, c), (1, 1))[1] == 1 and (r, c) not in self.owner:
                    widths[c] = max(widths[c], width_of(text) + 2 * PADDING + 1)
        while sum(widths) > INNER:
            widest = max(widths)
            cut = max(widest * 0.9, 20.0)
            widths = [min(width, cut) for width in widths]
        stretch = INNER / sum(widths)
        edges = [MARGIN]
        for width in widths:
            edges.append(edges[-1] + width * stretch)
        return edges

    def _lines(self, r: int, c: int) -> list[str]:
        across = self.table.merges.get((r, c), (1, 1))[1]
        room = self.edges[c + across] - self.edges[c] - 2 * PADDING
        return wrap(self.table.rows[r][c], room)

    def _heights(self) -> list[float]:
        heights = [LEADING + 2.0] * len(self.table.rows)
        for r, row in enumerate(self.table.rows):
            for c, text in enumerate(row):
                if not text:
                    continue
                down = self.table.merges.get((r, c), (1, 1))[0]
                needed = len(self._lines(r, c)) * LEADING + 2.0
                have = sum(heights[r : r + down])
                if needed > have:
                    heights[r + down - 1] += needed - have
        return heights

    def draw(self, sheet: Sheet) -> None:
        """Draw the table, over pages where it must, its header rows on top of each."""
        sheet.y -= PADDING
        headers = list(range(self.table.headers))
        for part in self._parts(sheet, headers):
            self._draw_part(sheet, part)
            if part[-1] != len(self.table.rows) - 1:
                sheet.turn()

    def _parts(self, sheet: Sheet, headers: list[int]) -> list[list[int]]:
        start = sum(self.heights[r] for r in [*headers, len(headers)][: len(self.heights)])
        sheet.need(start)
        parts: list[list[int]] = [[]]
        room = sheet.y - MARGIN
        for r, height in enumerate(self.heights):
            if height > room and parts[-1]:
                parts.append(list(headers))
                room = HEIGHT - 2 * MARGIN - sum(self.heights[h] for h in headers)
            parts[-1].append(r)
            room -= height
        return parts

    def _draw_part(self, sheet: Sheet, part: list[int]) -> None:
        tops = {}
        for r in part:
            tops[r] = sheet.y
            sheet.y -= self.heights[r]
        seen = set()
        for r in part:
            for c in range(len(self.table.rows[r])):
                anchor = self.owner.get((r, c), (r, c))
                if anchor not in seen:
                    seen.add(anchor)
                    self._draw_cell(sheet, anchor, tops)
        sheet.y -= LEADING / 2

    def _draw_cell(self, sheet: Sheet, anchor: tuple[int, int], tops: dict[int, float]) -> None:
        r, c = anchor
        h, w = self.table.merges.get(anchor, (1, 1))
        mine = [row for row in range(r, r + h) if row in tops]
        top, bottom = tops[mine[0]], tops[mine[-1]] - self.heights[mine[-1]]
        left, right = self.edges[c], self.edges[c + w]
        sheet.box(left, bottom, right, top)
        if r not in tops or not self.table.rows[r][c]:
            return
        lines = self._lines(r, c)
        y = (top + bottom) / 2 + len(lines) * LEADING / 2
        for line in lines:
            y -= LEADING
            sheet.text(self._start(anchor, line, left, right), y + 3, line)

    def _start(self, anchor: tuple[int, int], line: str, left: float, right: float) -> float:
        """Headers stand in the middle, numbers at the right, words at the left."""
        if anchor[0] < self.table.headers:
            return (left + right - width_of(line)) / 2
        if line.replace(",", "").replace(".", "").lstrip("-").isdigit() and anchor[1] > 0:
            return right - PADDING - width_of(line)
        return left + PADDING


_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H"
    "/DescendantFonts[4 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/DW 1000"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/W[1 95 500 814 939 500]>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
)


def _file(contents: list[str]) -> bytes:
    """The file: catalogue, page tree, font, then each page with its content."""
    numbers = [6 + 2 * index for index in range(len(contents))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        *(part.encode() for part in _FONT),
    ]
    for number, content in zip(numbers, contents, strict=True):
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH:g} {HEIGHT:g}]"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {number + 1} 0 R>>"
        )
        stream = zlib.compress(f"0.5 w\n{content}".encode())
        head = f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode()
        objects += [page.encode(), head + stream + b"\nendstream"]
    return _joined(objects)


def _joined(objects: list[bytes]) -> bytes:
    parts = [b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"]
    parts += [
        f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        for number, body in enumerate(objects, start=1)
    ]
    offsets = [0]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    starts = [start for start, _ in pairwise(offsets)][1:]
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(objects) + 1
    trailer = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{offsets[-1]}\n%%EOF\n"
    )
    return b"".join(parts) + trailer.encode()
