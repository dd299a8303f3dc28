"""In which order rows come (排序): blanks last either way, Chinese words as they are read.

GB 18030 keeps the common characters by their sound (拼音), so that its bytes put words in the
order of a Chinese dictionary, the same on every database.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import BinaryField, F, Func, QuerySet
from django.db.models.expressions import Combinable, OrderBy

from mingzhang_web.ui.tables.columns import Column, Field, Row


def reading(field: str) -> Func:
    """A field of Chinese words, sorted as they are read (按拼音)."""
    return _Reading(F(field), output_field=BinaryField())


class _Reading(Func):
    function = "gb18030"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "convert_to(%(expressions)s, 'GB18030')"
        return self.as_sql(compiler, connection, template=template)


def teach_sqlite() -> None:
    """Let every connection to SQLite know the function that `reading` asks for."""
    connection_created.connect(_teach, dispatch_uid="ui.tables.order")


def _teach(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("gb18030", 1, _bytes, deterministic=True)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("gb18030", "replace")


def sorted_query(rows: QuerySet[Any], column: Column[Any], *, falling: bool) -> QuerySet[Any]:
    """Rows of the database in the order of a column, then in their own."""
    fields = [_towards(field, falling=falling) for field in fields_of(column)]
    own = rows.query.order_by or rows.model._meta.ordering
    return rows.order_by(*fields, *own, "pk")


def fields_of(column: Column[Any]) -> tuple[Field, ...]:
    """The fields that a column is sorted by. Raises TypeError where it has a function instead."""
    sort = column.sort if isinstance(column.sort, tuple) else (column.sort,)
    if any(field is None or not isinstance(field, str | Combinable) for field in sort):
        raise TypeError(f"{column.name} is not sorted by fields")
    return sort  # type: ignore[return-value]


def _towards(field: Field, *, falling: bool) -> OrderBy:
    expression: Any = F(field) if isinstance(field, str) else field
    return OrderBy(expression, descending=falling, nulls_last=True)


def sorted_rows(rows: Sequence[Row], column: Column[Row], *, falling: bool) -> list[Row]:
    """Other rows in the order of a column; those that are alike stay as they were.

    Raises:
        TypeError: the column has fields and no function.
    """
    key = column.sort
    if not callable(key):
        raise TypeError(f"{column.name} is not sorted by a function")
    keyed = [(key(row), row) for row in rows]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: _comparable(pair[0]), reverse=falling)
    return [row for _, row in known] + [row for value, row in keyed if value is None]


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return _bytes(value)
    return tuple(map(_comparable, value)) if isinstance(value, tuple) else value
