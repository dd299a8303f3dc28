"""Cells as a Typst table: merges, repeated header rows, rows that no page break splits."""

import math
from collections import Counter
from collections.abc import Sequence

from mingzhang.writers.published.cells import Cell, Look, measured
from mingzhang.writers.published.composition import Grid
from mingzhang.writers.published.measure import LINES, PADDING, row_heights
from mingzhang.writers.published.pages import POINTS
from mingzhang.writers.typeset.literals import Literals

_SIDES = {
    Look.HEAD: "center",
    Look.LABEL: "center",
    Look.TEXT: "left",
    Look.CODE: "left",
    Look.NUMBER: "right",
    Look.SECTION: "center",
}
_SHADED = frozenset({Look.HEAD, Look.SECTION})
_LEAST_PADDING = 1.25
# What takes more of a page may be split, since it could not be printed otherwise: a row, or the
# rows beside one label. A label is printed once, and would stand beside some of its rows only.
_TALLEST = 0.3
# Bold digits run wider than plain ones.
_WIDER = 1.1
_SMALLEST = 0.5
_MOST_BALANCED = 3
_SPARE = 0.1


class Drawing:
    """Draws one table from the top; knows which cells a merge from above still covers."""

    def __init__(self, grid: Grid, literal: Literals) -> None:
        self._grid = grid
        self._literal = literal
        self._covering: dict[int, int] = {}
        self._sides = _column_sides(grid.cells.rows, len(grid.fit.widths))
        self._letter = POINTS[grid.fit.size] * 20
        self._pitch = LINES[grid.fit.size] / 20
        self._padding = _LEAST_PADDING + (self._pitch - POINTS[grid.fit.size]) / 2
        self._heights = row_heights(grid.cells, grid.fit)
        self._most = grid.fit.page.height * _TALLEST
        self._height = grid.fit.height / 20 - 2 * self._padding

    def code(self) -> str:
        """The table, without anything around it."""
        grid, fit = self._grid, self._grid.fit
        rows = [",".join(self._row(number, row)) for number, row in enumerate(grid.cells.rows)]
        if grid.repeated:
            head = ",\n".join(row for row in rows[: grid.repeated] if row)
            rows[: grid.repeated] = [f"table.header({head})"]
        columns = "".join(f"{width / 20:g}pt," for width in fit.widths)
        sides = "".join(f"{side}+horizon," for side in self._sides)
        body = ",\n".join(row for row in rows if row)
        return f"form({POINTS[fit.size]:g}pt,{self._pitch:g}pt,{self._padding:g}pt,({columns}),({sides}),\n{body})"

    def _row(self, number: int, row: Sequence[Cell]) -> list[str]:
        """The cells of a row and an empty one for each hole between them.

        One of them keeps a row of single lines as tall as it is wanted.
        """
        propped = self._heights[number] > self._grid.fit.height
        own = {cell.column: cell for cell in row}
        drawn = []
        column = 0
        while column < len(self._sides):
            cell = own.get(column)
            if self._covering.get(column):
                self._covering[column] -= 1
                column += 1
            elif cell is None:
                drawn.append("[]")
                column += 1
            else:
                words = self._words(cell)
                if not propped and cell.down == 1:
                    words, propped = f"prop({self._height:g}pt,{words})", True
                drawn.append(self._cell(number, cell, words))
                for covered in range(column, column + cell.across):
                    self._covering[covered] = cell.down - 1
                column += cell.across
        return drawn

    def _cell(self, number: int, cell: Cell, words: str) -> str:
        if cell.look in _SHADED or cell.look is Look.LABEL:
            words = self._balanced(cell, words)
        if cell.look in _SHADED:
            return f"h({cell.across},{cell.down},{words})"
        if cell.strong:
            words = f"b({words})"
        side = _SIDES[cell.look]
        if sum(self._heights[number : number + cell.down]) > self._most:
            return f"across({cell.across},{cell.down},{side},{words})"
        if cell.across > 1 or cell.down > 1 or side != self._sides[cell.column]:
            return f"c({cell.across},{cell.down},{side},{words})"
        return f"i({cell.level},{words})" if cell.level else words

    def _words(self, cell: Cell) -> str:
        """The words as a literal: an amount on one line, set smaller if need be."""
        words = cell.words
        if not words:
            return "[]"
        letters = self._letters(cell)
        if cell.look is not Look.NUMBER:
            return self._literal.loose(words, letters)
        wanted = measured(words) * _WIDER
        if wanted <= letters:
            return self._literal(words)
        return f"narrow({max(letters / wanted, _SMALLEST):.3f},{self._literal(words)})"

    def _letters(self, cell: Cell) -> float:
        """How many Chinese letters stand on a line of the cell."""
        room = sum(self._grid.fit.widths[cell.column : cell.column + cell.across]) - PADDING
        return room / self._letter - cell.level

    def _balanced(self, cell: Cell, words: str) -> str:
        """A short head that needs several lines has them about equally long: 上年 / 结转.

        Words have two letters more often than not: 一般公共 / 预算, and not three by three.
        """
        length, letters = measured(cell.words), self._letters(cell)
        lines = math.ceil(length / max(letters, 1.0))
        width = math.ceil(length / lines) if lines else 0
        if width % 2 and not round(length) % 2 and width + 1 <= letters:
            width += 1
        if lines < 2 or lines > _MOST_BALANCED or width > letters or "\n" in cell.words:
            return words
        return f"even({width + _SPARE:g},{words})"


def _column_sides(rows: Sequence[Sequence[Cell]], width: int) -> list[str]:
    """The side to which most cells of each column are set."""
    counts = [Counter[str]() for _ in range(width)]
    for row in rows:
        for cell in row:
            if cell.across == cell.down == 1 and cell.look not in _SHADED:
                counts[cell.column][_SIDES[cell.look]] += 1
    return [count.most_common(1)[0][0] if count else "left" for count in counts]
