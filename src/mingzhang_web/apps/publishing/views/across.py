"""Figures of many editions as one file (各年、各部门的数): CSV, Excel, JSON."""

from collections.abc import Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzhang_web.apps.organisations.selectors import department_or_404
from mingzhang_web.apps.publishing.selectors.across import (
    KeyFigure,
    TableFigure,
    key_figures,
    table_figures,
)
from mingzhang_web.apps.publishing.views.caching import public
from mingzhang_web.ui.downloads import attachment
from mingzhang_web.ui.tables import Column, files


def _column(title: str, name: str, width: int) -> Column[Any]:
    return Column(name, title, attrgetter(name), width=width)


_EDITION = (
    _column("年度", "year", 8),
    _column("预决算", "kind", 8),
    _column("版次", "edition", 6),
)
_KEY = (
    _column("地区", "region", 12),
    _column("部门代码", "code", 10),
    _column("部门", "department", 28),
    *_EDITION,
    _column("公开日期", "published_on", 12),
    _column("项目", "name", 16),
    _column("金额（元）", "yuan", 18),
)
_TABLE = (
    *_EDITION,
    _column("表号", "table", 14),
    _column("表名", "title", 32),
    _column("收支", "side", 6),
    _column("编码", "code", 12),
    _column("行", "name", 32),
    _column("栏", "column", 24),
    _column("印出的数", "printed", 14),
    _column("单位", "unit", 8),
    _column("金额（元）", "yuan", 18),
)


class Ending(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


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
    name: str,
    columns: Sequence[Column[Any]],
    figures: Sequence[KeyFigure | TableFigure],
    ending: Ending,
) -> HttpResponse:
    named = f"{name}.{ending}"
    if ending is Ending.JSON:
        return attachment(msgspec.json.encode(figures), named, "application/json")
    if ending is Ending.CSV:
        return attachment(b"".join(files.csv_parts(columns, figures)), named, files.CSV)
    return attachment(files.workbook(name, columns, figures), named, files.XLSX)
