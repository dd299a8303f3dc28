"""Tables of a web page: cells with their extents, brought onto one dense grid."""

from mingzhang.model import Place, UnreadableFile
from mingzhang.readers.blocks import TableBlock

MAX_CELLS = 2_000_000
MAX_COLUMNS_SPANNED = 1_000
MAX_ROWS_SPANNED = 65_534


class GridBuilder:
    """Lays cells on a grid as browsers do, rows from the top, columns from the left.

    A cell that reaches beyond its group of rows (thead, tbody, tfoot) or beyond the table
    ends there. Raises UnreadableFile where the grid becomes larger than any table.
    """

    def __init__(self, page: str) -> None:
        self._page = page
        self._rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cells = 0
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        self._covered: dict[int, int] = {}
        self._coming: dict[int, int] = {}
        self._tall: list[tuple[int, int]] = []

    def open_row(self) -> None:
        """A row begins; one that is still open ends."""
        self.close_row()
        self._row = []

    def add(self, text: str, rows: int = 1, columns: int = 1) -> None:
        """A cell over `rows` (0: to the end of its group) and `columns` of the open row."""
        if self._row is None:
            self._row = []
        row = self._row
        while self._covered.get(len(row)):
            row.append("")
        column = len(row)
        row.append(text)
        if rows != 1 or columns > 1:
            self._extend(column, min(rows or MAX_ROWS_SPANNED, MAX_ROWS_SPANNED), columns)
        self._check(len(row))

    def _extend(self, column: int, rows: int, columns: int) -> None:
        columns = min(columns, MAX_COLUMNS_SPANNED)
        place = len(self._rows), column
        self._spans[place] = rows, columns
        if self._row is not None:
            self._row += [""] * (columns - 1)
        if rows > 1:
            self._tall.append(place)
            self._coming |= dict.fromkeys(range(column, column + columns), rows - 1)

    def close_row(self) -> None:
        """The open row ends; one without cells counts only where others reach into it."""
        row = self._row
        if row is None:
            return
        self._row = None
        if row or self._covered:
            row += [""] * (max(self._covered, default=-1) + 1 - len(row))
            self._rows.append(row)
            self._check(len(row))
            self._cells += len(row)
        going_on = {column: left - 1 for column, left in self._covered.items() if left > 1}
        self._covered = going_on | self._coming
        self._coming = {}

    def close_group(self) -> None:
        """A group of rows ends, and with it all cells that reach down."""
        self.close_row()
        for row, column in self._tall:
            rows, columns = self._spans[row, column]
            self._spans[row, column] = min(rows, len(self._rows) - row), columns
        self._tall = []
        self._covered = {}

    def _check(self, more: int) -> None:
        if self._cells + more > MAX_CELLS:
            raise UnreadableFile(
                f"网页“{self._page}”的表格超过 {MAX_CELLS} 个单元格，不像正常文档，未读取。"
            )

    @property
    def cells(self) -> int:
        """How many cells of the grid the rows that have ended take."""
        return sum(map(len, self._rows))

    @property
    def columns(self) -> int:
        """The width of the grid so far."""
        return max(map(len, self._rows), default=0)

    @property
    def rows(self) -> int:
        """The number of rows that have ended."""
        return len(self._rows)

    def finish(self, number: int) -> TableBlock:
        """The table as the page's `number`th (from 1), all rows of one width."""
        width = self.columns
        self._cells = 0
        self._check(width * len(self._rows))
        for row in self._rows:
            row += [""] * (width - len(row))
        places = [Place(table=number, row=row) for row in range(1, len(self._rows) + 1)]
        spans = {place: extent for place, extent in self._spans.items() if extent != (1, 1)}
        return TableBlock(self._rows, places, spans)
