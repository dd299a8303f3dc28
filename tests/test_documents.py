"""The same content as Word, workbook, web page and PDF."""

import io
import re
import zipfile

import openpyxl
import pypdfium2
import pytest

from document_layout import Paragraph, Table, blocks
from documents import as_docx, as_html, as_pdf, as_xlsx
from mingzhang.checks.cases import FOLDER

BASE = FOLDER / "base"
NAMES = ("shanxi", "shanghai", "final_accounts")

INCOME = """目 录

2025年预算收入总表\t3

2025年预算收入总表

部门名称：平川市档案馆

单位：万元

项目\t\t本年收入\t\t上年结转
科目编码\t科目名称\t合计\t一般公共预算\t
合计\t\t12.30\t12.30\t
201\t一般公共服务支出\t12.30\t12.30\t
"""


def text_of(name: str) -> str:
    return (BASE / f"{name}.txt").read_text(encoding="utf-8")


def test_blank_header_cells_belong_to_the_label_beside_or_above() -> None:
    table = next(block for block in blocks(INCOME) if isinstance(block, Table))

    assert table.headers == 2
    assert table.merges == {(0, 0): (1, 2), (0, 2): (1, 2), (0, 4): (2, 1)}


def test_a_contents_line_is_no_table_row() -> None:
    kinds = [block.kind for block in blocks(INCOME) if isinstance(block, Paragraph)]

    assert kinds == ["title", "contents", "caption", "line", "line"]


def test_level_names_of_a_goal_form_run_down() -> None:
    rows = [
        "项目名称\t\t博物馆免费开放\t\t",
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
        "\t产出指标\t数量指标\t开放天数\t≥310天",
        "\t\t\t观众人次\t≥26万人次",
        "\t\t质量指标\t验收合格率\t100%",
    ]
    table = blocks("\n".join(rows))[0]

    assert isinstance(table, Table)
    assert table.merges == {
        (0, 0): (1, 2),
        (0, 2): (1, 3),
        (1, 0): (4, 1),
        (2, 1): (3, 1),
        (2, 2): (2, 1),
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_text_stands_in_the_word_document(name: str) -> None:
    text = text_of(name)
    with zipfile.ZipFile(io.BytesIO(as_docx(text))) as file:
        inside = file.read("word/document.xml").decode()

    assert set(re.findall(r"[\d.,]+", text)) <= set(re.findall(r"[\d.,]+", inside))


def test_a_workbook_has_one_sheet_a_table_with_caption_and_unit_on_top() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(text_of("shanxi"))))
    sheet = next(one for one in book if one["A2"].value == "2025年预算支出总表")

    assert sheet["A1"].value == "预算公开表3"
    assert [sheet["A3"].value, sheet["A4"].value] == [
        "部门名称：平川市文化旅游体育局",
        "单位：万元",
    ]
    assert sheet["C7"].value == 1348.7
    assert sheet["C7"].number_format == "0.00"
    assert sheet["A8"].value == "207"


def test_a_web_page_spans_its_merged_headers() -> None:
    page = as_html(text_of("shanxi")).decode()

    assert '<th colspan="6">本年收入</th><th rowspan="2">上年结转</th>' in page


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_the_pdf_can_be_read_back(name: str) -> None:
    text = text_of(name)
    with pypdfium2.PdfDocument(as_pdf(text)) as document:
        printed = "".join(page.get_textpage().get_text_range() for page in document)
    figures = set(re.findall(r"\d[\d,]*\.\d\d|\d{1,3}(?:,\d{3})+", text))

    assert {figure for figure in figures if figure not in printed} == set()


def test_a_table_that_runs_over_a_page_repeats_its_header() -> None:
    rows = "\n".join(f"20{number:05d}\t科目\t{number}.00" for number in range(80))
    made = as_pdf(f"平川市\n预算公开\n支出表\n科目编码\t科目名称\t金额\n{rows}\n")
    with pypdfium2.PdfDocument(made) as document:
        heads = [page.get_textpage().get_text_range().count("科目编码") for page in document]

    assert len(heads) > 2
    assert set(heads[1:]) == {1}


def test_an_unruled_pdf_has_the_same_texts_without_borders() -> None:
    text = text_of("shanghai")
    with pypdfium2.PdfDocument(as_pdf(text, ruled=False)) as document:
        kinds = {item.type for page in document for item in page.get_objects()}

    assert kinds == {pypdfium2.raw.FPDF_PAGEOBJ_TEXT}
