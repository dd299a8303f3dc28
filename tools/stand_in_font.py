"""The font that stands in where a PDF leaves its own out (替身字体): every character, two shapes.

python tools/stand_in_font.py

Reading needs only that pdfium finds some glyph for every character, or it leaves the character
out; places and widths are the file's. One narrow box serves Latin, one wide box all else, so
that the whole of Unicode takes less than a kilobyte (a cmap of format 13, many to one).
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

READERS = Path(__file__).parents[1] / "src" / "mingzhang" / "readers"
TARGET = READERS / "pdf_layout" / "stand_in" / "MingzhangAny.ttf"
NAME = "Mingzhang Any"
ASCENT, DESCENT = 880, -120
SHAPES = {"narrow": (500, (50, 0, 450, 700)), "wide": (1000, (50, -80, 950, 820))}
NARROW = range(0x20, 0x2000)
LAST = 0x2FFFF
SURROGATES = range(0xD800, 0xE000)
EVERYTHING = 0xFFFFFFFF


def build() -> FontBuilder:
    """The font, ready to be saved."""
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", *SHAPES])
    shapes = {".notdef": SHAPES["wide"], **SHAPES}
    font.setupGlyf({name: _box(*corners) for name, (_, corners) in shapes.items()})
    font.setupHorizontalMetrics({name: (width, 0) for name, (width, _) in shapes.items()})
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": "MingzhangAny"})
    font.setupOS2(
        sTypoAscender=ASCENT,
        sTypoDescender=DESCENT,
        usWinAscent=ASCENT,
        usWinDescent=-DESCENT,
        ulCodePageRange1=EVERYTHING,
        ulUnicodeRange1=EVERYTHING,
        ulUnicodeRange2=EVERYTHING,
    )
    font.setupPost()
    font.font["cmap"] = _many_to_one()
    return font


def _box(left: int, bottom: int, right: int, top: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for corner in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def _many_to_one() -> object:
    subtable = CmapSubtable.newSubtable(13)
    subtable.platformID, subtable.platEncID, subtable.language = 3, 10, 0
    subtable.length = subtable.reserved = subtable.nGroups = 0
    points = (point for point in range(NARROW.start, LAST + 1) if point not in SURROGATES)
    subtable.cmap = {point: "narrow" if point in NARROW else "wide" for point in points}
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, [subtable]
    return table


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    built = build()
    built.font["head"].created = built.font["head"].modified = 0
    built.save(TARGET)
    print(TARGET, TARGET.stat().st_size)
