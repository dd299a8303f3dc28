"""The figures of many editions beneath each other (各年、各部门的数), from the newest editions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from mingzhang.disclosure import Column, Row, Side, Table
from mingzhang.writers.open_data.rows import yuan
from mingzhang_web.apps.organisations.models import Department
from mingzhang_web.apps.publishing.models import Edition
from mingzhang_web.apps.publishing.selectors.editions import newest_editions
from mingzhang_web.apps.workspace.models.checks import FORMS, in_order
from mingzhang_web.apps.workspace.packing import disclosure_of

_SIDES = {Side.INCOME: "收入", Side.EXPENDITURE: "支出", None: ""}


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One key figure of one edition; `yuan`: 元, exact."""

    region: str
    code: str
    department: str
    year: int
    kind: str
    edition: int
    published_on: date
    name: str
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One figure of a published table; `printed` with its `unit` as it stands there.

    `yuan`: the same in 元, None for what is no money.
    """

    year: int
    kind: str
    edition: int
    table: str
    title: str
    side: str
    code: str
    name: str
    column: str
    printed: str
    unit: str
    yuan: Decimal | None


def key_figures() -> list[KeyFigure]:
    """By region, department, year, kind; one query whatever is published."""
    return [
        KeyFigure(
            year.department.bureau.region,
            year.department.code,
            year.department.name,
            year.year,
            year.get_kind_display(),
            one.number,
            timezone.localdate(one.published_at),
            name,
            Decimal(amount),
        )
        for one in _in_order(newest_editions())
        for year in (one.budget_year,)
        for name, amount in in_order(one.figures)
        if name != FORMS
    ]


def table_figures(department: Department) -> list[TableFigure]:
    """Every figure of every table, year under year, in the printed order; one query."""
    found = newest_editions().filter(budget_year__department=department)
    return [figure for one in _in_order(found).defer("manifest") for figure in _figures(one)]


def _in_order(found: QuerySet[Edition]) -> QuerySet[Edition]:
    return found.order_by(
        "budget_year__department__bureau__region",
        "budget_year__department__code",
        "budget_year__department_id",
        "budget_year__year",
        "budget_year__kind",
    )


def _figures(edition: Edition) -> Iterator[TableFigure]:
    for table in disclosure_of(edition.disclosure).tables:
        for row in table.rows:
            for column in table.columns:
                if column.side in (None, row.side) and row.values.get(column.key) is not None:
                    yield _figure(edition, table, row, column)


def _figure(edition: Edition, table: Table, row: Row, column: Column) -> TableFigure:
    figure, year = row.values[column.key], edition.budget_year
    worth = yuan(figure)
    return TableFigure(
        year.year,
        year.get_kind_display(),
        edition.number,
        table.number_label or "",
        table.title,
        _SIDES[row.side],
        row.code,
        row.name,
        "/".join(column.header),
        figure.text if figure else "",
        figure.unit if figure else "",
        None if worth is None else Decimal(worth),
    )
