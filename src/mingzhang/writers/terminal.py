"""Text for a terminal: display width of Chinese, wrapping, colours."""

import re
import unicodedata

_CLOSING = "，。、；：？！）》〉】〕”’…%％）,.;:?!)]}"
_OPENING = "（《〈【〔“‘([{"
CODES = {"red": "31;1", "yellow": "33", "cyan": "36", "magenta": "35;1", "green": "32", "dim": "2"}


_PIECE = r"(?:[!-~]++|.)"
_PIECES = re.compile(_PIECE, re.DOTALL)
# A word or character, with the marks that cling to it.
_UNITS = re.compile(
    rf"{_PIECE}(?:(?:(?<=[{re.escape(_OPENING)}])|(?=[{re.escape(_CLOSING)}]))"
    rf"{_PIECE})*+",
    re.DOTALL,
)


class _Widths(dict[str, int]):
    """The columns of each character, looked up once."""

    def __missing__(self, character: str) -> int:
        wide = unicodedata.east_asian_width(character) in "WFA"
        self[character] = 0 if unicodedata.combining(character) else 2 if wide else 1
        return self[character]


_WIDTHS = _Widths()


def display_width(text: str) -> int:
    """Columns the text takes; a Chinese character takes two (一个汉字占两列).

    Characters of ambiguous width (“ ≥ ①) count two: a Chinese terminal may draw them so.
    """
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


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
    limit = width - display_width(indent)
    for piece, taken in _units(text.replace("\n", " "), limit):
        if used + taken > width and line != start:
            lines.append(line.rstrip())
            line, used, piece = indent, display_width(indent), piece.lstrip()
            start, taken = indent, display_width(piece)
        line += piece
        used += taken
    lines.append(line.rstrip())
    return "\n".join(lines)


def _units(text: str, limit: int) -> list[tuple[str, int]]:
    """Pieces that stay together, and their widths; nothing is wider than a whole line."""
    units = [(unit, display_width(unit)) for unit in _UNITS.findall(text)]
    if all(taken <= limit for _, taken in units):
        return units
    return [(unit, display_width(unit)) for unit in _short_units(text, limit)]


def _short_units(text: str, limit: int) -> list[str]:
    """The same where whole units are too wide for a line: marks cling as far as they fit."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
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
