"""How many lines running text takes (断行), by the rules that Chinese offices break lines by.

Numbers and Latin words stay whole, a line neither begins with a closing sign nor ends with an
opening one, and a comma or full stop may hang over the edge.
"""

import re

_OPENING = "（《“‘〔【「(["
_CLOSING = "，。、；：！？）》”’〕】」%％)]"
_HANGING = "，。、；：！？"
_LATIN = "0-9A-Za-z.,:/+#&@_-"
_PIECE = re.compile(rf"[{re.escape(_OPENING)}]*(?:[{_LATIN}]+|.)[{re.escape(_CLOSING)}]*")
_MEETING = re.compile(rf"(?<=[一-鿿])(?=[{_LATIN}])|(?<=[0-9A-Za-z%])(?=[一-鿿])")
# Widths in letters: a figure or Latin letter, a Latin stop, and the gap before and after Chinese.
_NARROW, _STOP, _GAP = 0.5, 0.26, 0.28
_STOPS = ".,:;"


def lines_of(words: str, width: float, letter: float, indent: float = 0.0) -> int:
    """Lines of a paragraph `width` wide; a letter is `letter` wide, the first begins at `indent`."""
    return sum(_lines(part, width / letter, indent / letter) for part in words.split("\n"))


def _lines(part: str, width: float, at: float) -> int:
    lines = 1
    gaps = {found.start() for found in _MEETING.finditer(part)}
    for found in _PIECE.finditer(part):
        piece = found[0]
        inside = range(found.start() + 1, found.end())
        own = _wide(piece) + _GAP * sum(place in gaps for place in inside)
        before = _GAP if found.start() in gaps else 0
        hangs = 1 if piece[-1] in _HANGING else 0
        if at and at + before + own - hangs > width:
            lines += 1
            at = before = 0
        at += before + own
        while at - hangs > width:
            lines += 1
            at -= width
    return lines


def _wide(piece: str) -> float:
    narrow = sum(letter.isascii() for letter in piece)
    stops = sum(letter in _STOPS for letter in piece)
    return len(piece) - narrow * (1 - _NARROW) - stops * (_NARROW - _STOP)
