"""How a published table is laid out again: header cells with their spans, rows with both sides.

Pages and workbooks draw from the same layout, so that both look like the printed table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import msgspec

from mingzhang.disclosure import Column, Role, Row, Side, Table
from mingzhang.model import Figure, Place
from mingzhang.writers.evidence import key


class CellKind(Enum):
    """What a cell of a row is: its code, its name, its second class, a figure, or nothing."""

    CODE = "科目编码"
    NAME = "项目"
    CLASS = "政府预算支出经济科目"
    VALUE = ""
    GAP = " "


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One label of the header; all numbers count from 0 in the cells of the sheet."""

    row: int
    column: int
    down: int
    across: int
    label: str
    leaf: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a printed row.

    `words` is what it prints where it holds no figure; `at` is the place of a blank, known
    where another row has a figure in the same column; `level` is the nesting of a name.
    """

    kind: CellKind
    words: str = ""
    figure: Figure | None = None
    at: Place | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row: the rows of both sides, and its cells from left to right."""

    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]

    @property
    def total(self) -> bool:
        """Whether the row prints a total (合计、总计)."""
        return any(row.role is Role.TOTAL for row in self.rows)


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole table: its header, how deep that is, its rows, its width in cells."""

    header: tuple[HeaderCell, ...]
    depth: int
    lines: tuple[Line, ...]
    width: int


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of one side, or of one run side by side: what names a row, then its figures.

    `number` is the run that its rows belong to; None where a side holds all of them.
    """

    side: Side | None
    lead: tuple[CellKind, ...]
    columns: tuple[Column, ...]
    number: int | None = None

    def holds(self, row: Row) -> bool:
        """Whether a row stands in these columns."""
        return self.side in (None, row.side) and self.number in (None, row.group)


def lay_out(table: Table) -> Layout:
    """The layout of a table that was read; without rows it is empty."""
    if not table.rows:
        return Layout((), 0, (), 0)
    groups = _groups(table)
    paths = _paths(groups, table.subject)
    depth = max(map(len, paths), default=1)
    above = _figure_places(table.rows)
    lines = tuple(
        Line(tuple(rows), tuple(_cells(rows, groups, above))) for rows in _printed_rows(table.rows)
    )
    return Layout(tuple(_header(paths, depth)), depth, lines, len(paths))


def _groups(table: Table) -> tuple[_Group, ...]:
    """One group a side where rows belong to both sides, and in it one a run side by side."""
    sides = [side for side in Side if any(row.side is side for row in table.rows)]
    if len(sides) < 2:
        return tuple(_run_groups(None, table.rows, table.columns))
    return tuple(
        group
        for side in sides
        for group in _run_groups(
            side,
            [row for row in table.rows if row.side is side],
            [column for column in table.columns if column.side in (side, None)],
        )
    )


def _run_groups(
    side: Side | None, rows: Sequence[Row], columns: Sequence[Column]
) -> Iterator[_Group]:
    """The runs of one side, from left to right as its rows are numbered."""
    runs = _runs(columns)
    numbers = sorted({row.group for row in rows})
    if len(runs) == 1 or len(numbers) > len(runs):
        yield _Group(side, _lead(rows), tuple(columns))
        return
    for number, run in enumerate(runs, numbers[0]):
        yield _Group(side, _lead([row for row in rows if row.group == number]), run, number)


def _runs(columns: Sequence[Column]) -> list[tuple[Column, ...]]:
    """Columns that repeat their meaning stand side by side, each run with rows of its own."""
    runs: list[list[Column]] = [[]]
    for column in columns:
        if any(column.key == other.key for other in runs[-1]):
            runs.append([])
        runs[-1].append(column)
    return [tuple(run) for run in runs]


def _lead(rows: Sequence[Row]) -> tuple[CellKind, ...]:
    """What names a row: its code where any row has one, its name, its second class."""
    coded = (CellKind.CODE,) if any(row.code for row in rows) else ()
    classed = (CellKind.CLASS,) if any(row.government_class for row in rows) else ()
    named = (CellKind.NAME,) if any(row.name for row in rows) else ()
    return (*coded, *named, *classed)


_NAMES = {
    "agency_operating_expenses": "单位名称",
    "project_expenditure": "项目名称",
    "project_expenditure_carryover": "项目名称",
}


def _name_label(group: _Group, kind: CellKind, subject: str | None) -> str:
    """What stands over the cells that name a row."""
    printed: str = kind.value
    if kind is not CellKind.NAME:
        return printed
    if CellKind.CODE in group.lead:
        return "科目名称"
    if CellKind.CLASS in group.lead:
        return "部门预算支出经济科目"
    return _NAMES.get(subject or "", printed)


def _paths(groups: Iterable[_Group], subject: str | None) -> list[tuple[str, ...]]:
    """The labels of every column from the top down; the name shares its side's top label."""
    paths: list[tuple[str, ...]] = []
    for group in groups:
        tops = {column.header[:1] for column in group.columns}
        deep = all(len(column.header) > 1 for column in group.columns)
        sided = group.side is not None or group.number is not None
        above = tops.pop() if sided and deep and len(tops) == 1 else ()
        paths += [(*above, _name_label(group, kind, subject)) for kind in group.lead]
        paths += [column.header or ("",) for column in group.columns]
    return paths


def _header(paths: Sequence[tuple[str, ...]], depth: int) -> Iterator[HeaderCell]:
    for level in range(depth):
        column = 0
        while column < len(paths):
            path, across = paths[column], 1
            leaf = level == len(path) - 1
            if level < len(path):
                while not leaf and _shares(paths, column + across, path[: level + 1]):
                    across += 1
                down = depth - level if leaf else 1
                yield HeaderCell(level, column, down, across, path[level], leaf)
            column += across


def _shares(paths: Sequence[tuple[str, ...]], column: int, upper: tuple[str, ...]) -> bool:
    return (
        column < len(paths)
        and len(paths[column]) > len(upper)
        and paths[column][: len(upper)] == upper
    )


def row_place(place: Place) -> Place:
    """The printed row that a cell stands in, whatever its side."""
    return msgspec.structs.replace(place, column=None, cell=None, start=None, end=None)


def _printed_rows(rows: Iterable[Row]) -> list[list[Row]]:
    """The sides of one printed row together; a second row of one side begins a new line."""
    lines: list[list[Row]] = []
    open_lines: dict[object, list[Row]] = {}
    for row in rows:
        spot = key(row_place(row.at))
        line = open_lines.get(spot)
        if line is None or any(
            other.side is row.side and other.group == row.group for other in line
        ):
            line = open_lines[spot] = []
            lines.append(line)
        line.append(row)
    return lines


def _figure_places(rows: Iterable[Row]) -> dict[tuple[Side | None, int, str], Place]:
    """Where each column of figures stands, so that a blank cell has a place too."""
    found: dict[tuple[Side | None, int, str], Place] = {}
    for row in rows:
        for name, figure in row.values.items():
            if figure is not None:
                found.setdefault((row.side, row.group, name), figure.at)
    return found


def _cells(
    rows: Sequence[Row],
    groups: Sequence[_Group],
    above: dict[tuple[Side | None, int, str], Place],
) -> Iterator[Cell]:
    for group in groups:
        row = next((row for row in rows if group.holds(row)), None)
        if row is None:
            for _ in (*group.lead, *group.columns):
                yield Cell(CellKind.GAP)
            continue
        for kind in group.lead:
            yield _lead_cell(kind, row)
        for column in group.columns:
            yield _value_cell(row, column, above.get((row.side, row.group, column.key)))


def _lead_cell(kind: CellKind, row: Row) -> Cell:
    if kind is CellKind.CODE:
        return Cell(kind, row.code)
    if kind is CellKind.CLASS:
        return Cell(kind, row.government_class)
    return Cell(kind, row.name, level=row.level)


def _value_cell(row: Row, column: Column, above: Place | None) -> Cell:
    figure = row.values.get(column.key)
    if figure is not None:
        return Cell(CellKind.VALUE, figure.text, figure, figure.at)
    words = (row.texts or {}).get(column.key, "")
    return Cell(CellKind.VALUE, words, at=None if above is None else _beside(row.at, above))


def _beside(row: Place, above: Place) -> Place:
    """The place in this row that stands under a cell of another row."""
    if above.cell is None:
        return msgspec.structs.replace(row, column=above.column)
    letters = above.cell.rstrip("0123456789")
    return msgspec.structs.replace(row, cell=f"{letters}{row.row or ''}")
