"""Composed pages as the flow of a Word document, a section for each kind of page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.writers.published.composition import NOTE, Block, Grid, Sheets, Term, Words
from mingzhang.writers.published.pages import Page
from mingzhang.writers.word.markup import bookmarked, paragraph, run
from mingzhang.writers.word.sheets import section
from mingzhang.writers.word.tables import table

_BREAK = "<w:pageBreakBefore/>"
_NO_BREAK = '<w:pageBreakBefore w:val="0"/>'
_OPENS_BY_ITSELF = "Heading1"
_GAP = paragraph("SectionEnd", "")
_FIRST_NUMBER = '<w:pgNumType w:start="1"/>'


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table of contents: its level from 1, its words, its bookmark and page."""

    level: int
    words: str
    bookmark: str
    page: int


@dataclass(slots=True)
class Flow:
    """Draws block after block; `entries` are the lines of the contents so far."""

    entries: list[Entry] = field(default_factory=list)

    def draw(self, sheets: Sequence[Sheets]) -> str:
        """All pages with their section breaks; the last section ends the document."""
        if not sheets:
            return section(Page.TEXT, numbers=_FIRST_NUMBER)
        drawn: list[str] = []
        for number, sheet in enumerate(sheets):
            numbers = "" if number else _FIRST_NUMBER
            end = section(sheet.page, numbers=numbers)
            drawn += self._blocks(sheet)
            if number + 1 < len(sheets):
                drawn.append(paragraph("SectionEnd", "", end))
            else:
                drawn += [_GAP] if isinstance(sheet.blocks[-1], Grid) else []
                drawn.append(end)
        return "".join(drawn)

    def _blocks(self, sheet: Sheets) -> list[str]:
        """Word joins tables that nothing stands between."""
        drawn: list[str] = []
        before: Block | None = None
        for block in sheet.blocks:
            note = isinstance(block, Words) and block.style == NOTE
            if isinstance(before, Grid) and not note:
                drawn.append(_GAP)
            drawn.append(self._block(block, sheet.page))
            before = block
        return drawn

    def _block(self, block: Block, page: Page) -> str:
        if isinstance(block, Grid):
            return table(block.cells, block.fit, block.name, repeated=block.repeated)
        if isinstance(block, Term):
            name = run(f"{block.term}：", '<w:rStyle w:val="Term"/>')
            return paragraph("BodyText", name + run(block.text))
        return self._words(block, page)

    def _words(self, words: Words, page: Page) -> str:
        content = run(f"{words.text}\t{words.aside}" if words.aside else words.text)
        if words.listed:
            name = f"_Toc{len(self.entries) + 1:06d}"
            self.entries.append(Entry(words.level, words.text, name, words.page))
            content = bookmarked(name, len(self.entries), content)
        if words.style == _OPENS_BY_ITSELF:
            marks = "" if words.opens else _NO_BREAK
        else:
            marks = _BREAK if words.opens else ""
        if words.style == "TableFacts":
            marks += f'<w:tabs><w:tab w:val="right" w:pos="{page.width}"/></w:tabs>'
        return paragraph(words.style, content, marks)
