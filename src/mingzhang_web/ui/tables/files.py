"""A list as a file (下载): CSV, line by line, or a workbook. No text in it can run as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from mingzhang.writers.report_xlsx import list_xlsx
from mingzhang.writers.to_data import guarded
from mingzhang_web.ui.tables.columns import Column, Value, text_of

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AT_ONCE = 200


class _Echo:
    """Hands back what a writer writes."""

    def write(self, text: str) -> str:
        return text


def csv_parts(columns: Sequence[Column[Any]], rows: Iterable[Any]) -> Iterator[bytes]:
    """The file in pieces, with the mark by which Excel knows UTF-8."""
    writer = csv.writer(_Echo())
    part = ["\ufeff", writer.writerow([one.title for one in columns])]
    for row in rows:
        part.append(writer.writerow([_safe(_plain(one.value(row))) for one in columns]))
        if len(part) == _AT_ONCE:
            yield "".join(part).encode()
            part = []
    yield "".join(part).encode()


def workbook(title: str, columns: Sequence[Column[Any]], rows: Iterable[Any]) -> bytes:
    """The file, with the heads frozen and ready to filter."""
    heads = [(one.title, one.width) for one in columns]
    cells = ([_plain(one.value(row)) for one in columns] for row in rows)
    return list_xlsx(title, "数据", heads, cells)


def _safe(value: str | int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(guarded(value))


def _plain(value: Value) -> str | int | Decimal:
    return value if isinstance(value, int | Decimal) else text_of(value)
