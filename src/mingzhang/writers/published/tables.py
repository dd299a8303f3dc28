"""A published table as cells: header with its merges, both sides, every figure."""

import msgspec

from mingzhang.disclosure import Role, Row, Table
from mingzhang.writers.published.cells import Cell, Cells, Look, grouped, measured, row_of
from mingzhang.writers.table_layout import Cell as LaidOut
from mingzhang.writers.table_layout import CellKind, Layout, Line, lay_out

# The name of the one blank row that a table without data prints.
_BLANK = "\u3000"
# A table of which only the caption and the note were read.
_EMPTY = Cells(
    (row_of((0, "项目", Look.HEAD), (1, "金额", Look.HEAD)), row_of((0, "", Look.TEXT))),
    (20.0, 10.0),
    1,
)
# Beside codes and amounts: the borders, and letters of a font that runs wider.
_ROOM = 1.5
_NARROWEST, _WIDEST_NAME, _WIDEST_HEAD = 4.5, 16.0, 6.0


def table_cells(table: Table) -> Cells:
    """The cells of a table in printed order; one whose meaning was not found as it was read."""
    layout = lay_out(table)
    if table.grid or not layout.lines:
        return _as_read(table)
    header = _header(layout)
    body = [_line(line) for line in layout.lines]
    return Cells((*header, *body), _widths(layout), layout.depth, _firm(layout))


def _as_read(table: Table) -> Cells:
    rows = tuple(
        tuple(Cell(column, words, Look.TEXT) for column, words in enumerate(row))
        for row in table.grid
    )
    if rows:
        return Cells(rows, (8.0,) * max(map(len, table.grid)))
    if not table.columns:
        return _EMPTY
    blank = Row(_BLANK, "", Role.DETAIL, {}, table.at)
    return table_cells(msgspec.structs.replace(table, rows=(blank,)))


def _header(layout: Layout) -> list[tuple[Cell, ...]]:
    rows: list[list[Cell]] = [[] for _ in range(layout.depth)]
    for cell in layout.header:
        rows[cell.row].append(
            Cell(cell.column, cell.label, Look.HEAD, cell.across, cell.down, strong=True)
        )
    return [tuple(row) for row in rows]


def _line(line: Line) -> tuple[Cell, ...]:
    return tuple(_cell(column, cell, line) for column, cell in enumerate(line.cells))


def _cell(column: int, cell: LaidOut, line: Line) -> Cell:
    if cell.kind is CellKind.VALUE:
        words = cell.words if cell.figure is None else _printed(cell)
        return Cell(column, words, Look.NUMBER, strong=line.total, figure=cell.figure)
    if cell.kind is CellKind.CODE:
        return Cell(column, cell.words, Look.CODE, strong=line.total)
    level = 0 if line.total else max(cell.level - 1, 0)
    return Cell(column, cell.words, Look.TEXT, level=min(level, 4), strong=line.total)


def _printed(cell: LaidOut) -> str:
    figure = cell.figure
    if figure is None:
        return cell.words
    return f"{figure.text}%" if figure.unit == "%" else grouped(figure)


def _widths(layout: Layout) -> tuple[float, ...]:
    """As wide as their longest words, within bounds; a name may be set on two lines."""
    widths = [_NARROWEST] * layout.width
    for head in layout.header:
        if head.leaf and head.across == 1:
            wanted = min(measured(head.label) / 2 + 1, _WIDEST_HEAD)
            widths[head.column] = max(widths[head.column], wanted)
    for line in layout.lines:
        for column, cell in enumerate(line.cells):
            widths[column] = max(widths[column], _wanted(cell))
    return tuple(widths)


def _firm(layout: Layout) -> frozenset[int]:
    """Columns with codes and amounts; a name may be set on another line, they may not."""
    return frozenset(
        column
        for line in layout.lines
        for column, cell in enumerate(line.cells)
        if cell.words and cell.kind in (CellKind.VALUE, CellKind.CODE)
    )


def _wanted(cell: LaidOut) -> float:
    if cell.kind is CellKind.VALUE:
        return measured(_printed(cell)) + _ROOM
    if cell.kind is CellKind.CODE:
        return measured(cell.words) + _ROOM
    return min(measured(cell.words) + max(cell.level - 1, 0) + 1.2, _WIDEST_NAME)
