"""A table as one request sees it (列表的一页): sorted, in pages, with its columns and links."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from mingzhang_web.ui.downloads import attachment, saved_as
from mingzhang_web.ui.tables import choices, files
from mingzhang_web.ui.tables.columns import Column, Row, Table
from mingzhang_web.ui.tables.keyset import Behind, behind
from mingzhang_web.ui.tables.order import sorted_query, sorted_rows

_AT_ONCE = 2000
MOST_IN_A_WORKBOOK = 100_000
"""Rows that a workbook is made of while somebody waits; CSV has no such end."""


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """What is shown of a table: `rows` are all that there is, the page is cut from them."""

    table: Table[Row]
    request: HttpRequest
    rows: "QuerySet[Any, Row] | Sequence[Row]"
    columns: tuple[Column[Row], ...]
    sorted_by: Column[Row] | None
    falling: bool
    title: str

    @classmethod
    def of(
        cls,
        table: Table[Row],
        request: HttpRequest,
        rows: "QuerySet[Any, Row] | Sequence[Row]",
        title: str = "",
    ) -> "Listing[Row]":
        """The table as a request asks for it; what makes no sense in its address is passed over.

        `title` is its own where the table's says too little, as for a year; files bear it.
        """
        asked = request.GET.get(f"{table.prefix}sort", "")
        column = table.column(asked.removeprefix("-"))
        if column is None or column.sort is None:
            asked, column = table.order, table.column(table.order.removeprefix("-"))
        columns, falling = choices.chosen(request, table), asked.startswith("-")
        return cls(table, request, rows, columns, column, falling, title or table.title)

    @cached_property
    def whole(self) -> "QuerySet[Any, Row] | Sequence[Row]":
        """Every row, in order."""
        if self.sorted_by is None:
            return self.rows
        if isinstance(self.rows, QuerySet):
            return sorted_query(self.rows, self.sorted_by, falling=self.falling)
        return sorted_rows(self.rows, self.sorted_by, falling=self.falling)

    @cached_property
    def page(self) -> "Page[Row] | Behind[Row]":
        """The rows of this page."""
        if self.table.keyset and self.sorted_by and isinstance(self.rows, QuerySet):
            after = self.request.GET.get(self.word("after"), "")
            return behind(self.rows, self.table, self.sorted_by, after, falling=self.falling)
        number = self.request.GET.get(self.word("page"))
        # a page is cut from a query or a list alike
        return Paginator(self.whole, self.table.page or max(1, len(self.whole))).get_page(number)

    @cached_property
    def wanted(self) -> str:
        """The kind of file asked for, "" for the page."""
        kind = self.request.GET.get(self.word("download"), "")
        return kind if kind in ("csv", "xlsx") and self.request.method == "GET" else ""

    def answer(self) -> HttpResponseBase | None:
        """A file, or the way back once columns were chosen; None where the page is asked for."""
        if self.wanted:
            return self._file()
        if self.request.method == "GET" and self.word("columns") in self.request.GET:
            names = self.request.GET.getlist(self.word("columns"))
            back = HttpResponseRedirect(f"{self.request.path}?{self.query('columns')}")
            choices.keep(self.request, back, self.table, None if "*" in names else names)
            return back
        return None

    def _file(self) -> HttpResponseBase:
        if self.wanted == "xlsx" and self._too_many():
            words = f"超过 {MOST_IN_A_WORKBOOK} 行，没有做成 Excel。请缩小范围，或下载 CSV。"
            messages.error(self.request, words)
            return HttpResponseRedirect(f"{self.request.path}?{self.query()}")
        named = f"{self.title} {timezone.localdate().isoformat()}.{self.wanted}"
        columns = sorted((one for one in self.columns if one.filed), key=lambda one: not one.heads)
        if self.wanted == "csv":
            parts = files.csv_parts(columns, self._every())
            return saved_as(StreamingHttpResponse(parts, content_type=files.CSV), named)
        data = files.workbook(self.title, columns, self._every())
        return attachment(data, named, files.XLSX)

    def _every(self) -> Iterable[Row]:
        if isinstance(self.whole, QuerySet):
            every: Iterator[Row] = self.whole.iterator(chunk_size=_AT_ONCE)
            return every
        return self.whole

    def _too_many(self) -> bool:
        rows = self.rows
        if isinstance(rows, QuerySet):
            return rows.order_by()[MOST_IN_A_WORKBOOK : MOST_IN_A_WORKBOOK + 1].exists()
        return len(rows) > MOST_IN_A_WORKBOOK

    def word(self, name: str) -> str:
        """A word of the address that is this table's own."""
        return f"{self.table.prefix}{name}"

    def query(self, *without: str, **more: str) -> str:
        """The query of this address without some of this table's words, with others."""
        found = self._given()
        for name in without:
            found.pop(self.word(name), None)
        for name, value in more.items():
            found[self.word(name)] = value
        return found.urlencode()

    def given(self, *without: str) -> list[tuple[str, str]]:
        """What a form must send along so that the rest of the address stays."""
        found = self._given()
        for name in without:
            found.pop(self.word(name), None)
        return [(name, value) for name, values in found.lists() for value in values]

    def _given(self) -> QueryDict:
        found = self.request.GET.copy()
        found.pop(self.word("download"), None)
        return found
