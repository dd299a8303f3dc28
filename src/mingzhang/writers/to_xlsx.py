"""A disclosure as a workbook (.xlsx): one sheet a table with live formulas, and 勾稽关系."""

import io
from datetime import datetime
from pathlib import Path

import xlsxwriter

from mingzhang.checks.engine import rules_below
from mingzhang.disclosure import Disclosure
from mingzhang.writers.published.flow import cover_lines
from mingzhang.writers.workbook.formulas import Spots, sums, table_trials
from mingzhang.writers.workbook.relations import SHEET_NAME, relations, write_relations
from mingzhang.writers.workbook.sheets import Book, register

FILE_NAME = "公开文本.xlsx"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
}
# A workbook must say when it was made; a fixed day keeps its bytes the same.
_MADE = datetime(1980, 1, 1)


def write(disclosure: Disclosure, directory: Path) -> list[Path]:
    """Write the workbook into a directory, made where missing; returns the one file."""
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / FILE_NAME
    file.write_bytes(workbook(disclosure))
    return [file]


def workbook(disclosure: Disclosure) -> bytes:
    """The bytes of the workbook, the same for the same disclosure.

    Figures of tables are numbers in their printed format; a total that is exactly the sum of
    others is a formula that keeps the printed value.
    """
    buffer = io.BytesIO()
    publisher, title = cover_lines(disclosure)
    with xlsxwriter.Workbook(buffer, _OPTIONS) as made:
        made.set_properties({"title": f"{publisher}{title}", "author": publisher, "created": _MADE})
        _write(Book(made, disclosure), disclosure)
    return buffer.getvalue()


def _write(book: Book, disclosure: Disclosure) -> None:
    first = book.sheet("封面和目录")
    tables = book.table_sheets()
    spots = Spots()
    for one in tables:
        register(one, spots)
    trials = table_trials(disclosure)
    formulas = sums(trials, spots)
    for one in tables:
        book.table(one, formulas)
    listed = [(one.sheet.page.get_name(), one.table.title or one.table.id) for one in tables]
    for sheet in (book.narrative(), book.goal(), book.projects(), book.catalogue()):
        if sheet is not None:
            listed.append((sheet.page.get_name(), sheet.page.get_name()))
    told = relations(trials, spots, formulas)
    if told:
        infos = {rule.info.id: rule.info for rule in rules_below("mingzhang.checks.tables")}
        write_relations(book.sheet(SHEET_NAME), told, spots, infos)
        listed.append((SHEET_NAME, SHEET_NAME))
    book.contents(first, listed)
