"""Indicator rows read by their columns, where every cell can stand where it stands."""

from mingzhang.recognition.forms.cells import Cell
from mingzhang.recognition.forms.header import Header
from mingzhang.recognition.forms.lines import Line, Side, composed, is_target
from mingzhang.recognition.forms.vocabulary import LEVEL1, indicator_column, is_level, level2, plain

_NONE = (0, "")


def straight(header: Header, row: list[str]) -> Line | None:
    """The common row: every cell under its heading, labels known, names that are no labels.

    None where anything is out of the ordinary; the row is then looked at cell by cell.
    """
    at = header.straight
    if at is None or len(row) <= at[-1]:
        return None
    level1, label = row[at[0]], row[at[1]]
    name, target = row[at[2]].strip(), row[at[3]].strip()
    filled = (level1 != "") + (label != "") + (name != "") + (target != "")
    right = None
    if header.dual:
        right_label, right_name, right_target = row[at[4]], row[at[5]].strip(), row[at[6]].strip()
        filled += (right_label != "") + (right_name != "") + (right_target != "")
        if not _sound(right_label, right_name, right_target):
            return None
        right = Side(right_label, right_name, right_target, at[5])
    if len(row) - row.count("") != filled or not _sound(label, name, target):
        return None
    if level1 and level1 not in LEVEL1:
        return None
    return Line(level1, Side(label, name, target, at[2]), right)


def _sound(label: str, name: str, target: str) -> bool:
    if label and level2(label) is None:
        return False
    if not name:
        return not target
    if is_level(name) or is_target(name):
        return False
    return not target or not is_level(target)


def by_columns(header: Header, found: list[Cell], *, exact: bool) -> Line | None:
    """The row as its columns say, or None where some cell cannot stand where it stands.

    `exact`: the source tells merged cells, so that an unknown label is believed.
    """
    got: dict[tuple[int, str], Cell] = {}
    for cell in found:
        field = header.field(cell[0])
        if field not in got:
            got[field] = cell
        elif field[1] != "ignored":
            return None
    block = got.get((0, "block"))
    if block and not exact and indicator_column(block[1]) != "block":
        return None
    left = _side(got, 0)
    right = _side(got, 1) if header.dual else None
    if not _plausible(left, exact=exact) or (right and not _plausible(right, exact=exact)):
        return None
    level1 = (got.get((0, "level1")) or got.get((1, "level1")) or _NONE)[1]
    if level1 and not _is_level1(level1, left, exact=exact):
        return None
    return Line(level1, left, right)


def _side(got: dict[tuple[int, str], Cell], side: int) -> Side:
    label = got.get((side, "level2"), _NONE)[1]
    name, target = got.get((side, "level3"), _NONE), got.get((side, "target"), _NONE)
    sign, unit = got.get((side, "sign")), got.get((side, "unit"))
    value = target[1]
    if sign or unit:
        value = composed(sign[1] if sign else "", value, unit[1] if unit else "")
    return Side(label, name[1], value, (name if name[1] else target)[0])


def _plausible(side: Side, *, exact: bool) -> bool:
    """No label stands for a name or a target, no target for a name, no target alone."""
    if side.target and (not side.name or is_level(side.target)):
        return False
    named_like_label = not side.label and bool(side.name) and is_level(side.name)
    if named_like_label and not (side.target and (exact or is_target(side.target))):
        return False
    if side.name and is_target(side.name):
        return False
    if not side.label or level2(side.label) is not None:
        return True
    unknown = plain(side.label) not in LEVEL1 or exact
    return unknown and not is_target(side.label) and (exact or bool(side.name and side.target))


def _is_level1(printed: str, left: Side, *, exact: bool) -> bool:
    if plain(printed) in LEVEL1:
        return True
    if level2(printed) is not None or is_target(printed):
        return False
    return exact or bool(left.label and left.name and left.target)
