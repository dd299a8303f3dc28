"""A disclosure as a Word document: read again it says the same, and Word finds its marks."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pypdfium2
import pytest

from mingzhang.disclosure import Disclosure
from mingzhang.recognition import read_disclosure
from mingzhang.writers.to_docx import document, write
from writers import published
from writers.office import converted, needs_latin_font, needs_office

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def again(name: str) -> Disclosure:
    return read_disclosure(document(published.source(name)), f"{name}.docx")


def part(name: str, member: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(document(published.source(name)))) as file:
        return file.read(member).decode()


@pytest.mark.parametrize("name", published.SOURCES)
def test_read_again_every_figure_and_indicator_is_the_same(name: str) -> None:
    source, read = published.source(name), again(name)

    assert published.figures(read) == published.figures(source)
    assert published.indicators(read) == published.indicators(source)
    assert published.money(read) == published.money(source)
    assert published.catalogue(read) == published.catalogue(source)
    assert set(published.texts(source)) <= set(published.texts(read))
    assert (read.year, read.kind, read.level) == (source.year, source.kind, source.level)


@pytest.mark.parametrize("name", published.SOURCES)
def test_read_again_the_rules_find_the_same(name: str) -> None:
    assert published.failures(again(name), "ABCDE") == published.failures(
        published.source(name), "ABCDE"
    )


def test_a_table_that_was_printed_as_a_merged_header_is_merged_again() -> None:
    before = published.source("shanxi").tables[1].columns
    after = again("shanxi").tables[1].columns

    assert [column.header for column in after] == [column.header for column in before]


def test_a_table_of_which_only_the_note_is_known_is_still_a_table() -> None:
    source = published.source("shanghai")
    empty = msgspec.structs.replace(source.tables[6], columns=(), rows=())
    tables = (*source.tables[:6], empty, *source.tables[7:])
    made = document(msgspec.structs.replace(source, tables=tables))
    read = read_disclosure(made, "上海.docx").tables

    assert [table.title for table in read] == [table.title for table in source.tables]
    assert read[6].empty_note == source.tables[6].empty_note


def test_header_rows_are_repeated_and_no_row_is_split() -> None:
    body = part("shanxi")
    rows = body.count("<w:tr>")

    assert body.count("<w:cantSplit/>") == rows
    assert body.count("<w:tblHeader/>") >= 13


def widened(disclosure: Disclosure) -> Disclosure:
    """The document with a 三公 table that prints each of its columns three times."""
    wide = []
    for table in disclosure.tables:
        if table.subject == "three_public_expenses":
            columns = [
                msgspec.structs.replace(column, key=f"{column.key}{copy}")
                for column in table.columns
                for copy in range(3)
            ]
            rows = [
                msgspec.structs.replace(
                    row, values={c.key: row.values[c.key[:-1]] for c in columns}
                )
                for row in table.rows
            ]
            table = msgspec.structs.replace(table, columns=tuple(columns), rows=tuple(rows))
        wide.append(table)
    return msgspec.structs.replace(disclosure, tables=tuple(wide))


def test_wide_tables_lie_on_their_side_between_upright_pages() -> None:
    data = document(widened(published.source("final_accounts")))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = file.read("word/document.xml").decode()
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", body)
    landscape = ["landscape" in section for section in sections]

    assert True in landscape
    assert landscape[0] is landscape[-1] is False


def test_the_contents_list_every_part_and_table_with_a_page() -> None:
    tree = ElementTree.fromstring(part("shanxi"))
    lines = [
        "".join(node.text or "" for node in line.iter(f"{W}t"))
        for line in tree.iter(f"{W}p")
        if (style := line.find(f"{W}pPr/{W}pStyle")) is not None
        and str(style.get(f"{W}val")).startswith("TOC")
    ]

    assert lines[0] == "目　录"
    assert len(lines) == 32
    assert all(line[-1].isdigit() for line in lines[1:])
    assert lines[5] == "2025年预算收支总表2"


def test_document_says_its_language_and_title() -> None:
    assert 'w:eastAsia="zh-CN"' in part("shanxi", "word/styles.xml")
    core = part("shanxi", "docProps/core.xml")
    assert "<dc:title>平川市文化旅游体育局2025年度部门预算公开</dc:title>" in core
    assert "<dc:language>zh-CN</dc:language>" in core


def test_signs_of_markup_in_names_stay_words() -> None:
    source = published.source("shanxi")
    table = source.tables[11]
    rows = (msgspec.structs.replace(table.rows[0], name='甲<乙>&"丙\x07'), *table.rows[1:])
    tables = list(source.tables)
    tables[11] = msgspec.structs.replace(table, rows=rows)
    read = read_disclosure(
        document(msgspec.structs.replace(source, tables=tuple(tables))), "甲.docx"
    )

    assert read.tables[11].rows[0].name == '甲<乙>&"丙'


def test_the_same_disclosure_gives_the_same_bytes(tmp_path: Path) -> None:
    source = published.source("shanghai")
    files = write(source, tmp_path / "甲") + write(source, tmp_path / "乙")

    assert [file.name for file in files] == ["公开文本.docx"] * 2
    assert files[0].read_bytes() == files[1].read_bytes()


@needs_office
@needs_latin_font
@pytest.mark.parametrize("name", ["shanxi", "shanghai", "final_accounts", "example"])
def test_another_office_finds_every_part_on_the_page_that_the_contents_name(
    name: str, tmp_path: Path
) -> None:
    file = tmp_path / f"{name}.docx"
    file.write_bytes(document(published.source(name)))
    with pypdfium2.PdfDocument(converted(file, "pdf")) as printed:
        pages = [page.get_textpage().get_text_range() for page in printed]
    first = next(number for number, page in enumerate(pages) if re.search(r"— 1 —\s*$", page))
    lines = [re.sub(r"\s", "", line) for page in pages[:first] for line in page.splitlines()]
    listed = [found for line in lines if (found := re.fullmatch(r"(.+?)[.…]{3,}(\d+)", line))]
    astray = [
        found[0]
        for found in listed
        if found[1] not in re.sub(r"\s", "", pages[first + int(found[2]) - 1])
    ]

    assert astray == []
    assert len(listed) > len(published.source(name).tables)
