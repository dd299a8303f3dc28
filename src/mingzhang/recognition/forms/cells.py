"""Cells of a form's rows that say something, and parts of a table."""

from mingzhang.readers.blocks import TableBlock

Cell = tuple[int, str]


def cells(row: list[str]) -> list[Cell]:
    """Column and text of each cell of a row that is not blank."""
    return [(column, said) for column, text in enumerate(row) if text and (said := text.strip())]


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
