"""Published tables, drawn again as they were printed: headers, both sides, every figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from mingzhang.disclosure import Column, Role, Row, Side, Table
from mingzhang.model import Figure, Place
from mingzhang.writers.evidence import Mark, key
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.report_html.markup import MARK_CLASS, badge, text

_CODE, _NAME, _CLASS = "科目编码", "项目", "政府预算支出经济科目"
_SHOWN_MARKS = (Mark.ERROR, Mark.WARNING, Mark.INFO, Mark.UNDETERMINED, Mark.ROUNDING, Mark.PASS)


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of one side of a table: what names a row, then its figures."""

    side: Side | None
    lead: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        return len(self.lead) + len(self.columns)


def draw_table(table: Table, pen: Pen) -> str:
    """One table with its caption, unit and note; `pen` learns where each figure stands."""
    identity = pen.part(table.at, table.title or table.id)
    groups = _groups(table)
    body = _body(table, groups, pen) if table.rows else _grid(table)
    head = _head(groups) if table.rows else ""
    wide = " wide" if sum(group.width for group in groups) > 6 else ""
    drawn = f'<div class="scroll"><table class="sheet{wide}">{head}{body}</table></div>'
    note = f'<p class="note">{text(table.empty_note)}</p>' if table.empty_note else ""
    return (
        f'<section class="part" id="{identity}" aria-labelledby="{identity}h">'
        f"{_caption(table, identity, pen)}{drawn if body else ''}{note}</section>"
    )


def _caption(table: Table, identity: str, pen: Pen) -> str:
    facts = [table.number_label, table.department, f"单位：{table.unit}" if table.unit else None]
    shown = "".join(f"<span>{text(fact)}</span>" for fact in facts if fact)
    title = text(table.title or f"没有标题的表（{table.id}）")
    return (
        f'<h3 id="{identity}h" tabindex="-1">{title} {pen.flags(table.at)}</h3>'
        f'<p class="facts">{shown}{_tally(table, pen)}</p>'
    )


def _tally(table: Table, pen: Pen) -> str:
    figures = (figure for row in table.rows for figure in row.values.values())
    counts = pen.evidence.marks(figures)
    return "".join(badge(mark, str(counts[mark])) for mark in _SHOWN_MARKS if counts[mark])


def _groups(table: Table) -> tuple[_Group, ...]:
    """One group, or one a side where rows belong to sides."""
    sides = [side for side in Side if any(row.side is side for row in table.rows)]
    if len(sides) < 2:
        return (_Group(None, _lead(table.rows), table.columns),)
    return tuple(
        _Group(
            side,
            _lead([row for row in table.rows if row.side is side]),
            tuple(column for column in table.columns if column.side in (side, None)),
        )
        for side in sides
    )


def _lead(rows: Sequence[Row]) -> tuple[str, ...]:
    """What names a row: its code where any row has one, its name, its second class."""
    coded = (_CODE,) if any(row.code for row in rows) else ()
    classed = (_CLASS,) if any(row.government_class for row in rows) else ()
    return (*coded, _NAME, *classed)


def _head(groups: Iterable[_Group]) -> str:
    labels: list[tuple[str, ...]] = []
    for group in groups:
        tops = {column.header[0] for column in group.columns if len(column.header) > 1}
        shared = len(tops) == 1 and all(len(column.header) > 1 for column in group.columns)
        above = tuple(tops) if shared and group.side is not None else ()
        labels += [(*above, name) for name in group.lead]
        labels += [column.header or ("",) for column in group.columns]
    depth = max(map(len, labels), default=1)
    rows = (_header_row(labels, level, depth) for level in range(depth))
    return "<thead>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</thead>"


def _header_row(labels: Sequence[tuple[str, ...]], level: int, depth: int) -> str:
    cells: list[str] = []
    index = 0
    while index < len(labels):
        path = labels[index]
        span = 1
        if level >= len(path):
            index += 1
            continue
        if level < len(path) - 1:
            upper = path[: level + 1]
            while _under(labels, index + span, upper):
                span += 1
        cells.append(_header_cell(path, level, depth, span))
        index += span
    return "".join(cells)


def _under(labels: Sequence[tuple[str, ...]], index: int, upper: tuple[str, ...]) -> bool:
    return (
        index < len(labels)
        and len(labels[index]) > len(upper)
        and (labels[index][: len(upper)] == upper)
    )


def _header_cell(path: tuple[str, ...], level: int, depth: int, span: int) -> str:
    leaf = level == len(path) - 1
    down = depth - level if leaf else 1
    extent = (f' colspan="{span}"' if span > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
    scope = "col" if leaf else "colgroup"
    return f'<th scope="{scope}"{extent}>{text(path[level])}</th>'


def _body(table: Table, groups: tuple[_Group, ...], pen: Pen) -> str:
    columns = _printed_columns(table.rows)
    parts = ["<tbody>"]
    for rows in _printed_rows(table.rows):
        identity = pen.name("r", *(row.at for row in rows))
        total = " class=total" if any(row.role is Role.TOTAL for row in rows) else ""
        parts.append(f'<tr id="{identity}"{total}>')
        for group in groups:
            row = next((row for row in rows if len(groups) == 1 or row.side is group.side), None)
            parts.append(_cells(row, group, columns, pen, first=row is rows[0]))
        parts.append("</tr>")
    return "".join((*parts, "</tbody>"))


def _printed_rows(rows: Iterable[Row]) -> list[list[Row]]:
    """The sides of one printed row together; a second row of one side begins a new line."""
    lines: list[list[Row]] = []
    open_line: dict[object, list[Row]] = {}
    for row in rows:
        spot = key(row.at)
        line = open_line.get(spot)
        if line is None or any(other.side is row.side for other in line):
            line = open_line[spot] = []
            lines.append(line)
        line.append(row)
    return lines


def _printed_columns(rows: Iterable[Row]) -> dict[tuple[Side | None, str], Place]:
    """Where each column of figures stands, so that a blank cell has a place too."""
    found: dict[tuple[Side | None, str], Place] = {}
    for row in rows:
        for name, figure in row.values.items():
            if figure is not None:
                found.setdefault((row.side, name), figure.at)
    return found


def _cells(
    row: Row | None,
    group: _Group,
    columns: dict[tuple[Side | None, str], Place],
    pen: Pen,
    *,
    first: bool,
) -> str:
    if row is None:
        return f'<td colspan="{group.width}"></td>'
    parts = [f"<td class=code>{text(row.code)}</td>"] if _CODE in group.lead else []
    flags = pen.flags(row.at) if first else ""
    level = min(row.level, 4)
    parts.append(f'<th scope="row" class="l{level}">{text(row.name)}{flags}</th>')
    if _CLASS in group.lead:
        parts.append(f"<td>{text(row.government_class)}</td>")
    for column in group.columns:
        figure = row.values.get(column.key)
        if figure is not None:
            parts.append(f"<td class=m>{pen.figure(figure)}</td>")
        else:
            parts.append(_blank(row, column, columns.get((row.side, column.key)), pen))
    return "".join(parts)


def _blank(row: Row, column: Column, above: Place | None, pen: Pen) -> str:
    """A cell without a figure; it can be found where a rule took it for nothing."""
    words = (row.texts or {}).get(column.key, "")
    if above is None:
        return f"<td class=m>{text(words)}</td>"
    place = _beside(row.at, above)
    mark = pen.evidence.mark(place)
    if mark is Mark.NONE:
        return f"<td class=m>{text(words)}</td>"
    shown = pen.figure(Figure("空白", 0, 0, "", place), words or "空")
    return f'<td class="m blank {MARK_CLASS[mark]}">{shown}</td>'


def _beside(row: Place, above: Place) -> Place:
    """The place in this row under a cell of another row."""
    if above.cell is None:
        return msgspec.structs.replace(row, column=above.column)
    letters = above.cell.rstrip("0123456789")
    digits = (row.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or str(row.row or "")
    return msgspec.structs.replace(row, cell=letters + digits)


def _grid(table: Table) -> str:
    """A table whose meaning was not found, as it was printed."""
    rows = (
        "<tr>" + "".join(f"<td>{text(cell)}</td>" for cell in row) + "</tr>" for row in table.grid
    )
    drawn = "".join(rows)
    return f"<tbody>{drawn}</tbody>" if drawn else ""
