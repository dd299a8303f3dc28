"""The purchase catalogue (政府购买服务指导性目录) as cells."""

from collections.abc import Sequence

from mingzhang.disclosure import CatalogueEntry
from mingzhang.writers.published.cells import Cell, Cells, Look, row_of

TITLE = "政府购买服务指导性目录"
_NUMERALS = "一二三四五"


def catalogue_cells(entries: Sequence[CatalogueEntry]) -> Cells:
    """One row an entry under the column of its level; a section has a row of its own."""
    levels = max(4, *(entry.level for entry in entries)) if entries else 4
    heads = ("代码", *(f"{_NUMERALS[level]}级目录" for level in range(levels)))
    rows = [row_of(*((column, label, Look.HEAD) for column, label in enumerate(heads)))]
    section = ""
    for entry in entries:
        if entry.section != section:
            section = entry.section
            rows.append((Cell(0, section, Look.SECTION, levels + 1, strong=True),))
        rows.append(_row(entry, levels))
    return Cells(tuple(rows), (5.5, *(_widths(levels))), 1)


def _row(entry: CatalogueEntry, levels: int) -> tuple[Cell, ...]:
    names = (
        Cell(level, entry.name if level == entry.level else "", Look.TEXT)
        for level in range(1, levels + 1)
    )
    return (Cell(0, entry.code, Look.CODE), *names)


def _widths(levels: int) -> list[float]:
    return [6.5, 8.5, 11.0, 15.0, *(12.0,) * (levels - 4)]
