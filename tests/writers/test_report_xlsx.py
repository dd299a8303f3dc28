"""The workbook to pass on: findings to filter and to answer, tables with their cells marked."""

import io

import msgspec
import openpyxl

from mingzhang.disclosure import Role
from mingzhang.writers.checklist import checklist
from mingzhang.writers.report_xlsx import checklist_xlsx, list_xlsx, report_xlsx
from writers import samples


def _workbook(document=None) -> openpyxl.Workbook:
    document = document or samples.disclosure()
    report = samples.report()
    content = report_xlsx(document, report, samples.rules(), checklist(document, report))
    return openpyxl.load_workbook(io.BytesIO(content))


def _rows(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_sheets_in_the_order_an_officer_needs_them():
    assert _workbook().sheetnames == [
        "发现",
        "检查表",
        "规则",
        "T01 2025年预算收支总表",
        "T03 2025年预算支出总表",
        "T07 2025年政府性基金预算收入表",
    ]


def test_one_row_a_finding_with_both_values_and_room_for_the_answer():
    sheet = _workbook()["发现"]
    rows = _rows(sheet)
    heads = "序号 规则 严重程度 结论 说明 应为 实为 差额 单位 位置 依据 处理建议 处理情况 备注"
    assert rows[2] == heads.split()
    assert rows[3][1:4] == ["B20", "错误", "不符"]
    assert rows[3][5:9] == [70.25, 60.25, -10.0, "万元"]
    assert rows[3][12:] == [None, None]
    assert len(rows) == 3 + 5


def test_findings_can_be_filtered_and_the_header_stays():
    sheet = _workbook()["发现"]
    assert sheet.auto_filter.ref == "A3:N8"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"


def test_a_string_of_the_document_never_becomes_a_formula_or_a_link():
    sheet = _workbook()["发现"]
    cell = sheet["E7"]
    assert cell.value.startswith("=HYPERLINK")
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.hyperlink is None


def test_names_of_rows_that_look_like_formulas_stay_text():
    document = samples.disclosure()
    table = document.tables[1]
    row = msgspec.structs.replace(table.rows[1], name="=1+1", role=Role.DETAIL)
    table = msgspec.structs.replace(table, rows=(row,), title="=2+2")
    sheet = _workbook(msgspec.structs.replace(document, tables=(table,)))["T03 =2+2"]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert sheet["B5"].value == "=1+1"


def test_a_published_table_looks_as_printed():
    sheet = _workbook()["T01 2025年预算收支总表"]
    rows = _rows(sheet)
    assert rows[0][0] == "2025年预算收支总表"
    assert rows[2] == ["收入", None, "支出", None, None]
    assert rows[3] == ["项目", "2025年", "项目", "2025年合计", "当年预算安排"]
    assert rows[4] == ["一、一般公共预算", 120.5, "一、一般公共服务支出", 100.25, 100.25]
    assert rows[5][:2] == ["二、政府性基金预算", None]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A3:B3", "C3:E3"}


def test_the_offending_cell_is_filled_and_says_why():
    sheet = _workbook()["T03 2025年预算支出总表"]
    cell = sheet["D5"]
    assert cell.value == 70.25
    assert cell.fill.start_color.rgb == "FFFDEBE9"
    assert "B20" in cell.comment.text
    assert "相差10.00万元" in cell.comment.text
    assert sheet["C5"].comment is None


def test_an_empty_table_keeps_its_note():
    sheet = _workbook()["T07 2025年政府性基金预算收入表"]
    assert sheet["A3"].value == "注：本表无数据"


def test_every_rule_shows_its_verdict_and_reason():
    rows = {row[0]: row for row in _rows(_workbook()["规则"])}
    assert rows["A57"][2] == "无法判定"
    assert "没有读到" in rows["A57"][4]
    assert rows["A01"][2] == "通过"


def test_the_checklist_has_its_sheet():
    rows = {row[0]: row for row in _rows(_workbook()["检查表"])}
    assert rows["部门支出总体情况表"][1:4] == ["是", "有错误 1 条、尾差 1 条，请逐条核对。", "1、5"]


def test_long_and_equal_titles_make_valid_sheet_names():
    document = samples.disclosure()
    title = "关于[2025]年/部门预算：支出*总表?的一个特别特别特别特别长的标题"
    tables = tuple(msgspec.structs.replace(table, title=title) for table in document.tables[:1] * 2)
    names = _workbook(msgspec.structs.replace(document, tables=tables)).sheetnames
    assert len(set(names)) == 5
    assert max(map(len, names)) <= 31


def test_the_same_input_gives_the_same_bytes():
    document, report = samples.disclosure(), samples.report()
    first = report_xlsx(document, report, samples.rules())
    assert first == report_xlsx(document, report, samples.rules())


def test_checklist_alone_is_a_workbook_of_its_own():
    document = samples.disclosure()
    rows = checklist(document, samples.report(document))
    book = openpyxl.load_workbook(io.BytesIO(checklist_xlsx(document, rows)))
    assert book.sheetnames == ["检查表"]
    assert len(_rows(book.active)) >= len(rows)


def test_list_keeps_what_looks_like_a_formula_as_text():
    data = list_xlsx(
        "各部门", "各部门", (("部门", 20), ("代码", 8), ("错误", 8)), [["=1+1", "007", 3]]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[4]] == ["=1+1", "007", 3]
    assert sheet["A4"].data_type == "s"
