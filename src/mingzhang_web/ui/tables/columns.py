"""What a table is made of (列的描述)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from django.db.models.expressions import Combinable
from django.utils import timezone

Row = TypeVar("Row")
Value = str | int | Decimal | date | datetime | None
Field = str | Combinable
Sort = Field | tuple[Field, ...] | Callable[[Row], object] | None


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column (列).

    `value`: what a file holds of a row, and the page too unless its template draws the cell.
    `sort`: fields of the database for rows that it keeps, a function of the row for others;
    None where order means nothing. `heads`: names the row, is always shown, and first in a file.
    `shown`: whether it is there before somebody chooses. `falls`: the first press on its head
    puts the largest first. `filed`: whether files have it; buttons stay on the page. `width` is that of a sheet, in characters.
    """

    name: str
    title: str
    value: Callable[[Row], Value]
    sort: Sort[Row] = None
    numeric: bool = False
    heads: bool = False
    shown: bool = True
    falls: bool = False
    filed: bool = True
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A table (列表). `name` keeps its columns apart from those of others in what is remembered.

    `order`: the column that rows are sorted by unless asked otherwise, `-` before it for falling;
    "" where they come in an order of their own. `page`: rows on a page, 0 for all of them.
    `prefix` stands before its words in addresses where a page has several tables. `keyset`: a
    unique number of the rows; pages then begin behind a row and are fast at any depth.
    """

    name: str
    title: str
    columns: tuple[Column[Row], ...]
    order: str = ""
    page: int = 100
    prefix: str = ""
    keyset: str = ""

    def column(self, name: str) -> Column[Row] | None:
        """The column of a name; None where there is none."""
        return next((one for one in self.columns if one.name == name), None)


def text_of(value: Value) -> str:
    """A value as people read it; days as 2026-01-20, times of this place to the minute."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return "" if value is None else str(value)
