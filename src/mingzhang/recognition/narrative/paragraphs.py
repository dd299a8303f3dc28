"""From printed lines to whole paragraphs (段落还原).

A reader that knows the layout says so by `Paragraph.continues`. Plain text does not know: there
a line belongs to the next when the next word would not have fitted on it.
"""

import re

from mingzhang.model import Place
from mingzhang.readers.blocks import Paragraph
from mingzhang.recognition.narrative.labels import (
    ends_heading,
    heading_level,
    is_whole_heading,
    starts_item,
)
from mingzhang.recognition.vocabulary import HAN

_ENDS_SENTENCE = re.compile(r"[。！？!?][”’』」）)]*$")
_ENDS_CLAUSE = re.compile(r"[。！？!?；;：:][”’』」）)]*$")
_CLOSING = "。，、；：！？”’）》】〕』」%％,;)"
_RUNNING = re.compile(r"[，,、；;“《]")
_GAP = re.compile(
    rf"(?<=[0-9０-９%％.])[ \u3000\xa0]++(?={HAN}|[（“”，。；：、％%])"
    rf"|(?<={HAN}|[，、；：。）”“（])(?<!部分)(?<!章)(?<!篇)[ \u3000\xa0]++(?=[0-9０-９])"
    r"|(?<![ \u3000\xa0])[ \u3000\xa0]++(?=[，。；：、）”％！？》】〕])"
    r"|(?<=[，。；：、（“《【〔])[ \u3000\xa0]+"
)
_TOKEN = re.compile(r"[（(“‘《【〔]*(?:[A-Za-z0-9.,%％\-—–/]+|.)[，。；：、）)”’》】〕]*")
_CHUNK = 24
_LONG = 30


def reflow(lines: list[Paragraph]) -> list[Paragraph]:
    """Join printed lines into whole paragraphs; each keeps the place of its first line."""
    if not lines:
        return []
    margin = _Margin(lines)
    whole: list[Paragraph] = []
    parts = [lines[0].text]
    first = lines[0]
    for index in range(1, len(lines)):
        line, following = lines[index - 1], lines[index]
        if _goes_on(line, following, index - 1, margin):
            parts.append(following.text)
            continue
        whole.append(_whole(parts, first))
        parts, first = [following.text], following
    whole.append(_whole(parts, first))
    return whole


def _whole(parts: list[str], first: Paragraph) -> Paragraph:
    text = parts[0] if len(parts) == 1 else _joined(parts)
    if " " in text or "\u3000" in text or "\xa0" in text:
        text = _GAP.sub("", text)
    return Paragraph(text.strip(), first.at, False, first.kind)


def _joined(parts: list[str]) -> str:
    text = parts[0].rstrip()
    for part in parts[1:]:
        part = part.strip()
        apart = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii()
        text += (" " if apart and part[:1].isalpha() else "") + part
    return text


def _goes_on(line: Paragraph, following: Paragraph, index: int, margin: "_Margin") -> bool:
    text, start = line.text, following.text
    if line.kind == "heading" or following.kind == "heading":
        return False
    if line.continues is False:
        return _cut_short(line, following, index, margin)
    if start[0] in _CLOSING:
        return _near(line.at, following.at)
    if starts_item(start):
        return line.continues is True and not _ENDS_CLAUSE.search(text) and _inside(text, start)
    if is_whole_heading(text):
        return False
    if line.continues is True:
        return True
    if margin.wrapped and margin.full(index):
        if _ENDS_SENTENCE.search(text) is None:
            return True
        return margin.exactly_full(index) and not _begins_anew(line, following)
    if margin.wrapped and margin.nearly_full(index) and _is_unfinished(text):
        return True
    return _broken_by_page(line, following)


def _cut_short(line: Paragraph, following: Paragraph, index: int, margin: "_Margin") -> bool:
    """A page's line that stops before the margin in the middle of a sentence, or a heading."""
    if line.at.page is None or not margin.wrapped or not margin.nearly_full(index):
        return False
    if starts_item(following.text) or not _near(line.at, following.at):
        return False
    if is_whole_heading(line.text) or heading_level(following.text) > 1:
        return False
    return _is_unfinished(line.text) or ends_heading(line.text, following.text)


def _inside(text: str, start: str) -> bool:
    """A line that begins with a digit after an unfinished one is no list item ("为 12.5万元")."""
    return start[0].isdigit() and text[-1] not in "。；：！？"


def _broken_by_page(line: Paragraph, following: Paragraph) -> bool:
    """An unfinished sentence before a blank and its end after it ("…原因" | "是人员减少。")."""
    text, start = line.text, following.text
    return (
        len(text) >= _LONG
        and _is_unfinished(text)
        and _ENDS_CLAUSE.search(start) is not None
        and _apart(line.at, following.at)
        and _near(line.at, following.at)
    )


def _begins_anew(line: Paragraph, following: Paragraph) -> bool:
    """After the end of a sentence: a blank line or a heading."""
    return _apart(line.at, following.at) or heading_level(following.text, following.kind) > 0


def _is_unfinished(text: str) -> bool:
    return _ENDS_CLAUSE.search(text) is None and _RUNNING.search(text) is not None


def _apart(one: Place, other: Place) -> bool:
    if one.line is not None and other.line is not None:
        return other.line - one.line > 1
    return one.page != other.page


def _near(one: Place, other: Place) -> bool:
    """Not so far that a table must stand between the two."""
    if one.line is not None and other.line is not None:
        return other.line - one.line <= 8
    if one.page is not None and other.page is not None:
        return other.page - one.page <= 1
    return True


class _Margin:
    """Where the right margin is: lines are as long as the page lets them be."""

    def __init__(self, lines: list[Paragraph]) -> None:
        self._lines = lines
        self._widths = [_width(line.text) for line in lines]
        self.wrapped = _is_wrapped(lines, self._widths)
        self._margins = _local_margins(self._widths) if self.wrapped else []

    def full(self, index: int) -> bool:
        """Whether the next word would not have fitted on this line."""
        margin = self._margins[index // _CHUNK]
        return self._needed(index) > margin - max(4, margin // 10)

    def nearly_full(self, index: int) -> bool:
        """The same with room to spare, for lines that stop in the middle of a sentence."""
        return self._needed(index) * 5 > self._margins[index // _CHUNK] * 4

    def exactly_full(self, index: int) -> bool:
        """The same without room to spare, for lines that end with a sentence."""
        return self._needed(index) > self._margins[index // _CHUNK] - 4

    def _needed(self, index: int) -> int:
        token = _TOKEN.match(self._lines[index + 1].text)
        return self._widths[index] + (_width(token.group()) if token else 2)


def _width(text: str) -> int:
    """Columns on the page: a Chinese character takes two; blanks are stretched, so none."""
    if " " in text:
        text = text.replace(" ", "")
    return len(text.encode("gb18030", "replace")) if not text.isascii() else len(text)


def _is_wrapped(lines: list[Paragraph], widths: list[int]) -> bool:
    """Long lines that mostly stop in the middle of a sentence: the text was cut at a margin."""
    unknown = [
        (line.text, width)
        for line, width in zip(lines, widths, strict=True)
        if width >= _LONG and (line.continues is None or line.at.page is not None)
    ]
    if len(unknown) < 4:
        return False
    unfinished = sum(1 for text, _ in unknown if not _ENDS_CLAUSE.search(text))
    return unfinished * 5 >= len(unknown) * 2


def _local_margins(widths: list[int]) -> list[int]:
    """One margin for each chunk of lines, from its neighbours' long lines."""
    margins = []
    for start in range(0, len(widths), _CHUNK):
        around = sorted(widths[max(0, start - _CHUNK) : start + 2 * _CHUNK])
        long = [width for width in around if width >= _LONG] or around
        margins.append(long[len(long) * 2 // 3])
    return margins
