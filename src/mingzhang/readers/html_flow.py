"""Text of a web page on its way to paragraphs: open elements, what is hidden, blanks."""

import re
from dataclasses import dataclass, field

from mingzhang.readers.blocks import NOT_SHOWN, shown
from mingzhang.readers.html_tables import GridBuilder

LINE_BREAK = "\v"

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_UNEVEN = re.compile(f"[ \t\r\n\f\u00a0{NOT_SHOWN}]")
_BREAK_IN_CHINESE = re.compile(r"(?<=[^\x00-\xff])[ \t\r\f]*\n[ \t\r\n\f]*(?=[^\x00-\xff])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Lines:
    """A paragraph outside tables, or one inside a cell: its printed lines, not trimmed."""

    kind: str
    texts: list[str]


Block = Lines | GridBuilder


@dataclass(slots=True)
class Flow:
    """Where text goes: the page, a cell, or what stands in a table outside its cells.

    `names`: the elements open in it, outermost first; `counts` how many of each name.
    `hidden_from`: how many of them are open outside the one that hides what is in it.
    """

    hidden: bool = False
    names: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    hidden_from: int | None = None
    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    headings: int = 0

    @property
    def shown(self) -> bool:
        """True where text that comes now is seen."""
        return not self.hidden and self.hidden_from is None

    def open(self, name: str, hides: bool) -> None:
        """An element opens; `hides` if nothing in it is seen."""
        if hides and self.hidden_from is None:
            self.hidden_from = len(self.names)
        self.names.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1
        self.headings += name in _HEADINGS

    def close(self, name: str) -> None:
        """Close the innermost element of this name with all inside it, if there is one."""
        if not self.counts.get(name):
            return
        popped = ""
        while popped != name:
            popped = self.names.pop()
            self.counts[popped] -= 1
            self.headings -= popped in _HEADINGS
        if self.hidden_from is not None and len(self.names) <= self.hidden_from:
            self.hidden_from = None

    def kind(self) -> str:
        """The kind of a paragraph that stands here: heading, header, footer or body."""
        counts = self.counts
        if self.headings:
            return "heading"
        if counts.get("footer"):
            return "footer"
        in_article = counts.get("article") or counts.get("main")
        if counts.get("nav") or (counts.get("header") and not in_article):
            return "header"
        return "body"

    def end_paragraph(self) -> None:
        """What was collected becomes a paragraph, if anything of it shows."""
        text = "".join(self.parts)
        self.parts.clear()
        lines = [_collapsed(line) for line in text.split(LINE_BREAK)]
        printed = [line for line in lines if line and not line.isspace()]
        if printed:
            self.blocks.append(Lines(self.kind(), printed))


def _collapsed(text: str) -> str:
    """The text with blanks as they show; spaces that must not break stay as spaces."""
    if _UNEVEN.search(text) is None:
        return text
    text = shown(_BREAK_IN_CHINESE.sub("", text))
    return _BLANKS.sub(" ", text).strip(" ").replace("\xa0", " ").rstrip()
