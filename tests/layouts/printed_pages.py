"""Pages of `pdf_pages` drawn in other ways: out of order, glyph by glyph, turned, marked, unseen."""

import re
from collections.abc import Callable
from functools import partial
from random import Random

import pdf_pages
from document_layout import Block


def _own(
    found: list[Block], ruled: bool, change: Callable[[str, Random], str], rotate: int = 0
) -> bytes:
    chance = Random(1)
    original = pdf_pages._file
    try:
        pdf_pages._file = lambda done: original([change(one, chance) for one in done])
        data = pdf_pages.pages(found, ruled)
    finally:
        pdf_pages._file = original
    if rotate:
        wide, high = pdf_pages.WIDTH, pdf_pages.HEIGHT
        data = data.replace(
            f"/MediaBox[0 0 {wide:g} {high:g}]".encode(),
            f"/Rotate {rotate}/MediaBox[0 0 {high:g} {wide:g}]".encode(),
        )
    return data


def plain(content: str, _chance: Random) -> str:
    return content


def shuffled(content: str, chance: Random) -> str:
    lines = content.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def backwards(content: str, chance: Random) -> str:
    return "\n".join(reversed(content.split("\n")))


_SHOW = re.compile(r"BT /F1 (\S+) Tf (\S+) (\S+) Td <(\w+)> Tj ET")


def by_character(content: str, chance: Random) -> str:
    def one(match: re.Match[str]) -> str:
        size, x, y = float(match[1]), float(match[2]), match[3]
        made = []
        for character in bytes.fromhex(match[4]).decode("utf-16-be"):
            code = character.encode("utf-16-be").hex()
            made.append(f"BT /F1 {size:g} Tf {x:.2f} {y} Td <{code}> Tj ET")
            x += pdf_pages.width_of(character, size)
        return "\n".join(made)

    return _SHOW.sub(one, content)


def watermarked(content: str, chance: Random) -> str:
    code = "内部资料仅供参考".encode("utf-16-be").hex()
    mark = f"q 0.85 g BT /F1 60 Tf 0.8 0.6 -0.6 0.8 200 100 Tm <{code}> Tj ET Q"
    head = "某市某局二〇二五年部门预算公开".encode("utf-16-be").hex()
    return f"{mark}\nBT /F1 9 Tf 340 575 Td <{head}> Tj ET\n{content}"


def turned(content: str, chance: Random) -> str:
    return f"q 0 1 -1 0 {pdf_pages.HEIGHT:g} 0 cm\n{content}\nQ"


def invisible(content: str, chance: Random) -> str:
    return content.replace(" Tf ", " Tf 3 Tr ")


OWN = {
    "own-grid": partial(_own, ruled=True, change=plain),
    "own-none": partial(_own, ruled=False, change=plain),
    "own-shuffled": partial(_own, ruled=True, change=shuffled),
    "own-none-shuffled": partial(_own, ruled=False, change=shuffled),
    "own-backwards": partial(_own, ruled=False, change=backwards),
    "own-characters": partial(_own, ruled=True, change=by_character),
    "own-none-characters": partial(_own, ruled=False, change=by_character),
    "own-watermark": partial(_own, ruled=True, change=watermarked),
    "own-rotated": partial(_own, ruled=True, change=turned, rotate=90),
    "own-none-rotated": partial(_own, ruled=False, change=turned, rotate=90),
    "own-invisible": partial(_own, ruled=False, change=invisible),
}
