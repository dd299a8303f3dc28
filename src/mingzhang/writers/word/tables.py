"""Cells as a Word table: merges, repeated header rows, rows that no page break splits."""

from collections.abc import Sequence

from mingzhang.writers.published.cells import Cell, Cells, Look
from mingzhang.writers.published.pages import Fit
from mingzhang.writers.word.markup import paragraph, quoted, run

_STYLES = {
    Look.HEAD: "TableHead",
    Look.LABEL: "TableLabel",
    Look.TEXT: "TableText",
    Look.CODE: "TableText",
    Look.NUMBER: "TableFigure",
    Look.SECTION: "TableLabel",
}
_SHADED = frozenset({Look.HEAD, Look.SECTION})
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
_STRONG = "<w:b/><w:bCs/>"
_INDENT = {"": 210, "Small": 180}


def table(cells: Cells, fit: Fit, title: str, *, repeated: int | None = None) -> str:
    """The w:tbl.

    title: its alternative text for screen readers. repeated: how many rows at the top come
    again on every page, the header unless given.
    """
    heads = cells.header if repeated is None else repeated
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in fit.widths)
    writer = _Rows(fit, heads)
    rows = "".join(writer.row(number, row) for number, row in enumerate(cells.rows))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="PublishedTable"/>'
        f'<w:tblW w:w="{sum(fit.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoted(title)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


class _Rows:
    """Writes rows from the top; knows which columns a merge from above still covers."""

    def __init__(self, fit: Fit, heads: int) -> None:
        self._fit = fit
        self._heads = heads
        self._covering: dict[int, tuple[int, int]] = {}

    def row(self, number: int, cells: Sequence[Cell]) -> str:
        own = {cell.column: cell for cell in cells}
        drawn: list[str] = []
        column = 0
        while column < len(self._fit.widths):
            cell = own.get(column)
            if cell is not None:
                drawn.append(self._cell(cell))
                if cell.down > 1:
                    self._covering[column] = (cell.down - 1, cell.across)
                column += cell.across
            else:
                column += self._covered(column, drawn)
        repeated = "<w:tblHeader/>" if number < self._heads else ""
        height = f'<w:trHeight w:val="{self._fit.height}" w:hRule="atLeast"/>'
        inner = "".join(drawn)
        return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{inner}</w:tr>"

    def _covered(self, column: int, drawn: list[str]) -> int:
        """A cell that goes on from above, or a hole in the row; returns its width in columns."""
        left, across = self._covering.pop(column, (0, 1))
        if left > 1:
            self._covering[column] = (left - 1, across)
        merge = "<w:vMerge/>" if left else ""
        drawn.append(f"<w:tc>{self._properties(column, across, merge)}{self._empty}</w:tc>")
        return across

    @property
    def _empty(self) -> str:
        return paragraph(f"TableText{self._fit.size}", "")

    def _cell(self, cell: Cell) -> str:
        merge = '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
        shade = _SHADE if cell.look in _SHADED else ""
        properties = self._properties(cell.column, cell.across, merge, shade)
        return f"<w:tc>{properties}{self._words(cell)}</w:tc>"

    def _properties(self, column: int, across: int, merge: str, shade: str = "") -> str:
        width = sum(self._fit.widths[column : column + across])
        span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        return (
            f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}'
            '<w:vAlign w:val="center"/></w:tcPr>'
        )

    def _words(self, cell: Cell) -> str:
        style = f"{_STYLES[cell.look]}{self._fit.size}"
        bold = _STRONG if cell.strong and cell.look is not Look.HEAD else ""
        indent = f'<w:ind w:left="{cell.level * _INDENT[self._fit.size]}"/>' if cell.level else ""
        lines = cell.words.split("\n") if "\n" in cell.words else [cell.words]
        return "".join(paragraph(style, run(line, bold), indent) for line in lines)
