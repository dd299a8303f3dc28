"""Names of classes that a text extraction cut over several rows (折行的科目名称)."""

import re
from functools import lru_cache

import msgspec

from mingzhang.classification import Kind, class_list, codes_of_name
from mingzhang.disclosure import Role, Row

_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．])"
)


def with_whole_names(rows: list[Row]) -> list[Row]:
    """Rows that print only a piece of a name join the row whose official name they complete.

    The rest may stand in the row below, or, where the figures are set in the middle of the
    lines, half above and half below a row without a name.
    """
    if not any(map(_is_piece, rows)):
        return rows
    whole: dict[int, Row] = {}
    for group in dict.fromkeys(row.group for row in rows):
        whole |= _joined([(i, row) for i, row in enumerate(rows) if row.group == group])
    return [whole[index] for index in sorted(whole)]


def _is_piece(row: Row) -> bool:
    """Whether a row prints a name and nothing else."""
    empty = row.role is Role.DETAIL and not row.code and not row.texts
    return bool(row.name) and empty and not row.unit_code and not any(row.values.values())


def _joined(rows: list[tuple[int, Row]]) -> dict[int, Row]:
    """The rows of one list by their numbers, pieces left out."""
    found: dict[int, Row] = {}
    last = -1
    position = 0
    while position < len(rows):
        number, row = rows[position]
        around = _around([one for _, one in rows[position : position + 3]])
        if around is not None:
            row, taken = around
            position += taken
        elif _is_piece(row) and last in found and _goes_on(found[last], row):
            found[last] = _named(found[last], found[last].name + row.name)
            position += 1
            continue
        found[number] = row
        last = number
        position += 1
    return found


def _goes_on(above: Row, piece: Row) -> bool:
    """Whether the name right above is whole only with this piece."""
    return _is_class(above.code, above.name + piece.name) and not _is_class("", piece.name)


def _around(rows: list[Row]) -> tuple[Row, int] | None:
    """A nameless row below a piece, with the piece below it: the whole row, and how many more."""
    if len(rows) < 2 or not _is_piece(rows[0]) or rows[1].name:
        return None
    code, name = rows[1].code, rows[0].name
    if len(rows) > 2 and _is_piece(rows[2]) and _is_class(code, name + rows[2].name):
        return _named(rows[1], name + rows[2].name), 2
    return (_named(rows[1], name), 1) if _is_class(code, name) else None


def _named(row: Row, name: str) -> Row:
    return msgspec.structs.replace(row, name=name)


@lru_cache(maxsize=4096)
def _is_class(code: str, name: str) -> bool:
    """Whether a name is the official one of a code, or of any class where there is no code."""
    plain = _ORDINAL.sub("", name)
    if not code:
        return any(codes_of_name(kind, plain) for kind in Kind)
    entries = (class_list(kind).get(code) for kind in Kind)
    return any(entry is not None and entry.is_named(plain) for entry in entries)
