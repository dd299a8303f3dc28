"""Tables of a Word document: cells as they come in, brought onto one dense grid."""

from dataclasses import dataclass
from typing import Final

from mingzhang.model import Place, Problem, UnreadableFile
from mingzhang.readers.blocks import TableBlock

MAX_CELLS = 2_000_000
MAX_SPAN = 1_000
MAX_PROBLEMS = 100

CONTINUE: Final = "continue"
RESTART: Final = "restart"


@dataclass(slots=True)
class CellMarks:
    """What the properties of a cell say (单元格属性), where they say anything of note.

    `down` and `across`: "restart" opens a merge over rows or columns, "continue" goes on with
    it. `deleted`: a tracked change takes the cell away.
    """

    span: int = 1
    down: str = ""
    across: str = ""
    deleted: bool = False


class CellCount:
    """Counts the cells of all tables of a document, so that they stay within memory."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._cells = 0

    def add(self, cells: int) -> None:
        """Count more cells. Raises UnreadableFile beyond what any document has."""
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise UnreadableFile(
                f"文件“{self._document}”的表格超过 {MAX_CELLS} 个单元格，不像正常文档，未读取。"
            )


class TableBuilder:
    """One table while it is read.

    The reader adds paragraphs to `lines` of the open cell and says where cells and rows end;
    `before` counts the grid columns that the open row leaves out at its start.
    """

    def __init__(self, count: CellCount) -> None:
        self.lines: list[str] = []
        self.before = 0
        self.row_deleted = False
        self._count = count
        self._rows: list[list[str]] = []
        self._row: list[str] = []
        self._cell_marks: CellMarks | None = None
        self._row_marks: dict[int, CellMarks] = {}
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        self._open: dict[int, tuple[int, int]] = {}
        self._covered: list[tuple[int, int, str]] = []

    @property
    def marks(self) -> CellMarks:
        """The marks of the open cell, to be filled in."""
        if self._cell_marks is None:
            self._cell_marks = CellMarks()
        return self._cell_marks

    def close_cell(self) -> None:
        """The open cell ends; its paragraphs become lines of one text."""
        lines = self.lines
        text = lines[0] if len(lines) == 1 else "\n".join(lines)
        lines.clear()
        if self._cell_marks is not None:
            self._row_marks[len(self._row)] = self._cell_marks
            self._cell_marks = None
        self._row.append("" if text.isspace() else text)

    def close_row(self) -> None:
        """The open row ends; a row that a tracked change deletes is left out."""
        if not self.row_deleted and self._row:
            if self.before or self._row_marks:
                self._rows.append(self._laid_out())
            else:
                self._rows.append(self._row)
                self._open = {}
            self._count.add(len(self._rows[-1]))
        self._row = []
        self._row_marks = {}
        self.before = 0
        self.row_deleted = False

    def _laid_out(self) -> list[str]:
        """The open row on the grid: a text in the first column of its cell, "" in the others."""
        laid = [""] * self.before
        opened: dict[int, tuple[int, int]] = {}
        left = -1
        for index, text in enumerate(self._row):
            marks = self._row_marks.get(index) or CellMarks()
            if marks.deleted:
                continue
            column = len(laid)
            if marks.across == CONTINUE and left >= 0:
                laid += self._across(left, column, text, marks.span)
                continue
            left = column
            if marks.down == CONTINUE and column in self._open:
                text = self._further_down(column, text)
                opened[column] = self._open[column]
            else:
                self._start(column, marks, opened)
            laid.append(text)
            laid += [""] * (marks.span - 1)
        self._open = opened
        return laid

    def _start(self, column: int, marks: CellMarks, opened: dict[int, tuple[int, int]]) -> None:
        """A cell of its own begins in the open row."""
        place = len(self._rows), column
        if marks.down == RESTART:
            opened[column] = place
        if marks.span > 1:
            self._spans[place] = (1, marks.span)

    def _across(self, left: int, column: int, text: str, span: int) -> list[str]:
        """Widen the cell at `left` by one that an old-fashioned merge over columns covers."""
        place = len(self._rows), left
        rows, _ = self._spans.get(place, (1, 1))
        self._spans[place] = rows, column + span - left
        self._cover(column, text)
        return [""] * span

    def _further_down(self, column: int, text: str) -> str:
        """Lengthen the merge that is open in this column by the open row."""
        first = self._open[column]
        _, columns = self._spans.get(first, (1, 1))
        self._spans[first] = len(self._rows) - first[0] + 1, columns
        self._cover(column, text)
        return ""

    def _cover(self, column: int, text: str) -> None:
        if text and len(self._covered) < MAX_PROBLEMS:
            self._covered.append((len(self._rows), column, text))

    def finish(self, number: int) -> TableBlock | None:
        """The table as the document's `number`th (from 1), or None if no row is left.

        Raises UnreadableFile if its grid would be larger than any table.
        """
        rows = self._rows
        if not rows:
            return None
        width = max(map(len, rows))
        self._count.add(width * len(rows) - sum(map(len, rows)))
        for row in rows:
            if len(row) < width:
                row += [""] * (width - len(row))
        places = [Place(table=number, row=row) for row in range(1, len(rows) + 1)]
        return TableBlock(rows, places, self._spans)

    def problems(self, table: TableBlock) -> list[Problem]:
        """Texts that stand in covered cells: they are in the file but not in print."""
        return [
            Problem(
                f"被合并单元格遮住的文字“{text[:40]}”没有印出，未读取，请在原文件中核对。",
                table.at(row, column),
            )
            for row, column, text in self._covered
        ]
