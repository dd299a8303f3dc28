"""Goals in words under their horizons (实施期目标、年度目标)."""

from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.forms.cells import Cell

HORIZONS = {"total": "total_goal", "annual": "annual_goal"}


class Goals:
    """The horizons a form prints side by side, and which text belongs to which.

    `columns`: the field of each horizon and the column of its heading, from left to right.
    `shared`: a plain text printed one goal under two headings, and it was taken for both.
    """

    def __init__(self) -> None:
        self.columns: dict[str, int] = {}
        self.shared = False

    def heading(self, key: str, column: int) -> None:
        """A heading of one horizon; the first printing of it says the column."""
        if key in HORIZONS:
            self.columns.setdefault(HORIZONS[key], column)

    def assign(self, block: TableBlock, row: int, texts: list[Cell]) -> list[tuple[str, Cell]]:
        """The fields that the texts of one row fill."""
        keys = list(self.columns) or ["annual_goal"]
        if len(keys) == 1 or not texts:
            return [(keys[0], cell) for cell in texts]
        if len(texts) > 1:
            return list(zip(keys, texts, strict=False))
        return [(key, texts[0]) for key in self._covered(block, row, texts[0][0])]

    def _covered(self, block: TableBlock, row: int, column: int) -> list[str]:
        """The horizons under which the only text of a row stands.

        A format that tells merged cells settles it; in plain text one goal left of the second
        heading is a merged cell, for a blank goal would be printed nowhere else either.
        """
        left, right = list(self.columns)
        if column >= self.columns[right]:
            return [right]
        if block.spans is None:
            self.shared = True
            return [left, right]
        width = block.spans.get((row, column), (1, 1))[1]
        return [left, right] if column + width > self.columns[right] else [left]
