"""The header row of an indicator block: which column holds what (绩效指标表头)."""

from functools import lru_cache

import msgspec

from mingzhang.recognition.forms.cells import Cell
from mingzhang.recognition.forms.vocabulary import LONGEST_LABEL, indicator_column

Field = tuple[int, str]


class Header(msgspec.Struct, frozen=True, gc=False):
    """Columns of an indicator block.

    `fields`: for each column the side (0 left, 1 right) and what it holds: level1, level2,
    level3, target, sign, unit, ignored, block. A column belongs to the label printed at or
    left of it. `dual`: two horizons stand side by side. `texts`: what the left horizon holds
    beside its levels, in order. `straight`: the columns of level1, level2, level3, target and
    of level2, level3, target of the right horizon, where there are just these.
    """

    fields: tuple[Field, ...]
    dual: bool
    texts: tuple[str, ...]
    straight: tuple[int, ...] | None

    def field(self, column: int) -> Field:
        """Side and content of a column; columns beyond the header belong to its last label."""
        return self.fields[column] if column < len(self.fields) else self.fields[-1]

    @property
    def right_column(self) -> int:
        """The first column of the right horizon; beyond the last column where there is none."""
        return next((c for c, (side, _) in enumerate(self.fields) if side), len(self.fields))


def read_header(found: list[Cell]) -> Header | None:
    """The header of an indicator block, or None where the row is none."""
    if len(found) < 2 or _word(found[1][1]) is None:
        return None
    return _header(tuple((column, _word(text)) for column, text in found))


def read_header_of(found: list[Cell], others: set[int]) -> Header | None:
    """The header of the indicator columns of a row whose `others` describe something else."""
    return _header(tuple((column, _word(text)) for column, text in found if column not in others))


def _word(text: str) -> str | None:
    return indicator_column(text) if len(text) <= LONGEST_LABEL else None


@lru_cache(maxsize=256)
def _header(named: tuple[tuple[int, str | None], ...]) -> Header | None:
    words = {word for _, word in named}
    if "level3" not in words or not words & {"target", "level2"}:
        return None
    if "target" not in words:
        named = _with_target(named)
    fields: list[Field] = []
    seen: set[str] = set()
    side, last = 0, (0, "block")
    for column, known in named:
        fields += [last] * (column - len(fields))
        word = known or "ignored"
        if word in seen and word in _REPEATED:
            side, seen = side + 1, set()
        seen.add(word)
        last = (min(side, 1), word)
        fields.append(last)
    texts = tuple(word for at, word in dict.fromkeys(fields) if not at and word not in _NOT_TEXTS)
    return Header(tuple(fields), side > 0, texts, _straight(fields))


def _with_target(
    named: tuple[tuple[int, str | None], ...],
) -> tuple[tuple[int, str | None], ...]:
    """Where no label is a known one of targets, the unknown one right of the names is."""
    before = (None, *(word for _, word in named))
    return tuple(
        (column, "target" if word is None and left == "level3" else word)
        for (column, word), left in zip(named, before, strict=False)
    )


_REPEATED = frozenset({"level1", "level2", "level3", "target"})
_NOT_TEXTS = frozenset({"level1", "level2", "block"})
_LEFT = [(0, "level1"), (0, "level2"), (0, "level3"), (0, "target")]
_RIGHT = [(1, "level2"), (1, "level3"), (1, "target")]


def _straight(fields: list[Field]) -> tuple[int, ...] | None:
    printed = [field for field in dict.fromkeys(fields) if field[1] != "block"]
    if printed not in (_LEFT, _LEFT + _RIGHT):
        return None
    return tuple(fields.index(field) for field in printed)
