"""Which cells of a table add up to which (表内勾稽): found from headers, codes and ordinals."""

from collections.abc import Container, Iterator

from mingzhang.checks.facts import Sheet, plain_name
from mingzhang.checks.trials import adds_up
from mingzhang.disclosure import Column, Role, Row, Side
from mingzhang.model import Trial
from mingzhang.recognition.vocabulary import column_word, phase_of

_TOTAL_ENDINGS = ("合计", "小计", "总计")
_NO_PART = ("rate", "difference", "weight", "score", "price", "quantity")


def column_sums(sheet: Sheet, side: Side | None = None) -> list[tuple[str, tuple[str, ...]]]:
    """Which columns are the sum of which others: (total key, part keys).

    A column named 合计 or 小计 under a label is the sum of that label's other columns; at the
    top, of all other columns under no 合计 of their own. Sets of different phases (预算, 决算)
    are summed apart.
    """
    columns = [c for c in sheet.table.columns if side is None or c.side is side]
    sums = []
    for phase in dict.fromkeys(_phase(column.key) for column in columns):
        own = [c for c in columns if _phase(c.key) == phase and _is_part(c)]
        sums += [
            (total.key, parts)
            for total in own
            if _is_total(total) and (parts := _parts(total, own))
        ]
    return sums


def _is_part(column: Column) -> bool:
    return not column.key.startswith(_NO_PART)


def _phase(key: str) -> str:
    return key.partition(".")[2]


def _labels(column: Column) -> tuple[str, ...]:
    """The labels that place a column, without the last one where it only names its phase."""
    labels = column.header
    named = len(labels) > 1 and phase_of(labels[-1]) and column_word(labels[-1]) is None
    return labels[:-1] if _phase(column.key) and named else labels


def _is_total(column: Column) -> bool:
    return _labels(column)[-1].endswith(_TOTAL_ENDINGS)


def _parts(total: Column, own: list[Column]) -> tuple[str, ...]:
    above = _labels(total)[:-1]
    depth = len(above)
    groups: dict[str, list[Column]] = {}
    for column in own:
        labels = _labels(column)
        if column is total or labels[:depth] != above or len(labels) <= depth:
            continue
        groups.setdefault(labels[depth], []).append(column)
    parts: list[str] = []
    for group in groups.values():
        subtotal = [c for c in group if len(_labels(c)) > depth + 1 and _is_total(c)]
        parts += [c.key for c in (subtotal[:1] or group)]
    return tuple(parts) if len(parts) > 1 or (parts and depth) else ()


def rows_across(sheet: Sheet, side: Side | None = None) -> Iterator[Trial]:
    """Every row: the total column is the sum of its parts."""
    for total, parts in column_sums(sheet, side):
        for row in sheet.rows(side):
            if _blank_row(row, (total, *parts)):
                continue
            yield adds_up(sheet.term(row, total), [sheet.term(row, key) for key in parts])


def _blank_row(row: Row, keys: tuple[str, ...]) -> bool:
    return not row.texts and all(row.values.get(key) is None for key in keys)


def code_sums(sheet: Sheet) -> Iterator[Trial]:
    """Every code is the sum of the codes one level below it; 合计 is the sum of the first level."""
    top, children = _family(sheet)
    for parent, rows in children:
        yield from sums_down(sheet, parent, rows)
    for total in sheet.totals:
        parts = [row for row in top if len(sheet.totals) == 1 or row.group == total.group]
        if parts:
            yield from sums_down(sheet, total, parts)


def _family(sheet: Sheet) -> tuple[list[Row], list[tuple[Row, list[Row]]]]:
    """The coded rows without a parent, and every parent with the rows one level below it."""
    first = sheet.by_code
    top: list[Row] = []
    children: dict[str, list[Row]] = {}
    for row in sheet.table.rows:
        if parent := _parent_code(row.code, first):
            children.setdefault(parent, []).append(row)
        elif row.code:
            top.append(row)
    return top, [(first[code], parts) for code, parts in children.items()]


def _parent_code(code: str, codes: Container[str]) -> str | None:
    for length in range(len(code) - 2, 2, -2):
        if code[:length] in codes:
            return code[:length]
    return None


def sums_down(
    sheet: Sheet, total: Row, parts: list[Row], keys: tuple[str, ...] = ()
) -> Iterator[Trial]:
    """In every column (or those of `keys`) the total row is the sum of the part rows."""
    for key in keys or sheet.keys:
        if key.startswith(("rate", "price", "score")):
            continue
        if _blank_row(total, (key,)) and all(row.values.get(key) is None for row in parts):
            continue
        yield adds_up(sheet.term(total, key), [sheet.term(row, key) for row in parts])


def nested(rows: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Rows at level 1 with the level-2 rows printed under them, where there are any."""
    head: Row | None = None
    parts: list[Row] = []
    for row in rows:
        if row.role is Role.DETAIL and row.level == 2 and head is not None:
            parts.append(row)
            continue
        if head is not None and parts:
            yield head, parts
        head, parts = (row if row.level == 1 else None), []
    if head is not None and parts:
        yield head, parts


def is_named(row: Row, *names: str) -> bool:
    """Whether a row bears one of these names, ordinals aside."""
    return plain_name(row.name) in names
