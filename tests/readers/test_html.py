"""Web pages: one small example for each thing that a published page does."""

import contextlib
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.model import Place, UnreadableFile
from mingzhang.readers.blocks import Content, Paragraph, TableBlock
from mingzhang.readers.html import read
from readers.word import Table, lines

SAMPLE = Path(__file__).resolve().parents[2] / "../shared/samples/jincheng-2025.txt"


def content(body: str) -> Content:
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "预算.html")


def shown(body: str) -> list[str | list[list[str]]]:
    return [b.text if isinstance(b, Paragraph) else b.rows for b in content(body).blocks]


def only_table(body: str) -> TableBlock:
    (found,) = (b for b in content(body).blocks if isinstance(b, TableBlock))
    return found


def rows(*lines_of_cells: str) -> str:
    """A table; cells are separated by "|" and may begin with attributes in brackets."""
    return (
        "<table>"
        + "".join(
            "<tr>"
            + "".join(
                f"<td {cell[1:].replace(']', '>', 1)}</td>"
                if cell.startswith("[")
                else f"<td>{cell}</td>"
                for cell in line.split("|")
            )
            + "</tr>"
            for line in lines_of_cells
        )
        + "</table>"
    )


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data, "预算.html")
    assert "预算.html" in str(caught.value)
    return str(caught.value)


class TestParagraphs:
    def test_block_elements_are_paragraphs(self) -> None:
        assert shown("<div>一<p>二<p>三</div><ul><li>四<li>五</ul>六") == list("一二三四五六")

    def test_inline_elements_are_one_text(self) -> None:
        assert shown("<p>收入<b>12</b><span>.00</span>万元</p>") == ["收入12.00万元"]

    def test_headings(self) -> None:
        found = content("<h2><span>一、概况</span></h2><p>正文</p>").blocks
        assert [b.kind for b in found if isinstance(b, Paragraph)] == ["heading", "body"]

    def test_navigation_and_footer_are_not_content(self) -> None:
        found = content(
            "<nav>首页</nav><article><header>标题</header></article><footer>主办</footer>"
        )
        assert [b.kind for b in found.blocks if isinstance(b, Paragraph)] == [
            "header",
            "body",
            "footer",
        ]

    def test_line_breaks_give_lines_of_which_nobody_knows_if_they_go_on(self) -> None:
        found = content("<p>一<br>二</br>三<br/></p>").blocks
        assert [(b.text, b.continues) for b in found if isinstance(b, Paragraph)] == [
            ("一", None),
            ("二", None),
            ("三", False),
        ]

    def test_places_count_paragraphs_and_tables(self) -> None:
        first, second, table, third = content("<p>一<br>二</p>" + rows("甲|乙") + "<p>三").blocks
        assert (first.at, second.at) == (Place(paragraph=1), Place(paragraph=1))
        assert isinstance(table, TableBlock)
        assert table.at(0, 1) == Place(table=1, row=1, column=2)
        assert third.at == Place(paragraph=2)

    @pytest.mark.parametrize(
        ("source", "printed"),
        [
            ("预算\n    收入", "预算收入"),
            ("合计\n12.00", "合计 12.00"),
            ("  甲  乙 ", "甲 乙"),
            ("A&amp;B&nbsp;&lt;&#x4e07;&ge;5", "A&B <万≥5"),
            ("预\u200b算\u00ad书", "预算书"),
            ("3 < 5，&lt;p&gt;", "3 < 5，<p>"),
            ("甲<!-- <p>批注</p> -->乙", "甲乙"),
            ("甲<![if !support]>乙<![endif]><?xml a?>", "甲乙"),
            ("<ruby>预<rt>yù</ruby>算", "预算"),
            ('<a href="a?b=c>d">链接</a>', "链接"),
            ("<a title=it's>甲</a>乙", "甲乙"),
        ],
    )
    def test_what_a_browser_shows(self, source: str, printed: str) -> None:
        assert shown(f"<p>{source}</p>") == [printed]

    def test_preformatted_text_keeps_its_lines(self) -> None:
        assert shown("<pre>一\n二</pre>") == ["一", "二"]


class TestHidden:
    @pytest.mark.parametrize(
        "source",
        [
            "<script>if (a < b) document.write('<p>x</p>')</script>",
            "<style>p > b {}</style>",
            "<template><p>x</p></template>",
            "<noscript>请启用脚本</noscript>",
            "<div hidden>x<div>y</div></div>",
            '<div style="color:red; display : none">x</div>',
            "<p hidden>x",
            "<select><option>2024<option>2025</select>",
            '<table style="display:none"><tr><td>x<table><tr><td>y</table></table>',
            "<title>标题</title>",
            "<div hidden><table><tr><td>x</table></div>",
        ],
    )
    def test_what_is_not_shown_is_not_read(self, source: str) -> None:
        assert shown(f"<p>前</p>{source}<p>后</p>") == ["前", "后"]

    def test_hidden_overflow_is_shown(self) -> None:
        assert shown('<div style="overflow:hidden" aria-hidden="false">甲</div>') == ["甲"]

    def test_hidden_rows_and_cells(self) -> None:
        table = "<tr hidden><td>删<td>1<tr><td>甲<td style='display:none'>删<td>2"
        assert only_table(f"<table>{table}</table>").rows == [["甲", "2"]]


class TestTables:
    def test_merged_cells(self) -> None:
        found = only_table(
            rows("[colspan=2]科目|[rowspan=2]合计", "编码|名称", "201|一般公共服务|3.00")
        )
        assert found.rows == [
            ["科目", "", "合计"],
            ["编码", "名称", ""],
            ["201", "一般公共服务", "3.00"],
        ]
        assert found.spans == {(0, 0): (1, 2), (0, 2): (2, 1)}

    def test_two_merges_side_by_side_reach_different_rows(self) -> None:
        found = only_table(rows("[rowspan=3]甲|[rowspan=2]乙|1", "2", "丙|3"))
        assert found.rows == [["甲", "乙", "1"], ["", "", "2"], ["", "丙", "3"]]

    def test_merge_in_the_last_column(self) -> None:
        assert only_table(rows("甲|[rowspan=2]乙", "丙")).rows == [["甲", "乙"], ["丙", ""]]

    def test_merge_ends_with_its_group_of_rows(self) -> None:
        table = "<thead><tr><th rowspan=9>甲<th>乙<tbody><tr><td>1<td>2"
        found = only_table(f"<table>{table}</table>")
        assert found.rows == [["甲", "乙"], ["1", "2"]]
        assert found.spans == {}

    def test_merge_to_the_end_of_the_group(self) -> None:
        found = only_table(rows("[rowspan=0]甲|1", "2", "3"))
        assert found.rows == [["甲", "1"], ["", "2"], ["", "3"]]
        assert found.spans == {(0, 0): (3, 1)}

    @pytest.mark.parametrize("extent", ["0", "-1", "x", "", "1.5"])
    def test_senseless_extents_count_as_one(self, extent: str) -> None:
        assert only_table(rows(f'[colspan="{extent}"]甲|1', "乙|2")).rows == [
            ["甲", "1"],
            ["乙", "2"],
        ]

    def test_tags_left_open(self) -> None:
        assert shown("<table><tr><td>甲<td>1<tr><td><b>乙<td>2</table>后") == [
            [["甲", "1"], ["乙", "2"]],
            "后",
        ]

    def test_end_tag_inside_a_cell_closes_nothing_outside(self) -> None:
        assert shown("<div><table><tr><td>甲</div>乙<td>1</table></div>") == [[["甲乙", "1"]]]

    def test_short_rows_are_filled(self) -> None:
        assert only_table(rows("甲|乙|丙", "1")).rows == [["甲", "乙", "丙"], ["1", "", ""]]

    def test_paragraphs_and_breaks_of_a_cell_are_its_lines(self) -> None:
        table = rows("<p>1.完成采购</p><p>2.验收<br>合格</p>|&nbsp;")
        assert only_table(table).rows == [["1.完成采购\n2.验收\n合格", ""]]

    def test_indent_of_a_name_is_kept(self) -> None:
        assert only_table(rows("&emsp;&nbsp;\u3000基本支出|1")).rows == [
            ["\u2003 \u3000基本支出", "1"]
        ]

    def test_caption_and_strays_stand_above(self) -> None:
        assert shown("<table>单位：万元<caption>表一</caption><tr><td>甲<td>1</table>") == [
            "单位：万元",
            "表一",
            [["甲", "1"]],
        ]

    def test_inner_table_follows_the_outer_one(self) -> None:
        assert shown(rows(f"外{rows('内|1')}|2")) == [[["外", "2"]], [["内", "1"]]]

    def test_table_that_frames_the_page_vanishes(self) -> None:
        page = f"<p>一、概况</p>{rows('甲|1')}<p>二、收入</p>"
        wanted = ["一、概况", [["甲", "1"]], "二、收入"]
        assert shown(rows(page)) == wanted
        assert shown(rows(f"首页|{page}{rows(*['乙|2'] * 9)}")) == [
            "首页",
            *wanted,
            [["乙", "2"]] * 9,
        ]

    def test_rows_outside_tables_are_text(self) -> None:
        assert shown("<tr><td>甲</td><td>乙</td></tr>") == ["甲", "乙"]


class TestEncodings:
    @pytest.mark.parametrize(
        ("declared", "encoding"),
        [
            ('<meta charset="utf-8">', "utf-8"),
            ("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "gb18030"),
            ('<?xml version="1.0" encoding="GBK"?>', "gbk"),
            ("", "utf-8"),
            ("", "gb18030"),
            ("", "utf-8-sig"),
            ("", "utf-16"),
            ('<meta charset="utf-8">', "gb18030"),
            ('<meta charset="gbk">', "utf-8-sig"),
        ],
    )
    def test_encodings(self, declared: str, encoding: str) -> None:
        page = f"<html>{declared}<p>支出合计为二〇二五年预算数</p></html>"
        (found,) = read(page.encode(encoding), "预算.html").blocks
        assert isinstance(found, Paragraph)
        assert found.text == "支出合计为二〇二五年预算数"

    def test_one_damaged_character_is_reported(self) -> None:
        page = f"<meta charset=utf-8><p>{'预算' * 2000}</p>".encode() + b"\xff\xff<p>\xff"
        found = read(page, "预算.html")
        assert found.blocks
        assert "损坏" in found.problems[0].message


class TestRefused:
    def test_empty_page(self) -> None:
        assert "空文件" in refusal(b" \n")

    def test_text_without_tags(self) -> None:
        assert "不是网页" in refusal("项目\t金额\n合计\t12.00".encode())

    @pytest.mark.parametrize("data", [b"<html>\0\0\0</html>", bytes(range(256)) * 20])
    def test_binary_content(self, data: bytes) -> None:
        assert "不是网页" in refusal(b"<html>" + data) or "编码" in refusal(b"<html>" + data)

    def test_unknown_encoding(self) -> None:
        assert "编码" in refusal(b"<html><p>" + b"\xff\xfe\xfd" * 500)

    def test_absurd_grid(self) -> None:
        assert "单元格" in refusal(rows(*["[colspan=1000]x"] * 2001).encode())

    def test_absurd_rows_spanned(self) -> None:
        table = rows("[colspan=1000 rowspan=65534]x", *["y"] * 2000)
        assert "单元格" in refusal(table.encode())

    def test_tables_nested_too_deep(self) -> None:
        assert "嵌套过深" in refusal(b"<table><tr><td>" * 100)


class TestHostile:
    """Each of these ends at once; a parser that looks back takes minutes."""

    @pytest.mark.parametrize(
        "piece",
        ["<div>", "<b>", "<p><b>", "</div>", "<div></p>", "<table>", "<ul><li>", "<font><p>"],
    )
    def test_a_hundred_thousand_tags(self, piece: str) -> None:
        found = content(piece * 100_000 + "<p>合计")
        assert found.blocks[-1].text == "合计"  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        "piece",
        ["<!--", "<!", "<?", "<a ", '<a b="', "<a b='\"", "</a ", "<", "&", "&#", "<script>"],
    )
    def test_a_hundred_thousand_pieces_that_never_end(self, piece: str) -> None:
        read(("<p>合计</p>" + piece * 100_000).encode(), "预算.html")

    def test_page_that_breaks_off_is_reported(self) -> None:
        for end in ("<td", "<!-- ", "<script>x", '<a href="', "<select><option>1"):
            found = read(f"<html><p>合计</p>{end}".encode(), "预算.html")
            assert len(found.blocks) == 1
            assert "中断" in found.problems[0].message

    def test_page_of_pictures_is_reported(self) -> None:
        (problem,) = content("<p>见下图</p><img src=a.png>").problems
        assert "1 张图片" in problem.message


PIECES = st.sampled_from(
    [
        *(
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
            "<td>",
            "</td>",
            "<td rowspan=3>",
            "<th colspan=2>",
        ),
        *(
            "<tbody>",
            "</tbody>",
            "<caption>",
            "</caption>",
            "<p>",
            "</p>",
            "<div hidden>",
            "</div>",
        ),
        *(
            "<br>",
            "<tr hidden>",
            "<td hidden>",
            "<h1>",
            "</h1>",
            "<rt>",
            "<pre>",
            "</pre>",
            "<select>",
        ),
        *(
            "文",
            "&nbsp;",
            " \n",
            "<",
            ">",
            '"',
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<ruby>",
            "=",
        ),
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_mixture_of_tags_is_read(page: str) -> None:
    for block in content(page).blocks:
        if isinstance(block, TableBlock):
            assert len({len(row) for row in block.rows}) == 1
            assert len(block.rows) == len(block.places)


@given(st.binary(max_size=200))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        read(b"<p>" + data, "预算.html")


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.text("收支1.<&>'\"", max_size=4), min_size=width, max_size=width),
            min_size=2,
            max_size=5,
        )
    )
)
def test_every_grid_comes_back(grid: list[list[str]]) -> None:
    assert only_table(_page_of([Table(grid)])).rows == grid


def _page_of(blocks: list[Table | str]) -> str:
    page = ""
    for block in blocks:
        if isinstance(block, Table):
            cells = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in block.rows)
            page += f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
        else:
            page += f"<p>{escape(block)}</p>"
    return page


@pytest.mark.skipif(not SAMPLE.exists(), reason="no sample beside the project")
def test_the_sample_as_a_page_reads_as_its_text() -> None:
    blocks = lines(SAMPLE.read_text("utf-8"))
    assert shown(_page_of(blocks)) == [  # type: ignore[arg-type]
        b.rows if isinstance(b, Table) else str(b).strip() for b in blocks
    ]
