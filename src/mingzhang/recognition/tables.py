"""A grid under its caption → a table of figures (报表)."""

import re

import msgspec

from mingzhang.disclosure import Role, Row, Table
from mingzhang.model import Figure, Place, Problem, Unit, parse_figure
from mingzhang.model.figures import MILLIONTHS
from mingzhang.recognition.columns import Group, read_columns
from mingzhang.recognition.grid import (
    Gap,
    Grid,
    aligned,
    header_height,
    header_paths,
    is_column_numbers,
)
from mingzhang.recognition.vocabulary import is_organisation, is_total, tidy, vocabulary

_LEVEL_MARKS = (
    (re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]"), 1),
    (re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]"), 2),
    (re.compile(r"^(?:其中[:：]|\d{1,2}[、.．]|[①-⑳])"), 2),
)
_SUBTOTAL = re.compile(r"^本年|小计$|^(?:人员|公用)经费合计$|^(?:收入|支出)合计$")
_CARRYOVER = re.compile(r"结转|结余")
_PROJECT_SUBJECTS = {"project_expenditure", "project_expenditure_carryover"}


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


class _Reading(msgspec.Struct):
    """What one table needs while its rows are read."""

    grid: Grid
    unit: str
    scale: int
    subject: str | None
    organisations: frozenset[str]
    problems: list[Problem]
    gap: Gap = Gap()

    def at(self, row: int, column: int) -> Place:
        """The place where the source prints an aligned cell of the row being read."""
        return self.grid.at(row, self.gap.printed(column))


def read_table(
    grid: Grid, caption: Caption, number: int, unit: str, organisations: frozenset[str]
) -> tuple[Table, list[Problem]]:
    """Read one table; `unit` holds where neither caption nor header names one.

    organisations: names known to be bodies, by which unit rows differ from project rows.
    """
    height = header_height(grid.rows)
    grid = _without_repeats(grid, height)
    paths = header_paths(grid, height)
    groups = read_columns(paths, grid.rows[height:])
    printed = caption.unit or _unit_of_header(paths)
    shown = printed or unit
    reading = _Reading(grid, shown, Unit(shown).scale, caption.subject, organisations, [])
    rows = _rows(reading, height, groups)
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
        grid=_printed(grid) if (caption.subject or "").startswith("performance") else (),
        notes=tuple(notes),
    )
    return table, reading.problems


def _printed(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The cells as printed, for forms whose rows are no rows of figures."""
    return tuple(tuple(tidy(cell) for cell in row) for row in grid.rows)


def is_empty_note(text: str) -> bool:
    """Whether a note says that its table has no data (本表无数据)."""
    return vocabulary().empty_note.search(text) is not None


def _unit_of_header(paths: list[tuple[str, ...]]) -> str | None:
    pattern = vocabulary().unit_in_label
    for path in paths:
        for label in path:
            if match := pattern.search(label):
                return match[1]
    return None


def _without_repeats(grid: Grid, height: int) -> Grid:
    """Drop header rows that a page break printed again, column numbers and blank rows."""
    header = {_key(row) for row in grid.rows[:height]} - {()}
    dropped = set()
    for index in range(height, len(grid.rows)):
        key = _key(grid.rows[index])
        if not key or key in header or is_column_numbers(grid.rows[index]):
            dropped.add(index)
    return grid.without(dropped) if dropped else grid


def _key(row: list[str]) -> tuple[str, ...]:
    return tuple("".join(cell.split()) for cell in row if cell and not cell.isspace())


def _notes_inside(grid: Grid, height: int) -> list[str]:
    notes = []
    for row in grid.rows[height:]:
        cells = [cell for cell in row if cell and not cell.isspace()]
        if len(cells) == 1 and vocabulary().note.match(tidy(cells[0])):
            notes.append(tidy(cells[0]))
    return notes


def _rows(reading: _Reading, height: int, groups: list[Group]) -> list[Row]:
    grid = reading.grid
    width = grid.width
    rows: list[Row] = []
    last_codes: dict[int, str] = {}
    codes, name = _lead(groups)
    for index in range(height, len(grid.rows)):
        cells, reading.gap = aligned(grid.rows[index], width, codes, name)
        for number, group in enumerate(groups):
            row = _row(reading, index, cells, group, last_codes, number)
            if row is not None:
                rows.append(row)
    return _with_nesting(rows, reading)


def _lead(groups: list[Group]) -> tuple[list[int], int | None]:
    if not groups or len(groups) > 1:
        return [], None
    return groups[0].codes, groups[0].names[0] if groups[0].names else None


def _row(
    reading: _Reading,
    index: int,
    cells: list[str],
    group: Group,
    last_codes: dict[int, str],
    number: int,
) -> Row | None:
    code, odd = _code(reading, index, cells, group)
    name = "".join(tidy(cells[column]) for column in group.names if column < len(cells))
    if odd and (not name or is_total(odd)):
        name, odd = name or odd, ""
    values, texts = _values(reading, index, cells, group)
    blank = not texts and not any(values.values())
    if not name and not code and blank:
        return None
    if code and len(code) < 3:
        code = last_codes.get(number, "")[:3] + code
    if code:
        last_codes[number] = code
    role = _role(name, code)
    if role is Role.NOTE and not blank:
        role = Role.DETAIL
    if role is Role.NOTE:
        return None
    first = min([*group.codes, *group.names], default=group.figures[0][0])
    return Row(
        name=name,
        code=code,
        role=role,
        values=values,
        at=reading.at(index, first),
        side=group.side,
        level=_level(name, code, role),
        government_class=(
            tidy(cells[group.government])
            if group.government is not None and group.government < len(cells)
            else ""
        ),
        texts=texts or None,
        group=number,
        code_text=odd,
    )


def _code(reading: _Reading, index: int, cells: list[str], group: Group) -> tuple[str, str]:
    """The joined class code, and what a code cell printed that is no code ("合计")."""
    code, odd = "", ""
    for column in group.codes:
        part = "".join(cells[column].split()) if column < len(cells) else ""
        if not part:
            continue
        if not (part.isdigit() and part.isascii()):
            odd = odd or tidy(cells[column])
        elif code and part.startswith(code):
            code = part
        elif code and len(part) == 1:
            reading.problems.append(
                Problem(
                    f"科目编码“{code} {part}”的后一段只有一位，按“{code}0{part}”读取，请核对。",
                    reading.at(index, column),
                )
            )
            code += f"0{part}"
        else:
            code += part
    return code, odd


def _values(
    reading: _Reading, index: int, cells: list[str], group: Group
) -> tuple[dict[str, Figure | None], dict[str, str]]:
    values: dict[str, Figure | None] = {}
    texts: dict[str, str] = {}
    for column, meaning in group.figures:
        text = cells[column] if column < len(cells) else ""
        figure = None
        if text and not text.isspace():
            figure = _figure(reading, text, reading.at(index, column))
            if figure is None:
                texts[meaning.key] = tidy(text)
        values[meaning.key] = figure
    return values, texts


def _figure(reading: _Reading, text: str, at: Place) -> Figure | None:
    plain = "".join(text.split())
    if plain.endswith(("%", "％")):
        return parse_figure(plain[:-1], MILLIONTHS, "%", at)
    return parse_figure(plain, reading.scale, reading.unit, at)


def _role(name: str, code: str) -> Role:
    if is_total(name):
        return Role.SUBTOTAL if _SUBTOTAL.search(name) else Role.TOTAL
    if vocabulary().note.match(name):
        return Role.NOTE
    if not code and _CARRYOVER.search(name):
        return Role.CARRYOVER
    return Role.DETAIL


def _level(name: str, code: str, role: Role) -> int:
    if role is Role.TOTAL or role is Role.SUBTOTAL:
        return 0
    if code:
        return max(1, (len(code) - 1) // 2)
    return next((level for mark, level in _LEVEL_MARKS if mark.match(name)), 1)


def _with_nesting(rows: list[Row], reading: _Reading) -> list[Row]:
    """Rows of a project table: department, units and projects told apart."""
    if reading.subject not in _PROJECT_SUBJECTS:
        return rows
    units = _unit_rows(rows, reading.organisations)
    nested = []
    for number, row in enumerate(rows):
        role, level = row.role, row.level
        if role is Role.DETAIL:
            if number == 0 and 0 in units and not row.code:
                role, level = Role.TOTAL, 0
            else:
                role, level = (Role.UNIT, 1) if number in units else (Role.PROJECT, 2)
        nested.append(msgspec.structs.replace(row, role=role, level=level))
    return nested


def _unit_rows(rows: list[Row], organisations: frozenset[str]) -> set[int]:
    """The rows that are bodies: known names; and names like a body's that sum up what follows.

    Without any known name a name like a body's is enough, for then nothing better is printed.
    """
    like = {i for i, row in enumerate(rows) if row.name in organisations or _like_unit(row)}
    known = {i for i in like if rows[i].name in organisations}
    if len(known) < 2 and not any(row.name in organisations for row in rows[1:]):
        sums = {i for i in like if _sums_up(rows, i, like)}
        return sums | {0} & like if sums else like
    return known | {i for i in like - known if _sums_up(rows, i, like)}


def _like_unit(row: Row) -> bool:
    return not row.code and is_organisation(row.name)


def _sums_up(rows: list[Row], index: int, like: set[int]) -> bool:
    """Whether a row is the sum of the rows after it, up to some other row like a unit."""
    own, rest = _whole(rows[index]), 0
    for following in range(index + 1, len(rows)):
        if following in like and rest == own and rest:
            return True
        rest += _whole(rows[following])
    return bool(rest) and rest == own


def _whole(row: Row) -> int:
    figure = next((figure for figure in row.values.values() if figure is not None), None)
    return figure.value if figure is not None else 0


def empty_table(caption: Caption, number: int) -> Table:
    """A table of which only the caption and its note are printed."""
    return Table(
        id=f"T{number:02d}",
        subject=caption.subject,
        title=caption.title,
        unit=caption.unit,
        columns=(),
        rows=(),
        at=caption.at or Place(),
        empty_note=next((note for note in caption.notes if is_empty_note(note)), None),
        number_label=caption.number_label,
        department=caption.department,
        notes=tuple(caption.notes),
    )
