"""Pages that begin behind a row (按键翻页): as fast at the end of a long table as at its start.

The order is that of one field, then of the table's unique number. Only the numbers are looked
up in order, which an index over both answers alone; whole rows are then read for one page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic

from django.db.models import Q, QuerySet

from mingzhang_web.ui.tables.columns import Column, Row, Table
from mingzhang_web.ui.tables.order import fields_of


@dataclass(frozen=True, slots=True)
class Behind(Generic[Row]):
    """The rows behind `after` (None: from the first); `following`: behind which the next begins."""

    object_list: list[Row]
    after: int | None
    following: int | None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.object_list)


def behind(
    rows: "QuerySet[Any, Row]", table: Table[Row], column: Column[Row], after: str, *, falling: bool
) -> Behind[Row]:
    """One page of a query in the order of a column."""
    (field,) = fields_of(column)
    keys = tuple(dict.fromkeys((str(field), table.keyset)))
    start = _start(rows, keys, after)
    found = rows.filter(_past(keys, start, falling=falling)) if start else rows
    sign = "-" if falling else ""
    numbers = found.order_by(*(sign + key for key in keys)).values_list(table.keyset, flat=True)
    cut = list(numbers[: table.page + 1])
    known = {getattr(row, table.keyset): row for row in rows.filter(**_among(table, cut))}
    shown = cut[: table.page]
    return Behind(
        [known[number] for number in shown],
        start[-1] if start else None,
        shown[-1] if len(cut) > table.page else None,
    )


def _among(table: Table[Any], cut: list[int]) -> dict[str, list[int]]:
    return {f"{table.keyset}__in": cut[: table.page]}


def _start(rows: QuerySet[Any], keys: tuple[str, ...], after: str) -> tuple[Any, ...] | None:
    """What the row that a page begins behind holds in the fields of the order."""
    if not (after.isascii() and after.isdecimal() and len(after) < 19):
        return None
    found: tuple[Any, ...] | None = (
        rows.model._default_manager.filter(**{keys[-1]: int(after)}).values_list(*keys).first()
    )
    return found


def _past(keys: tuple[str, ...], start: tuple[Any, ...], *, falling: bool) -> Q:
    beyond, up_to = ("lt", "gte") if falling else ("gt", "lte")
    if len(keys) == 1:
        return Q(**{f"{keys[0]}__{beyond}": start[0]})
    field, number = keys
    # the first condition is a range of the index; the second leaves out what was shown
    reached = Q(**{f"{field}__{beyond}e": start[0]})
    return reached & ~Q(**{field: start[0], f"{number}__{up_to}": start[1]})
