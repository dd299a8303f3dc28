"""没有报表、只有说明文字的文本，和随手写的标点、说法：写错的数照样能发现，写对的不误报。"""

from pathlib import Path

import pytest

from mingzhang.checks.report import check
from mingzhang.model import Report
from mingzhang.recognition import read_disclosure

THREE_PUBLIC = """柳河镇人民政府2024年部门预算公开
一、"三公"经费预算增减情况
2024年一般公共预算"三公"经费预算总额为6.3万元,其中,因公出国(境)费支出0万元,公务用车购置及运行费支出4.1万元,公务接待费支出2.2万元。
"三公"经费预算数比2023年预算数减0.7万元,减幅10%。减少的主要原因是:厉行节约。具体情况如下:
1.因公出国(境)费:0万元,较上年无增减。
2.公务用车购置及运行维护费4.1万元(购置费0万元,公务用车运行维护费4.1万元),较上年无增减。
3.公务接待费:2024年公务接待费预算数2.2万元,与上年预算数相比减少0.7万元。
"""
BALANCE = """柳河镇人民政府2024年部门预算公开
一、基本情况
柳河镇机关编制52人,其中:行政编制23人,事业编制29人。
二、收支预算情况说明
2024年柳河镇收入预算总额为820.5万元,其中:财政拨款收入700.25万元,占收入预算总额的85.3%,包括一般公共预算收入700.25万元;其他收入120.25万元,占收入预算总额的14.7%。
2024年柳河镇支出预算820.5万元,其中:基本支出600.2万元,项目支出220.3万元。
"""
BY_CLASS = """柳河镇中心小学2024年单位预算公开
一、支出预算情况说明
2024年支出总预算500,000.00元,与上年持平。
(一)教育支出类科目400,000.00元,占支出总预算80%。
(二)住房保障支出类科目100,000.00元,占支出总预算20%。
二、财政拨款收支预算情况说明
2024年财政拨款收支总预算480,000.00元。收入包括:一般公共预算拨款470,000.00元、上年结转结余10,000.00元;支出包括:教育支出380,000.00元、住房保障支出100,000.00元。
"""
FROM_LAST_YEAR = """柳河报业集团（本级）2024年度部门决算
第三部分 2024年度部门决算情况说明
一、收入决算情况说明
柳河报业集团（本级）2024年度收入合计4,000.00万元。其中：财政拨款收入1,200.00万元，占总收入的30.00%；事业收入2,000.00万元（含教育收费0.00万元），占总收入的50.00%；其他收入800.00万元，占总收入的20.00%。
与上年相比，收入合计增加200.00万元，增长5.26%。其中：财政拨款收入增加100.00万元，增长9.09%；事业收入增加100.00万元，增长5.26%；其他收入增加0.00万元，增长0.00%。主要原因是广告收入增加。
二、支出决算情况说明
柳河报业集团（本级）2024年度支出合计3,800.00万元。其中：基本支出3,000.00万元，占总支出的78.95%；项目支出800.00万元，占总支出的21.05%。
与上年相比，支出合计减少100.00万元，下降2.56%。其中：基本支出减少120.00万元，下降3.85%；项目支出增加20.00万元，增长2.56%。主要原因是压减一般性支出。
（一）基本支出情况
用于保障机构正常运转的日常支出3,000.00万元。其中：人员经费支出2,800.00万元，占基本支出的93.33%；公用经费200.00万元，占基本支出的6.67%。
三、一般公共预算财政拨款支出决算情况说明
（一）总体情况
2024年度一般公共预算财政拨款支出1,200.00万元，占本年支出合计的31.58%。
（二）具体情况
1.文化旅游体育与传媒（类）支出1,100.00万元，占一般公共预算财政拨款总支出的91.67%。
2.卫生健康（类）支出100.00万元，占一般公共预算财政拨款总支出的8.33%。
"""
SPENT = """柳河镇人民政府2023年度部门决算公开
一、“三公”经费支出决算情况说明
(一)总体情况说明
2023年度“三公”经费支出决算为5.2万元,完成预算的80%,决算数小于预算数的主要原因是严控接待。
(二)具体情况说明
2023年度“三公”经费支出决算中,因公出国(境)费支出决算0万元,占0%;公务用车购置及运行维护费支出决算3.9万元,占75%;公务接待费支出决算1.3万元,占25%。
1.公务接待费支出1.3万元,与2023年度预算相比,减少0.5万元,原因是严控接待。
2.“三公”经费支出5.2万元,比上年支出6.4万元下降1.2万元,下降19%。
3.与2022年度相比:2022年度“三公”经费支出6.4万元,其中公务接待费2.1万元,公务用车购置及运行维护费4.3万元。
"""


PASSAGES = Path(__file__).parent / "passages"


def passage(name: str) -> str:
    return (PASSAGES / f"{name}.txt").read_text("utf-8")


def checked(text: str) -> Report:
    return check(read_disclosure(text.encode(), "公开文本.txt"))


def failing(text: str) -> set[str]:
    return {f.rule for f in checked(text).findings if f.severity.value == "error"}


def asked(text: str) -> set[str]:
    return {f.rule for f in checked(text).findings if f.severity.value == "warning"}


@pytest.mark.parametrize("text", [THREE_PUBLIC, BALANCE, BY_CLASS, FROM_LAST_YEAR, SPENT])
def test_a_correct_text_without_tables_raises_no_error(text: str) -> None:
    assert failing(text) == set()


@pytest.mark.parametrize(
    ("text", "right", "wrong", "rule"),
    [
        (THREE_PUBLIC, "总额为6.3万元", "总额为6.8万元", "B12"),
        (THREE_PUBLIC, "运行维护费4.1万元)", "运行维护费1.4万元)", "B12"),
        (THREE_PUBLIC, "减幅10%", "减幅0.1%", "B03"),
        (THREE_PUBLIC, "减0.7万元,减幅10%", "减0.7万元,增10%", "B03"),
        (THREE_PUBLIC, "预算数2.2万元", "预算数2.4万元", "B39"),
        (BALANCE, "其他收入120.25万元", "其他收入102.25万元", "B64"),
        (BALANCE, "总额的14.7%", "总额的17.4%", "B06"),
        (BALANCE, "占收入预算总额的14.7%", "占收入的100%", "B06"),
        (BALANCE, "项目支出220.3万元", "项目支出202.3万元", "B64"),
        (BY_CLASS, "总预算80%", "总预算70%", "B07"),
        (BY_CLASS, "结余10,000.00元", "结余11,000.00元", "B64"),
        (BY_CLASS, "教育支出380,000.00元", "教育支出350,000.00元", "B64"),
        (FROM_LAST_YEAR, "占总收入的30.00%", "占总收入的33.00%", "B08"),
        (FROM_LAST_YEAR, "增长9.09%", "增长9.90%", "B03"),
        (FROM_LAST_YEAR, "下降2.56%。", "下降5.26%。", "B03"),
        (FROM_LAST_YEAR, "占基本支出的93.33%", "占基本支出的39.33%", "B10"),
        (FROM_LAST_YEAR, "支出合计的31.58%", "支出合计的38.15%", "B09"),
        (FROM_LAST_YEAR, "总支出的8.33%", "总支出的3.88%", "B09"),
        (SPENT, "预算的80%,决算数小于", "预算的80%,决算数大于", "B58"),
        (SPENT, "3.9万元,占75%", "3.9万元,占57%", "B12"),
        (SPENT, "比上年支出6.4万元", "比上年支出4.6万元", "B03"),
        (SPENT, "下降19%", "下降91%", "B03"),
        (SPENT, "支出决算为5.2万元", "支出决算为2.5万元", "B12"),
    ],
)
def test_a_wrong_number_is_found_without_tables(
    text: str, right: str, wrong: str, rule: str
) -> None:
    assert right in text
    assert rule in failing(text.replace(right, wrong))


@pytest.mark.parametrize("name", sorted(path.stem for path in PASSAGES.glob("*.txt")))
def test_another_way_of_writing_raises_no_error(name: str) -> None:
    assert failing(passage(name)) == set()


@pytest.mark.parametrize(
    ("name", "right", "wrong", "rule"),
    [
        ("changes_first", "下降4.35%", "下降3.45%", "B03"),
        ("items_in_paragraphs", "类科目980000.40元", "类科目980000.90元", "B64"),
        ("items_in_paragraphs", "同比减少5000.20元", "同比减少5000.70元", "B62"),
        ("items_in_paragraphs", "预算减少3.17万元", "预算减少1.37万元", "B14"),
        ("items_in_paragraphs", "收入总预算1234567.80", "收入总预算1234567.08", "B39"),
        ("reasons_with_amounts", "项目支出38.50万元", "项目支出35.80万元", "B64"),
        ("lists_by_classification", "住房保障支出14.00万元", "住房保障支出41.00万元", "B64"),
        ("lists_by_classification", "资本性支出17.50万元", "资本性支出15.70万元", "B64"),
        (
            "lists_by_classification",
            "占一般公共预算支出的24.03%",
            "占一般公共预算支出的20.43%",
            "B10",
        ),
        ("average_costs", "年初预算5.60万元减少1.34万元", "年初预算5.06万元减少1.34万元", "B03"),
        ("parts_in_brackets", "其他收入60,100.20元", "其他收入60,100.00元", "B64"),
        ("parts_in_brackets", "其他资产50,000.00元", "其他资产50,001.00元", "B64"),
        ("parts_in_brackets", "差值1.05万元", "差值1.50万元", "B03"),
        ("told_step_by_step", "各减少45.20万元", "各减少54.20万元", "B03"),
        ("told_step_by_step", "外事接待支出0.10万元", "外事接待支出0.20万元", "B12"),
        ("told_step_by_step", "费支出决算0万元，占0%", "费支出决算0万元，占1%", "B12"),
        ("class_on_its_own_line", "年初预算的105.88%", "年初预算的108.55%", "B54"),
        ("class_on_its_own_line", "支出决算数为1,300.00万元", "支出决算数为1,030.00万元", "B54"),
        ("brackets_and_exceptions", "上年结转60.00万元", "上年结转90.00万元", "B64"),
        ("brackets_and_exceptions", "事业收入40.00万元", "事业收入44.00万元", "B06"),
        ("brackets_and_exceptions", "的比例为100%", "的比例为90%", "B20"),
        ("both_sides_and_costs", "各增加42.00万元，增长7%", "各增加42.00万元，增长9%", "B03"),
        ("both_sides_and_costs", "比2024年减少0.90万元", "比2024年减少0.60万元", "B14"),
        (
            "by_source_and_year",
            "来源分为：一般公共预算拨款910.00",
            "来源分为：一般公共预算拨款901.00",
            "B64",
        ),
        ("by_source_and_year", "农林水支出850.00", "农林水支出805.00", "B64"),
        ("changes_first", "公务用车运行维护费22.00万元", "公务用车运行维护费21.00万元", "B12"),
        ("changes_first", "服务类采购预算40.00万元", "服务类采购预算30.00万元", "B17"),
        ("by_budget", "34.56万元，占2.80%", "34.56万元，占8.20%", "B06"),
        ("by_budget", "结转34.56万元；支出包括", "结转35.46万元；支出包括", "B64"),
        ("by_budget", "1000.00万元，占83.33%", "1000.00万元，占33.83%", "B09"),
        ("by_budget", "公务用车2辆，其中：轿车1辆", "公务用车2辆，其中：轿车2辆", "B29"),
        ("run_in_headings", "项目支出增加400.00万元", "项目支出增加500.00万元", "B62"),
        ("run_in_headings", "机要通信用车1辆", "机要通信用车2辆", "B29"),
        ("run_in_headings", "货物类采购预算100.00万元", "货物类采购预算110.00万元", "B17"),
        ("opening_figures", "采购货物预算20.00万元", "采购货物预算21.00万元", "B17"),
        ("title_then_text", "减少1.00万元，主要", "减少2.00万元，主要", "B03"),
        ("title_then_text", "2025年预算数20.00万元，与", "2025年预算数22.00万元，与", "B12"),
        ("about_headings", "占81.8%", "占88.1%", "B09"),
        ("about_headings", "增长23.1%", "增长32.1%", "B03"),
        ("outturn_by_class", "完成年初预算的102.50%", "完成年初预算的105.20%", "B54"),
        ("outturn_by_class", "合计的93.60%", "合计的96.30%", "B09"),
        ("by_table", "200.00万元，占8.33%", "200.00万元，占3.83%", "B09"),
        ("by_table", "下降4.76%。其中", "下降7.46%。其中", "B03"),
        ("outturn_in_items", "完成年初预算的108.00%", "完成年初预算的180.00%", "B54"),
        ("outturn_in_items", "1,750.00万元，占59.32%", "1,570.00万元，占59.32%", "B07"),
        ("lists_in_lines", "900.00万元，占72.90%", "900.00万元，占79.20%", "B07"),
        ("lists_in_lines", "占“三公”经费的80%", "占“三公”经费的90%", "B12"),
        ("lists_in_lines", "（二）支出预算总计1234.56", "（二）支出预算总计1243.56", "B39"),
    ],
)
def test_a_wrong_number_is_found_however_it_is_written(
    name: str, right: str, wrong: str, rule: str
) -> None:
    text = passage(name)
    assert right in text
    assert rule in failing(text.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("name", "right", "wrong", "rule"),
    [
        ("reasons_with_amounts", "预算拨款减少0.60万元", "预算拨款减少0.90万元", "B62"),
        ("reasons_with_amounts", "项目支出预算增加38.80万元", "项目支出预算增加33.80万元", "B62"),
        ("reasons_with_amounts", "支出1.80万元，比2024年", "支出1.08万元，比2024年", "B04"),
        ("opening_figures", "事业收入10.00万元", "事业收入11.00万元", "B64"),
        (
            "run_in_headings",
            "社会保障和就业支出618.51万元，卫生",
            "社会保障和就业支出681.51万元，卫生",
            "B64",
        ),
        ("by_budget", "（项）2024年预算数为700.00万元", "（项）2024年预算数为710.00万元", "B59"),
        ("brackets_and_exceptions", "收入1,650.00万元", "收入1,560.00万元", "B64"),
        ("average_costs", "人均110元", "人均101元", "B65"),
        ("average_costs", "车均运行维护费1.20万元", "车均运行维护费1.02万元", "B65"),
        ("average_costs", "保有量3辆", "保有量4辆", "B65"),
        ("average_costs", "维修1.05万元", "维修1.50万元", "B64"),
        ("told_step_by_step", "支出决算为690.00万元", "支出决算为609.00万元", "B59"),
        ("told_step_by_step", "业务交流0.70万元", "业务交流0.07万元", "B64"),
        ("both_sides_and_costs", "邮电费12.00万元", "邮电费21.00万元", "B64"),
        ("numbered_below_totals", "拨款收入780.00万元", "拨款收入708.00万元", "B64"),
        ("numbered_below_totals", "支出112.00万元", "支出121.00万元", "B64"),
    ],
)
def test_a_list_that_does_not_add_up_is_asked_about(
    name: str, right: str, wrong: str, rule: str
) -> None:
    text = passage(name)
    assert right in text
    assert rule not in asked(text)
    assert rule in asked(text.replace(right, wrong, 1))


def test_grades_in_a_sentence_are_no_numbering() -> None:
    text = (
        BALANCE + "残疾人补贴发到户,一、二级每月200元,三、四级每月100元;二、公开情况按规定办理。\n"
    )
    marks = [
        s for s in read_disclosure(text.encode(), "公开文本.txt").statements if s.kind == "ordinal"
    ]
    assert [mark.figure.text for mark in marks][-1:] == ["二"]
    assert {"一", "三"}.isdisjoint(mark.figure.text for mark in marks)


def test_posts_by_kind_add_up() -> None:
    text = BALANCE.replace("事业编制29人", "事业编制92人")
    assert "B26" in {finding.rule for finding in checked(text).findings}


def test_completing_the_whole_budget_and_spending_less_is_asked_about() -> None:
    text = SPENT.replace("预算的80%", "预算的100%")
    assert "B58" in {finding.rule for finding in checked(text).findings}


def test_the_title_says_that_it_is_a_final_account() -> None:
    text = SPENT.replace("(一)总体情况说明", "(一)与年初预算对比情况")
    assert read_disclosure(text.encode(), "公开文本.txt").kind == "final_accounts"


def test_total_income_with_the_carryover_is_total_spending() -> None:
    text = passage("lists_by_classification").replace("总支出236.40万元", "总支出234.60万元")
    assert [f.rule for f in checked(text).findings if "相差1.80万元" in f.message] == ["B04"]


def test_a_share_of_what_nothing_prints_is_a_share_of_the_parts_of_the_section() -> None:
    text = (
        "2025年部门预算\n\n一、一般公共预算支出情况\n\n"
        "1.基本支出预算60.00万元，占一般公共预算支出的75.00%。其中：\n\n人员经费50.00万元。\n\n"
        "2.项目支出20.00万元，占一般公共预算支出的25.00%。\n"
    )
    assert failing(text) == set()
    assert failing(text.replace("25.00%", "29.00%")) == {"B09"}


def test_a_decrease_is_the_sum_of_the_decreases_of_its_parts() -> None:
    text = "2025年支出预算比上年减少50.00万元，其中：基本支出减少30.00万元，项目支出减少10.00万元。"
    messages = [f.message for f in checked(f"2025年部门预算\n\n一、支出情况\n\n{text}").findings]
    assert any("应等于40.00万元" in message and "相差10.00万元" in message for message in messages)


@pytest.mark.parametrize(("staff", "found"), [("10人", set()), ("9人", {"B26"})])
def test_staff_of_both_kinds_are_all_the_staff(staff: str, found: set[str]) -> None:
    text = (
        "2025年部门预算\n\n一、部门概况\n\n（二）机构设置\n\n"
        f"本单位在职人员11人，其中：行政人员1人，事业人员{staff}。\n\n二、收支情况\n\n"
        "2025年收入预算8.00万元，支出预算8.00万元，其中：基本支出8.00万元。\n"
    )
    assert {f.rule for f in checked(text).findings} & {"B26"} == found


def test_guests_are_no_delegations_and_equal_items_are_no_repetition() -> None:
    rules = {f.rule for f in checked(passage("class_on_its_own_line")).findings}
    assert rules == {"B34"}
