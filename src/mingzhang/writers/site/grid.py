"""A published table as an HTML table: merged header, row headers, every figure with its id."""

from mingzhang.disclosure import Column, Role, Row, Table
from mingzhang.model import Figure
from mingzhang.writers.published.cells import grouped
from mingzhang.writers.site.markup import text
from mingzhang.writers.site.origin import Origin
from mingzhang.writers.site.pen import SitePen
from mingzhang.writers.table_layout import (
    Cell,
    CellKind,
    HeaderCell,
    Layout,
    Line,
    lay_out,
    row_place,
)

# Rows that keep their place when a table is sorted: what lies between two is sorted by itself.
_FIXED = {Role.TOTAL, Role.SUBTOTAL, Role.CARRYOVER, Role.UNIT, Role.NOTE}


class Grids:
    """Draws tables with one pen; `origins`: id of a figure → where the ledger has it."""

    def __init__(self, pen: SitePen, origin: Origin) -> None:
        self._pen = pen
        self._origin = origin
        self.origins: dict[str, str] = {}

    def draw(self, table: Table, caption: str) -> str:
        """One table; one whose meaning was not found as it was read; "" without any cell."""
        layout = lay_out(table)
        if table.grid or not layout.lines:
            return _as_read(table, caption)
        blocks = _blocks(layout)
        head = _head(layout, blocks)
        body = "".join(self._line(line, table) for line in layout.lines)
        return (
            f'<table class="sheet sortable" data-blocks="{blocks_text(blocks)}">'
            f"<caption>{text(caption)}</caption>{head}<tbody>{body}</tbody></table>"
        )

    def _line(self, line: Line, table: Table) -> str:
        places = [row.at for row in line.rows]
        identity = self._pen.name("r", *places, row_place(places[0]))
        names = ["total"] if line.total else []
        names += ["fixed"] if any(row.role in _FIXED for row in line.rows) else []
        kind = f' class="{" ".join(names)}"' if names else ""
        cells = iter(line.cells)
        headed = False
        drawn = []
        for cell in cells:
            if cell.kind is CellKind.NAME and cell.words and not headed:
                headed = True
                level = min(cell.level, 5)
                drawn.append(f'<th scope="row" class="l{level}">{text(cell.words)}</th>')
            else:
                drawn.append(self._cell(cell, line, table))
        return f'<tr id="{identity}"{kind}>{"".join(drawn)}</tr>'

    def _cell(self, cell: Cell, line: Line, table: Table) -> str:
        figure = cell.figure
        if figure is not None:
            row, column = _owner(figure, line, table)
            label = cell_label(table, row, column)
            identity = self._pen.note(figure, label)
            if column is not None and (said := self._origin.of_cell(table, row, column, figure)):
                self.origins[identity] = said
            return (
                f'<td class="m"><span class="num" id="{identity}">{text(shown(figure))}</span></td>'
            )
        if cell.kind is CellKind.CODE:
            return f'<td class="code">{text(cell.words)}</td>'
        if cell.kind is CellKind.NAME:
            return f'<td class="l{min(cell.level, 5)}">{text(cell.words)}</td>'
        if cell.kind is CellKind.VALUE:
            return f'<td class="m">{text(cell.words)}</td>'
        return f"<td>{text(cell.words.strip())}</td>"


def shown(figure: Figure) -> str:
    """A figure as tables print it."""
    return f"{figure.text}%" if figure.unit == "%" else grouped(figure)


def cell_label(table: Table, row: Row, column: Column | None) -> str:
    """What a figure is, in words: the row, then the column."""
    name = " ".join(part for part in (row.code, row.name) if part) or table.title
    header = " · ".join(dict.fromkeys(part for part in column.header if part)) if column else ""
    return f"{name}　{header}" if header else name


def _owner(figure: Figure, line: Line, table: Table) -> tuple[Row, Column | None]:
    """The row and the column that a figure of a printed line belongs to."""
    for row in line.rows:
        for key, value in row.values.items():
            if value is figure:
                sides = (row.side, None)
                columns = [c for c in table.columns if c.key == key and c.side in sides]
                return row, columns[0] if columns else None
    return line.rows[0], None


def _blocks(layout: Layout) -> list[tuple[int, int]]:
    """The columns that are sorted together: each side of a two-sided table by itself."""
    leads = {CellKind.CODE, CellKind.NAME, CellKind.CLASS}
    kinds = [cell.kind for cell in max(layout.lines, key=_filled).cells]
    starts = [
        index
        for index, kind in enumerate(kinds)
        if kind in leads and (index == 0 or kinds[index - 1] not in leads)
    ]
    starts = [0, *[start for start in starts if start]]
    return list(zip(starts, [*starts[1:], len(kinds)], strict=True))


def _filled(line: Line) -> int:
    return sum(cell.kind is not CellKind.GAP for cell in line.cells)


def blocks_text(blocks: list[tuple[int, int]]) -> str:
    """The blocks as scripts read them: "0-2 2-6"."""
    return " ".join(f"{first}-{end}" for first, end in blocks)


def _head(layout: Layout, blocks: list[tuple[int, int]]) -> str:
    rows = [""] * layout.depth
    for cell in layout.header:
        rows[cell.row] += _header_cell(cell)
    return "<thead>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</thead>"


def _header_cell(cell: HeaderCell) -> str:
    across = f' colspan="{cell.across}"' if cell.across > 1 else ""
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    if not cell.leaf:
        return f'<th scope="colgroup"{across}{down}>{text(cell.label)}</th>'
    return f'<th scope="col"{across}{down} data-column="{cell.column}">{text(cell.label)}</th>'


def _as_read(table: Table, caption: str) -> str:
    """Cells whose meaning was not found, in the order in which they were read."""
    width = max((len(row) for row in table.grid), default=0)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{text(cell)}</td>" for cell in row)
        + "<td></td>" * (width - len(row))
        + "</tr>"
        for row in table.grid
    )
    if not rows:
        return ""
    return f'<table class="sheet"><caption>{text(caption)}</caption><tbody>{rows}</tbody></table>'
