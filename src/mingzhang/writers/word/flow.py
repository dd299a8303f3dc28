"""The parts of a disclosure as the flow of a Word document, cut into sections by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mingzhang.disclosure import NarrativeParagraph, OverallGoal, ProjectForm, Table
from mingzhang.writers.published import catalogue
from mingzhang.writers.published.cells import Cells, line_count
from mingzhang.writers.published.flow import Catalogue, Glossary, Part
from mingzhang.writers.published.forms import (
    OVERALL_TITLE,
    PROJECT_TITLE,
    overall_cells,
    project_cells,
)
from mingzhang.writers.published.tables import table_cells
from mingzhang.writers.word.markup import bookmarked, paragraph, run
from mingzhang.writers.word.measure import Pages, fitting_height, row_heights
from mingzhang.writers.word.paragraphs import FORMS
from mingzhang.writers.word.sheets import Fit, Page, fit, section
from mingzhang.writers.word.tables import table

_BREAK = "<w:pageBreakBefore/>"
_NO_BREAK = '<w:pageBreakBefore w:val="0"/>'


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table of contents: its level from 1, its words, its bookmark and page."""

    level: int
    words: str
    bookmark: str
    page: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One part as XML: its page, its paragraphs and tables, whether it ends in a table."""

    page: Page | None
    xml: str
    ends_in_table: bool = False


@dataclass(slots=True)
class Flow:
    """Draws part after part; `entries` are the lines of the contents so far."""

    year: int | None
    level: str
    entries: list[Entry] = field(default_factory=list)
    _pages: Pages = field(default_factory=Pages)
    _fresh: bool = True

    def draw(self, parts: Sequence[Part]) -> str:
        """All parts with their section breaks; the last section ends the document."""
        drawn: list[str] = []
        page = _page_of(parts, 0) if parts else Page.TEXT
        self._pages.open(page.height)
        first = True
        last: _Drawn | None = None
        for number, part in enumerate(parts):
            wanted = _page_of(parts, number)
            if last is not None and wanted is not page:
                drawn.append(_section_end(page, first=first))
                first, self._fresh = False, True
                self._pages.next_section(wanted.height)
            elif last is not None and last.ends_in_table:
                drawn.append(_GAP)
            page = wanted
            last = self._part(part)
            drawn.append(last.xml)
            self._fresh = isinstance(part, NarrativeParagraph) and part.heading == 1
        if last is not None and last.ends_in_table:
            drawn.append(paragraph("SectionEnd", ""))
        return "".join(drawn) + section(page, numbers=_FIRST_NUMBER if first else "")

    def _part(self, part: Part) -> _Drawn:
        if isinstance(part, NarrativeParagraph):
            return self._words(part)
        if isinstance(part, Table):
            return self._table(part)
        if isinstance(part, OverallGoal):
            return self._form(overall_cells(part), OVERALL_TITLE, self.year)
        if isinstance(part, ProjectForm):
            return self._project(part)
        if isinstance(part, Catalogue):
            cells = catalogue.catalogue_cells(part.entries)
            return self._form(cells, catalogue.TITLE, None, repeated=1)
        for entry in part.entries:
            self._set("BodyText", f"{entry.term}：{entry.text}", Page.TEXT.width)
        return _glossary(part)

    def _words(self, part: NarrativeParagraph) -> _Drawn:
        """A heading or a paragraph of running text."""
        style = f"Heading{min(part.heading, 4)}" if part.heading else "BodyText"
        opens = part.heading == 1 and not self._fresh
        if opens:
            self._pages.turn()
        page = self._set(style, part.text, Page.TEXT.width)
        content = run(part.text)
        if part.heading in (1, 2):
            content = self._listed(part.heading, part.text, content, page)
        stays = part.heading == 1 and not opens
        return _Drawn(None, paragraph(style, content, _NO_BREAK if stays else ""))

    def _set(self, style: str, words: str, width: int) -> int:
        """Count the room of a paragraph; returns its page."""
        form = FORMS[style]
        count = line_count(words, width - form.aside, form.letter, form.indent)
        return self._pages.lines(count, form.line, form.before, form.after, form.keep)

    def _listed(self, level: int, words: str, content: str, page: int) -> str:
        name = f"_Toc{len(self.entries) + 1:06d}"
        self.entries.append(Entry(level, words, name, page))
        return bookmarked(name, len(self.entries), content)

    def _table(self, part: Table) -> _Drawn:
        cells = table_cells(part)
        place = fit(cells)
        title = part.title or f"没有标题的表（{part.id}）"
        lines = [("TableNumber", part.number_label)] if part.number_label else []
        if part.title:
            lines.append(("Caption", part.title))
        if facts := self._facts(part):
            lines.append(("TableFacts", facts))
        notes = part.notes or ((part.empty_note,) if part.empty_note else ())
        head = self._lines(lines, place.page)
        body = self._grid(cells, place, title, cells.header, len(notes)) if cells.rows else ""
        for note in notes:
            self._set("TableNote", note, place.page.width)
        below = "".join(paragraph("TableNote", run(note)) for note in notes)
        return _Drawn(place.page, head + body + below, bool(body) and not below)

    def _facts(self, part: Table) -> str:
        """Who publishes on the left, the unit of the figures on the right."""
        label = "单位名称" if self.level == "unit" else "部门名称"
        left = f"{label}：{part.department}" if part.department else ""
        right = f"\t单位：{part.unit}" if part.unit else ""
        return left + right

    def _lines(self, lines: Sequence[tuple[str, str]], page: Page) -> str:
        """The lines over a table; the first one opens a new page."""
        drawn = []
        for number, (style, words) in enumerate(lines):
            opens = not number and not self._fresh
            if opens:
                self._pages.turn()
            at = self._set(style, words, page.width)
            content = run(words)
            if style == "Caption":
                content = self._listed(2, words, content, at)
            marks = _BREAK if opens else ""
            if style == "TableFacts":
                marks += f'<w:tabs><w:tab w:val="right" w:pos="{page.width}"/></w:tabs>'
            drawn.append(paragraph(style, content, marks))
        return "".join(drawn)

    def _grid(self, cells: Cells, place: Fit, title: str, repeated: int, notes: int) -> str:
        """A table; its rows are as tall as the rest of the page lets them be."""
        room = self._pages.room - notes * FORMS["TableNote"].line * 2
        place = fitting_height(cells, place, room)
        self._pages.rows(row_heights(cells, place), repeated)
        return table(cells, place, title, repeated=repeated)

    def _project(self, part: ProjectForm) -> _Drawn:
        """A project's form, then its other printings; its name comes again on every page."""
        drawn: list[_Drawn] = []
        for form in (part, *part.variants):
            year = form.form_year or self.year
            drawn.append(
                self._form(project_cells(form), PROJECT_TITLE, year, repeated=1, name=form.name)
            )
            self._fresh = False
        return _Drawn(Page.TALL, _GAP.join(one.xml for one in drawn), True)

    def _form(
        self, cells: Cells, title: str, year: int | None, *, repeated: int = 0, name: str = ""
    ) -> _Drawn:
        lines = [("FormTitle", title)]
        if year:
            lines.append(("FormYear", f"（{year}年度）"))
        head = self._lines(lines, Page.TALL)
        label = f"{title}：{name}" if name else title
        body = self._grid(cells, fit(cells, upright=True), label, repeated, 0)
        return _Drawn(Page.TALL, head + body, True)


_GAP = paragraph("SectionEnd", "")
_FIRST_NUMBER = '<w:pgNumType w:start="1"/>'


def _page_of(parts: Sequence[Part], number: int) -> Page:
    """The page of a part; a heading goes with the table that follows it."""
    part = parts[number]
    while isinstance(part, NarrativeParagraph) and part.heading and number + 1 < len(parts):
        number += 1
        part = parts[number]
    if isinstance(part, NarrativeParagraph | Glossary):
        return Page.TEXT
    return fit(table_cells(part)).page if isinstance(part, Table) else Page.TALL


def _section_end(page: Page, *, first: bool) -> str:
    """An all but invisible paragraph that ends the section."""
    numbers = _FIRST_NUMBER if first else ""
    return paragraph("SectionEnd", "", section(page, numbers=numbers))


def _glossary(part: Glossary) -> _Drawn:
    lines: Iterator[str] = (
        paragraph("BodyText", run(f"{entry.term}：", '<w:rStyle w:val="Term"/>') + run(entry.text))
        for entry in part.entries
    )
    return _Drawn(None, "".join(lines))
