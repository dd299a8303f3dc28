"""Tables without a full grid of lines are found by rules, shading and alignment."""

import pytest

from readers.pdf_files import Page, lines, steps
from readers.pdf_reading import rows, tables, texts

DATA = [
    ["201", "一般公共服务支出", "3,805.32", "1,818.50"],
    ["20103", "政府办公厅（室）及相关机构事务", "2,659.03", "1,049.35"],
    ["205", "教育支出", "1.60", ""],
    ["221", "住房保障支出", "212.69", "212.69"],
]
BODY_XS = steps(60, 50, 220, 90, 90)


def _three_lines(page: Page) -> Page:
    names = ["科目编码", "科目名称", "合计", "基本支出"]
    for x, name in zip([62, 180, 350, 440], names, strict=True):
        page.text(x, 706, name)
    return page.cells(BODY_XS, steps(700, *[-18] * 4), DATA)


def test_three_line_table_reads_by_alignment() -> None:
    page = _three_lines(Page().text(60, 740, "2025年预算支出总表"))
    for y in (720, 702, 628):
        page.line(60, y, 510, y)
    assert rows(page) == [["科目编码", "科目名称", "合计", "基本支出"], *DATA]
    assert texts(page) == ["2025年预算支出总表"]


def test_table_without_any_line_reads_by_alignment() -> None:
    page = _three_lines(Page().text(60, 740, "单位：万元"))
    assert rows(page) == [["科目编码", "科目名称", "合计", "基本支出"], *DATA]
    assert texts(page) == ["单位：万元"]


def test_rules_between_rows_hold_wrapped_names_together() -> None:
    page = Page()
    ys = steps(700, -18, -32, -18)
    for y in ys:
        page.line(60, y, 510, y)
    page.text(70, 688, "科目名称").text(350, 688, "合计").text(450, 688, "基本支出")
    page.text(70, 671, "机关事业单位基本养老").text(70, 657, "保险缴费支出")
    page.right(380, 664, "214.37").right(490, 664, "214.37")
    page.text(70, 637, "住房公积金").right(380, 637, "212.69").right(490, 637, "212.69")
    assert rows(page) == [
        ["科目名称", "合计", "基本支出"],
        ["机关事业单位基本养老保险缴费支出", "214.37", "214.37"],
        ["住房公积金", "212.69", "212.69"],
    ]


def test_names_set_to_the_left_stand_over_the_columns_that_begin_below_them() -> None:
    page = Page()
    for x, name in ((60, "合计"), (180, "因公出国费"), (300, "车辆"), (420, "接待费")):
        page.text(x, 720, name)
    xs = steps(60, *[60] * 7)
    for index, x in enumerate(xs):
        page.text(x, 704, ("预算", "决算")[index % 2])
        page.right(x + 50, 686, f"{index}.25").right(x + 50, 668, f"{index}.50")
    (table,) = tables(page)
    assert table.rows[0] == ["合计", "", "因公出国费", "", "车辆", "", "接待费", ""]
    assert table.spans is not None
    assert [table.spans[0, column] for column in (0, 2, 4, 6)] == [(1, 2)] * 4


def test_numbers_of_columns_below_the_rule_of_the_header_are_no_row() -> None:
    """Set to the left they stand under the names and figures of other columns."""
    page = Page().cells(BODY_XS, steps(684, *[-18] * 4), DATA)
    for x, name in zip(
        [62, 180, 350, 440], ["科目编码", "科目名称", "合计", "基本支出"], strict=True
    ):
        page.text(x, 706, name)
    for x, number in zip([62, 112, 320, 400], "1234", strict=True):
        page.text(x, 690, number)
    for y in (718, 702, 610):
        page.line(60, y, 510, y)
    assert rows(page)[1:] == DATA


def test_characters_set_far_apart_are_one_name() -> None:
    page = Page()
    for x, letter in (
        (70, "项"),
        (110, "目"),
        (330, "合"),
        (360, "计"),
        (440, "预"),
        (460, "算"),
        (480, "数"),
    ):
        page.text(x, 700, letter)
    for y, name in ((680, "教育支出"), (662, "文化支出")):
        page.text(70, y, name).right(385, y, "212.69").right(500, y, "1,230.50")
    assert rows(page) == [
        ["项 目", "合 计", "预 算 数"],
        ["教育支出", "212.69", "1,230.50"],
        ["文化支出", "212.69", "1,230.50"],
    ]


def test_the_first_row_of_a_page_belongs_to_the_rows_between_rules_below_it() -> None:
    """The rule above it was left on the page before."""
    page = Page().text(200, 800, "平川市教育局2025年部门预算")
    for y in steps(700, -18, -18, -18):
        page.line(60, y, 510, y)
    for y, row in zip((706, 688, 670, 652), [DATA[0], *DATA[:3]], strict=True):
        page.text(62, y, row[0]).text(120, y, row[1]).right(410, y, row[2]).right(500, y, row[3])
    assert rows(page) == [DATA[0], *DATA[:3]]


def test_a_name_over_several_columns_and_a_column_without_figures() -> None:
    page = Page()
    page.centred(330, 730, "2025年预算数").text(70, 722, "科目名称")
    for x, name in zip([230, 330, 430], ["合计", "基本支出", "项目支出"], strict=True):
        page.centred(x, 712, name)
    for y, name, total in ((690, "教育支出", "1.60"), (672, "住房保障支出", "212.69")):
        page.text(70, y, name).right(245, y, total).right(350, y, total)
    (table,) = tables(page)
    assert table.rows == [
        ["科目名称", "2025年预算数", "", ""],
        ["", "合计", "基本支出", "项目支出"],
        ["教育支出", "1.60", "1.60", ""],
        ["住房保障支出", "212.69", "212.69", ""],
    ]
    assert table.spans == {(0, 0): (2, 1), (0, 1): (1, 3)}


def test_shaded_rows_do_not_hide_the_rows_between() -> None:
    page = Page()
    for y in (682, 646):
        page.bar(60, y, 450, 18, 0.85)
    assert rows(_three_lines(page))[1:] == DATA


def test_columns_missing_inside_a_box_are_found() -> None:
    page = _three_lines(Page().draw("0.5 w 58 626 454 96 re S"))
    page.line(58, 702, 512, 702)
    assert rows(page) == [["科目编码", "科目名称", "合计", "基本支出"], *DATA]


def test_rows_missing_between_upright_lines_are_found() -> None:
    page = Page()
    for x in BODY_XS:
        page.line(x, 720, x, 628)
    for y in (720, 700, 628):
        page.line(60, y, 510, y)
    page.cells(BODY_XS, steps(720, -20), [["编码", "科目名称", "合计", "基本支出"]])
    page.cells(BODY_XS, steps(700, *[-18] * 4), DATA)
    assert rows(page) == [["编码", "科目名称", "合计", "基本支出"], *DATA]


def test_prose_with_figures_is_no_table() -> None:
    page = lines(
        Page(),
        60,
        700,
        [
            "2025年收入预算 4557.36 万元，比上年增加 188.30 万元，",
            "2024年收入预算 4369.06 万元，比上年增加 100.00 万元，",
            "2023年收入预算 4269.06 万元，比上年减少 300.00 万元。",
        ],
    )
    assert tables(page) == []


@pytest.mark.parametrize("leader", ["…………………………", "......................", ""])
def test_a_table_of_contents_is_no_table(leader: str) -> None:
    page = Page().text(280, 780, "目  录")
    for number, title in enumerate(["部门概况", "部门预算表", "情况说明", "名词解释"], 1):
        y = 760 - 20 * number
        page.text(60, y, title + leader).right(500, y, str(2 * number))
    assert tables(page) == []
    assert len(texts(page)) == 5


def test_an_item_of_the_other_side_that_touches_an_amount_is_a_cell_of_its_own() -> None:
    """Two such amounts on a page are too few to tell the edge of the column."""
    page = Page().text(62, 720, "项目").text(210, 720, "金额").text(300, 720, "项目")
    page.text(450, 720, "金额").text(62, 700, "一、拨款").right(259, 700, "1,271.90")
    page.text(62, 682, "二、基金").right(259, 682, "45.30")
    items = ("一、教育支出", "二、外交支出", "三、国防支出", "四、其他支出", "五、卫生支出")
    for y, item in zip(steps(700, *[-18] * 4), items, strict=True):
        page.text(262, y, item)
        if y < 680:
            page.right(480, y, "1.25")
    assert rows(page)[1:3] == [
        ["一、拨款", "1,271.90", "一、教育支出", ""],
        ["二、基金", "45.30", "二、外交支出", ""],
    ]


def test_an_amount_that_touches_the_words_of_the_next_column_stays_apart() -> None:
    page = Page().text(62, 706, "项目").text(160, 706, "金额").text(205, 706, "项目")
    page.text(390, 706, "金额")
    names = ["一般公共预算", "政府性基金", "单位资金", "合计"]
    other = ["教育支出", "卫生健康支出", "住房保障支出", "总计"]
    amounts = ["1271.90", "45.30", "16.85", "1334.05"]
    for k, (left, right, amount) in enumerate(zip(names, other, amounts, strict=True)):
        y = 688 - 18 * k
        page.text(62, y, left).right(200, y, amount).text(202, y, right).right(420, y, amount)
    assert rows(page)[1:] == [
        [a, amount, b, amount] for a, b, amount in zip(names, other, amounts, strict=True)
    ]


def test_an_amount_with_its_unit_stays_together_in_a_sentence() -> None:
    facts = ["基本支出18.30万元", "项目支出19.40万元", "其他支出17.50万元", "人员支出16.60万元"]
    page = lines(Page(), 60, 700, facts)
    assert tables(page) == []
    assert texts(page) == facts


def test_rows_without_figures_keep_their_own_line_among_few_with_figures() -> None:
    page = Page().text(62, 706, "项目").text(350, 706, "合计").text(440, 706, "基本支出")
    names = ["一、一般公共服务", "二、外交", "三、国防", "四、公共安全", "五、教育", "六、科学技术"]
    amounts = ["18.50", "", "", "7.25", "", "3.10"]
    for k, (name, amount) in enumerate(zip(names, amounts, strict=True)):
        page.text(62, 688 - 18 * k, name)
        if amount:
            page.right(380, 688 - 18 * k, amount).right(480, 688 - 18 * k, amount)
    assert rows(page)[1:] == [
        [name, amount, amount] for name, amount in zip(names, amounts, strict=True)
    ]


def test_names_in_the_middle_of_wide_columns_stand_over_narrow_figures_at_the_right() -> None:
    page = Page()
    for x, name in zip([120, 300, 450], ["科目名称", "事业收入", "其他收入"], strict=True):
        page.centred(x, 706, name)
    for y, name in ((688, "教育支出"), (670, "文化支出"), (652, "体育支出")):
        page.text(62, y, name).right(370, y, "0.00").right(520, y, "1.00")
    assert rows(page)[0] == ["科目名称", "事业收入", "其他收入"]
    assert rows(page)[1] == ["教育支出", "0.00", "1.00"]


def test_two_codes_shown_apart_in_neighbouring_columns_stay_apart() -> None:
    page = Page().text(62, 706, "项").text(90, 706, "单位代码").text(180, 706, "科目名称")
    page.text(350, 706, "合计")
    body = [
        ["01", "238001", "行政运行", "1.60"],
        ["05", "238001", "基本养老保险", "12.69"],
        ["06", "238002", "职业年金", "3.05"],
        ["99", "238002", "其他支出", "0.42"],
    ]
    for k, (item, unit, name, amount) in enumerate(body):
        y = 688 - 18 * k
        page.text(72, y, item).text(84, y, unit).text(180, y, name).right(380, y, amount)
    assert rows(page)[1:] == body


def test_the_row_that_numbers_the_columns_tells_columns_without_figures_apart() -> None:
    page = Page()
    middles = [110, 250, 330, 410, 490]
    for x, name in zip(middles, ["项目", "合计", "事业收入", "经营收入", "其他收入"], strict=True):
        page.centred(x, 724, name)
    for x, name in zip(middles, ["栏次", "1", "2", "3", "4"], strict=True):
        page.centred(x, 706, name)
    for y, name in ((688, "教育支出"), (670, "文化支出"), (652, "体育支出")):
        page.text(62, y, name).right(285, y, "1,230.50").right(525, y, "8.25")
    assert rows(page) == [
        ["项目", "合计", "事业收入", "经营收入", "其他收入"],
        ["栏次", "1", "2", "3", "4"],
        ["教育支出", "1,230.50", "", "", "8.25"],
        ["文化支出", "1,230.50", "", "", "8.25"],
        ["体育支出", "1,230.50", "", "", "8.25"],
    ]


def test_names_and_figures_in_several_lines_stand_in_the_middle_of_their_row() -> None:
    page = (
        Page().centred(120, 706, "科目名称").centred(250, 706, "合计").centred(330, 706, "项目支出")
    )
    page.text(62, 682, "机关事业单位基本养老保").text(62, 668, "险缴费支出")
    page.right(280, 675, "98,765.40").right(345, 682, "12,345,").right(345, 668, "678.90")
    page.text(62, 648, "住房公积金").right(280, 648, "253.52").right(345, 648, "253.52")
    page.text(62, 628, "用于社会福利的彩票公益").text(62, 614, "金支出和残疾人事业的彩").text(
        62, 600, "票公益金"
    )
    page.right(280, 614, "59.36").right(345, 614, "59.36")
    assert rows(page)[1:] == [
        ["机关事业单位基本养老保险缴费支出", "98,765.40", "12,345,678.90"],
        ["住房公积金", "253.52", "253.52"],
        ["用于社会福利的彩票公益金支出和残疾人事业的彩票公益金", "59.36", "59.36"],
    ]


def test_names_in_several_lines_over_columns_on_three_levels() -> None:
    page = Page().centred(90, 710, "科目").centred(90, 697, "名称").centred(180, 703, "合计")
    page.text(450, 746, "单位：万元").centred(370, 728, "本年收入").centred(430, 708, "单位资金")
    page.centred(250, 694, "小计").centred(310, 700, "一般公共").centred(310, 687, "预算拨款")
    for x, name in ((370, "小计"), (430, "事业收入"), (490, "其他收入")):
        page.centred(x, 684, name)
    for y, name in ((660, "教育支出"), (642, "文化支出")):
        page.text(62, y, name)
        for right in (205, 275, 335, 395, 455):
            page.right(right, y, "1,230.50")
    (table,) = tables(page)
    assert ["".join(column) for column in zip(*table.rows[:3], strict=True)] == [
        "科目名称",
        "合计",
        "本年收入小计",
        "一般公共预算拨款",
        "单位资金小计",
        "事业收入",
        "其他收入",
    ]
    assert table.spans is not None
    assert (table.spans[0, 2], table.spans[1, 4]) == ((1, 5), (1, 3))


def test_names_above_names_of_several_columns_are_levels_of_their_own() -> None:
    """项目 over 科目编码 over 类、款、项; a name of two lines beside one of a level of three."""
    page = (
        Page().centred(130, 730, "项目").centred(100, 712, "功能分类科目").centred(100, 700, "编码")
    )
    for x, name in ((70, "类"), (100, "款"), (130, "项"), (180, "栏次"), (230, "1"), (290, "2")):
        page.centred(x, 672, name)
    page.centred(350, 672, "3").centred(410, 672, "4").centred(180, 706, "名称")
    page.centred(320, 730, "本年支出").centred(350, 715, "基本支出").centred(230, 706, "合计")
    page.centred(290, 692, "小计").centred(350, 698, "人员").centred(350, 686, "经费")
    page.centred(410, 692, "公用")
    for y, name in ((650, "教育支出"), (632, "文化支出")):
        page.text(65, y, "205").text(95, y, "01").text(125, y, "02").text(160, y, name)
        for right in (250, 310, 370, 430):
            page.right(right, y, "1,230.50")
    (table,) = tables(page)
    assert table.spans is not None
    assert table.spans[0, 0] == (1, 4)
    assert table.spans[0, 4] == (1, 4)
    assert table.spans[1, 0] == (1, 3)
    assert table.spans[1, 5] == (1, 3)
    assert table.rows[-1] == ["205", "01", "02", "文化支出", *["1,230.50"] * 4]


def test_a_last_row_alone_on_the_next_page_keeps_the_columns_under_the_same_header() -> None:
    def header() -> Page:
        return (
            Page().text(62, 766, "项目").centred(330, 766, "上年预算").centred(430, 766, "本年预算")
        )

    first, second = header(), header()
    for k, name in enumerate(["教育支出", "文化支出", "体育支出"]):
        first.text(62, 748 - 18 * k, name).right(360, 748 - 18 * k, "1.25").right(
            460, 748 - 18 * k, "2.50"
        )
    second.text(62, 748, "合计").right(460, 748, "7.50")
    one, other = tables(first, second)
    assert one.rows[-1] == ["体育支出", "1.25", "2.50"]
    assert other.rows == [["项目", "上年预算", "本年预算"], ["合计", "", "7.50"]]
