"""Cuts the fonts that the project ships (src/mingzhang/fonts) out of Noto, and lists what they hold.

python tools/fonts.py NotoSerifSC-Regular.otf NotoSansCJK-Bold.ttc

The first file comes from the PyPI package `pylopdf-fonts-zh-cn` 0.1.1, the second from the
Debian package `fonts-noto-cjk`; both are under the SIL Open Font License, whose text goes with the
result. Kept: every character of the simplified Chinese face, which holds GBK, all of extension A
and the Table of General Standard Characters. Left out: other regions' glyphs, vertical setting, hints and
layout features. Digits of the serif face are set to one width, so that amounts stand below each other.
The families are renamed, as the licence wants of changed versions.
"""

import argparse
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from fontTools import subset
from fontTools.misc.transform import Offset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "src" / "mingzhang" / "fonts"
SIMPLIFIED = 2
"""The number of the simplified Chinese face in Noto's collections."""
COPYRIGHT, LICENCE, LICENCE_URL = 0, 13, 14
UNWANTED = ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
OPTIONS = {"layout_features": [], "hinting": False, "notdef_outline": True, "name_IDs": ["*"]}


def cut(source: Path, family: str, style: str, characters: Iterable[int]) -> TTFont:
    """A static face with these characters under another name."""
    options = subset.Options(**OPTIONS, font_number=SIMPLIFIED)
    options.drop_tables += UNWANTED
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    even_digits(font)
    rename(font, family, style)
    return font


def even_digits(font: TTFont) -> None:
    """All digits as wide as the zero, in the middle of that width."""
    names = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    width = font["hmtx"][names[0]][0]
    glyphs = font.getGlyphSet()
    strings = font["CFF "].cff[0].CharStrings
    for name in names:
        own, bearing = font["hmtx"][name]
        if own != width:
            shift = (width - own) // 2
            pen = T2CharStringPen(width, glyphs)
            glyphs[name].draw(TransformPen(pen, Offset(shift, 0)))
            old = strings[name]
            strings[name] = pen.getCharString(old.private, old.globalSubrs)
            font["hmtx"][name] = (width, bearing + shift)


def rename(font: TTFont, family: str, style: str) -> None:
    """The new names; copyright and licence stay."""
    table = font["name"]
    kept = (COPYRIGHT, LICENCE, LICENCE_URL)
    table.names = [n for n in table.names if n.nameID in kept and n.langID == 0x409]
    plain = f"{family.replace(' ', '')}-{style}"
    whole = f"{family} {style}"
    names = {1: family, 2: style, 3: whole, 4: whole, 5: "Version 1.0", 6: plain}
    for number, words in names.items():
        table.setName(words, number, 3, 1, 0x409)
    compact = font["CFF "].cff
    compact.fontNames[0] = plain
    compact[0].FullName, compact[0].FamilyName = whole, family


def ranges(characters: Iterable[int]) -> str:
    """Code points as lines of "first-last" in hexadecimal."""
    lines = []
    for _, run in groupby(enumerate(sorted(characters)), lambda pair: pair[1] - pair[0]):
        points = [point for _, point in run]
        lines.append(f"{points[0]:X}-{points[-1]:X}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write both fonts and the list of characters that both hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("serif", type=Path)
    parser.add_argument("sans", type=Path)
    options = parser.parse_args()
    wanted = set(TTFont(options.serif).getBestCmap())
    song = cut(options.serif, "Mingzhang Song", "Regular", wanted)
    hei = cut(options.sans, "Mingzhang Hei", "Bold", wanted)
    FOLDER.mkdir(parents=True, exist_ok=True)
    song.save(FOLDER / "MingzhangSong-Regular.otf")
    hei.save(FOLDER / "MingzhangHei-Bold.otf")
    shared = set(song.getBestCmap()) & set(hei.getBestCmap())
    (FOLDER / "characters.txt").write_text(ranges(shared), "ascii")
    print(f"{len(shared)} characters in both")


if __name__ == "__main__":
    main()
