"""错行: amounts of a table that stand in other rows than their classes."""

from collections.abc import Iterator

import msgspec

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet
from mingzhang.checks.tables.expenditure import EXPENDITURE
from mingzhang.checks.tables.general import GENERAL
from mingzhang.checks.tables.income import INCOME
from mingzhang.checks.trials import holds
from mingzhang.disclosure import Row
from mingzhang.model import Trial

_AT_LEAST = 3
_SKIPPED = 8
"""Rows of the other table that this one may leave out, such as those of a fund."""


class _Line(msgspec.Struct, frozen=True):
    """A row with a code and its amounts in the columns that both tables have."""

    row: Row
    amounts: tuple[int, ...]


@rule(
    "A73",
    "金额与科目错行",
    "同一科目在两张表中的金额不应整段错行。",
    remedy="从所指的一行起核对科目与金额是否错位，整段移正后重新核对全表。",
)
def rows_in_place(facts: Facts) -> Iterator[Trial]:
    """连续三行以上：甲表[科目].金额 ≠ 乙表[科目].金额，却依次等于乙表其他科目的金额 ⇒ 错行"""
    known = facts.need(EXPENDITURE)
    sheets = [sheet for subject in (GENERAL, INCOME) if (sheet := facts.sheet(subject)) is not None]
    if not known.by_code or not any(sheet.by_code for sheet in sheets):
        raise NotApplicable("没有两张按科目列示的表可以比较。")
    for sheet in sheets:
        yield _in_place(sheet, known)


def _shared(sheet: Sheet, known: Sheet) -> list[tuple[str, str]]:
    """The columns of both that say the same; the whole of a row may be called differently."""
    same = [key for key in ("basic", "project") if key in sheet.keys and key in known.keys]
    return [(sheet.main, known.main), *((key, key) for key in same)]


def _in_place(sheet: Sheet, known: Sheet) -> Trial:
    keys = _shared(sheet, known)
    lines = _lines(sheet, [key for key, _ in keys])
    others = _lines(known, [key for _, key in keys])
    runs = [
        run for run in _runs(lines, others) if len({line.amounts for line, _ in run}) >= _AT_LEAST
    ]
    if not runs:
        return holds(True, "")
    (first, source), count = runs[0][0], sum(map(len, runs))
    note = (
        f"{sheet.name}从“{first.row.code}{first.row.name}”起有{count}行的金额与科目错位："
        f"这一行的金额是{known.name}“{source.row.code}{source.row.name}”的金额，以下各行也依次错位。"
    )
    terms = sheet.term(first.row, keys[0][0]), known.term(source.row, keys[0][1])
    return holds(False, note, *terms, places=(runs[-1][-1][0].row.at,))


def _lines(sheet: Sheet, keys: list[str]) -> list[_Line]:
    lines = []
    for row in sheet.table.rows:
        figures = [row.values.get(key) for key in keys]
        amounts = tuple(figure.value if figure is not None else 0 for figure in figures)
        if row.code and any(amounts):
            lines.append(_Line(row, amounts))
    return lines


def _runs(lines: list[_Line], others: list[_Line]) -> Iterator[list[tuple[_Line, _Line]]]:
    """Lines one after another whose amounts are those of other classes, in the same order."""
    own = {(line.row.code, line.amounts) for line in others}
    run: list[tuple[_Line, _Line]] = []
    last = 0
    for line in lines:
        if (line.row.code, line.amounts) in own:
            found = None
        else:
            stop = last + 1 + _SKIPPED if run else len(others)
            places = range(last + 1 if run else 0, min(stop, len(others)))
            found = next((at for at in places if others[at].amounts == line.amounts), None)
        if found is not None:
            run.append((line, others[found]))
            last = found
        elif run:
            yield run
            run = []
    if run:
        yield run
