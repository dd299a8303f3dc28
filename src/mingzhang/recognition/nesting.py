"""Which rows of a table stand under which (各行的层次): ordinals, bodies, projects."""

import itertools
import re
from collections.abc import Sequence

import msgspec

from mingzhang.classification import economic_code_of_name
from mingzhang.disclosure import Role, Row
from mingzhang.recognition.columns import Group
from mingzhang.recognition.vocabulary import column_word, is_organisation

_STYLES = (
    ("chapter", re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")),
    ("section", re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]")),
    ("number", re.compile(r"^\d{1,2}[、.．](?!\d)")),
    ("bracket", re.compile(r"^[（(]\d{1,2}[)）]")),
    ("circle", re.compile(r"^[①-⑳]")),
)
_FIRST_SIGNS = frozenset("一二三四五六七八九十（(其0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_AMONG = re.compile(r"^其中[:：]?")
_ALL = re.compile(r"(?:收入|支出)合计$")
_PROJECT_SUBJECTS = {"project_expenditure", "project_expenditure_carryover"}
_BUDGETS = frozenset({"general_budget", "government_fund", "state_capital"})
_OWN = frozenset(
    {
        "service_income",
        "operating_income",
        "superior_subsidy",
        "subordinate_payment",
        "other_income",
    }
)
_FAMILIES = {"fiscal": _BUDGETS, "unit_funds": _OWN}


def with_nesting(
    rows: list[Row], groups: list[Group], subject: str | None, organisations: frozenset[str]
) -> list[Row]:
    """The rows with their levels, and with bodies and projects told apart.

    organisations: names known to be bodies, by which unit rows differ from project rows.
    """
    found = list(rows)
    for number, group in enumerate(groups):
        own = [index for index, row in enumerate(found) if row.group == number]
        made = _grand_total(_levelled([found[index] for index in own]))
        made = _with_bodies(made, group, subject, organisations)
        for index, row in zip(own, made, strict=True):
            found[index] = row
    return found


def _levelled(rows: list[Row]) -> list[Row]:
    """Levels of rows without codes, from the ordinals before their names."""
    found: list[Row] = []
    stack: list[str] = []
    family: frozenset[str] = frozenset()
    for row in rows:
        if row.code or row.role is Role.TOTAL:
            stack = [] if row.role is Role.TOTAL else stack
            found.append(row)
            continue
        style = _style(row.name)
        stack = _pushed(stack, style, row.role)
        inside = not style and len(stack) == 1 and column_word(row.name) in family
        if not inside:
            family = (
                _FAMILIES.get(column_word(row.name) or "", frozenset()) if not style else family
            )
        level = 0 if row.role is Role.SUBTOTAL else len(stack) + inside
        found.append(row if row.level == level else msgspec.structs.replace(row, level=level))
    return found


def _style(name: str) -> str:
    if name[:1] not in _FIRST_SIGNS:
        return ""
    plain = _AMONG.sub("", name)
    for style, mark in _STYLES:
        if mark.match(plain):
            return style
    return "among" if plain != name else ""


def _pushed(stack: list[str], style: str, role: Role) -> list[str]:
    """The styles from the outermost row down to this one."""
    if style == "chapter":
        return [style]
    if style in stack:
        return stack[: stack.index(style) + 1]
    if not style and (role is not Role.DETAIL or not stack):
        return [""]
    if not style and stack[-1] == "among":
        return stack
    return [*stack, style]


def _grand_total(rows: list[Row]) -> list[Row]:
    """收入合计 at the end, with no 总计 below it, is the total of its side."""
    if any(row.role is Role.TOTAL for row in rows):
        return rows
    last = next((i for i in reversed(range(len(rows))) if rows[i].name), None)
    if last is None or rows[last].role is not Role.SUBTOTAL:
        return rows
    if not _ALL.match(rows[last].name):
        return rows
    total = msgspec.structs.replace(rows[last], role=Role.TOTAL)
    return [*rows[:last], total, *rows[last + 1 :]]


def _with_bodies(
    rows: list[Row], group: Group, subject: str | None, organisations: frozenset[str]
) -> list[Row]:
    if subject in _PROJECT_SUBJECTS:
        return _of_unit_above(_projects(rows, group, organisations))
    if group.of_units or group.mixed or group.codes or group.unit_code is not None:
        return _of_unit_above([_as_body(row, group) for row in rows])
    return rows


def _as_body(row: Row, group: Group) -> Row:
    if row.role is not Role.DETAIL or row.code or not row.name:
        return row
    if economic_code_of_name(row.name):
        return row
    named = group.of_units or group.mixed or row.unit_code or is_organisation(row.name)
    if not named or (group.unit is not None and not group.of_units):
        return row
    return msgspec.structs.replace(row, role=Role.UNIT, level=1)


def _of_unit_above(rows: list[Row]) -> list[Row]:
    """Rows under the row of a body belong to it."""
    found = []
    above = ""
    for row in rows:
        if row.role is Role.UNIT:
            above = row.name
        elif row.role in (Role.TOTAL, Role.SUBTOTAL):
            above = above if row.role is Role.SUBTOTAL else ""
        elif above and not row.unit:
            row = msgspec.structs.replace(row, unit=above)
        found.append(row)
    return found


def _projects(rows: list[Row], group: Group, organisations: frozenset[str]) -> list[Row]:
    """Rows of a project table: department, units and projects told apart."""
    if group.unit is not None and not group.of_units:
        return [_project_of_unit(row) for row in rows]
    if any(row.code for row in rows):
        return _projects_of_classes(rows, group)
    units = _coded_units(rows) or _unit_rows(rows, organisations)
    nested = []
    for number, row in enumerate(rows):
        role, level = row.role, row.level
        if role is Role.DETAIL:
            if number == 0 and 0 in units and not row.code and not row.unit_code:
                role, level = Role.TOTAL, 0
            else:
                role, level = (Role.UNIT, 1) if number in units else (Role.PROJECT, 2)
        nested.append(msgspec.structs.replace(row, role=role, level=level))
    return nested


def _project_of_unit(row: Row) -> Row:
    if row.role is not Role.DETAIL:
        return row
    if row.name == row.unit and not row.code:
        return msgspec.structs.replace(row, role=Role.UNIT, level=1)
    return msgspec.structs.replace(row, role=Role.PROJECT, level=2)


def _projects_of_classes(rows: list[Row], group: Group) -> list[Row]:
    """Projects listed under function classes, or naming a class each."""
    found: list[Row] = []
    body = ""
    for row in rows:
        role = row.role
        if role is Role.DETAIL and not row.code:
            new = row.unit_code != body if row.unit_code else is_organisation(row.name)
            role = Role.UNIT if new else Role.PROJECT
            body = row.unit_code if new else body
        elif role is Role.DETAIL and group.project is not None and len(row.code) > 5:
            role = Role.PROJECT
        found.append(msgspec.structs.replace(row, role=role))
    return found


def _coded_units(rows: list[Row]) -> set[int]:
    """Rows with a code of a body that comes again right below are that body's."""
    found = set()
    for index, (row, below) in enumerate(itertools.pairwise(rows)):
        above = rows[index - 1].unit_code if index else ""
        if row.unit_code and row.unit_code == below.unit_code != above:
            found.add(index)
    return found


def _unit_rows(rows: Sequence[Row], organisations: frozenset[str]) -> set[int]:
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


def _sums_up(rows: Sequence[Row], index: int, like: set[int]) -> bool:
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
