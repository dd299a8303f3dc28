"""A workbook is read as it would be printed, and what is doubtful is said with its place."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from mingzhang.model import Place, UnreadableFile
from mingzhang.readers.blocks import Content, Paragraph, TableBlock
from mingzhang.readers.xlsx import read
from readers.workbooks import MAIN, RELATIONS, from_xml, saved, sheet_xml, workbook


def table(content: Content) -> TableBlock:
    """The only table of a document."""
    (found,) = (block for block in content.blocks if isinstance(block, TableBlock))
    return found


def rows(data: bytes) -> list[list[str]]:
    return table(read(data, "预算公开.xlsx")).rows


def messages(data: bytes) -> list[str]:
    return [problem.message for problem in read(data, "预算公开.xlsx").problems]


def test_a_sheet_gives_its_name_and_then_its_table() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"] = "科目编码"
        sheet["C3"] = "合计"
        sheet["B5"] = "2010306"
        sheet["C5"] = 2659.03

    content = read(workbook(fill), "预算公开.xlsx")
    heading, body = content.blocks
    assert heading == Paragraph("支出总表", Place(sheet="支出总表"), False, "sheet")
    assert isinstance(body, TableBlock)
    assert body.rows == [["科目编码", "合计"], ["", ""], ["2010306", "2659.03"]]
    assert str(body.at(2, 1)) == "工作表“支出总表” C5单元格"
    assert body.at(2) == Place(sheet="支出总表", row=5)


def test_a_merged_header_stands_in_its_first_cell_and_its_extent_is_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"], sheet["C2"] = "项目", "2025年预算数"
        sheet["C3"], sheet["D3"], sheet["E3"] = "合计", "基本支出", "项目支出"
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("C2:E2")

    body = table(read(workbook(fill), "x.xlsx"))
    assert body.rows[0] == ["项目", "2025年预算数", "", ""]
    assert body.spans == {(0, 0): (2, 1), (0, 1): (1, 3)}


def test_a_merge_that_reaches_beyond_the_content_is_cut_at_its_edge() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["B2"] = "支出总表", "201", "5.00"
        sheet.merge_cells("A1:H1")

    assert table(read(workbook(fill), "x.xlsx")).spans == {(0, 0): (1, 2)}


def test_a_value_hidden_behind_a_merged_cell_is_not_printed_but_reported() -> None:
    data = from_xml(
        sheet_xml(
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
            '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
        )
    )
    assert rows(data) == [["1", ""]]
    assert any("B1 里还有内容" in message for message in messages(data))


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (4557.4, "0.00", "4557.40"),
        (4557.3599999999997, "0.00", "4557.36"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (1.005, "0.00", "1.01"),
        (0.0431, "0.00%", "4.31%"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-3.2, r"#,##0.00_);\(#,##0.00\)", "(3.20)"),
        (12345678, '0!.0,"万"', "1234.6万"),
        (62, "000", "062"),
        (0.1 + 0.2, "General", "0.3"),
        (0.0001, "General", "0.0001"),
        (2010306, "General", "2010306"),
        (date(2025, 3, 5), "yyyy/m/d", "2025/3/5"),
        (date(2025, 3, 5), 'yyyy"年"m"月"d"日"', "2025年3月5日"),
        (True, "General", "TRUE"),
    ],
)
def test_a_number_reads_as_its_format_prints_it(
    value: object, number_format: str, printed: str
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = number_format

    assert rows(workbook(fill)) == [[printed]]


def test_a_number_stored_as_text_stays_as_it_was_typed() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = " 2659.030 ", "０６２"

    assert rows(workbook(fill)) == [["2659.030", "０６２"]]


def test_two_hundred_sheets_keep_their_order() -> None:
    book = Workbook()
    for number in range(1, 201):
        book.create_sheet(f"表{number}")["A1"] = number
    content = read(saved(book), "x.xlsx")
    names = [block.text for block in content.blocks if isinstance(block, Paragraph)]
    assert names == [f"表{number}" for number in range(1, 201)]


def test_a_hidden_sheet_is_left_out_and_named() -> None:
    book = Workbook()
    book["Sheet"]["A1"] = "收入总计"
    for title, state in (("底稿", "hidden"), ("参数", "veryHidden")):
        sheet = book.create_sheet(title)
        sheet["A1"], sheet.sheet_state = "1", state
    data = saved(book)
    assert rows(data) == [["收入总计"]]
    assert "“底稿”是隐藏的" in messages(data)[0]
    assert "“参数”是隐藏的" in messages(data)[1]


def test_hidden_rows_and_columns_are_read_because_totals_include_them_and_named() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(1, 4):
            sheet.append([f"项目{row}", row, row * 10])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    data = workbook(fill)
    assert rows(data)[1] == ["项目2", "2", "20"]
    assert messages(data) == ["工作表“支出总表”的第2行和C列是隐藏的，内容已读取，请确认是否公开。"]


def test_a_formula_without_a_cached_value_is_blank_and_reported_with_its_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["A3"] = 1, 2, "=SUM(A1:A2)"

    content = read(workbook(fill), "x.xlsx")
    assert table(content).rows == [["1"], ["2"], [""]]
    (problem,) = content.problems
    assert problem.at == Place(sheet="支出总表", cell="A3")
    assert problem.message.endswith("公式没有缓存值，请用 Excel 重新计算并保存。")


def test_the_cached_value_of_a_formula_is_read_by_its_format() -> None:
    data = from_xml(
        sheet_xml(
            '<row r="1"><c r="A1" s="1"><f>SUM(B1:B9)</f><v>4557.4</v></c>'
            '<c r="B1" t="str"><f>IF(1,"合计&amp;小计","")</f><v>合计&amp;小计</v></c>'
            '<c r="C1" t="str"><f>""</f><v></v></c>'
            '<c r="D1"><f t="shared" si="0"/><v>3</v></c></row>'
        ),
        styles=f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="2"/>'
        "</cellXfs></styleSheet>",
    )
    assert rows(data) == [["4557.40", "合计&小计", "", "3"]]
    assert messages(data) == []


def test_a_book_whose_formulas_are_all_zero_and_wait_for_calculation_is_doubted() -> None:
    data = from_xml(
        sheet_xml('<row r="1"><c r="A1"><f>SUM(B1:B9)</f><v>0</v></c></row>'),
        workbook=f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
        '<calcPr fullCalcOnLoad="1"/></workbook>',
    )
    assert messages(data) == [
        "工作簿里的公式结果全部为 0，像是没有计算过，请用 Excel 打开并保存后再试。"
    ]


def test_an_error_value_is_kept_as_printed_and_reported() -> None:
    data = from_xml(sheet_xml('<row r="1"><c r="A1" t="e"><f>B1/0</f><v>#DIV/0!</v></c></row>'))
    assert rows(data) == [["#DIV/0!"]]
    assert "A1 单元格显示错误值" in messages(data)[0]


def test_rich_text_is_joined_and_phonetic_hints_are_left_out() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>基本</t></r><r><t xml:space="preserve"> 支出</t></r>'
        '</si><si><t>晋城</t><rPh sb="0" eb="1"><t>jin</t></rPh></si><si/>'
        "<si><t>一行_x000D_\n二行 &lt;&#20803;&gt;</t></si></sst>"
    )
    cells = "".join(f'<c r="{column}1" t="s"><v>{at}</v></c>' for at, column in enumerate("ABCD"))
    data = from_xml(sheet_xml(f'<row r="1">{cells}</row>'), strings)
    assert rows(data) == [["基本 支出", "晋城", "", "一行\n二行 <元>"]]


def test_a_string_that_does_not_exist_is_reported() -> None:
    data = from_xml(
        sheet_xml('<row r="1"><c r="A1" t="s"><v>7</v></c><c r="B1"><v>1</v></c></row>')
    )
    assert rows(data) == [["1"]]
    assert "A1 单元格引用的文字不存在" in messages(data)[0]


_CELLS = (
    '<row r="2"><c r="B2" s="1" t="inlineStr"><is><t>编码 &amp; 名称</t></is></c>'
    '<c r="C2" s="1"/><c r="D2"><v>1.5</v></c></row>'
    '<row r="3" hidden="1"><c r="B3" t="b"><v>1</v></c></row>'
)
_MERGED = '<mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>'


@pytest.mark.parametrize(
    "disguise",
    [
        lambda xml: xml.replace("<sheetData>", "<!-- 生成 --><sheetData>"),
        lambda xml: xml.replace("</c>", "</c >"),
        lambda xml: xml.replace('<c r="D2">', "<c r='D2'>"),
        lambda xml: xml.replace('r="B2" s="1" t="inlineStr"', 't="inlineStr" r="B2" s="1"'),
        lambda xml: xml.replace("<is><t>编码 &amp; 名称</t>", "<is><r><t>编码 &amp; 名称</t></r>"),
        lambda xml: xml.replace("编码 &amp; 名称", "<![CDATA[编码 & 名称]]>"),
        lambda xml: xml.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
        .replace("xmlns=", "xmlns:x="),
    ],
)  # fmt: skip
def test_any_spelling_of_the_same_xml_reads_the_same(disguise: object) -> None:
    plain = sheet_xml(_CELLS, _MERGED)
    expected = read(from_xml(plain), "x.xlsx")
    assert callable(disguise)
    odd = disguise(plain)
    assert odd != plain
    assert read(from_xml(odd), "x.xlsx") == expected
    assert table(expected).rows == [["编码 & 名称", "", "1.5"], ["TRUE", "", ""]]


def test_cells_without_addresses_follow_each_other() -> None:
    data = from_xml(
        sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    )
    assert rows(data) == [["1", "2"], ["3", ""]]


def test_macros_and_text_in_drawings_are_named() -> None:
    drawing = b'<xdr:wsDr xmlns:xdr="x" xmlns:a="y"><a:t>text</a:t></xdr:wsDr>'
    data = from_xml(
        sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'),
        more={"xl/vbaProject.bin": b"\0", "xl/drawings/drawing1.xml": drawing},
    )
    assert ["宏" in messages(data)[0], "文本框" in messages(data)[1]] == [True, True]


def test_a_chart_sheet_is_named() -> None:
    book = Workbook()
    book["Sheet"]["A1"] = 1
    book.create_chartsheet("图").add_chart(BarChart())
    assert any("“图”是图表或宏工作表" in message for message in messages(saved(book)))


def test_a_million_blank_cells_are_no_content() -> None:
    blanks = "".join(
        f'<row r="{row}">' + f'<c r="A{row}" s="1"/>' * 100 + "</row>" for row in range(2, 10_002)
    )
    data = from_xml(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>' + blanks))
    assert rows(data) == [["1"]]


def test_a_dimension_that_claims_a_whole_sheet_allocates_nothing() -> None:
    xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    assert rows(from_xml(xml)) == [["1"]]


def test_content_in_the_far_corner_is_refused_with_its_cell() -> None:
    data = from_xml(
        sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>')
    )
    with pytest.raises(UnreadableFile, match="XFD1048576"):
        read(data, "x.xlsx")


@pytest.mark.parametrize("address", ["A0", "ZZZ1", "A9999999"])
def test_a_cell_outside_of_any_sheet_is_refused(address: str) -> None:
    with pytest.raises(UnreadableFile, match="超出表格范围"):
        read(from_xml(sheet_xml(f'<row><c r="{address}"><v>1</v></c></row>')), "x.xlsx")


def test_overlapping_merges_are_named_and_end_soon() -> None:
    merges = "".join(f'<mergeCell ref="A1:C{row}"/>' for row in range(2, 2000))
    data = from_xml(
        sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="C2000"><v>2</v></c></row>', merges)
    )
    assert any("互相重叠" in message for message in messages(data))


def test_an_entity_of_the_file_itself_is_refused() -> None:
    xml = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>')
    head, _, rest = xml.partition("?>\n")
    evil = f'{head}?>\n<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>{rest}'
    with pytest.raises(UnreadableFile, match="存在风险"):
        read(from_xml(evil), "x.xlsx")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (from_xml(sheet_xml("")), "没有内容"),
        (from_xml("<worksheet>"), "不是完整的 XML"),
        (from_xml(""), "内容缺失"),
        (from_xml(sheet_xml(""))[:300], "不完整或已损坏"),
    ],
)
def test_what_is_no_workbook_with_content_is_refused_in_one_sentence(
    data: bytes, says: str
) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read(data, "x.xlsx")


_PIECES = st.sampled_from(
    [
        *("<c>", "</c>", '<c r="A1">', '<c r="B2" s="1" t="s">', '<c r="A1" t="e"/>'),
        *("<v>", "</v>", "<v/>", "1", "1e999", "-0", "99999999999999999999", "<f>", "</f>"),
        *("<f/>", "<is><t>文</t></is>", '<row r="2" hidden="1">', "</row>", "<row>"),
        *('<mergeCell ref="A1:B2"/>', '<mergeCell ref="A0:ZZZ9"/>', "&amp;", "&#0;", "&x;", "\0"),
        *('<col min="1" max="99999" hidden="1"/>', "<!-- -->", "]]>", '<c r="A1">', "</c >"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_no_sheet_however_broken_ends_in_a_traceback(inside: str) -> None:
    with suppress(UnreadableFile):
        body = table(read(from_xml(sheet_xml(inside)), "x.xlsx"))
        assert all(isinstance(cell, str) for row in body.rows for cell in row)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    good = bytearray(from_xml(sheet_xml(_CELLS, _MERGED)))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableFile):
        read(bytes(good), "x.xlsx")


@settings(max_examples=200, deadline=None)
@given(st.decimals(-(10**9), 10**9, places=2))
def test_an_amount_typed_with_two_decimals_prints_them(amount: object) -> None:
    plain = f"{amount:.2f}"
    xml = sheet_xml(f'<row r="1"><c r="A1" s="0"><v>{float(plain)!r}</v></c></row>')
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="2"/></cellXfs></styleSheet>'
    assert rows(from_xml(xml, styles=styles)) == [[plain if float(plain) else "0.00"]]
