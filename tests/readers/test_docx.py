"""Word documents: one small example for each thing that Word can do to a budget."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.model import Place, UnreadableFile
from mingzhang.readers import word_body, word_tables
from mingzhang.readers.blocks import Content, Paragraph, TableBlock
from mingzhang.readers.docx import read
from readers.word import (
    STRICT,
    TRANSITIONAL,
    Block,
    Table,
    Xml,
    abstract_number,
    cell,
    docx,
    lines,
    numbered,
    paragraph,
    row,
    run,
    styled,
    table,
    text_box,
)

SAMPLE = Path(__file__).resolve().parents[2] / "../shared/samples/jincheng-2025.txt"


def content(*blocks: Block, **options: object) -> Content:
    return read(docx(blocks, **options), "预算.docx")  # type: ignore[arg-type]


def texts(*blocks: Block, **options: object) -> list[str]:
    return [b.text for b in content(*blocks, **options).blocks if isinstance(b, Paragraph)]


def kinds(*blocks: Block, **options: object) -> list[tuple[str, str]]:
    found = content(*blocks, **options).blocks
    return [(b.kind, b.text) for b in found if isinstance(b, Paragraph)]


def only_table(*blocks: Block) -> TableBlock:
    (found,) = (b for b in content(*blocks).blocks if isinstance(b, TableBlock))
    return found


def inline(xml: str) -> Xml:
    return Xml(f"<w:p>{xml}</w:p>")


class TestOrderAndPlaces:
    def test_paragraphs_and_tables_in_printed_order(self) -> None:
        found = content("表一", [["项目", "金额"], ["合计", "12.00"]], "表二", [["无"]]).blocks
        assert [type(block).__name__ for block in found] == [
            "Paragraph",
            "TableBlock",
            "Paragraph",
            "TableBlock",
        ]

    def test_places_count_printed_paragraphs_and_tables(self) -> None:
        first, empty_skipped, grid = content("一", "", "二", [["甲", "乙"]]).blocks
        assert first.at == Place(paragraph=1)  # type: ignore[comparison-overlap]
        assert empty_skipped.at == Place(paragraph=2)  # type: ignore[comparison-overlap]
        assert isinstance(grid, TableBlock)
        assert grid.at(0) == Place(table=1, row=1)
        assert grid.at(0, 1) == Place(table=1, row=1, column=2)

    def test_a_word_paragraph_is_whole(self) -> None:
        (found,) = content("一、收入情况").blocks
        assert isinstance(found, Paragraph)
        assert found.continues is False

    def test_line_break_gives_lines_of_which_nobody_knows_if_they_go_on(self) -> None:
        found = content("2025年部门预算\n公开说明").blocks
        assert [(b.text, b.continues) for b in found if isinstance(b, Paragraph)] == [
            ("2025年部门预算", None),
            ("公开说明", False),
        ]

    def test_lines_of_text_become_paragraphs_and_tables(self) -> None:
        found = content(*lines("表一\n项目\t金额\n合计\t12.00\t\n\n说明")).blocks
        assert isinstance(found[1], TableBlock)
        assert found[1].rows == [["项目", "金额", ""], ["合计", "12.00", ""]]
        assert len(found) == 3


class TestTables:
    def test_merges_over_columns_and_rows(self) -> None:
        grid = [["科目", "", "合计"], ["编码", "名称", ""], ["201", "一般公共服务", "3.00"]]
        merges = {(0, 0): (1, 2), (0, 2): (2, 1)}
        found = only_table(Table(grid, merges))
        assert found.rows == grid
        assert found.spans == merges

    def test_merge_over_rows_and_columns_at_once(self) -> None:
        grid = [["甲", "", "1"], ["", "", "2"], ["", "", "3"], ["乙", "丙", "4"]]
        found = only_table(Table(grid, {(0, 0): (3, 2)}))
        assert found.rows == grid
        assert found.spans == {(0, 0): (3, 2)}

    def test_two_merges_below_each_other_stay_apart(self) -> None:
        grid = [["甲", "1"], ["", "2"], ["乙", "3"], ["", "4"]]
        merges = {(0, 0): (2, 1), (2, 0): (2, 1)}
        assert only_table(Table(grid, merges)).spans == merges

    def test_rows_that_start_late_or_end_early_line_up(self) -> None:
        late = row("合计", "9", properties='<w:gridBefore w:val="2"/>')
        found = only_table(table(row("甲", "乙", "丙", "丁"), late, row("戊")))
        assert found.rows == [["甲", "乙", "丙", "丁"], ["", "", "合计", "9"], ["戊", "", "", ""]]

    def test_continuation_without_a_start_is_a_cell(self) -> None:
        assert only_table(table(row(cell("甲", "<w:vMerge/>"), "1"))).rows == [["甲", "1"]]

    def test_merge_of_old_files_over_columns(self) -> None:
        first = cell("标题", '<w:hMerge w:val="restart"/>')
        found = only_table(table(row(first, cell("", "<w:hMerge/>"), "1")))
        assert found.rows == [["标题", "", "1"]]
        assert found.spans == {(0, 0): (1, 2)}

    def test_text_that_a_merge_covers_is_reported(self) -> None:
        top = row(cell("甲", '<w:vMerge w:val="restart"/>'), "1")
        found = content(table(top, row(cell("遮住", "<w:vMerge/>"), "2")))
        assert isinstance(found.blocks[0], TableBlock)
        assert found.blocks[0].rows == [["甲", "1"], ["", "2"]]
        (problem,) = found.problems
        assert "遮住" in problem.message
        assert problem.at == Place(table=1, row=2, column=1)

    def test_paragraphs_of_a_cell_are_its_lines(self) -> None:
        assert only_table([["1.完成采购\n2.验收", ""]]).rows == [["1.完成采购\n2.验收", ""]]

    def test_cell_of_blanks_is_blank(self) -> None:
        assert only_table([["　 ", "1"]]).rows == [["", "1"]]

    def test_inner_table_follows_the_outer_one(self) -> None:
        inner = table(row("内", "2"))
        outer = table(row(cell(Xml(paragraph("外") + inner + paragraph())), "1"))
        first, second, after = content(outer, "正文").blocks
        assert isinstance(first, TableBlock)
        assert isinstance(second, TableBlock)
        assert (first.rows, second.rows) == ([["外", "1"]], [["内", "2"]])
        assert second.at(0) == Place(table=2, row=1)
        assert isinstance(after, Paragraph)

    def test_empty_cell_elements(self) -> None:
        assert only_table(Xml("<w:tbl><w:tr><w:tc/><w:tc><w:p/></w:tc></w:tr></w:tbl>")).rows == [
            ["", ""]
        ]

    def test_absurd_grid_is_refused(self) -> None:
        wide = row(cell("x", '<w:gridSpan w:val="1000"/>'))
        with pytest.raises(UnreadableFile, match="单元格"):
            content(table(wide, *[row("y")] * 2001))


class TestTrackedChanges:
    def test_inserted_counts_and_deleted_does_not(self) -> None:
        change = (
            f"<w:ins>{run('新增')}</w:ins><w:del><w:r><w:delText>原有</w:delText></w:r></w:del>"
        )
        assert texts(inline(run("甲") + change + run("乙"))) == ["甲新增乙"]

    def test_moved_text_is_read_where_it_went(self) -> None:
        gone = inline(f"<w:moveFrom>{run('搬走')}</w:moveFrom>{run('留下')}")
        assert texts(gone, inline(f"<w:moveTo>{run('搬走')}</w:moveTo>")) == ["留下", "搬走"]

    def test_deleted_row_and_cell_are_left_out(self) -> None:
        gone = row("删", "1", properties='<w:del w:id="1"/>')
        one = row("甲", cell("删", '<w:cellDel w:id="2"/>'), "2")
        assert only_table(table(gone, one)).rows == [["甲", "2"]]

    def test_deleted_paragraph_end_joins_two_paragraphs(self) -> None:
        first = paragraph("收入", "<w:rPr><w:del w:id='1'/></w:rPr>")
        assert texts(first, "总计12万元", "完") == ["收入总计12万元", "完"]

    def test_old_properties_do_not_count(self) -> None:
        before = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        changed = paragraph("概况", f"<w:pPrChange><w:pPr>{before}</w:pPr></w:pPrChange>")
        numbering = abstract_number(1, ("decimal", "%1."))
        assert texts(changed, numbering=numbering) == ["概况"]


class TestInsideAParagraph:
    @pytest.mark.parametrize(
        ("xml", "printed"),
        [
            (run("甲\t乙"), "甲 乙"),
            ("<w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>3</w:t></w:r>", "2-3"),
            ("<w:r><w:t>预</w:t><w:softHyphen/><w:t>算</w:t></w:r>", "预算"),
            ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是"),
            ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/><w:t>否</w:t></w:r>', "□否"),
            ('<w:r><w:sym w:font="宋体" w:char="2265"/><w:t>95%</w:t></w:r>', "≥95%"),
            (f"<w:hyperlink>{run('链接')}</w:hyperlink>", "链接"),
            (f"<w:smartTag>{run('智能')}</w:smartTag>", "智能"),
            (f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
            (f"<w:fldSimple w:instr='DATE'>{run('2025')}</w:fldSimple>", "2025"),
            ("<w:r><w:t>A&amp;B&#x4e07;<![CDATA[<w:p>]]></w:t></w:r>", "A&B万<w:p>"),
            ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
            ("<w:r><w:t>甲</w:t></w:r> <!-- 批注 --> <w:r>\n<w:t>乙</w:t></w:r>", "甲乙"),
            (
                "<w:r><w:ruby><w:rt><w:r><w:t>yu</w:t></w:r></w:rt></w:ruby><w:t>预</w:t></w:r>",
                "预",
            ),
        ],
    )
    def test_what_is_printed(self, xml: str, printed: str) -> None:
        assert texts(inline(xml)) == [printed]

    def test_tab_stops_are_no_tabs(self) -> None:
        stops = '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'
        assert texts(paragraph("甲乙", stops)) == ["甲乙"]

    def test_hidden_text_is_left_out(self) -> None:
        assert texts(inline(run("藏", "<w:vanish/>") + run("露"))) == ["露"]
        assert texts(inline(run("露", '<w:vanish w:val="0"/>'))) == ["露"]

    def test_hidden_paragraph_mark_hides_no_text(self) -> None:
        assert texts(paragraph("甲", "<w:rPr><w:vanish/></w:rPr>")) == ["甲"]

    def test_checked_and_unchecked_boxes_of_forms(self) -> None:
        boxes = "".join(
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
            f"{checked}</w:checkBox></w:ffData></w:fldChar></w:r>"
            f"<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>{end_field()}{run(label)}"
            for checked, label in (("<w:checked/>", "新增"), ("", "延续"))
        )
        assert texts(inline(boxes)) == ["☑新增□延续"]


def begin_field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def end_field() -> str:
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


class TestFields:
    def test_result_is_read_and_instruction_is_not(self) -> None:
        assert texts(inline(run("第") + begin_field("PAGE") + run("3") + end_field())) == ["第3"]

    def test_field_inside_an_instruction_prints_nothing(self) -> None:
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF</w:instrText></w:r>'
        )
        inner = begin_field("PAGE") + run("1") + end_field()
        separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        assert texts(inline(begin + inner + separate + run("是") + end_field())) == ["是"]

    def test_damaged_field_hides_no_other_paragraph(self) -> None:
        broken = inline('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("代码"))
        assert texts(broken, "正文") == ["正文"]

    def test_field_of_contents(self) -> None:
        first = inline(begin_field("TOC \\o") + run("一、概况\t1"))
        last = inline(run("二、收入\t2") + end_field())
        assert kinds("目录", first, last, "一、概况") == [
            ("body", "目录"),
            ("contents", "一、概况 1"),
            ("contents", "二、收入 2"),
            ("body", "一、概况"),
        ]

    def test_contents_that_never_end_take_nothing_away(self) -> None:
        assert kinds(inline(begin_field("TOC \\o") + run("甲")), "乙") == [
            ("body", "甲"),
            ("body", "乙"),
        ]


class TestStyles:
    def test_headings_and_contents(self) -> None:
        blocks = (styled("一、概况", "Heading1"), styled("一、概况\t1", "TOC1"), "正文")
        assert kinds(*blocks) == [
            ("heading", "一、概况"),
            ("contents", "一、概况 1"),
            ("body", "正文"),
        ]

    def test_style_inherits_from_a_heading(self) -> None:
        styles = (
            '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
            '<w:style w:styleId="a3"><w:name w:val="公文标题"/><w:basedOn w:val="1"/></w:style>'
        )
        assert kinds(styled("一、概况", "a3"), styles=styles) == [("heading", "一、概况")]

    def test_styles_based_on_each_other_end(self) -> None:
        styles = "".join(
            f'<w:style w:styleId="{own}"><w:basedOn w:val="{other}"/></w:style>'
            for own, other in (("a", "b"), ("b", "a"))
        )
        assert kinds(styled("甲", "a"), styles=styles) == [("body", "甲")]

    def test_outline_level_of_the_paragraph_decides(self) -> None:
        assert kinds(
            paragraph("甲", '<w:outlineLvl w:val="1"/>'),
            paragraph("乙", '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>'),
        ) == [("heading", "甲"), ("body", "乙")]


class TestAutomaticNumbers:
    @pytest.mark.parametrize(
        ("form", "text", "printed"),
        [
            ("chineseCounting", "%1、", ["一、甲", "二、乙"]),
            ("japaneseCounting", "（%1）", ["（一）甲", "（二）乙"]),
            ("decimal", "%1.", ["1.甲", "2.乙"]),
            ("decimal", "%1", ["1 甲", "2 乙"]),
            ("decimalEnclosedCircleChinese", "%1", ["①甲", "②乙"]),
            ("upperLetter", "%1．", ["A．甲", "B．乙"]),
            ("lowerRoman", "%1)", ["i)甲", "ii)乙"]),
            ("ideographTraditional", "%1、", ["甲、甲", "乙、乙"]),
            ("bullet", "●", ["甲", "乙"]),
        ],
    )
    def test_forms(self, form: str, text: str, printed: list[str]) -> None:
        numbering = abstract_number(1, (form, text))
        assert texts(numbered("甲", 1), numbered("乙", 1), numbering=numbering) == printed

    @pytest.mark.parametrize(
        ("number", "printed"),
        [
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (35, "三十五"),
            (105, "一百〇五"),
            (110, "一百一十"),
        ],
    )
    def test_larger_chinese_numbers(self, number: int, printed: str) -> None:
        numbering = abstract_number(1, ("chineseCountingThousand", "%1、"), start=number)
        assert texts(numbered("甲", 1), numbering=numbering) == [f"{printed}、甲"]

    def test_levels_count_within_each_other(self) -> None:
        numbering = abstract_number(1, ("decimal", "%1"), ("decimal", "%1.%2"))
        blocks = [
            numbered(text, 1, level)
            for text, level in zip("甲乙丙丁戊", (0, 1, 1, 0, 1), strict=True)
        ]
        assert texts(*blocks, numbering=numbering) == [
            "1 甲",
            "1.1 乙",
            "1.2 丙",
            "2 丁",
            "2.1 戊",
        ]

    def test_second_list_of_one_definition_starts_anew_where_it_says_so(self) -> None:
        numbering = abstract_number(1, ("decimal", "%1.")) + (
            '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        blocks = [numbered("甲", 1), numbered("乙", 1), numbered("丙", 2), numbered("丁", 2)]
        assert texts(*blocks, numbering=numbering) == ["1.甲", "2.乙", "1.丙", "2.丁"]

    def test_number_by_style(self) -> None:
        numbering = abstract_number(1, ("chineseCounting", "%1、"))
        styles = (
            '<w:style w:styleId="h"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
            '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        blocks = (styled("概况", "h"), styled("收支", "h"))
        assert kinds(*blocks, numbering=numbering, styles=styles) == [
            ("heading", "一、概况"),
            ("heading", "二、收支"),
        ]

    def test_number_zero_takes_the_number_of_the_style_away(self) -> None:
        numbering = abstract_number(1, ("decimal", "%1."))
        assert texts(numbered("甲", 0), numbered("乙", 7), numbering=numbering) == ["甲", "乙"]

    def test_numbers_in_cells(self) -> None:
        numbering = abstract_number(1, ("decimal", "%1"))
        rows = [row(cell(numbered("", 1)), name) for name in ("采购", "维修")]
        (found,) = content(table(*rows), numbering=numbering).blocks
        assert isinstance(found, TableBlock)
        assert found.rows == [["1 ", "采购"], ["2 ", "维修"]]


class TestAroundTheText:
    def test_text_box_is_read_once_after_its_paragraph(self) -> None:
        box = text_box(paragraph("框内") + table(row("甲", "1")) + paragraph())
        found = content(inline(run("前") + box + run("后")), "下一段").blocks
        assert [b.text if isinstance(b, Paragraph) else b.rows for b in found] == [
            "前后",
            "框内",
            [["甲", "1"]],
            "下一段",
        ]
        assert kinds(inline(box)) == [("textbox", "框内")]

    def test_text_box_in_a_cell_follows_the_table(self) -> None:
        box = inline(run("格") + text_box(paragraph("框")))
        grid, boxed = content(table(row(cell(box), "1"))).blocks
        assert isinstance(grid, TableBlock)
        assert grid.rows == [["格", "1"]]
        assert isinstance(boxed, Paragraph)
        assert boxed.text == "框"

    def test_fallback_is_read_where_nothing_else_is(self) -> None:
        only = f"<mc:AlternateContent><mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>"
        assert texts(inline(only)) == ["旧"]

    def test_footnotes_follow_the_body(self) -> None:
        reference = inline(run("基本支出") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
        assert kinds(reference, "完", footnotes=["指人员和公用经费。"]) == [
            ("body", "基本支出"),
            ("body", "完"),
            ("footnote", "指人员和公用经费。"),
        ]

    def test_embedded_workbook_is_reported(self) -> None:
        (problem,) = content("表一", inline("<w:r><w:object><v:shape/></w:object></w:r>")).problems
        assert "Excel" in problem.message
        assert problem.at == Place(paragraph=1)

    def test_pictures_are_reported_once(self) -> None:
        picture = inline("<w:r><w:drawing><pic:pic/></w:drawing></w:r>")
        (problem,) = content(picture, picture).problems
        assert "2 张图片" in problem.message


class TestAbsurdDocuments:
    def test_too_many_paragraphs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(word_body, "MAX_BLOCKS", 10)
        with pytest.raises(UnreadableFile, match="超过 10 个"):
            content(*["甲"] * 11)

    def test_too_large_a_body(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(word_body, "MAX_BYTES", 100)
        with pytest.raises(UnreadableFile, match="正文超过"):
            content("甲")

    def test_cells_of_all_tables_count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(word_tables, "MAX_CELLS", 10)
        with pytest.raises(UnreadableFile, match="单元格"):
            content(*[[["甲", "乙", "丙"]]] * 4)

    def test_thousands_of_open_fields(self) -> None:
        field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        assert texts(inline(field * 5000), "正文") == ["正文"]


class TestFiles:
    def test_strict_documents(self) -> None:
        assert texts("概况", namespace=STRICT) == ["概况"]

    def test_unusual_prefixes(self) -> None:
        root = (
            f'<ns0:document xmlns:ns0="{TRANSITIONAL}"><ns0:body><ns0:p\n ns0:a="1"><ns0:r><ns0:t'
        )
        xml = f"{root}>概况</ns0:t></ns0:r></ns0:p ></ns0:body></ns0:document>"
        assert texts(parts={"word/document.xml": xml}) == ["概况"]

    def test_default_namespace(self) -> None:
        xml = f'<document xmlns="{TRANSITIONAL}"><body><p><r><t>概况</t></r></p></body></document>'
        assert texts(parts={"word/document.xml": xml}) == ["概况"]

    def test_main_part_by_another_name(self) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        xml = f'<w:document xmlns:w="{TRANSITIONAL}"><w:p><w:r><w:t>概况</w:t></w:r></w:p></w:document>'
        parts = {
            "_rels/.rels": f'<R><Relationship Type="{kind}" Target="/word/document2.xml"/></R>',
            "word/document2.xml": xml,
        }
        assert texts("旧", parts=parts) == ["概况"]

    def test_utf16_document(self) -> None:
        members = zipfile.ZipFile(io.BytesIO(docx(["概况"])))
        xml = members.read("word/document.xml").decode().replace("UTF-8", "UTF-16")
        assert texts(parts={"word/document.xml": xml.encode("utf-16")}) == ["概况"]

    def test_text_between_prints_of_word(self) -> None:
        grid = [["项目", "金额"], ["合计", "12.00"]]
        assert only_table_of(content("表一", grid, like_word=True)) == grid

    @pytest.mark.parametrize(
        ("parts", "said"),
        [
            ({"word/document.xml": "<w:document"}, "不是完整的 XML"),
            ({"word/document.xml": "<html/>"}, "没有 Word 文档的正文"),
            ({"_rels/.rels": '<R><Relationship Type="x/officeDocument" Target="xl/w.xml"/></R>'},
             "没有 Word 文档的正文"),
            ({"word/document.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"}, "实体声明"),
            ({"word/document.xml": "<w:p>" * 100_000 + "</w:p>" * 100_000}, "嵌套过深"),
        ],
    )  # fmt: skip
    def test_what_is_refused(self, parts: dict[str, str], said: str) -> None:
        with pytest.raises(UnreadableFile, match=said) as caught:
            read(docx([], parts=parts), "预算.docx")
        assert "预算.docx" in str(caught.value)

    def test_missing_side_parts_are_missed_by_nobody(self) -> None:
        xml = f'<w:document xmlns:w="{TRANSITIONAL}"><w:p><w:pPr><w:pStyle w:val="Heading1"/>'
        xml += "</w:pPr><w:r><w:t>概况</w:t></w:r></w:p></w:document>"
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as file:
            file.writestr("word/document.xml", xml)
        (found,) = read(buffer.getvalue(), "预算.docx").blocks
        assert isinstance(found, Paragraph)
        assert (found.kind, found.text) == ("heading", "概况")


def only_table_of(found: Content) -> list[list[str]]:
    (grid,) = (block for block in found.blocks if isinstance(block, TableBlock))
    return grid.rows


NAMES = (
    *("p", "r", "t", "br", "tab", "tbl", "tr", "tc", "pPr", "rPr", "trPr", "tcPr", "ins", "del"),
    *("vMerge", "hMerge", "gridSpan", "gridBefore", "vanish", "fldChar", "txbxContent", "numId"),
)
ATTRIBUTES = ("", ' w:val="3"', ' w:val="restart"', ' w:fldCharType="begin"')


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attributes, inner: f"<w:{name}{attributes}>{''.join(inner)}</w:{name}>",
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(children, max_size=4),
    )


SENSELESS = st.recursive(st.sampled_from(["文", *(f"<w:{name}/>" for name in NAMES)]), element)


@given(SENSELESS)
def test_senseless_documents_are_read_without_a_crash(xml: str) -> None:
    assert content(Xml(xml)).blocks is not None


GRIDS = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.text("收支1.<&>\n　 ", max_size=4), min_size=width, max_size=width),
        min_size=1,
        max_size=5,
    )
)


@given(GRIDS)
def test_every_grid_comes_back(grid: list[list[str]]) -> None:
    wanted = [["\n".join(filter(None, text.split("\n"))) for text in line] for line in grid]
    blank = [["" if text.isspace() else text for text in line] for line in wanted]
    assert only_table(Table(grid)).rows == blank


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(data, "预算.docx")


@given(st.data())
def test_mutated_documents_are_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(docx(["一、概况", [["甲", "1"], ["乙", "2"]]]))
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableFile):
        read(bytes(raw), "预算.docx")


XML_PARTS = {
    "word/document.xml": (
        f'<w:document xmlns:w="{TRANSITIONAL}">{table(row("甲", cell("1", "<w:vMerge/>")))}'
        f"{numbered('乙', 1)}{styled('丙', 'Heading1')}</w:document>"
    ),
    "word/numbering.xml": f'<w:n xmlns:w="{TRANSITIONAL}">{abstract_number(1, ("a", "%1"))}</w:n>',
    "word/styles.xml": (
        f'<w:s xmlns:w="{TRANSITIONAL}"><w:style w:styleId="Heading1"><w:name w:val="toc 1"/>'
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:style></w:s>'
    ),
    "word/_rels/document.xml.rels": '<R><Relationship Type="/styles" Target="styles.xml"/></R>',
}


@given(st.sampled_from(sorted(XML_PARTS)), st.data())
def test_mutated_xml_is_read_or_refused(member: str, data: st.DataObject) -> None:
    xml = bytearray(XML_PARTS[member].encode())
    for _ in range(data.draw(st.integers(1, 3))):
        xml[data.draw(st.integers(0, len(xml) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableFile):
        read(docx([], parts={**XML_PARTS, member: bytes(xml)}), "预算.docx")


@pytest.mark.skipif(not SAMPLE.exists(), reason="no sample beside the project")
@pytest.mark.parametrize("like_word", [False, True])
def test_the_sample_in_word_reads_as_its_text(like_word: bool) -> None:
    blocks = lines(SAMPLE.read_text("utf-8"))
    found = read(docx(blocks, like_word=like_word), "预算.docx").blocks
    assert [b.rows if isinstance(b, TableBlock) else b.text for b in found] == [
        b.rows if isinstance(b, Table) else str(b).strip() for b in blocks
    ]
