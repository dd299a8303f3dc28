"""One sheet a published table: as it was printed, offending cells filled and commented."""

from collections.abc import Mapping

from xlsxwriter.workbook import Workbook

from mingzhang.disclosure import Disclosure, Table
from mingzhang.model import Place
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.evidence import Evidence, Mark, key
from mingzhang.writers.table_layout import Cell, CellKind, HeaderCell, Layout, Line, lay_out
from mingzhang.writers.xlsx_sheets import Sheet, Styles

_STYLE = {
    Mark.ERROR: "error",
    Mark.WARNING: "warning",
    Mark.INFO: "info",
    Mark.UNDETERMINED: "undetermined",
    Mark.ROUNDING: "rounding",
    Mark.INVOLVED: "involved",
}
_WIDTHS = {CellKind.CODE: 11, CellKind.NAME: 34, CellKind.CLASS: 26}
_TOP = 2
_LONGEST_COMMENT = 1200


def write_tables(
    workbook: Workbook,
    styles: Styles,
    disclosure: Disclosure,
    evidence: Evidence,
    rules: Mapping[str, RuleInfo],
) -> None:
    """All tables of the document in printed order; empty ones with their note."""
    for table in disclosure.tables:
        sheet = Sheet(workbook, styles, f"{table.id} {table.title}")
        _TableSheet(sheet, evidence, rules).write(table)


class _TableSheet:
    """Writes one table; knows what is said of each cell."""

    def __init__(self, sheet: Sheet, evidence: Evidence, rules: Mapping[str, RuleInfo]) -> None:
        self._sheet = sheet
        self._evidence = evidence
        self._rules = rules

    def write(self, table: Table) -> None:
        layout = lay_out(table)
        facts = (table.number_label, table.department, f"单位：{table.unit}" if table.unit else "")
        self._sheet.words(0, 0, table.title or table.id, "title")
        self._comment(0, 0, table.at)
        self._sheet.words(1, 0, "　".join(fact for fact in facts if fact), "note")
        if table.grid:
            self._grid(table)
            return
        for cell in layout.header:
            self._head(cell)
        for number, line in enumerate(layout.lines, _TOP + layout.depth):
            self._line(number, line)
        if table.empty_note:
            self._sheet.words(_TOP + layout.depth + len(layout.lines), 0, table.empty_note, "note")
        self._set_up(layout)

    def _grid(self, table: Table) -> None:
        """A form whose rows are no rows of figures, as it was printed."""
        width = max(map(len, table.grid))
        self._sheet.set_up(landscape=width > 4)
        self._sheet.page.set_column(0, width - 1, 15)
        for row, cells in enumerate(zip(table.grid, table.grid_at, strict=True), _TOP):
            for column, (words, at) in enumerate(zip(*cells, strict=True)):
                self._value(row, column, Cell(CellKind.VALUE, words, at=at), ())

    def _set_up(self, layout: Layout) -> None:
        self._sheet.set_up(landscape=layout.width > 4)
        if not layout.lines:
            return
        for column, cell in enumerate(layout.lines[0].cells):
            self._sheet.page.set_column(column, column, _WIDTHS.get(cell.kind, 15))
        self._sheet.page.freeze_panes(_TOP + layout.depth, 0)
        self._sheet.page.repeat_rows(_TOP, _TOP + layout.depth - 1)

    def _head(self, cell: HeaderCell) -> None:
        row = _TOP + cell.row
        if cell.down > 1 or cell.across > 1:
            last = (row + cell.down - 1, cell.column + cell.across - 1)
            style = self._sheet.styles("head")
            self._sheet.page.merge_range(row, cell.column, *last, "", style)
        self._sheet.words(row, cell.column, cell.label, "head")

    def _line(self, number: int, line: Line) -> None:
        bold = ("bold",) if line.total else ()
        named = False
        for column, cell in enumerate(line.cells):
            if cell.kind is CellKind.VALUE:
                self._value(number, column, cell, bold)
            elif cell.kind is not CellKind.GAP:
                level = (f"indent{min(cell.level - 1, 8)}",) if cell.level > 1 else ()
                self._sheet.words(number, column, cell.words, "cell", *bold, *level)
                if cell.kind is CellKind.NAME and not named:
                    self._comment(number, column, *(row.at for row in line.rows))
                    named = True

    def _value(self, row: int, column: int, cell: Cell, bold: tuple[str, ...]) -> None:
        mark = Mark.NONE if cell.at is None else self._evidence.mark(cell.at)
        style = _STYLE.get(mark, "cell")
        self._sheet.number(row, column, cell.words, style, *bold)
        if cell.at is not None:
            self._comment(row, column, cell.at)

    def _comment(self, row: int, column: int, *places: Place) -> None:
        """What the findings say about these places, each with its rule and number."""
        found = self._evidence.findings_of
        numbers = sorted({number for at in places for number in found.get(key(at), ())})
        if not numbers:
            return
        said = [self._said(number) for number in numbers]
        text = "\n".join(said)[:_LONGEST_COMMENT]
        self._sheet.page.write_comment(
            row, column, text, {"author": "明账", "x_scale": 2.4, "y_scale": 1 + len(text) / 90}
        )

    def _said(self, number: int) -> str:
        finding = self._evidence.report.findings[number]
        info = self._rules.get(finding.rule)
        title = f" {info.title}" if info else ""
        return f"发现 {number + 1}　{finding.rule}{title}：{finding.message}"
