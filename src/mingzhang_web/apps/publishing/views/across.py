"""Figures of many editions as one file (各年、各部门的数): CSV, Excel, JSON."""

import csv
import io
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from decimal import Decimal
from enum import StrEnum
from urllib.parse import quote

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzhang.writers.report_xlsx import list_xlsx
from mingzhang.writers.to_data import guarded
from mingzhang_web.apps.organisations.selectors import department_or_404
from mingzhang_web.apps.publishing.selectors.across import (
    KeyFigure,
    TableFigure,
    key_figures,
    table_figures,
)
from mingzhang_web.apps.publishing.views.caching import public

Heads = tuple[tuple[str, int], ...]
_EDITION: Heads = (("年度", 8), ("预决算", 8), ("版次", 6))
_KEY: Heads = (
    *(("地区", 12), ("部门代码", 10), ("部门", 28)),
    *_EDITION,
    *(("公开日期", 12), ("项目", 16), ("金额（元）", 18)),
)
_TABLE: Heads = (
    *_EDITION,
    *(("表号", 14), ("表名", 32), ("收支", 6), ("编码", 12), ("行", 32), ("栏", 24)),
    *(("印出的数", 14), ("单位", 8), ("金额（元）", 18)),
)


class Ending(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


_TYPES = {
    Ending.CSV: "text/csv; charset=utf-8",
    Ending.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Ending.JSON: "application/json",
}


@require_safe
@public
def all_departments(request: HttpRequest, ending: str) -> HttpResponse:
    """The key figures of every department and year."""
    return _file("各部门主要数据", _KEY, key_figures(), Ending(ending))


@require_safe
@public
def department(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Every figure of a department's tables, year under year."""
    found = department_or_404(slug)
    figures = table_figures(found)
    if not figures:
        raise Http404
    return _file(f"{found.name}各年报表", _TABLE, figures, Ending(ending))


def _file(
    name: str, heads: Heads, figures: Sequence[KeyFigure | TableFigure], ending: Ending
) -> HttpResponse:
    if ending is Ending.JSON:
        data = msgspec.json.encode(figures)
    else:
        rows = [[_cell(value) for value in astuple(one)] for one in figures]
        written = (
            _csv(heads, rows) if ending is Ending.CSV else list_xlsx(name, "数据", heads, rows)
        )
        data = written
    response = HttpResponse(data, content_type=_TYPES[ending])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{ending}')}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _csv(heads: Heads, rows: Sequence[Sequence[str | int | Decimal]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([head for head, _ in heads])
    writer.writerows(
        [guarded(value) if isinstance(value, str) else value for value in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig")


def _cell(value: str | int | Decimal | date | None) -> str | int | Decimal:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value
