"""A place is told as it is printed: number and caption of the table, row, column."""

import pytest

from mingzhang.disclosure import Disclosure, Row, Table
from mingzhang.model import Place
from mingzhang.writers.letter import letter
from mingzhang.writers.where import Where
from writers import samples
from writers.test_letter import HEAD, words


@pytest.fixture(scope="module")
def document() -> Disclosure:
    return samples.disclosure()


def figure_of(document: Disclosure) -> tuple[Table, Row, str]:
    """A named row of a table with a caption, and a column in which it has a figure."""
    return next(
        (table, row, column.key)
        for table in document.tables
        for row in table.rows
        for column in table.columns
        if table.title and row.name and column.header and row.side is None
        if row.values.get(column.key) is not None
    )


def test_a_figure_is_told_by_table_row_and_column(document: Disclosure) -> None:
    table, row, key = figure_of(document)
    figure = row.values[key]
    assert figure is not None
    header = next("/".join(one.header) for one in table.columns if one.key == key)
    told = Where(document).told(figure.at)
    assert told == f"{table.number_label or ''}《{table.title}》“{row.name}”行“{header}”栏"
    assert Where(document).exactly(figure.at) == f"{told}（{figure.at}）"


def test_what_is_not_recognised_keeps_its_numbers(document: Disclosure) -> None:
    unknown = Place(table=999, row=20)
    assert Where(document).told(unknown) == Where(document).exactly(unknown) == "表格999 第20行"
    assert Where(document).told(Place()) == ""


def test_the_letter_names_the_tables(document: Disclosure) -> None:
    report = samples.report()
    told = words(letter(HEAD, report, report.findings, {}, Where(document).exactly))
    assert any(f"《{table.title}》“" in told for table in document.tables)
