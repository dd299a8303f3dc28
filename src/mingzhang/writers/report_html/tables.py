"""Published tables, drawn again as they were printed: headers, both sides, every figure."""

from collections.abc import Sequence
from functools import partial
from itertools import chain

from mingzhang.disclosure import Table
from mingzhang.model import Figure, Place
from mingzhang.model.figures import parse_number
from mingzhang.writers.evidence import Mark
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.report_html.markup import MARK_CLASS, badge, scrolling, text
from mingzhang.writers.table_layout import (
    Cell,
    CellKind,
    HeaderCell,
    Layout,
    Line,
    lay_out,
    row_place,
)

_TALLIED = (Mark.ERROR, Mark.WARNING, Mark.INFO, Mark.UNDETERMINED, Mark.ROUNDING, Mark.PASS)


def draw_table(table: Table, pen: Pen) -> str:
    """One table with its caption, unit and note; `pen` learns where each figure stands."""
    identity = pen.part(table.at, table.title or table.id)
    layout = lay_out(table)
    sheet = _head(layout) + _body(layout, pen) if layout.lines else ""
    body = _grid(table, pen) if table.grid else sheet
    wide = " wide" if max(layout.width, *map(len, table.grid), 0) > 6 else ""
    drawn = (
        scrolling(f'<table class="sheet{wide}">{body}</table>', table.title or table.id)
        if body
        else ""
    )
    note = f'<p class="note">{text(table.empty_note)}</p>' if table.empty_note else ""
    return f'<section class="part" id="{identity}">{_caption(table, pen)}{drawn}{note}</section>'


def _caption(table: Table, pen: Pen) -> str:
    facts = [table.number_label, table.department, f"单位：{table.unit}" if table.unit else None]
    shown = "".join(f"<span>{text(fact)}</span>" for fact in facts if fact)
    title = text(table.title or f"没有标题的表（{table.id}）")
    return (
        f'<h3 tabindex="-1">{title} {pen.flags(table.at)}</h3>'
        f'<p class="facts">{shown}{_tally(table, pen)}</p>'
    )


def _tally(table: Table, pen: Pen) -> str:
    figures = (figure for row in table.rows for figure in row.values.values() if figure)
    places = chain(*table.grid_at) if table.grid else (figure.at for figure in figures)
    counts = pen.evidence.marks(places)
    return "".join(badge(mark, str(counts[mark])) for mark in _TALLIED if counts[mark])


def _head(layout: Layout) -> str:
    rows = [""] * layout.depth
    for cell in layout.header:
        rows[cell.row] += _header_cell(cell)
    return "<thead>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</thead>"


def _header_cell(cell: HeaderCell) -> str:
    across = f' colspan="{cell.across}"' if cell.across > 1 else ""
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    scope = "col" if cell.leaf else "colgroup"
    return f'<th scope="{scope}"{across}{down}>{text(cell.label)}</th>'


def _body(layout: Layout, pen: Pen) -> str:
    return "<tbody>" + "".join(_row(line, pen) for line in layout.lines) + "</tbody>"


def _row(line: Line, pen: Pen) -> str:
    places = [row.at for row in line.rows]
    identity = pen.name("r", *places, row_place(places[0]))
    flags = pen.flags(*places, row_place(places[0]))
    parts = [f"<tr id={identity} class=total>" if line.total else f"<tr id={identity}>"]
    for cell in line.cells:
        if cell.kind is CellKind.NAME and cell.words:
            level = min(cell.level, 4)
            parts.append(f'<th scope="row" class="l{level}">{text(cell.words)}{flags}</th>')
            flags = ""
        else:
            parts.append(_cell(cell, pen))
    return "".join((*parts, "</tr>"))


def _cell(cell: Cell, pen: Pen) -> str:
    if cell.figure is not None:
        return f"<td class=m>{pen.figure(cell.figure, _grouped(cell.figure))}</td>"
    if cell.kind is not CellKind.VALUE:
        kind = " class=code" if cell.kind is CellKind.CODE else ""
        return f"<td{kind}>{text(cell.words)}</td>"
    mark = Mark.NONE if cell.at is None else pen.evidence.mark(cell.at)
    if cell.at is None or mark in (Mark.NONE, Mark.PASS):
        return f"<td class=m>{text(cell.words)}</td>"
    blank = pen.figure(Figure("空白", 0, 0, "", cell.at), cell.words or "空")
    return f'<td class="m blank {MARK_CLASS[mark]}">{blank}</td>'


def _grouped(figure: Figure) -> str:
    """Amounts in 元 run to nine digits, so their thousands are set apart (千位分隔)."""
    if figure.unit != "元":
        return figure.text
    sign, digits = ("-", figure.text[1:]) if figure.text.startswith("-") else ("", figure.text)
    whole, dot, rest = digits.partition(".")
    return f"{sign}{int(whole or 0):,}{dot}{rest}" if whole.isdigit() else figure.text


def _grid(table: Table, pen: Pen) -> str:
    """A form whose rows are no rows of figures, as it was printed."""
    rows = map(partial(_grid_row, pen), table.grid, table.grid_at)
    return f"<tbody>{''.join(rows)}</tbody>"


def _grid_row(pen: Pen, cells: Sequence[str], places: Sequence[Place]) -> str:
    identity = pen.name("r", row_place(places[0]))
    drawn = "".join(map(partial(_grid_cell, pen), cells, places))
    return f"<tr id={identity}>{drawn}</tr>"


def _grid_cell(pen: Pen, words: str, at: Place) -> str:
    number = words.rstrip("%％")
    if pen.evidence.mark(at) is Mark.NONE and parse_number(number) is None:
        return f"<td>{text(words)}</td>"
    return f"<td class=m>{pen.figure(Figure(words, 0, 0, '', at), words or '空')}</td>"
