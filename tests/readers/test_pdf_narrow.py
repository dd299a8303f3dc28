"""Narrow columns without lines between them: figures and names that break over lines."""

from readers.pdf_files import Page
from readers.pdf_reading import rows, tables


def _header(page: Page, *names: tuple[float, str], y: float = 706) -> Page:
    for x, name in names:
        page.centred(x, y, name)
    return page


def test_figures_that_break_over_lines_beside_each_other_fill_their_own_columns() -> None:
    page = _header(Page(), (110, "科目名称"), (222, "合计"), (280, "财政拨款"), (330, "其他"))
    for k, (name, amount) in enumerate(
        [("行政运行", "451,900"), ("公共卫生", "326,700"), ("社会保障", "524,000")]
    ):
        y = 688 - 18 * k
        page.text(62, y, name).right(245, y, amount).right(293, y, amount).right(345, y, "0")
    page.text(62, 628, "卫生健康支出").right(345, 628, "0")
    page.right(245, 633, "39,151,00").right(245, 623, "0")
    page.right(293, 633, "38,131,00").right(293, 623, "0")
    assert rows(page)[-1] == ["卫生健康支出", "39,151,000", "38,131,000", "0"]


def test_rules_between_rows_hold_figures_and_codes_in_several_lines_together() -> None:
    page = _header(Page(), (66, "编码"), (130, "科目名称"), (222, "合计"), (280, "基本支出"))
    for y in (720, 700, 668, 636, 604):
        page.line(50, y, 320, y)
    names = [("2080", "机关事业单位", "养老保险缴费"), ("2101", "行政事业单位", "职工医疗保险")]
    for k, (code, name, more) in enumerate([*names, ("2210", "其他机关单位", "住房改革支出")]):
        y = 687 - 32 * k
        page.text(56, y, code).text(90, y, name).right(240, y, "450,076.").right(300, y, "450,076.")
        y -= 12
        page.text(56, y, "501").text(90, y, more).right(240, y, "00").right(300, y, "00")
    assert rows(page)[1:] == [
        ["2080501", "机关事业单位养老保险缴费", "450,076.00", "450,076.00"],
        ["2101501", "行政事业单位职工医疗保险", "450,076.00", "450,076.00"],
        ["2210501", "其他机关单位住房改革支出", "450,076.00", "450,076.00"],
    ]


def test_a_first_figure_in_several_lines_does_not_belong_to_the_header() -> None:
    page = _header(Page(), (90, "项目"), (170, "预算数"), (250, "项目"), (330, "预算数"))
    page.text(62, 680, "一般公共预算").right(185, 685, "1,123.2").right(185, 674, "5")
    page.text(222, 680, "一般公共服务")
    for k, (left, right) in enumerate([("政府性基金", "外交支出"), ("其他收入", "国防支出")]):
        y = 656 - 18 * k
        page.text(62, y, left).right(185, y, "30.00").text(222, y, right).right(345, y, "30.00")
    assert rows(page)[1] == ["一般公共预算", "1,123.25", "一般公共服务", ""]


def test_a_name_in_the_middle_of_header_rows_of_different_height_spans_them() -> None:
    page = Page().text(320, 746, "单位：万元").centred(300, 730, "基本支出")
    page.centred(90, 714, "科目名称").centred(180, 714, "总计")
    page.centred(260, 702, "小计").centred(340, 708, "其他运转").centred(340, 696, "类")
    for y, name in ((670, "教育支出"), (652, "文化支出")):
        page.text(62, y, name).right(205, y, "1.25").right(285, y, "2.50").right(365, y, "3.75")
    (table,) = tables(page)
    assert table.rows[:2] == [
        ["科目名称", "总计", "基本支出", ""],
        ["", "", "小计", "其他运转类"],
    ]
    assert table.spans == {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)}


def test_a_name_in_the_middle_of_a_code_and_its_words_stands_over_both() -> None:
    page = _header(Page(), (105, "项目"), (185, "合计"), (290, "功能分类"), (400, "支出"))
    for k, (code, name) in enumerate(
        [("201", "教育支出"), ("202", "文化支出"), ("205", "卫生支出")]
    ):
        y = 688 - 18 * k
        page.text(62, y, "财政拨款").right(208, y, "1.25").text(216, y, code)
        page.text(240, y, name).right(435, y, "2.50")
    (table,) = tables(page)
    assert table.rows[0] == ["项目", "合计", "功能分类", "", "支出"]
    assert table.spans == {(0, 2): (1, 2)}


def test_the_words_that_begin_the_numbers_of_columns_may_have_two_lines() -> None:
    page = _header(Page(), (60, "序号"), (150, "项目"), (240, "金额"), (310, "合计"), y=730)
    page.centred(60, 708, "栏").centred(60, 697, "次")
    _header(page, (150, "1"), (240, "2"), (310, "3"), y=702.5)
    for k, name in enumerate(["教育支出", "文化支出", "卫生支出"]):
        y = 678 - 18 * k
        page.text(57, y, str(k + 1)).text(100, y, name).right(260, y, "1.25").right(330, y, "2.50")
    assert rows(page)[:3] == [
        ["序号", "项目", "金额", "合计"],
        ["栏次", "1", "2", "3"],
        ["1", "教育支出", "1.25", "2.50"],
    ]


def _page_of_a_long_table(items: list[str]) -> Page:
    """Small print in high rows; figures at the right of cells whose names are in the middle."""
    page = Page().text(400, 800, "单位：元").centred(278, 780, "上年结转", 6)
    for x, name in ((110, "科目名称"), (200, "总计"), (240, "小计"), (275, "一般公共")):
        page.centred(x, 755, name, 6)
    page.centred(313, 755, "政府性基金", 6)
    for k, item in enumerate(items):
        y = 724 - 14 * k
        page.text(74, y, item, 6).right(218, y, "16,037,166", 6).right(255, y, "224,938", 6)
        page.right(290, y, "54,050", 6).right(330, y, "170,888", 6)
    return page


def test_a_header_in_high_rows_names_the_same_columns_on_the_next_page() -> None:
    first = _page_of_a_long_table(["教育支出", "文化支出", "卫生支出"])
    second = _page_of_a_long_table(["住房支出", "其他支出"])
    one, other = tables(first, second)
    assert one.rows[:2] == other.rows[:2]
    assert one.spans == other.spans == {(0, 2): (1, 3)}


def test_a_share_that_nearly_touches_the_name_of_the_next_column_stays_apart() -> None:
    page = _header(Page(), (90, "收入项目"), (180, "预算数"), (225, "增减%"), (290, "支出项目"))
    for k, (left, right) in enumerate([("教育收费", "教育支出"), ("其他收入", "文化支出")] * 2):
        y = 688 - 18 * k
        page.text(62, y, left).right(205, y, "1.25").right(245, y, "-8.06%").text(247, y, right)
    assert rows(page)[1] == ["教育收费", "1.25", "-8.06%", "教育支出"]


def test_a_last_name_in_four_lines_stays_whole_though_its_first_is_set_in() -> None:
    page = _header(Page(), (60, "编码"), (119, "科目名称"), (200, "合计"), (280, "基本支出"))
    for k, (code, name) in enumerate(
        [("205", "教育支出"), ("206", "科学技术"), ("207", "文化旅游")]
    ):
        y = 684 - 24 * k
        page.text(48, y, code).text(89, y, name).right(220, y, "69.22").right(300, y, "69.22")
    page.text(129, 636, "事业")
    page.text(48, 596, "2080505").right(220, 596, "34.61").right(300, 596, "34.61")
    page.text(129, 614, "机关").text(89, 602, "事业单位养").text(89, 590, "老保险缴费")
    page.text(89, 578, "支出")
    assert rows(page)[-1] == ["2080505", "机关事业单位养老保险缴费支出", "34.61", "34.61"]
