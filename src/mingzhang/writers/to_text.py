"""A disclosure as plain text with tabs between cells (文本): the simplest form that reads back."""

from collections.abc import Iterator
from pathlib import Path

from mingzhang.disclosure import Disclosure, NarrativeParagraph, OverallGoal, ProjectForm, Table
from mingzhang.writers.published import catalogue
from mingzhang.writers.published.cells import Cells
from mingzhang.writers.published.flow import Catalogue, Part, cover_lines, parts
from mingzhang.writers.published.forms import (
    OVERALL_TITLE,
    PROJECT_TITLE,
    overall_cells,
    printings,
    project_cells,
)
from mingzhang.writers.published.tables import table_cells

FILE_NAME = "公开文本.txt"


def write(disclosure: Disclosure, directory: Path) -> list[Path]:
    """Write one UTF-8 file into a directory, made where missing."""
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / FILE_NAME
    file.write_text(disclosure_text(disclosure), encoding="utf-8")
    return [file]


def disclosure_text(disclosure: Disclosure) -> str:
    """The whole document: blank lines between blocks, tabs between cells."""
    blocks = [*cover_lines(disclosure)]
    if disclosure.contents:
        listed = (f"{title}\t{page}" for page, title in enumerate(disclosure.contents, start=1))
        blocks += ["目 录", "\n".join(listed)]
    for part in parts(disclosure):
        blocks += _blocks(part, disclosure.year)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _blocks(part: Part, year: int | None) -> Iterator[str]:
    if isinstance(part, NarrativeParagraph):
        yield _one_line(part.text)
    elif isinstance(part, Table):
        yield from _table(part)
    elif isinstance(part, OverallGoal):
        yield from (OVERALL_TITLE, f"（{year}年度）", _cells(overall_cells(part)))
    elif isinstance(part, ProjectForm):
        for form in printings([part]):
            yield from (PROJECT_TITLE, f"（{year}年度）", _cells(project_cells(form)))
    elif isinstance(part, Catalogue):
        yield _cells(catalogue.catalogue_cells(part.entries))
    else:
        yield from (_one_line(f"{entry.term}：{entry.text}") for entry in part.entries)


def _table(table: Table) -> Iterator[str]:
    yield table.number_label or ""
    yield table.title
    yield f"部门名称：{table.department}" if table.department else ""
    yield f"单位：{table.unit}" if table.unit else ""
    yield _cells(table_cells(table))
    yield table.empty_note or ""


def _cells(cells: Cells) -> str:
    """A merged cell's words stand in its first cell; the others are blank."""
    lines = []
    for row in cells.rows:
        texts = [""] * len(cells.widths)
        for cell in row:
            texts[cell.column] = _one_line(cell.words)
        lines.append("\t".join(texts))
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())
