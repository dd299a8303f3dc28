"""The header row of an indicator block: which column holds what (绩效指标表头)."""

import msgspec

from mingzhang.recognition.forms.cells import Cell
from mingzhang.recognition.forms.vocabulary import INDICATOR_COLUMNS, plain

Field = tuple[int, str]


class Header(msgspec.Struct, frozen=True):
    """Columns of an indicator block.

    `fields`: for each column the side (0 left, 1 right) and what it holds: level1, level2,
    level3, target, sign, unit, ignored, block. A column belongs to the label printed at or
    left of it. `dual`: two horizons stand side by side.
    """

    fields: tuple[Field, ...]
    dual: bool
    texts: tuple[str, ...]

    def field(self, column: int) -> Field:
        """Side and content of a column; columns beyond the header belong to its last label."""
        return self.fields[column] if column < len(self.fields) else self.fields[-1]

    @property
    def right_column(self) -> int:
        """The first column of the right horizon; beyond the last column where there is none."""
        return next((c for c, (side, _) in enumerate(self.fields) if side), len(self.fields))


def read_header(found: list[Cell]) -> Header | None:
    """The header of an indicator block, or None where the row is none."""
    if len(found) < 2:
        return None
    named = [(column, INDICATOR_COLUMNS.get(plain(text))) for column, text in found]
    words = [word for _, word in named]
    if "level3" not in words or not {"target", "level2"} & set(words):
        return None
    return _header(named)


def _header(named: list[tuple[int, str | None]]) -> Header:
    fields: list[Field] = []
    seen: set[str] = set()
    side, last = 0, (0, "block")
    for column, word in named:
        fields += [last] * (column - len(fields))
        word = word or "ignored"
        if word in seen and word in ("level1", "level2", "level3", "target"):
            side, seen = side + 1, set()
        seen.add(word)
        last = (min(side, 1), word)
        fields.append(last)
    texts = tuple(word for at, word in _unique(fields) if not at and word not in _NOT_TEXTS)
    return Header(tuple(fields), side > 0, texts)


_NOT_TEXTS = frozenset({"level1", "level2", "block"})


def _unique(fields: list[Field]) -> list[Field]:
    return list(dict.fromkeys(fields))
