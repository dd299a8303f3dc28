"""Cells of a form's rows that say something, and runs of rows cut at form starts."""

from collections.abc import Iterator

from mingzhang.readers.blocks import TableBlock

Cell = tuple[int, str]


def cells(row: list[str]) -> list[Cell]:
    """Column and text of each cell of a row that is not blank."""
    return [
        (column, _clean(text)) for column, text in enumerate(row) if text and not text.isspace()
    ]


def _clean(text: str) -> str:
    if text[0] == "<":
        text = text.removeprefix("<p>").removesuffix("</p>")
    return text.strip()


def rows_of(blocks: list[TableBlock]) -> Iterator[tuple[TableBlock, int, list[Cell]]]:
    """Every row of a run of blocks that is not blank: its block, its index, its cells."""
    for block in blocks:
        for index, row in enumerate(block.rows):
            found = cells(row)
            if found:
                yield block, index, found


def part(block: TableBlock, start: int, stop: int) -> TableBlock:
    """Rows [start, stop) of a block as a block of their own; places stay those of the print."""
    if start == 0 and stop == len(block.rows):
        return block
    spans = None
    if block.spans is not None:
        spans = {
            (row - start, column): span
            for (row, column), span in block.spans.items()
            if start <= row < stop
        }
    return TableBlock(block.rows[start:stop], block.places[start:stop], spans, block.sheet_column)
