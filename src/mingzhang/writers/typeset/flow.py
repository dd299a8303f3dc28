"""Composed pages as Typst code."""

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.writers.published.cells import measured
from mingzhang.writers.published.composition import Block, Grid, Sheets, Term, Words
from mingzhang.writers.published.pages import Page
from mingzhang.writers.typeset.literals import Literals
from mingzhang.writers.typeset.tables import Drawing

_WORD = 20.0
# The sizes that a line is set in, from its own down to the least that may bring it onto one line.
_SIZES = {"Heading1": (20.0, 14.0), "Caption": (16.0, 11.0)}
_WIDER = 1.06
FIRST_PAGE = "counter(page).update(1)\n"


@dataclass(slots=True)
class Flow:
    """Draws block after block.

    `running`: the running head, as code; `listed`: whether the contents have any line.
    """

    literal: Literals
    running: str
    listed: bool = False
    _level: int = 0

    def draw(self, sheets: Sequence[Sheets]) -> str:
        """All pages; the first one has the number 1."""
        return "".join(self._sheet(sheet, first=not number) for number, sheet in enumerate(sheets))

    def _sheet(self, sheet: Sheets, *, first: bool) -> str:
        blocks = "\n".join(self._block(block, sheet.page) for block in sheet.blocks)
        start = FIRST_PAGE if first else ""
        return self.page(sheet.page, "1", start + blocks)

    def page(self, kind: Page, numbering: str, body: str) -> str:
        """Pages of one kind with the running head; `body` is code."""
        setup = kind.value
        margins = ",".join(
            f"{side}:{getattr(setup, side) / 20:g}pt" for side in ("top", "right", "bottom", "left")
        )
        flipped = "true" if setup.wide else "false"
        return f'sheet({flipped},({margins}),{self.running},"{numbering}",{{\n{body}\n}})\n'

    def _block(self, block: Block, page: Page) -> str:
        if isinstance(block, Grid):
            return Drawing(block, self.literal).code()
        if isinstance(block, Term):
            name = self.literal(f"{block.term}：")
            return f"term({name},{self.literal.loose(block.text, _WORD)})"
        return self._words(block, page)

    def _words(self, words: Words, page: Page) -> str:
        text = self.literal.loose(words.text, _WORD)
        if words.style == "TableFacts":
            return f"TableFacts({text},{self.literal(words.aside)})"
        drawn = f"{words.style}({text})"
        if words.style in _SIZES:
            size = _on_one_line(words.text, page, *_SIZES[words.style])
            drawn = f"{words.style}({text},size:{size:g}pt)"
        if words.level and words.text.strip():
            drawn = self._heading(words, drawn)
        return f"pagebreak(weak:true)\n{drawn}" if words.opens else drawn

    def _heading(self, words: Words, drawn: str) -> str:
        """Depths follow each other without a gap, as readers of tagged documents need them."""
        self._level = min(words.level, self._level + 1)
        self.listed |= words.listed
        listed = "true" if words.listed else "false"
        label = self.literal.loose(words.label or words.text, _WORD)
        return f"title({self._level},{listed},{label},{drawn})"


def _on_one_line(words: str, page: Page, most: float, least: float) -> float:
    """A heading stands on one line where smaller letters bring it there."""
    room = page.width / 20 / (measured(words) * _WIDER or 1)
    return min(max(room, least), most)
