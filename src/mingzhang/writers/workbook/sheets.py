"""The sheets of a published workbook: contents, tables, narrative, forms, catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from xlsxwriter.workbook import Workbook

from mingzhang.disclosure import Disclosure, Table
from mingzhang.recognition.vocabulary import is_total
from mingzhang.writers.published import catalogue
from mingzhang.writers.published.cells import Cells, Look, line_count, measured
from mingzhang.writers.published.flow import cover_lines
from mingzhang.writers.published.forms import (
    OVERALL_TITLE,
    PROJECT_TITLE,
    overall_cells,
    printings,
    project_cells,
)
from mingzhang.writers.published.tables import table_cells
from mingzhang.writers.workbook.drawing import Drawing, Looks, set_columns
from mingzhang.writers.workbook.formulas import Spot, Spots
from mingzhang.writers.xlsx_sheets import Sheet

_PAGE_WIDTH = 46.0
_TEXT_WIDTH = 36.0
_TEXT_POINTS = 18.0
_TEXT_GAP = 6.0
_COVER_POINTS = 36.0
_ROWS_OF_A_PAGE = 48
_TOTAL = -1
# A title is set in 16 points over tables in 11, with a little room at both ends.
_TITLE_LETTERS = 16 / 11 * 1.08


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One table with its sheet, its cells and the row in which they begin."""

    table: Table
    sheet: Sheet
    cells: Cells
    top: int


class Book:
    """Writes the sheets of one workbook."""

    def __init__(self, workbook: Workbook, disclosure: Disclosure) -> None:
        self._workbook = workbook
        self._disclosure = disclosure
        self.looks = Looks(workbook)

    def sheet(self, name: str) -> Sheet:
        """A new sheet at the end."""
        return Sheet(self._workbook, self.looks, name)

    def table_sheets(self) -> list[TableSheet]:
        """One sheet a table, in printed order, still empty."""
        found = []
        for number, table in enumerate(self._disclosure.tables, 1):
            name = f"表{number} {_short(table)}"
            top = bool(table.number_label) + bool(table.title) + bool(self._facts(table))
            cells = _below_title(table_cells(table), table.title)
            found.append(TableSheet(table, self.sheet(name), cells, top))
        return found

    def table(self, one: TableSheet, formulas: Mapping[Spot, str]) -> None:
        """The lines over the table, the table, its notes; header frozen and repeated in print."""
        sheet, table = one.sheet, one.table
        set_columns(sheet, one.cells.widths)
        last = max(len(one.cells.widths) - 1, 0)
        row = 0
        if table.number_label:
            self._line(sheet, row, 0, table.number_label, "number")
            row += 1
        if table.title:
            self._across(sheet, row, last, table.title, "title")
            sheet.page.set_row(row, 30)
            row += 1
        if facts := self._facts(table):
            self._line(sheet, row, 0, facts[0], "left")
            self._line(sheet, row, max(last, 1), facts[1], "right")
            row += 1
        row = Drawing(sheet, self.looks, formulas).cells(row, one.cells)
        for note in table.notes or ((table.empty_note,) if table.empty_note else ()):
            self._line(sheet, row, 0, note, "left")
            row += 1
        head = one.top + one.cells.header
        sheet.page.freeze_panes(head, 0)
        if one.cells.header:
            sheet.page.repeat_rows(one.top, head - 1)
        rows = len(one.cells.rows)
        sheet.set_up(landscape=_lies(sum(one.cells.widths), rows))
        if rows <= _ROWS_OF_A_PAGE:
            sheet.page.fit_to_pages(1, 1)
        sheet.page.center_horizontally()

    def _facts(self, table: Table) -> tuple[str, str] | None:
        """Who publishes, and the unit of the figures; each sheet stands for itself."""
        department = table.department or self._disclosure.department.name
        if not department and not table.unit:
            return None
        return (
            f"部门名称：{department}" if department else "",
            f"单位：{table.unit}" if table.unit else "",
        )

    def _line(self, sheet: Sheet, row: int, column: int, words: str, look: str) -> None:
        sheet.text(row, column, words, self.looks.line(look, words))

    def _across(self, sheet: Sheet, row: int, last: int, words: str, look: str) -> None:
        if last:
            sheet.page.merge_range(row, 0, row, last, "", self.looks.line(look))
        self._line(sheet, row, 0, words, look)

    def contents(self, sheet: Sheet, others: Sequence[tuple[str, str]]) -> None:
        """The cover with a line for each sheet: its words and a link."""
        publisher, title = cover_lines(self._disclosure)
        sheet.page.set_column(0, 0, 96)
        for row, words in enumerate((publisher, title)):
            self._line(sheet, row, 0, words, "title")
            sheet.page.set_row(row, _COVER_POINTS)
        self._line(sheet, 3, 0, "目录", "number")
        for row, (name, words) in enumerate(others, 4):
            sheet.page.set_row(row, _TEXT_POINTS)
            target = name.replace("'", "''")
            sheet.page.write_url(
                row, 0, f"internal:'{target}'!A1", self.looks.line("link"), string=words
            )
        sheet.set_up(landscape=False)

    def narrative(self) -> Sheet | None:
        """The words of the document, one paragraph a row."""
        if not self._disclosure.narrative:
            return None
        sheet = self.sheet("说明")
        set_columns(sheet, (_TEXT_WIDTH,))
        for row, paragraph in enumerate(self._disclosure.narrative):
            depth = min(paragraph.heading, 3)
            look = f"heading{depth}" if depth else "prose"
            self._line(sheet, row, 0, paragraph.text, look)
            lines = line_count(paragraph.text, _TEXT_WIDTH * 10.5, 12.0)
            height = _COVER_POINTS if depth == 1 else lines * _TEXT_POINTS + _TEXT_GAP
            sheet.page.set_row(row, min(height, 400))
        sheet.set_up(landscape=False)
        return sheet

    def goal(self) -> Sheet | None:
        """The whole department's goal form."""
        goal = self._disclosure.overall_goal
        if goal is None:
            return None
        sheet = self.sheet("整体绩效目标")
        self._forms(sheet, [(overall_cells(goal), self._disclosure.year)], OVERALL_TITLE)
        return sheet

    def projects(self) -> Sheet | None:
        """Every project's goal form below the other, each on pages of its own."""
        forms = printings(self._disclosure.projects)
        if not forms:
            return None
        sheet = self.sheet("项目绩效目标")
        year = self._disclosure.year
        drawn = [(project_cells(form), form.form_year or year) for form in forms]
        self._forms(sheet, drawn, PROJECT_TITLE)
        return sheet

    def _forms(self, sheet: Sheet, forms: Iterable[tuple[Cells, int | None]], title: str) -> None:
        drawing = Drawing(sheet, self.looks, {})
        row, breaks = 0, []
        for number, (cells, year) in enumerate(forms):
            if number:
                row += 1
                breaks.append(row)
            else:
                set_columns(sheet, cells.widths)
            last = len(cells.widths) - 1
            self._across(sheet, row, last, title, "title")
            sheet.page.set_row(row, 28)
            self._across(sheet, row + 1, last, f"（{year}年度）" if year else "", "year")
            row = drawing.cells(row + 2, cells)
        sheet.page.set_h_pagebreaks(breaks)
        sheet.set_up(landscape=False)

    def catalogue(self) -> Sheet | None:
        """The purchase catalogue."""
        entries = self._disclosure.catalogue
        if not entries:
            return None
        sheet = self.sheet("购买服务目录")
        cells = catalogue.catalogue_cells(entries)
        set_columns(sheet, cells.widths)
        self._across(sheet, 0, len(cells.widths) - 1, catalogue.TITLE, "title")
        Drawing(sheet, self.looks, {}).cells(1, cells)
        sheet.page.freeze_panes(2, 0)
        sheet.page.repeat_rows(1)
        sheet.set_up(landscape=False)
        return sheet


def _below_title(cells: Cells, title: str) -> Cells:
    """A narrow table is set wider, so that its title has room above it."""
    needed, width = measured(title) * _TITLE_LETTERS, sum(cells.widths)
    if not 0 < width < needed:
        return cells
    return replace(cells, widths=tuple(one * needed / width for one in cells.widths))


def _short(table: Table) -> str:
    """A name that fits on the tab of a sheet."""
    title = table.title or table.id
    year = title[:4]
    bare = title[5:] if year.isdigit() and title[4:5] == "年" else title
    return bare.partition("（")[0]


def _lies(width: float, rows: int) -> bool:
    """Whether a table stands better on a page on its side: wide, and not long as well."""
    return width > (_PAGE_WIDTH if rows <= _ROWS_OF_A_PAGE // 2 else 1.6 * _PAGE_WIDTH)


def register(one: TableSheet, spots: Spots) -> None:
    """Tell where the figures of a table will be written, and which of its cells stay blank."""
    name = one.sheet.page.get_name()
    for number, row in enumerate(one.cells.rows):
        level = 0
        for cell in row:
            if cell.look is Look.TEXT:
                level = _TOTAL if is_total(cell.words) else cell.level
            elif cell.look is Look.NUMBER and (cell.figure is not None or not cell.words):
                spots.put(cell.figure, Spot(name, one.top + number, cell.column), level)
