"""The parts of a disclosure set out on pages (版面编排): what every paged format draws.

Page breaks and the pages of the contents are known here, before a format lays anything out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from mingzhang.disclosure import Disclosure, NarrativeParagraph, OverallGoal, ProjectForm, Table
from mingzhang.writers.published import catalogue
from mingzhang.writers.published.cells import Cells
from mingzhang.writers.published.flow import Catalogue, Glossary, Part, parts
from mingzhang.writers.published.forms import (
    OVERALL_TITLE,
    PROJECT_TITLE,
    overall_cells,
    project_cells,
)
from mingzhang.writers.published.line_breaks import lines_of
from mingzhang.writers.published.measure import Pages, fitting_height, row_heights
from mingzhang.writers.published.pages import Fit, Page, fit
from mingzhang.writers.published.paragraphs import FORMS, Form
from mingzhang.writers.published.tables import table_cells

NOTE = "TableNote"
_FORM_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in a style of `FORMS`.

    `aside` stands at the right end of its line; `opens`: on a new page; `level`: its depth as a
    heading, 0 for none; `label`: its words among the headings where they differ; `listed`: it
    has a line in the contents; `page`: where it comes to stand, counted from 1.
    """

    style: str
    text: str
    aside: str = ""
    opens: bool = False
    level: int = 0
    label: str = ""
    listed: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A paragraph that explains a term."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells, how they stand on the page, its name, how many rows are repeated."""

    cells: Cells
    fit: Fit
    name: str
    repeated: int


Block: TypeAlias = Words | Term | Grid


@dataclass(frozen=True, slots=True)
class Sheets:
    """What stands on pages of one kind, one below the other."""

    page: Page
    blocks: tuple[Block, ...]


def compose(disclosure: Disclosure) -> list[Sheets]:
    """The whole disclosure behind its cover and contents, cut where the kind of page changes."""
    return _Composer(disclosure).sheets()


@dataclass(slots=True)
class _Composer:
    """Sets part after part and counts the pages."""

    disclosure: Disclosure
    _pages: Pages = field(default_factory=Pages)
    _fresh: bool = True
    _follows: int = 0
    _grids: dict[int, tuple[Cells, Fit]] = field(default_factory=dict)

    def sheets(self) -> list[Sheets]:
        found = parts(self.disclosure)
        done: list[tuple[Page, list[Block]]] = []
        for number, part in enumerate(found):
            page = self._page_of(found, number)
            if not done:
                self._pages.open(page.height)
            elif page is not done[-1][0]:
                self._fresh = True
                self._pages.next_section(page.height)
            if not done or page is not done[-1][0]:
                done.append((page, []))
            self._follows = self._kept(found, number)
            done[-1][1].extend(self._part(part))
            self._fresh = isinstance(part, NarrativeParagraph) and part.heading == 1
        return [Sheets(page, tuple(blocks)) for page, blocks in done]

    def _kept(self, found: Sequence[Part], number: int) -> int:
        """The room that must follow a heading on its page: further headings and a line of text."""
        room = 0
        for part in found[number : number + 4]:
            if not isinstance(part, NarrativeParagraph) or not part.heading:
                break
            form = FORMS[f"Heading{min(part.heading, 4)}"]
            room += form.after + form.keep
            if part is not found[number]:
                room += form.before + self._count(form, part.text, Page.TEXT.width) * form.line
                room -= form.line
        return room

    def _page_of(self, found: Sequence[Part], number: int) -> Page:
        """The page of a part; a heading goes with the table that follows it."""
        part = found[number]
        while isinstance(part, NarrativeParagraph) and part.heading and number + 1 < len(found):
            number += 1
            part = found[number]
        if isinstance(part, NarrativeParagraph | Glossary):
            return Page.TEXT
        return self._table_on_page(part)[1].page if isinstance(part, Table) else Page.TALL

    def _table_on_page(self, part: Table) -> tuple[Cells, Fit]:
        known = self._grids.get(id(part))
        if known is None:
            cells = table_cells(part)
            known = self._grids[id(part)] = (cells, fit(cells))
        return known

    def _part(self, part: Part) -> Iterator[Block]:
        if isinstance(part, NarrativeParagraph):
            yield self._paragraph(part)
        elif isinstance(part, Table):
            yield from self._table(part)
        elif isinstance(part, OverallGoal):
            yield from self._form(overall_cells(part), OVERALL_TITLE, self.disclosure.year)
        elif isinstance(part, ProjectForm):
            yield from self._project(part)
        elif isinstance(part, Catalogue):
            cells = catalogue.catalogue_cells(part.entries)
            yield from self._form(cells, catalogue.TITLE, None, repeated=1)
        else:
            yield from self._glossary(part)

    def _paragraph(self, part: NarrativeParagraph) -> Words:
        """A heading or a paragraph of running text."""
        level = min(part.heading, 4)
        style = f"Heading{level}" if level else "BodyText"
        opens = level == 1 and not self._fresh
        page = self._set(style, part.text, Page.TEXT.width, opens=opens)
        listed = level in (1, 2)
        return Words(style, part.text, opens=opens, level=level, listed=listed, page=page)

    def _set(self, style: str, words: str, width: int, *, opens: bool = False) -> int:
        """Count the room of a paragraph; returns its page."""
        if opens:
            self._pages.turn()
        form = FORMS[style]
        count = self._count(form, words, width)
        keep = self._follows if style.startswith("Heading") else form.keep
        return self._pages.lines(count, form.line, form.before, form.after, keep)

    @staticmethod
    def _count(form: Form, words: str, width: int) -> int:
        return lines_of(words, width - form.aside, form.letter, form.indent)

    def _table(self, part: Table) -> Iterator[Block]:
        cells, place = self._table_on_page(part)
        title = part.title or f"没有标题的表（{part.id}）"
        lines = [Words("TableNumber", part.number_label)] if part.number_label else []
        if part.title:
            lines.append(Words("Caption", part.title, level=2, listed=True))
        left, right = self._facts(part)
        if left or right:
            lines.append(Words("TableFacts", left, aside=right))
        yield from self._lines(lines, place.page)
        notes = part.notes or ((part.empty_note,) if part.empty_note else ())
        if cells.rows:
            yield self._grid(cells, place, title, cells.header, len(notes))
        for note in notes:
            self._set(NOTE, note, place.page.width)
            yield Words(NOTE, note)

    def _facts(self, part: Table) -> tuple[str, str]:
        """Who publishes, on the left, and the unit of the figures, on the right."""
        label = "单位名称" if self.disclosure.level == "unit" else "部门名称"
        left = f"{label}：{part.department}" if part.department else ""
        return left, f"单位：{part.unit}" if part.unit else ""

    def _lines(self, lines: Sequence[Words], page: Page) -> Iterator[Words]:
        """The lines over a table; the first one opens a new page."""
        for number, line in enumerate(lines):
            opens = not number and not self._fresh
            words = f"{line.text}\t{line.aside}" if line.aside else line.text
            at = self._set(line.style, words, page.width, opens=opens)
            yield Words(
                line.style, line.text, line.aside, opens, line.level, line.label, line.listed, at
            )

    def _grid(self, cells: Cells, place: Fit, name: str, repeated: int, notes: int) -> Grid:
        """A table; its rows are as tall as the rest of the page lets them be."""
        room = self._pages.room - notes * FORMS[NOTE].line * 2
        place = fitting_height(cells, place, room)
        self._pages.rows(row_heights(cells, place), repeated)
        return Grid(cells, place, name, repeated)

    def _project(self, part: ProjectForm) -> Iterator[Block]:
        """A project's form, then its other printings; its name comes again on every page."""
        for form in (part, *part.variants):
            year = form.form_year or self.disclosure.year
            cells = project_cells(form)
            yield from self._form(cells, PROJECT_TITLE, year, repeated=1, name=form.name)
            self._fresh = False

    def _form(
        self, cells: Cells, title: str, year: int | None, *, repeated: int = 0, name: str = ""
    ) -> Iterator[Block]:
        lines = [Words("FormTitle", title, level=_FORM_LEVEL, label=name)]
        if year:
            lines.append(Words("FormYear", f"（{year}年度）"))
        yield from self._lines(lines, Page.TALL)
        label = f"{title}：{name}" if name else title
        yield self._grid(cells, fit(cells, upright=True), label, repeated, 0)

    def _glossary(self, part: Glossary) -> Iterator[Term]:
        for entry in part.entries:
            self._set("BodyText", f"{entry.term}：{entry.text}", Page.TEXT.width)
            yield Term(entry.term, entry.text)
