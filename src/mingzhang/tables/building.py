"""Rows and figures with their places, as every table makes them (制表)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.classification import Kind, class_list
from mingzhang.disclosure import Column, Role, Row, Side, Table
from mingzhang.ledger import CENT, Ledger, Lines, Precision
from mingzhang.model import Figure, Place, Unit
from mingzhang.model.figures import format_money
from mingzhang.tables.layout import Layout, Layouts
from mingzhang.tables.selection import select


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a table is made from: the ledger, its layout, its unit and precision."""

    ledger: Ledger
    lines: Lines
    layouts: Layouts
    layout: Layout
    unit: Unit
    precision: Precision

    @property
    def year(self) -> int:
        """The budget year."""
        return self.ledger.year

    def function_name(self, code: str) -> str:
        """The printed name of a function class."""
        entry = class_list(Kind.FUNCTION, self.year).get(code)
        return entry.name if entry else code

    def economic_name(self, code: str) -> str:
        """The printed name of a department economic class."""
        entry = class_list(Kind.ECONOMIC, self.year).get(code)
        return entry.name if entry else code

    def government_name(self, code: str) -> str:
        """The printed name of a government economic class."""
        entry = class_list(Kind.GOVERNMENT, self.year).get(code)
        return entry.name if entry else code


class Rows:
    """Collects the rows of one table; cells count in the order of its columns."""

    def __init__(self, sheet: Sheet, number: int, columns: Sequence[Column]) -> None:
        self.sheet = sheet
        self.found: list[Row] = []
        self._number = number
        self._columns = columns
        self._at = 0

    def next_line(self) -> None:
        """Begin a printed row."""
        self._at += 1

    def add(
        self,
        name: str,
        amounts: Mapping[str, int | None],
        role: Role = Role.DETAIL,
        *,
        code: str = "",
        level: int = 1,
        side: Side | None = None,
        government_class: str = "",
    ) -> None:
        """One row, or one side of the printed row; amounts in 分 by column key."""
        group = int(side is Side.EXPENDITURE)
        first = next((i for i, c in enumerate(self._columns) if c.side in (side, None)), 0)
        at = Place(table=self._number, row=self._at, column=first + 1 + 2 * group)
        self.found.append(
            Row(
                name=name,
                code=code,
                role=role,
                values=self._figures(amounts, side),
                at=at,
                side=side,
                level=level,
                government_class=government_class,
                group=group,
            )
        )

    def _figures(
        self, amounts: Mapping[str, int | None], side: Side | None
    ) -> dict[str, Figure | None]:
        """The figures of one side's columns; a key that no amount was given for is blank."""
        found: dict[str, Figure | None] = {}
        for index, column in enumerate(self._columns):
            if column.side in (side, None):
                place = Place(table=self._number, row=self._at, column=index + 10)
                found[column.key] = self._figure(amounts.get(column.key), place)
        return found

    def _figure(self, amount: int | None, at: Place) -> Figure | None:
        if amount is None:
            return None
        precision = self.sheet.precision
        return figure(precision.printed(amount), self.sheet.unit, precision.quantum, at)


def figure(amount: int, unit: Unit, quantum: int, at: Place) -> Figure:
    """An amount, a multiple of `quantum` 分, as it is printed in a unit."""
    text = format_money(amount * CENT, unit.scale, quantum * CENT)
    return Figure(text, amount * CENT, quantum * CENT, unit.value, at)


def amounts(sheet: Sheet, lines: Lines, columns: Sequence[Column]) -> dict[str, int | None]:
    """Each column's sum; a zero is blank where the layout prints no zeros."""
    return {
        column.key: shown(sheet, select(lines, column.key).total)
        for column in columns
        if column.side is not Side.INCOME
    }


def shown(sheet: Sheet, amount: int) -> int | None:
    """A zero is blank where the layout prints no zeros."""
    zero = sheet.layouts.zero if sheet.layout.zero is None else sheet.layout.zero
    return amount if amount or zero else None


@dataclass(frozen=True, slots=True)
class Made:
    """A table's columns and rows; `empty` tells that there is no data."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: bool = False


def table_of(made: Made, number: int, sheet: Sheet, subject: str, title: str, label: str) -> Table:
    """The table of what was made, with its note where it has no data."""
    note = sheet.layouts.empty_note.format(year=sheet.year) if made.empty else None
    return Table(
        id=f"T{number:02d}",
        subject=subject,
        title=title.format(year=sheet.year),
        unit=sheet.unit.value,
        columns=made.columns,
        rows=made.rows,
        at=Place(table=number),
        empty_note=note,
        number_label=label or None,
        department=sheet.ledger.name,
        scale=sheet.unit.scale,
    )
