"""One table as CSV and as JSON (报表下载): what lies beside its page."""

import csv
import io

import msgspec

from mingzhang.disclosure import Table
from mingzhang.writers.table_layout import CellKind, Layout, lay_out
from mingzhang.writers.to_data import guarded


def table_csv(table: Table) -> bytes:
    """Header labels joined by "/", then the printed rows; begins with a mark so that Excel
    takes it for UTF-8."""
    layout = lay_out(table)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if table.grid or not layout.lines:
        writer.writerows([guarded(cell) for cell in row] for row in table.grid)
        return buffer.getvalue().encode("utf-8-sig")
    writer.writerow([guarded(label) for label in column_labels(layout)])
    for line in layout.lines:
        writer.writerow(
            guarded(cell.words.strip() if cell.figure is None else cell.figure.text)
            if cell.kind is not CellKind.GAP
            else ""
            for cell in line.cells
        )
    return buffer.getvalue().encode("utf-8-sig")


def column_labels(layout: Layout) -> list[str]:
    """The labels over each column from the top down, joined by "/"."""
    paths: list[list[str]] = [[] for _ in range(layout.width)]
    for cell in layout.header:
        for column in range(cell.column, cell.column + cell.across):
            if cell.label and cell.label not in paths[column][-1:]:
                paths[column].append(cell.label)
    return ["/".join(path) for path in paths]


def table_json(table: object) -> bytes:
    """The table as the disclosure's JSON holds it."""
    return msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n"
