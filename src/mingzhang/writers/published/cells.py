"""Tables and forms of any kind as cells in rows, before a format draws them (单元格)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from mingzhang.model import Figure


class Look(Enum):
    """How a cell is set: 表头, 栏目名, 正文, 编码, 数, 分节."""

    HEAD = "head"
    LABEL = "label"
    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, merged over `across` columns and `down` rows.

    `level` indents a name (0 for none); `strong` marks totals; `figure` is the amount that the
    words print.
    """

    column: int
    words: str
    look: Look
    across: int = 1
    down: int = 1
    level: int = 0
    strong: bool = False
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """A whole table: rows of cells from left to right, without those that a merge covers.

    `widths`: of the columns, in characters of Chinese; `header`: how many rows at the top are
    repeated on every page; `firm`: columns of codes and amounts, which are never set narrower.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    header: int = 0
    firm: frozenset[int] = frozenset()


def grouped(figure: Figure) -> str:
    """Amounts in 元 run to nine digits, so their thousands are set apart (千位分隔)."""
    if figure.unit != "元":
        return figure.text
    sign = "-" if figure.text.startswith("-") else ""
    whole, dot, rest = figure.text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}" if whole.isdigit() else figure.text


def measured(text: str) -> float:
    """The width of one line of text in Chinese characters; Latin and digits are half as wide.

    Chinese takes three bytes of UTF-8 and Latin one, which counts both without a loop.
    """
    count = len(text)
    return 0.52 * count if text.isascii() else 0.28 * count + 0.24 * len(text.encode())


@lru_cache(maxsize=8192)
def line_count(words: str, width: float, letter: float, indent: float = 0.0) -> int:
    """Lines of a paragraph; a letter is `letter` wide, the first line begins at `indent`."""
    lines = 0
    for part in words.split("\n"):
        length = measured(part) * letter + indent
        lines += max(1, math.ceil(length / max(width - letter / 4, letter)))
    return lines


def row_of(*cells: tuple[int, str, Look] | tuple[int, str, Look, int]) -> tuple[Cell, ...]:
    """Cells of one row given as (column, words, look, across)."""
    return tuple(
        Cell(column, words, look, rest[0] if rest else 1) for column, words, look, *rest in cells
    )


def run_down(rows: Sequence[Sequence[Cell]], first: Cell) -> list[tuple[Cell, ...]]:
    """A block of rows behind one label that runs down over all of them."""
    if not rows:
        return []
    head = Cell(first.column, first.words, first.look, first.across, len(rows))
    return [(head, *rows[0]), *(tuple(row) for row in rows[1:])]
