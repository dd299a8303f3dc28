"""Text for a terminal: display width of Chinese, wrapping, colours."""

import re
import unicodedata
from functools import lru_cache

_PIECES = re.compile(r"[!-~]+|.", re.DOTALL)
_CLOSING = frozenset("，。、；：？！）》〉】〕”’…%％）,.;:?!)]}")
_OPENING = frozenset("（《〈【〔“‘([{")
CODES = {"red": "31;1", "yellow": "33", "cyan": "36", "magenta": "35;1", "green": "32", "dim": "2"}


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def display_width(text: str) -> int:
    """Columns the text takes; a Chinese character takes two (一个汉字占两列).

    Characters of ambiguous width (“ ≥ ①) count two: a Chinese terminal may draw them so.
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def wrap(text: str, width: int, indent: str = "", first: str | None = None) -> str:
    """Break a text into lines of at most `width` columns, each begun with `indent`.

    `first` replaces the indent of the first line. Numbers and Latin words stay whole where
    they fit; closing marks never begin a line, opening marks never end one.
    """
    line = start = indent if first is None else first
    used = display_width(line)
    if "\n" not in text and used + display_width(text) <= width:
        return line + text
    lines: list[str] = []
    for piece in _units(text, width - display_width(indent)):
        taken = display_width(piece)
        if used + taken > width and line != start:
            lines.append(line.rstrip())
            line, used, piece = indent, display_width(indent), piece.lstrip()
            start, taken = indent, display_width(piece)
        line += piece
        used += taken
    lines.append(line.rstrip())
    return "\n".join(lines)


def _units(text: str, limit: int) -> list[str]:
    """Pieces that stay together: a word or character with the marks that cling to it."""
    units: list[str] = []
    for piece in _PIECES.findall(text.replace("\n", " ")):
        if units and _clings(units[-1], piece) and display_width(units[-1] + piece) <= limit:
            units[-1] += piece
        else:
            units += _cut(piece, limit)
    return units


def _clings(before: str, piece: str) -> bool:
    return piece[0] in _CLOSING or before[-1] in _OPENING


def _cut(piece: str, limit: int) -> list[str]:
    """A word longer than a whole line is cut."""
    return [piece[start : start + limit] for start in range(0, len(piece), max(limit, 1))]


class Palette:
    """Colours where they are wanted (颜色), plain text elsewhere."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def paint(self, text: str, code: str) -> str:
        """The text in one of `CODES`."""
        return f"\033[{CODES[code]}m{text}\033[0m" if self.colour else text
