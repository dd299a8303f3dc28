"""Cells of tables and forms drawn on sheets: merges, borders, number formats, row heights."""

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from mingzhang.model import Figure
from mingzhang.model.figures import parse_number
from mingzhang.writers.guard import risky
from mingzhang.writers.published.cells import Cell, Cells, Look, line_count
from mingzhang.writers.workbook.formulas import Spot
from mingzhang.writers.xlsx_sheets import Sheet, Styles

_FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
_LOOKS: dict[Look, dict[str, object]] = {
    Look.HEAD: {"font_name": "黑体", "align": "center", "bg_color": "#F2F2F2", "text_wrap": True},
    Look.LABEL: {"align": "center", "text_wrap": True},
    Look.TEXT: {"align": "left", "text_wrap": True},
    Look.CODE: {"align": "left", "num_format": "@"},
    Look.NUMBER: {"align": "right"},
    Look.SECTION: {"align": "center", "bold": True, "bg_color": "#F2F2F2"},
}
_LINES: dict[str, dict[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center"},
    "heading1": {"font_name": "黑体", "font_size": 16, "align": "center", "text_wrap": True},
    "heading2": {"font_name": "黑体", "font_size": 13, "bold": True, "text_wrap": True},
    "heading3": {"font_name": "楷体", "font_size": 12, "bold": True, "text_wrap": True},
    "number": {"font_name": "黑体", "font_size": 12},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "year": {"font_name": "楷体", "font_size": 12, "align": "center"},
    "prose": {
        "font_name": "仿宋",
        "font_size": 12,
        "align": "left",
        "valign": "top",
        "text_wrap": True,
    },
    "link": {"font_color": "#17557F", "underline": 1},
}
_QUOTED: dict[str, object] = {"quote_prefix": True, "num_format": "@"}
_DIGITS = 15
_POINTS = 15.0


class Looks(Styles):
    """The formats of the published sheets, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self._book = workbook
        self._published: dict[tuple[object, ...], Format] = {}

    def line(self, name: str, words: str = "") -> Format:
        """The format of a line outside tables that prints these words."""
        guarded = risky(words)
        properties = {**_LINES[name], **(_QUOTED if guarded else {})}
        return self._format(("line", name, guarded), properties)

    def cell(self, cell: Cell, number: str = "") -> Format:
        """The format of a cell; number: the number format of its figure."""
        guarded = not number and risky(cell.words)
        known = (cell.look, cell.level, cell.strong, number, guarded)
        properties = {**_LOOKS[cell.look], "border": 1}
        if cell.level:
            properties["indent"] = cell.level
        if cell.strong:
            properties["bold"] = True
        if number:
            properties["num_format"] = number
        if guarded:
            properties |= _QUOTED
        return self._format(known, properties)

    def _format(self, known: tuple[object, ...], properties: Mapping[str, object]) -> Format:
        if known not in self._published:
            self._published[known] = self._book.add_format({**_FONT, **properties})
        return self._published[known]


def number_format(text: str, unit: str) -> str:
    """The format that prints a number as it was printed, with its decimals."""
    decimals = len(text.partition(".")[2])
    whole = "#,##0" if unit == "元" else "0"
    return whole + (f".{'0' * decimals}" if decimals else "") + ('"%"' if unit == "%" else "")


class Drawing:
    """Draws cells on one sheet; `columns` are already set."""

    def __init__(self, sheet: Sheet, looks: Looks, formulas: Mapping[Spot, str]) -> None:
        self._sheet = sheet
        self._looks = looks
        self._formulas = formulas
        self._name = sheet.page.get_name()

    def cells(self, top: int, cells: Cells) -> int:
        """Draw from row `top` on; returns the row below."""
        for number, row in enumerate(cells.rows):
            height = _POINTS
            for cell in row:
                self._cell(top + number, cell)
                if cell.down == 1 and cell.look is not Look.NUMBER:
                    height = max(height, _height(cell, cells.widths))
            self._sheet.page.set_row(top + number, min(height, 400))
        return top + len(cells.rows)

    def _cell(self, row: int, cell: Cell) -> None:
        if cell.across > 1 or cell.down > 1:
            last = (row + cell.down - 1, cell.column + cell.across - 1)
            self._sheet.page.merge_range(row, cell.column, *last, "", self._looks.cell(cell))
        if cell.figure is not None and self._figure(row, cell, cell.figure):
            return
        self._sheet.text(row, cell.column, cell.words, self._looks.cell(cell))

    def _figure(self, row: int, cell: Cell, figure: Figure) -> bool:
        """Write a figure as a number or a formula; False where it has too many digits."""
        parsed = parse_number(figure.text)
        if parsed is None or len(parsed[0]) > _DIGITS:
            return False
        look = self._looks.cell(cell, number_format(figure.text, figure.unit))
        formula = self._formulas.get(Spot(self._name, row, cell.column))
        if formula is None:
            self._sheet.page.write_number(row, cell.column, float(parsed[0]), look)
        else:
            self._sheet.page.write_formula(row, cell.column, formula, look, float(parsed[0]))
        return True


def _height(cell: Cell, widths: Sequence[float]) -> float:
    width = sum(widths[cell.column : cell.column + cell.across]) - 0.5 - cell.level
    return line_count(cell.words, width, 1.0) * _POINTS


def set_columns(sheet: Sheet, widths: Sequence[float]) -> None:
    """Column widths from Chinese characters; a workbook counts in digits."""
    for column, width in enumerate(widths):
        sheet.page.set_column(column, column, width * 2.05 + 0.6)
