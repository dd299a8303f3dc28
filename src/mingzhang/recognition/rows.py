"""The body of a grid → rows with code, name and figures (表体各行)."""

import re
from functools import lru_cache

import msgspec

from mingzhang.disclosure import Role, Row
from mingzhang.model import Figure, Place, Problem, Unit, parse_figure
from mingzhang.model.figures import MILLIONTHS
from mingzhang.recognition.columns import CODE_NAME, Group
from mingzhang.recognition.grid import Gap, Grid, aligned, plain_code
from mingzhang.recognition.vocabulary import amount_and_unit, is_nothing, is_total, tidy, vocabulary

_SUBTOTAL = re.compile(r"^本年|小计$|^(?:人员|公用)经费合计$|^(?:收入|支出)合计$")
_OWN_YEAR = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．])?本年(?:收入|支出)(?:合计|小计|总计)?$"
)
_CODE_LABELS = frozenset("类款项")
"""Labels of the code columns, which some forms print in the row of 合计."""
_CARRYOVER = re.compile(r"结转|结余|弥补收支")


class Reading(msgspec.Struct):
    """What one table needs while its rows are read; `last`: the codes and the body above."""

    grid: Grid
    unit: str
    scale: int
    problems: list[Problem]
    row: int = 0
    gap: Gap = Gap()
    last_codes: dict[int, str] = {}
    last_unit: str = ""

    def at(self, column: int) -> Place:
        """The place where the source prints an aligned cell of the row being read."""
        block, row = self.grid.origins[self.row]
        return block.at(row, self.gap.printed(column) if self.gap.missing else column)


def read_rows(reading: Reading, height: int, groups: list[Group]) -> list[Row]:
    """Every row below the header, one a group of columns, in printed order."""
    grid = reading.grid
    width = grid.width
    rows: list[Row] = []
    codes, name = _lead(groups)
    for index in range(height, len(grid.rows)):
        reading.row = index
        cells, reading.gap = aligned(grid.rows[index], width, codes, name)
        for number, group in enumerate(groups):
            row = _row(reading, cells, group, number)
            if row is not None:
                rows.append(row)
    return rows


def _lead(groups: list[Group]) -> tuple[list[int], int | None]:
    if not groups or len(groups) > 1:
        return [], None
    return groups[0].codes, groups[0].names[0] if groups[0].names else None


def _row(reading: Reading, cells: list[str], group: Group, number: int) -> Row | None:
    code, odd = _code(reading, cells, group, number) if group.codes else ("", "")
    name, odd = _name(cells, group, odd)
    if group.coded_names and (match := CODE_NAME.match(name)):
        code, name = match[1], match[2]
    values, texts = _values(reading, cells, group)
    blank = not any(values.values()) and all(map(is_nothing, texts.values()))
    if not name and not code and blank:
        return None
    if code:
        reading.last_codes[number] = code
    role = _role(name, code)
    if role is Role.NOTE and blank:
        return None
    unit, unit_code = _unit(reading, cells, group, role)
    return Row(
        name=name,
        code=code,
        role=Role.DETAIL if role is Role.NOTE else role,
        values=values,
        at=reading.at(group.first),
        side=group.side,
        level=_level(code, role),
        government_class=_without_code(_text(cells, group.government)),
        texts=texts or None,
        group=number,
        code_text=odd,
        unit=unit,
        unit_code=unit_code,
    )


def _text(cells: list[str], column: int | None) -> str:
    return tidy(cells[column]) if column is not None else ""


def _without_code(name: str) -> str:
    match = CODE_NAME.match(name) if name else None
    return match[2] if match else name


def _name(cells: list[str], group: Group, odd: str) -> tuple[str, str]:
    """The row's name; a word for a total may stand in any column of words."""
    name = _text(cells, group.project) or "".join([tidy(cells[c]) for c in group.names])
    if odd and (not name or is_total(odd)):
        return name or odd, ""
    if not name:
        texts = [text for column in group.labels if (text := _text(cells, column))]
        total = next((text for text in texts if is_total(text)), "")
        name = total or _text(cells, group.unit)
    return name, odd


def _unit(reading: Reading, cells: list[str], group: Group, role: Role) -> tuple[str, str]:
    """The body that a row names; a merged cell names it for the rows below."""
    if role in (Role.TOTAL, Role.SUBTOTAL):
        return "", ""
    unit = "" if group.of_units else _text(cells, group.unit)
    if group.unit is not None and not group.of_units:
        reading.last_unit = unit = unit or reading.last_unit
    return unit, _text(cells, group.unit_code)


def _code(reading: Reading, cells: list[str], group: Group, number: int) -> tuple[str, str]:
    """The joined class code, and what a code cell printed that is no code ("合计")."""
    code, odd = "", ""
    above = reading.last_codes.get(number, "")
    for position, column in enumerate(group.codes):
        part = plain_code("".join(cells[column].split()))
        if not part or part in _CODE_LABELS:
            continue
        if not (part.isdigit() and part.isascii()):
            odd = odd or tidy(cells[column])
        elif not code and len(part) < 3:
            code = above[: 3 + 2 * max(0, position - 1)] + part
        elif code and part.startswith(code):
            code = part
        elif code and len(part) == 1:
            reading.problems.append(
                Problem(
                    f"科目编码“{code} {part}”的后一段只有一位，按“{code}0{part}”读取，请核对。",
                    reading.at(column),
                )
            )
            code += f"0{part}"
        else:
            code += part
    return code, odd


def _values(
    reading: Reading, cells: list[str], group: Group
) -> tuple[dict[str, Figure | None], dict[str, str]]:
    values: dict[str, Figure | None] = {}
    texts: dict[str, str] = {}
    for column, meaning in group.figures:
        text = cells[column]
        figure = None
        if text and not text.isspace():
            at = reading.at(column)
            figure = parse_figure(text, reading.scale, reading.unit, at) or _odd(reading, text, at)
            if figure is None:
                texts[meaning.key] = tidy(text)
        values[meaning.key] = figure
    return values, texts


def _odd(reading: Reading, text: str, at: Place) -> Figure | None:
    """A figure with blanks in it, a percentage, or one that prints its own unit."""
    plain = "".join(text.split())
    if plain.endswith(("%", "％")):
        return parse_figure(plain[:-1], MILLIONTHS, "%", at)
    plain, own = amount_and_unit(plain)
    if own is not None and own != reading.unit:
        return parse_figure(plain, Unit(own).scale, own, at)
    return parse_figure(plain, reading.scale, reading.unit, at)


@lru_cache(maxsize=4096)
def _role(name: str, code: str) -> Role:
    if is_total(name):
        return Role.SUBTOTAL if _SUBTOTAL.search(name) else Role.TOTAL
    if _OWN_YEAR.match(name):
        return Role.SUBTOTAL
    if vocabulary().note.match(name):
        return Role.NOTE
    if not code and _CARRYOVER.search(name):
        return Role.CARRYOVER
    return Role.DETAIL


def _level(code: str, role: Role) -> int:
    if role is Role.TOTAL or role is Role.SUBTOTAL:
        return 0
    return max(1, (len(code) - 1) // 2)
