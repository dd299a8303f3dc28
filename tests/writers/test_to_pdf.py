"""A disclosure as a PDF: read again it says the same, and every reader finds its way in it."""

import io
import logging
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.random_ledgers import random_ledger
from mingzhang.checks.report import check
from mingzhang.disclosure import Disclosure
from mingzhang.fonts import characters
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source, Verdict
from mingzhang.projection import compile_ledger
from mingzhang.recognition import read_disclosure
from mingzhang.writers.to_pdf import document, source, typeset, write
from mingzhang.writers.typeset.literals import Literals
from programs import needs
from writers import published

LEDGER = Source("账簿.xlsx", "ledger", "0" * 64)
PROFILES = ("shanxi-2025", "shanghai-budget-2024")


@cache
def made(name: str) -> bytes:
    return document(published.source(name))


@cache
def again(name: str) -> Disclosure:
    return read_disclosure(made(name), f"{name}.pdf")


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def pages(data: bytes) -> list[str]:
    """The words of every page, without the spaces."""
    with pypdfium2.PdfDocument(data) as printed:
        return [closed(page.get_textpage().get_text_range()) for page in printed]


def closed(words: str) -> str:
    """Between Chinese letters a PDF does not tell a space from wide setting; they are not compared."""
    return re.sub(r"\s", "", words)


def without_spaces(found: Counter[tuple[str | None, ...]]) -> Counter[tuple[str | None, ...]]:
    return Counter(
        tuple(closed(word) if word else word for word in entry) for entry in found.elements()
    )


@pytest.mark.parametrize("name", published.SOURCES)
def test_read_again_every_figure_and_indicator_is_the_same(name: str) -> None:
    before, read = published.source(name), again(name)

    for part in (published.figures, published.indicators):
        assert without_spaces(part(read)) == without_spaces(part(before))
    assert [*map(closed, published.money(read))] == [*map(closed, published.money(before))]
    assert [(s, c, closed(n), level) for s, c, n, level in published.catalogue(read)] == [
        (s, c, closed(n), level) for s, c, n, level in published.catalogue(before)
    ]
    texts = {closed(text) for text in published.texts(read)}
    assert {closed(text) for text in published.texts(before)} <= texts
    assert (read.year, read.kind, read.level) == (before.year, before.kind, before.level)


@pytest.mark.parametrize("name", published.SOURCES)
def test_read_again_the_rules_find_the_same(name: str) -> None:
    assert without_spaces(published.failures(again(name), "ABCDE")) == without_spaces(
        published.failures(published.source(name), "ABCDE")
    )


def compiled(seed: int, profile: str) -> Disclosure:
    return compile_ledger(random_ledger(seed, profile), LEDGER).disclosure


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(PROFILES))
def test_what_a_random_ledger_gives_reads_back_the_same_and_no_rule_fails(
    seed: int, profile: str
) -> None:
    disclosure = compiled(seed, profile)
    read = read_disclosure(document(disclosure), "公开文本.pdf")
    failing = {one.rule for one in check(disclosure).findings if one.verdict is Verdict.FAIL}

    assert without_spaces(published.figures(read)) == without_spaces(published.figures(disclosure))
    assert published.money(read) == published.money(disclosure)
    assert {one.rule for one in check(read).findings if one.verdict is Verdict.FAIL} <= failing


def test_what_the_worked_example_gives_passes_every_rule_when_read_back() -> None:
    disclosure = compile_ledger(worked_example(), LEDGER).disclosure
    read = read_disclosure(document(disclosure), "公开文本.pdf")

    assert without_spaces(published.figures(read)) == without_spaces(published.figures(disclosure))
    assert check(read).findings == ()


@pytest.mark.parametrize("name", published.SOURCES)
def test_the_file_is_sound_and_typst_warns_of_nothing(name: str) -> None:
    with opened(made(name)) as pdf:
        assert pdf.check_pdf_syntax() == []
    assert typeset(source(published.source(name), Literals()))[1] == []


@needs("qpdf", "qpdf")
@pytest.mark.parametrize("name", published.SOURCES)
def test_another_program_finds_nothing_wrong_with_the_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / "公开文本.pdf"
    file.write_bytes(made(name))
    told = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout + told.stderr
    assert "No syntax or stream encoding errors found" in told.stdout


@pytest.mark.parametrize("name", ["shanxi", "shanghai", "example"])
def test_contents_name_the_printed_page_and_lead_to_it(name: str) -> None:
    printed = pages(made(name))
    first = next(number for number, page in enumerate(printed) if page.endswith("—1—"))
    with pypdfium2.PdfDocument(made(name)) as pdf:
        raw = "\n".join(pdf[number].get_textpage().get_text_range() for number in range(1, first))
    listed = re.findall(r"^(.+?)[. ]{3,}(\d+)$", raw.replace("\r", ""), re.MULTILINE)
    with opened(made(name)) as pdf:
        leads = [
            pdf.pages.index(pikepdf.Page(link.Dest[0] if "/Dest" in link else link.A.D[0]))
            for page in list(pdf.pages)[1:first]
            for link in page.get("/Annots", [])
        ]

    assert [int(number) for _, number in listed] == [page - first + 1 for page in leads]
    assert all(closed(words) in printed[first + int(number) - 1] for words, number in listed)
    wanted = {closed(table.title) for table in published.source(name).tables if table.title}
    assert wanted <= {closed(words) for words, _ in listed}


def bookmarks(
    items: list[pikepdf.OutlineItem], depth: int = 1
) -> Iterator[tuple[int, str, object]]:
    for item in items:
        yield depth, closed(item.title), item.destination[0]
        yield from bookmarks(item.children, depth + 1)


@pytest.mark.parametrize("name", ["shanxi", "shanghai"])
def test_bookmarks_lead_to_every_part_table_and_form(name: str) -> None:
    printed = pages(made(name))
    disclosure = published.source(name)
    with opened(made(name)) as pdf, pdf.open_outline() as outline:
        found = [
            (depth, words, printed[pdf.pages.index(pikepdf.Page(page))])
            for depth, words, page in bookmarks(outline.root)
        ]
    named = {words for _, words, _ in found}

    assert all(words in page for _, words, page in found)
    assert {closed(table.title) for table in disclosure.tables} <= named
    assert {closed(form.name) for form in disclosure.projects} <= named
    depths = [depth for depth, _, _ in found]
    assert all(after <= before + 1 for before, after in pairwise(depths))


def marks(node: object) -> Iterator[pikepdf.Dictionary]:
    """The elements of the tag tree in reading order."""
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        kids = node.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from marks(kid)


def test_the_document_is_tagged_in_chinese_and_says_which_standards_it_keeps() -> None:
    with opened(made("shanxi")) as pdf:
        root = pdf.Root
        facts = root.Metadata.read_bytes().decode()
        assert root.Lang == "zh-CN"
        assert root.MarkInfo.Marked is True
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert str(pdf.docinfo.Title) == "平川市文化旅游体育局2025年度部门预算公开"
    assert "<pdfuaid:part>1</pdfuaid:part>" in facts
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in facts


def test_head_cells_of_tables_are_marked_as_heads_of_their_columns() -> None:
    with opened(made("shanxi")) as pdf:
        found = list(marks(pdf.Root.StructTreeRoot))
        kinds = Counter(str(node.S) for node in found)
        scopes = {
            str(facts.Scope)
            for node in found
            if node.S == "/TH"
            for facts in node.A
            if "/Scope" in facts
        }

    tables = len(published.source("shanxi").tables)
    assert kinds["/Table"] >= kinds["/THead"] >= tables
    assert kinds["/TH"] > 4 * tables
    assert scopes == {"/Column"}
    assert kinds["/H1"] == 4


def test_every_font_is_embedded_and_comes_from_the_project() -> None:
    with opened(made("example")) as pdf:
        fonts = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        names = {str(one.FontName).partition("+")[2] for one in fonts}
        embedded = [any(key in one for key in ("/FontFile2", "/FontFile3")) for one in fonts]

    assert all(embedded)
    assert {name.partition("-")[0] for name in names} == {"MingzhangSong", "MingzhangHei"}


def lengthened(name: str, times: int) -> Disclosure:
    """The document with its first table's rows printed again and again."""
    whole = published.source(name)
    table = whole.tables[1]
    longer = msgspec.structs.replace(table, rows=table.rows * times)
    return msgspec.structs.replace(whole, tables=(longer,), projects=(), overall_goal=None)


def test_the_head_of_a_long_table_is_printed_on_each_of_its_pages_and_no_row_is_split() -> None:
    whole = lengthened("shanxi", 12)
    table = whole.tables[0]
    printed = pages(document(whole))
    spread = [page for page in printed[2:] if closed(table.rows[3].name) in page]
    first = closed(next(iter(table.columns)).header[-1])
    rows = sum(
        page.count(closed(f"{row.code}{row.name}")) for page in spread for row in [table.rows[3]]
    )

    assert len(spread) > 3
    assert all(first in page for page in spread)
    assert rows == 12


def test_the_same_disclosure_gives_the_same_bytes(tmp_path: Path) -> None:
    whole = published.source("shanghai")
    files = write(whole, tmp_path / "甲") + write(whole, tmp_path / "乙")

    assert [file.name for file in files] == ["公开文本.pdf"] * 2
    assert files[0].read_bytes() == files[1].read_bytes()


def renamed(name: str) -> Disclosure:
    """The Shanxi document with another name in the first row of its table of projects."""
    whole = published.source("shanxi")
    table = whole.tables[11]
    rows = (msgspec.structs.replace(table.rows[0], name=name), *table.rows[1:])
    tables = (*whole.tables[:11], msgspec.structs.replace(table, rows=rows), *whole.tables[12:])
    return msgspec.structs.replace(whole, tables=tables)


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")',
        "#{ panic() }",
        '"]) #evil(\\',
        "$ sum _ x $ *粗* _斜_ `码` <标签> @引用",
        "// 注释 /* 未完",
        "\\u{41} \\n \\",
        "= 标题 - 列表 + 编号",
        "https://example.com/~a--b---c...",
    ],
)
def test_signs_of_a_markup_language_stay_words(name: str) -> None:
    disclosure = renamed(name)
    row = read_disclosure(document(disclosure), "公开文本.pdf").tables[11].rows[0]

    assert closed(row.name) == closed(name)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_words_at_all_give_a_document(words: str) -> None:
    literal = Literals()
    begin = '#set document(title:"题")\n#let loose(..pieces) = pieces.pos().join()\n'
    made, warnings = typeset(f"{begin}#{literal(words)}\n#{literal.loose(words, 5)}\n")

    assert made.startswith(b"%PDF")
    assert warnings == []


def test_letters_that_the_font_lacks_are_printed_as_a_sign_and_reported(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        printed = "".join(pages(document(renamed("甲\U0001f600乙\U00020000"))))

    assert "甲〓乙〓" in printed
    assert "😀（U+1F600）" in caplog.text
    assert "U+20000" in caplog.text


def test_signs_that_print_nothing_and_turn_the_writing_are_left_out() -> None:
    printed = "".join(pages(document(renamed("收\u202e入\u200b支\x07出"))))

    assert "收入支出" in printed


def test_the_fonts_hold_every_character_of_gbk() -> None:
    codes = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    letters = {code.decode("gbk", "ignore") for code in codes} - {""}
    lacking = {one for one in letters if ord(one[0]) not in characters() and len(one) == 1}

    assert len(letters) > 21000
    assert not {one for one in lacking if "\u4e00" <= one <= "\u9fff"}


def test_an_amount_stays_on_one_line_in_a_column_that_is_too_narrow_for_it() -> None:
    whole = published.source("shanxi")
    table = whole.tables[1]
    amount = "1234567890123456789.00"
    figures = {
        key: msgspec.structs.replace(figure, text=amount) if figure else None
        for key, figure in table.rows[0].values.items()
    }
    rows = (msgspec.structs.replace(table.rows[0], values=figures), *table.rows[1:])
    disclosure = msgspec.structs.replace(
        whole, tables=(msgspec.structs.replace(table, rows=rows),), projects=()
    )
    with pypdfium2.PdfDocument(document(disclosure)) as printed:
        text = "\n".join(page.get_textpage().get_text_range() for page in printed)

    assert text.count(amount) == sum(figure is not None for figure in figures.values())


def test_wide_tables_lie_on_their_side_between_upright_pages() -> None:
    with pypdfium2.PdfDocument(made("final_accounts")) as printed:
        wide = [page.get_width() > page.get_height() for page in printed]

    assert wide[0] is wide[-1] is False


def test_a_table_without_data_is_printed_with_its_note() -> None:
    disclosure = compiled(1, "shanghai-budget-2024")
    printed = "".join(pages(document(disclosure)))
    notes = [table.empty_note for table in disclosure.tables if table.empty_note]

    assert all(closed(note) in printed for note in notes)


def test_a_disclosure_without_anything_still_has_a_cover() -> None:
    whole = published.source("shanxi")
    empty = msgspec.structs.replace(
        whole, tables=(), narrative=(), projects=(), catalogue=(), glossary=(), overall_goal=None
    )

    assert len(pages(document(empty))) >= 1
