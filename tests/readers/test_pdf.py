"""What an officer sees on a PDF page is what the reader gives: tables cell by cell, lines in order."""

import itertools
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.model import Place, UnreadableFile
from mingzhang.readers import pdf
from mingzhang.readers.blocks import Paragraph, TableBlock
from mingzhang.readers.pdf_layout import lines as ruling_lines
from mingzhang.readers.pdf_layout import pdfium, streams
from readers.pdf_files import Page, deflated, document, encrypted, lines, steps, width
from readers.pdf_reading import paragraphs, read, rows, tables, texts

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples"

XS = steps(60, 150, 80, 150, 80)
YS = steps(760, -20, -20, -20)
ROWS = [
    ["项目", "预算数", "项目", "预算数"],
    ["一、一般公共预算", "4,557.36", "一、教育支出", "1.60"],
    ["二、政府性基金", "", "二、外交支出", "0.00"],
]


# Ruled tables


def test_ruled_table_reads_cell_by_cell_below_its_caption() -> None:
    page = Page().centred(300, 800, "2025年预算收支总表", 14).right(520, 770, "单位：万元")
    caption, unit, table = read(page.table(XS, YS, ROWS)).blocks
    assert isinstance(caption, Paragraph)
    assert caption.text == "2025年预算收支总表"
    assert isinstance(unit, Paragraph)
    assert unit.text == "单位：万元"
    assert isinstance(table, TableBlock)
    assert table.rows == ROWS
    assert table.spans == {}
    assert table.at(1, 3) == Place(page=1, table=1, row=2, column=4)


def test_lines_may_be_drawn_in_any_way() -> None:
    def bars(page: Page) -> None:
        for y in YS:
            page.bar(XS[0], y, XS[-1] - XS[0], 0.5)
        for x in XS:
            page.bar(x, YS[-1], 0.5, YS[0] - YS[-1])

    def dashes(page: Page) -> None:
        for y in YS:
            page.line(XS[0], y, XS[-1], y, "[3 2] 0 d 0.5 w")
        for x in XS:
            for step in range(int(YS[-1]), int(YS[0]), 4):
                page.bar(x, step, 0.5, 2)

    def dots(page: Page) -> None:
        for y in YS:
            for x in range(int(XS[0]), int(XS[-1]), 2):
                page.bar(x, y, 0.8, 0.8)
        for x in XS:
            for step in range(int(YS[-1]), int(YS[0]), 2):
                page.bar(x, step, 0.8, 0.8)

    def double(page: Page) -> None:
        for y in YS:
            page.line(XS[0], y, XS[-1], y).line(XS[0], y - 1.8, XS[-1], y - 1.8)
        for x in XS:
            page.line(x, YS[0], x, YS[-1]).line(x + 1.8, YS[0], x + 1.8, YS[-1])

    def boxes(page: Page) -> None:
        for left, right in itertools.pairwise(XS):
            for top, bottom in itertools.pairwise(YS):
                page.draw(f"0.5 w {left} {bottom} {right - left} {top - bottom} re S")

    def one_path(page: Page) -> None:
        strokes = [f"{XS[0]} {y} m {XS[-1]} {y} l" for y in YS]
        strokes += [f"{x} {YS[0]} m {x} {YS[-1]} l" for x in XS]
        page.draw("0.5 w " + " ".join(strokes) + " S")

    def pictures(page: Page) -> None:
        for y in YS:
            page.picture(XS[0], y, XS[-1] - XS[0], 1)
        for x in XS:
            page.picture(x, YS[-1], 1, YS[0] - YS[-1])

    for drawn in (bars, dashes, dots, double, boxes, one_path, pictures):
        page = Page()
        drawn(page)
        assert rows(page.cells(XS, YS, ROWS)) == ROWS, drawn.__name__


def test_merged_cells_keep_their_text_in_the_first_cell() -> None:
    xs, ys = steps(60, 60, 120, 80, 80), steps(700, -20, -20, -20)
    page = Page()
    for y in (ys[0], ys[2], ys[3]):
        page.line(xs[0], y, xs[-1], y)
    page.line(xs[2], ys[1], xs[-1], ys[1])
    for x in (xs[0], xs[2], xs[4]):
        page.line(x, ys[0], x, ys[-1])
    page.line(xs[1], ys[2], xs[1], ys[3]).line(xs[3], ys[1], xs[3], ys[3])
    page.centred(150, 676, "项目").centred(320, 687, "2025年预算数")
    page.text(245, 667, "基本支出").text(325, 667, "项目支出")
    page.cells(xs, ys[2:], [["201", "一般公共服务支出", "1,818.50", "1,986.82"]])
    (table,) = tables(page)
    assert table.rows == [
        ["项目", "", "2025年预算数", ""],
        ["", "", "基本支出", "项目支出"],
        ["201", "一般公共服务支出", "1,818.50", "1,986.82"],
    ]
    assert table.spans == {(0, 0): (2, 2), (0, 2): (1, 2)}


def test_open_sides_end_where_the_rules_end() -> None:
    page = Page()
    for y in YS:
        page.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        page.line(x, YS[0], x, YS[-1])
    assert rows(page.cells(XS, YS, ROWS)) == ROWS


def test_lines_of_a_cell_join_without_a_space_unless_they_are_latin() -> None:
    xs, ys = steps(60, 70, 70), steps(700, -40, -40)
    page = Page().table(xs, ys, [])
    page.text(63, 686, "机关事业单位").text(63, 672, "养老保险").text(133, 686, "IT system")
    page.text(133, 672, "upkeep").text(63, 646, "合").text(93, 646, "计")
    page.right(197, 646, "156,211,123,").right(197, 632, "456.00")
    assert rows(page) == [
        ["机关事业单位养老保险", "IT system upkeep"],
        ["合 计", "156,211,123,456.00"],
    ]


def test_text_on_its_side_reads_from_the_bottom_up() -> None:
    page = Page().table(steps(60, 40, 80), steps(700, -60, -20), [["", "金额"], ["甲", "3.50"]])
    assert rows(page.text(85, 650, "类别名称", matrix="0 1 -1 0"))[0] == ["类别名称", "金额"]


def test_text_too_long_for_its_cell_stays_whole() -> None:
    xs, ys = steps(60, 40, 40, 80), steps(500, -20, -20)
    page = Page().table(xs, ys, [])
    page.text(63, 487, "机关事业单位基本养老").right(217, 487, "12.00")
    page.right(97, 467, "123,456,789.00").right(217, 467, "5")
    assert rows(page) == [["机关事业单位基本养老", "", "12.00"], ["123,456,789.00", "", "5"]]


def test_a_figure_that_runs_into_its_neighbour_is_not_joined_with_it() -> None:
    page = Page().table(steps(60, 40, 50, 50), steps(500, -20, -20), [["", "1.41", ""], ["甲"]])
    page.right(197, 487 - 0.5, "3,936,400.32")
    assert rows(page) == [["", "1.41", "3,936,400.32"], ["甲", "", ""]]


def test_glyphs_shown_one_by_one_stay_together() -> None:
    xs, ys = steps(60, 40, 45, 80), steps(500, -20, -20)
    page = Page().table(xs, ys, [["", "", "甲"], ["201", "", "乙"]])
    for index, character in enumerate("123,456,789.00"):
        page.text(75 + 5 * index, 487, character)
    for index, character in enumerate("456.00教育支出"):
        page.text(115 + 5 * min(index, 6) + 10 * max(index - 6, 0), 467, character)
    assert rows(page) == [["", "123,456,789.00", "甲"], ["201", "456.00", "教育支出乙"]]


def test_texts_of_neighbouring_cells_may_touch() -> None:
    xs, ys = steps(60, 40, 40), steps(500, -20, -20)
    page = Page().table(xs, ys, [])
    page.right(100, 487, "123.45").text(100, 487, "收入").right(100, 467, "12").text(100, 467, "34")
    kerned = Page().table(xs, ys, [["", ""], ["甲", "4"]])
    kerned.draw("BT /F 10 Tf 63 487 Td [<00310032> -3000 <00330034>] TJ ET")
    assert rows(page) == [["123.45", "收入"], ["12", "34"]]
    assert rows(kerned) == [["12", "34"], ["甲", "4"]]


def test_a_bracket_whose_blank_half_lies_on_the_border_begins_the_next_cell() -> None:
    page = Page().table(steps(60, 40, 90), steps(500, -20, -20), [["", ""], ["12.50", "支出"]])
    page.right(96.5, 487, "54.89").text(96.6, 487, "（九）卫生健康")
    assert rows(page) == [["54.89", "（九）卫生健康"], ["12.50", "支出"]]


def test_a_table_cut_by_the_page_end_is_one_table_a_page() -> None:
    first = Page().table(XS, steps(120, -20, -20), ROWS[:2])
    second = Page().table(XS, steps(800, -20, -20), [ROWS[0], ROWS[2]])
    upper, lower = tables(first, second)
    assert (upper.rows, lower.rows) == (ROWS[:2], [ROWS[0], ROWS[2]])
    assert lower.at(1) == Place(page=2, table=2, row=2)


def test_a_box_around_text_and_underlines_are_no_tables() -> None:
    page = Page().draw("0.5 w 50 600 400 100 re S").text(60, 680, "本单位负责下列工作。")
    page.line(60, 678, 160, 678).text(60, 640, "预算 12.00").line(60, 638, 110, 638)
    assert tables(page) == []
    assert texts(page) == ["本单位负责下列工作。", "预算 12.00"]


def test_stacked_tables_with_other_columns_stay_apart() -> None:
    page = Page().table(XS, YS, ROWS).text(60, 680, "二、支出预算总表")
    page.table(steps(62, 200, 200), steps(670, -20, -20), [["科目", "合计"], ["教育支出", "1.60"]])
    first, second = tables(page)
    assert first.rows == ROWS
    assert second.rows == [["科目", "合计"], ["教育支出", "1.60"]]


def test_forms_inside_forms_stand_where_their_matrices_say() -> None:
    inner = Page().table(steps(0, 50, 50), steps(100, -20, -20), [["甲", "1"], ["乙", "2"]])
    middle = Page().form(inner, "2 0 0 2 10 10")
    middle.matrix = (1, 0, 0, 1, 100, 100)
    page = Page().form(middle, "1 0 0 1 50 50").text(50, 800, "附表")
    assert texts(page) == ["附表"]
    assert rows(page) == [["甲", "1"], ["乙", "2"]]


@pytest.mark.parametrize(
    ("cosine", "sine"), [(0, 1), (-1, 0), (0, -1)], ids=["up", "upside down", "down"]
)
def test_a_table_printed_sideways_reads_upright(cosine: int, sine: int) -> None:
    upright = Page().text(60, 780, "收支总表").table(XS, YS, ROWS)
    for rotate in (0, 90, 270):
        turned = Page((900, 900), rotate)
        turned.form(upright, f"{cosine} {sine} {-sine} {cosine} 850 850")
        assert texts(turned) == ["收支总表"]
        assert rows(turned) == ROWS


_CELLS = st.sampled_from(["", "教育支出", "0.00", "1,234.56", "Wi-Fi", "基本支出（类）", "100%"])


def test_blanks_between_the_words_of_a_sideways_page_do_not_turn_it() -> None:
    """A blank that stands in no text of its own has no direction."""
    page = Page()
    for column, word in enumerate("收支总表"):
        for row in range(6):
            page.text(100 + 40 * row, 100 + 90 * column, word, matrix="0 1 -1 0")
    assert texts(page)[0].split() == [*"收支总表"]


@given(st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_any_ruled_table_comes_back_as_it_was_drawn(cells: list[list[str]]) -> None:
    cells[0][0] = "项目"
    ys = steps(800, *[-18.0] * len(cells))
    assert rows(Page().table(steps(60, 120, 90, 90), ys, cells)) == cells


# Printed lines


def test_a_line_that_runs_to_the_margin_goes_on_with_the_next() -> None:
    full = "本单位按照部门职责组织实施有关财政资金预算管理工作并对执行情况"
    page = lines(Page(), 60, 700, [full, "进行监督检查。", "二、机构设置", full, full, "完毕。"])
    found = paragraphs(page)
    assert [p.continues for p in found] == [True, False, False, True, True, False]
    assert [p.at.paragraph for p in found] == [1, 2, 3, 4, 5, 6]


def test_a_paragraph_may_go_on_over_the_page() -> None:
    full = "本单位按照部门职责组织实施有关财政资金预算管理工作并对执行情况"
    first = lines(Page(), 60, 760, [full] * 4).centred(297, 40, "- 1 -")
    second = lines(Page(), 60, 760, ["进行监督检查。"]).centred(297, 40, "- 2 -")
    found = paragraphs(first, second)
    assert [p.continues for p in found if p.kind == "body"] == [True] * 4 + [False]
    assert [p.text for p in found if p.kind == "footer"] == ["- 1 -", "- 2 -"]


def test_repeated_lines_at_the_edge_are_headers_and_footers() -> None:
    pages = []
    for number in range(1, 6):
        page = (
            Page().centred(297, 800, "某市财政局2025年部门预算", 9).text(60, 700, f"第{number}部分")
        )
        pages.append(page.centred(297, 30, str(number)))
    kinds = [(p.kind, p.text) for p in paragraphs(*pages)]
    assert kinds[:3] == [
        ("header", "某市财政局2025年部门预算"),
        ("body", "第1部分"),
        ("footer", "1"),
    ]
    assert [kind for kind, _ in kinds].count("body") == 5


def test_numbers_of_tables_at_the_top_of_pages_are_no_page_headers() -> None:
    pages = []
    for number in range(1, 6):
        page = Page().centred(297, 815, "某市财政局2025年部门预算", 9)
        page.text(60, 790, f"预算公开表{number}").centred(297, 765, "收支总表")
        page.table(XS, steps(740, -20, -20), ROWS[:2])
        pages.append(page.centred(297, 30, f"— {number} —"))
    kinds = {p.text: p.kind for p in paragraphs(*pages)}

    assert [kinds[f"预算公开表{number}"] for number in range(1, 6)] == ["body"] * 5
    assert kinds["某市财政局2025年部门预算"] == "header"
    assert kinds["— 5 —"] == "footer"


def test_pages_may_have_roman_numbers() -> None:
    kinds = [
        p.kind for p in paragraphs(*(Page().centred(297, 30, f"— {n} —") for n in ("i", "ii")))
    ]
    assert kinds == ["footer", "footer"]


def test_text_further_in_than_what_else_is_on_such_pages_goes_on_too() -> None:
    full = "本单位按照部门职责组织实施有关财政资金预算管理工作并对执行情况"
    facts = "部门名称：某市财政局机关服务中心事务管理办公室及所属事业单位单"
    tables = [lines(Page(), 30, 700, [facts] * 4) for _ in range(3)]
    found = paragraphs(
        *tables, lines(Page().text(80, 700, full[2:]), 60, 684, [full, full, "毕。"])
    )

    assert [p.continues for p in found][-4:] == [True, True, True, False]


def test_a_watermark_is_left_out() -> None:
    page = Page().text(100, 700, "正文").text(100, 500, "样张样张", 60, before="0.9 g")
    page.text(200, 300, "仅供内部使用", 50, matrix="0.7 0.7 -0.7 0.7")
    assert texts(page) == ["正文"]


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    page = Page().table(steps(60, 80, 80), steps(700, -20, -20), [["合计", "12.5"], ["甲", "3"]])
    page.text(63.3, 686.5, "合计").right(217.3, 686.5, "12.5")
    for index, character in enumerate("预算总表"):
        for shift in (0, 0.3):
            page.text(60 + 10 * index + shift, 720, character)
    assert rows(page) == [["合计", "12.5"], ["甲", "3"]]
    assert texts(page) == ["预算总表"]


def test_characters_stay_as_printed() -> None:
    page = Page().text(60, 700, "支出－１２３．４５").text(60, 660, "第二季\u00ad度")
    assert texts(page) == ["支出－１２３．４５", "第二季度"]


# What cannot be read


def test_a_scanned_page_is_a_problem_that_names_the_page() -> None:
    content = read(Page().text(60, 700, "部门预算"), Page().picture(0, 0, 595, 842))
    (problem,) = content.problems
    assert problem.at == Place(page=2)
    assert "第2页是扫描图像，没有文字层" in problem.message


def test_invisible_text_over_a_scan_counts_as_text() -> None:
    page = Page().picture(0, 0, 595, 842)
    for row in range(5):
        page.text(60, 700 - 20 * row, "某市财政局部门预算公开文本", before="3 Tr")
    content = read(page)
    assert len(content.blocks) == 5
    assert content.problems == []


def test_only_pictures_is_unreadable() -> None:
    with pytest.raises(UnreadableFile, match="全部是扫描图像，没有文字层"):
        read(Page().picture(0, 0, 595, 842), Page().picture(0, 0, 595, 842))


def test_characters_without_code_are_a_problem_and_no_figures() -> None:
    page = Page().text(60, 700, "12.34", font="U").text(60, 660, "部门预算")
    content = read(page)
    assert [b.text for b in content.blocks if isinstance(b, Paragraph)] == ["�" * 5, "部门预算"]
    assert "第1页有 5 个字符" in content.problems[0].message


def test_a_locked_file_needs_its_password_and_an_empty_one_opens() -> None:
    data = document(Page().text(60, 700, "部门预算"))
    assert len(pdf.read(encrypted(data), "加密.pdf").blocks) == 1
    with pytest.raises(UnreadableFile, match="需要密码"):
        pdf.read(encrypted(data, b"secret"), "加密.pdf")


@pytest.mark.parametrize("data", [b"", b"   ", b"%PDF-1.7\n", b"\x00\xff" * 500, "预算".encode()])
def test_what_is_no_pdf_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        pdf.read(data, "公开.pdf")
    assert re.fullmatch(r"“公开\.pdf”[^。]+。", str(caught.value))


@given(st.integers(0, 2000), st.binary(max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused(place: int, noise: bytes) -> None:
    data = document(Page().table(XS, YS, ROWS).text(60, 790, "收支总表"))
    place %= len(data)
    for damaged in (data[:place], data[:place] + noise + data[place + len(noise) :]):
        with suppress(UnreadableFile):
            pdf.read(damaged, "损坏.pdf")


def test_content_that_inflates_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page().text(60, 700, "部门预算").draw("0 0 m 9 9 l S\n" * 2000)
    assert pdf.read(document(page), "大.pdf").blocks
    monkeypatch.setattr(streams, "MAX_INFLATED", 20_000)
    with pytest.raises(UnreadableFile, match="展开后超过"):
        pdf.read(document(page), "大.pdf")
    with pytest.raises(UnreadableFile, match="展开后超过"):
        pdf.read(deflated(document(page.draw("0.1234567 0.7654321 m " * 9000))), "大.pdf")


def test_too_many_pages_or_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = document(*[Page().text(60, 700, "页")] * 3)
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(UnreadableFile, match="有 3 页，超过 2 页"):
        pdf.read(data, "长.pdf")
    monkeypatch.setattr(pdf, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFile, match="MB 的上限"):
        pdf.read(data, "长.pdf")


def test_too_many_lines_or_glyphs_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page().text(60, 700, "一二三四五六")
    for x in range(40):
        page.line(60 + 5 * x, 100, 60 + 5 * x, 600)
    monkeypatch.setattr(ruling_lines, "MAX_LINES", 30)
    monkeypatch.setattr(pdfium, "MAX_GLYPHS", 4)
    content = read(page)
    assert [b.text for b in content.blocks if isinstance(b, Paragraph)] == ["一二三四"]
    assert [p.message[:10] for p in content.problems] == [
        "第1页的文字过多，只",
        "第1页的线条过多，只",
    ]


def test_width_of_a_text() -> None:
    assert width("教育1.6") == 20 + 15


# Real documents


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem[:20])
def test_every_figure_of_the_samples(path: Path) -> None:
    """Each row with figures of the text reading stands in the PDF with the same columns."""
    content = pdf.read(path.read_bytes(), path.name)
    found = [
        [re.sub(r"\s", "", cell) for cell in row]
        for block in content.blocks
        if isinstance(block, TableBlock)
        for row in block.rows
    ]
    text = path.with_suffix(".tabs.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        row = [re.sub(r"\s", "", cell) for cell in line.split("\t")]
        if any(re.fullmatch(r"[\d,.]+", cell) for cell in row) and len(row) > 1:
            assert row in found
    assert content.problems == []


def test_fonts_of_the_machine_do_not_matter() -> None:
    """A process without any system font reads what one with fonts reads."""
    script = (
        "import pypdfium2, sys; sys.path.insert(0, 'tests')\n"
        "from readers.pdf_files import Page, steps\n"
        "from readers.pdf_reading import rows\n"
        "grid = steps(60, 80, 80), steps(700, -20, -20)\n"
        "print(rows(Page().table(*grid, [['合计', '12.5'], ['甲', '3']])))"
    )
    hidden = 'mount -t tmpfs none /usr/share/fonts && exec "$0" -c "$1"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", hidden, sys.executable, script]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if "not permitted" in run.stderr or "denied" in run.stderr:
        pytest.skip("这台机器不许另立文件系统视图。")
    assert run.stdout.strip() == str([["合计", "12.5"], ["甲", "3"]]), run.stderr
