"""Which cells of a table add up to which (表内勾稽): found from headers, codes, bodies, ordinals."""

from collections.abc import Callable, Container, Generator, Iterator, Sequence

from mingzhang.checks.facts import Sheet, plain_name
from mingzhang.checks.trials import adds_up, equal, printed_twice, undetermined
from mingzhang.disclosure import Column, Role, Row, Side
from mingzhang.model import Term, Trial, Verdict
from mingzhang.recognition.vocabulary import column_word, phase_of

_TOTAL_ENDINGS = ("合计", "小计", "总计", "总额")
_NO_PART = ("rate", "difference", "weight", "score", "price", "quantity")
NO_SUM = ("rate", "price", "score")
_CARRIED = ("carryover", "opening_carryover", "closing_carryover", "non_fiscal_surplus")


def column_sums(sheet: Sheet, side: Side | None = None) -> list[tuple[str, tuple[str, ...]]]:
    """Which columns are the sum of which others: (total key, part keys).

    A column named 合计 or 小计 under a label is the sum of that label's other columns; at the
    top, of all other columns under no 合计 of their own. 其中 takes no part in a sum. Sets of
    different phases (预算, 决算) are summed apart.
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
    among = any(label.startswith("其中") for label in column.header)
    return bool(column.header) and not among and not column.key.startswith(_NO_PART)


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
    parts: list[Column] = []
    for group in groups.values():
        subtotal = [c for c in group if len(_labels(c)) > depth + 1 and _is_total(c)]
        parts += subtotal[:1] or group
    parts = _beside_totals(total, parts, own, depth)
    return tuple(c.key for c in parts) if len(parts) > 1 or (parts and depth) else ()


def _beside_totals(
    total: Column, parts: list[Column], own: list[Column], depth: int
) -> list[Column]:
    """Without what a further 合计 beside the total sums up: 总计, 本年合计, its parts, 结转."""
    flat = [c for c in parts if len(_labels(c)) == depth + 1 and _is_total(c)]
    if not flat:
        return parts
    if own.index(flat[0]) < own.index(total):
        after = parts[parts.index(flat[-1]) + 1 :]
        return [c for c in after if not c.key.startswith(_CARRIED)]
    kept: list[Column] = []
    inside = False
    for column in parts:
        inside = column in flat or (inside and not column.key.startswith(_CARRIED))
        if column in flat or not inside:
            kept.append(column)
    return kept


def rows_across(sheet: Sheet, side: Side | None = None) -> Iterator[Trial]:
    """Every row: the total column is the sum of its parts.

    Where that fails in most rows, the total may leave out what was carried over; where no
    reading of the header fits, nothing is decided.
    """
    for total, parts in column_sums(sheet, side):
        first = _across(sheet, side, total, parts)
        if not _mostly_wrong(first):
            yield from first
            continue
        rest = tuple(key for key in parts if not key.startswith(_CARRIED))
        second = _across(sheet, side, total, rest) if rest and rest != parts else first
        if not _mostly_wrong(second):
            yield from second
            continue
        note = f"{sheet.name}各行{sheet.label(total)[1:]}大多不等于其右各列之和，表头可能读错，无法核对。"
        yield undetermined(note, sheet.table.at)


def _across(sheet: Sheet, side: Side | None, total: str, parts: tuple[str, ...]) -> list[Trial]:
    keys = (total, *parts)
    rows = (sheet.terms(row) for row in sheet.rows(side) if not _blank_row(row, keys))
    return [adds_up(terms[total], [terms[key] for key in parts]) for terms in rows]


def _mostly_wrong(trials: list[Trial]) -> bool:
    wrong = sum(trial.verdict is Verdict.FAIL for trial in trials)
    return wrong > 2 and wrong * 2 > len(trials)


def _blank_row(row: Row, keys: tuple[str, ...]) -> bool:
    if row.texts:
        return False
    values = row.values
    for key in keys:  # noqa: SIM110, the most frequent question of all, and this asks it fastest
        if values.get(key) is not None:
            return False
    return True


def sums_down(
    sheet: Sheet, total: Row, parts: Sequence[Row], keys: tuple[str, ...] = ()
) -> Iterator[Trial]:
    """In every column (or those of `keys`) the total row is the sum of the part rows."""
    whole, rows = sheet.terms(total), [sheet.terms(row) for row in parts]
    for key in keys or sheet.keys:
        if key.startswith(NO_SUM):
            continue
        if _blank_row(total, (key,)) and all(row.values.get(key) is None for row in parts):
            continue
        yield adds_up(whole[key], [terms[key] for terms in rows])


def code_sums(sheet: Sheet) -> Iterator[Trial]:
    """Every code is the sum of the codes below it, a body of its codes, 合计 of the first level.

    A table that repeats its codes body by body is summed within each body.
    """
    top: list[Row] = []
    for group in dict.fromkeys(row.group for row in sheet.table.rows):
        rows = [row for row in sheet.table.rows if row.group == group]
        heads: list[Row] = []
        for head, part in _segments(rows):
            own = yield from _family_sums(sheet, part)
            if head is not None:
                heads.append(head)
                if own:
                    yield from sums_down(sheet, head, own)
            else:
                top += own
        top += yield from _body_sums(sheet, heads)
    for total in sheet.totals:
        parts = [row for row in top if len(sheet.totals) == 1 or row.group == total.group]
        if parts:
            yield from sums_down(sheet, total, parts)


def _segments(rows: list[Row]) -> list[tuple[Row | None, list[Row]]]:
    """Runs of rows that belong to one body: below its own row, or naming it."""
    found: list[tuple[Row | None, list[Row]]] = [(None, [])]
    named = not any(row.role is Role.UNIT for row in rows) and _repeats_by_unit(rows)
    unit = ""
    for row in rows:
        if row.role is Role.UNIT:
            found.append((row, []))
        elif row.role in (Role.DETAIL, Role.PROJECT, Role.SUBTOTAL):
            if named and row.unit != unit:
                unit = row.unit
                found.append((None, []))
            found[-1][1].append(row)
    return [(head, part) for head, part in found if head is not None or part]


def _repeats_by_unit(rows: list[Row]) -> bool:
    """Whether several bodies list the same class, so that each has a tree of its own."""
    heads = [(row.code, row.unit) for row in rows if row.code and len(row.code) < 7]
    return len({unit for _, unit in heads}) > 1 and len({code for code, _ in heads}) < len(
        set(heads)
    )


def _family_sums(sheet: Sheet, rows: list[Row]) -> Generator[Trial, None, list[Row]]:
    """Sums inside one body's rows; returns the rows without a parent."""
    first: dict[str, Row] = {}
    for row in rows:
        if row.code:
            first.setdefault(row.code, row)
    top: list[Row] = []
    children: dict[str, list[Row]] = {}
    projects: dict[str, list[Row]] = {}
    last = ""
    for row in rows:
        if row.role is Role.SUBTOTAL:
            continue
        if parent := _parent_code(row.code, first):
            children.setdefault(parent, []).append(row)
        elif row.code or not last:
            top.append(row)
        elif row.role is Role.PROJECT:
            projects.setdefault(last, []).append(row)
        last = row.code or last
    for code, parts in (*children.items(), *projects.items()):
        yield from sums_down(sheet, first[code], parts)
    return top


def _body_sums(sheet: Sheet, heads: list[Row]) -> Generator[Trial, None, list[Row]]:
    """A body is the sum of the bodies whose codes go on from its own; returns the others."""
    top: list[Row] = []
    below: dict[int, list[Row]] = {}
    for head in heads:
        above = next((i for i, other in enumerate(top) if _is_under(head, other)), None)
        if above is None:
            top.append(head)
        else:
            below.setdefault(above, []).append(head)
    for index, parts in below.items():
        yield from sums_down(sheet, top[index], parts)
    return top


def _is_under(row: Row, other: Row) -> bool:
    return (
        bool(other.unit_code)
        and row.unit_code != other.unit_code
        and row.unit_code.startswith(other.unit_code)
    )


def _parent_code(code: str, codes: Container[str]) -> str | None:
    for length in range(len(code) - 2, 2, -2):
        if code[:length] in codes:
            return code[:length]
    return None


def nested(rows: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Every row with the rows printed one level below it; a lone 其中 is no sum."""
    for index, head in enumerate(rows):
        if head.role is not Role.DETAIL:
            continue
        below: list[Row] = []
        for row in rows[index + 1 :]:
            if row.role is not Role.DETAIL or row.level <= head.level:
                break
            below.append(row)
        level = min((row.level for row in below), default=0)
        parts = [row for row in below if row.level == level]
        if parts and not parts[0].name.startswith("其中"):
            yield head, parts


def agree(left: list[Term], right: list[Term], details: int) -> Trial:
    """One amount printed in two tables, in each as one figure or as the figures of its bodies."""
    if len(left) == 1 and len(right) == 1:
        return printed_twice(left[0], right[0], details)
    return equal(left, right)


def one_of(
    left: list[Term], candidates: list[list[Term]], compare: Callable[..., Trial] = equal
) -> Trial:
    """The left side is one of several readings; it is held against the first where it is none."""
    trials = [compare(left, candidate) for candidate in candidates]
    good = (Verdict.PASS, Verdict.ROUNDING)
    return next((trial for trial in trials if trial.verdict in good), trials[0])


def is_named(row: Row, *names: str) -> bool:
    """Whether a row bears one of these names, ordinals aside."""
    return plain_name(row.name) in names
