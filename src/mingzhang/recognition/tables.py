"""A grid under its caption → a table of figures (报表)."""

import msgspec

from mingzhang.disclosure import Table
from mingzhang.model import Place, Problem, Unit
from mingzhang.recognition.columns import read_columns
from mingzhang.recognition.grid import Grid, header_height, header_paths, is_column_numbers
from mingzhang.recognition.nesting import with_nesting
from mingzhang.recognition.rows import Reading, read_rows
from mingzhang.recognition.vocabulary import bare, subject_of_rows, tidy, vocabulary
from mingzhang.recognition.wrapped import with_whole_names


class Caption(msgspec.Struct):
    """What stands around a table: title, number, unit, department, notes (表头信息)."""

    title: str = ""
    subject: str | None = None
    number_label: str | None = None
    unit: str | None = None
    department: str | None = None
    notes: list[str] = []
    at: Place | None = None
    year: int | None = None
    continues: bool = False


def read_table(
    grid: Grid, caption: Caption, number: int, unit: str, organisations: frozenset[str]
) -> tuple[Table, list[Problem]]:
    """Read one table; `unit` holds where neither caption nor header names one.

    organisations: names known to be bodies, by which unit rows differ from project rows.
    """
    height = header_height(grid.rows)
    grid = _without_repeats(grid, height)
    if caption.subject is None and not caption.title:
        caption.subject = subject_of_rows([bare(cell) for row in grid.rows for cell in row[:2]])
    labels = header_paths(grid, height)
    paths = [tuple(map(_without_unit, path)) for path in labels]
    groups = read_columns(paths, grid.rows[height:], caption.subject)
    printed = caption.unit or _unit_of_header(labels)
    shown = printed or unit
    reading = Reading(grid, shown, Unit(shown).scale, [])
    rows = with_whole_names(read_rows(reading, height, groups))
    rows = with_nesting(rows, groups, caption.subject, organisations)
    form = (caption.subject or "").startswith("performance")
    notes = caption.notes + _notes_inside(grid, height)
    table = Table(
        id=f"T{number:02d}",
        subject=caption.subject,
        title=caption.title,
        unit=printed,
        columns=tuple(column for group in groups for _, column in group.figures),
        rows=tuple(rows),
        at=caption.at or grid.at(0),
        empty_note=next((note for note in notes if is_empty_note(note)), None),
        number_label=caption.number_label,
        department=caption.department,
        scale=reading.scale,
        grid=_printed(grid) if form else (),
        grid_at=_places(grid) if form else (),
        notes=tuple(notes),
    )
    return table, reading.problems


def _places(grid: Grid) -> tuple[tuple[Place, ...], ...]:
    return tuple(
        tuple(grid.at(index, column) for column in range(len(row)))
        for index, row in enumerate(grid.rows)
    )


def _printed(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The cells as printed, for forms whose rows are no rows of figures."""
    return tuple(tuple(tidy(cell) for cell in row) for row in grid.rows)


def is_empty_note(text: str) -> bool:
    """Whether a note says that its table has no data (本表无数据)."""
    return vocabulary().empty_note.search(text) is not None


def _without_unit(label: str) -> str:
    return vocabulary().unit_in_label.sub("", label) if "元" in label else label


def _unit_of_header(paths: list[tuple[str, ...]]) -> str | None:
    pattern = vocabulary().unit_in_label
    for path in paths:
        for label in path:
            if match := pattern.search(label):
                return match[1]
    return None


def _without_repeats(grid: Grid, height: int) -> Grid:
    """Drop header rows that a page break printed again, column numbers and blank rows."""
    header = [_compact(_filled(row)) for row in grid.rows[:height]]
    starts = {cells[0] for cells in header if cells}
    dropped = set()
    for index, row in enumerate(grid.rows[height:], height):
        cells = _filled(row)
        if (
            not cells
            or ("".join(cells[0].split()) in starts and _compact(cells) in header)
            or is_column_numbers(row)
            or (len(cells) == 1 and vocabulary().page_line.match("".join(cells[0].split())))
        ):
            dropped.add(index)
    return grid.without(dropped) if dropped else grid


def _filled(row: list[str]) -> list[str]:
    return [cell for cell in row if cell and not cell.isspace()]


def _compact(cells: list[str]) -> list[str]:
    return ["".join(cell.split()) for cell in cells]


def _notes_inside(grid: Grid, height: int) -> list[str]:
    notes = []
    for row in grid.rows[height:]:
        cells = _filled(row)
        if len(cells) == 1 and vocabulary().note.match(tidy(cells[0])):
            notes.append(tidy(cells[0]))
    return notes
