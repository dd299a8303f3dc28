"""The block of three-level indicators of a goal form (绩效指标) as cells."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from mingzhang.disclosure import Indicator
from mingzhang.writers.published.cells import Cell, Look, row_of

Pair: TypeAlias = tuple[Indicator | None, Indicator | None]

LEVELS = ("一级指标", "二级指标", "三级指标", "指标值")


def indicator_rows(
    total: Sequence[Indicator], annual: Sequence[Indicator], dual: bool
) -> list[tuple[Cell, ...]]:
    """Header and rows from column 1 on; in a dual form the year's side begins in column 5.

    Equal level names below each other are one cell.
    """
    side = LEVELS[1:] if dual else ()
    head = row_of(*((n, label, Look.HEAD) for n, label in enumerate((*LEVELS, *side), 1)))
    rows: list[list[Cell]] = []
    for level1, members in itertools.groupby(_in_order(total, annual), lambda pair: _one(pair)):
        pairs = list(members)
        block = list(_side(pairs, 0, 2, spread=dual))
        if dual:
            block = [
                [*left, *right]
                for left, right in zip(block, _side(pairs, 1, 5, spread=True), strict=True)
            ]
        block[0].insert(0, Cell(1, level1, Look.LABEL, down=len(block)))
        rows += block
    return [head, *(tuple(row) for row in rows)]


def _in_order(total: Sequence[Indicator], annual: Sequence[Indicator]) -> list[Pair]:
    """Both horizons by level 1 and level 2, in the order in which these are first printed."""
    levels = dict.fromkeys((item.level1, item.level2) for item in (*total, *annual))
    firsts = dict.fromkeys(level1 for level1, _ in levels)
    return [
        pair
        for first in firsts
        for level1, level2 in levels
        if level1 == first
        for pair in itertools.zip_longest(
            _under(total, level1, level2), _under(annual, level1, level2)
        )
    ]


def _under(items: Iterable[Indicator], level1: str, level2: str) -> list[Indicator]:
    return [item for item in items if (item.level1, item.level2) == (level1, level2)]


def _one(pair: Pair) -> str:
    return next(item.level1 for item in pair if item is not None)


def _two(pair: Pair) -> str:
    return next(item.level2 for item in pair if item is not None)


def _side(pairs: Sequence[Pair], side: int, column: int, *, spread: bool) -> Iterator[list[Cell]]:
    """Level 2, level 3 and target of one side; spread: both sides name their level 2."""
    for level2, members in itertools.groupby(pairs, _two):
        run = list(members)
        for number, pair in enumerate(run):
            item = pair[side]
            cells = [Cell(column, level2, Look.LABEL, down=len(run))] if not number else []
            cells.append(Cell(column + 1, item.level3 if item else "", Look.TEXT))
            cells.append(Cell(column + 2, item.target.raw if item else "", Look.TEXT))
            yield cells
