"""说明文字里的每一个数：是什么数、说的是什么、和什么比。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.disclosure import Statement
from mingzhang.model import Place
from mingzhang.recognition.narrative.statements import read_statements


def read(text: str, publisher: str = "") -> list[Statement]:
    return read_statements(text, Place(line=1), 0, publisher)


def told(text: str) -> list[tuple[str, str, str, str]]:
    """(subject, figure with unit, comparison, base) of the figures of a text."""
    return [
        (s.subject, s.figure.text + s.figure.unit, s.comparison, s.base)
        for s in read(text)
        if s.kind in ("amount", "percentage")
    ]


@pytest.mark.parametrize(
    ("text", "kind", "number", "unit"),
    [
        ("收入总计4,557.36万元", "amount", "4557.36", "万元"),
        ("收入总计４，５５７.36万元", "amount", "4557.36", "万元"),
        ("安排资金2192000元", "amount", "2192000", "元"),
        ("总投资3.5亿元", "amount", "3.5", "亿元"),
        ("上年结转0万元", "amount", "0", "万元"),
        ("结余-3.20万元", "amount", "-3.20", "万元"),
        ("国内接待支出0.39万（含外宾）", "amount", "0.39", "万"),
        ("占100%", "percentage", "100", "%"),
        ("下降4.31％", "percentage", "4.31", "%"),
        ("提高2个百分点", "percentage", "2", "个百分点"),
        ("实有人员45名", "count", "45", "名"),
        ("接待26人次", "count", "26", "人次"),
        ("设备0台（套）", "count", "0", "台（套）"),
        ("受益3万人", "count", "3", "万人"),
        ("约50个工作日", "count", "50", "个工作日"),
        ("审查面积40万平方米", "area", "40", "万平方米"),
        ("征地150亩", "area", "150", "亩"),
        ("2025年", "year", "2025", "年"),
        ("2024年度", "year", "2024", "年"),
        ("印制成本1200元/亩", "other", "1200", "元/亩"),
        ("增长13.95。", "other", "13.95", ""),
    ],
)
def test_kinds_of_numbers(text, kind, number, unit):
    (statement,) = read(text)
    assert (statement.kind, statement.figure.text, statement.figure.unit) == (kind, number, unit)


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("依据晋财综〔2017〕89号文件", "document_number", "〔2017〕89号"),
        ("依据沪府规【2016】168号文", "document_number", "【2016】168号"),
        ("编码为A160501政务服务", "code", "A160501"),
        ("截至2025年3月31日", "date", "2025年3月31日"),
        ("2024-12-31完成", "date", "2024-12-31"),
        ("12月底完成", "date", "12月"),
        ("第一季度支付尾款", "ordinal", "第一"),
    ],
)
def test_numbers_that_are_no_figures(text, kind, shown):
    (statement,) = read(text)
    assert (statement.kind, statement.figure.text) == (kind, shown)


def test_an_amount_that_looks_like_a_year_is_an_amount():
    assert [(s.kind, s.figure.text) for s in read("支出2077.09万元，上年2015万元")] == [
        ("amount", "2077.09"),
        ("amount", "2015"),
    ]


def test_both_ends_of_a_span_of_years_are_years():
    assert [s.kind for s in read("支付2023-2024年度尾款")] == ["year", "year"]


def test_list_numbers_are_ordinals_and_no_amounts():
    statements = read("1.2024年预算5.00万元：1、办公楼；2、围墙")
    assert [(s.kind, s.figure.text) for s in statements] == [
        ("ordinal", "1."), ("year", "2024"), ("amount", "5.00"), ("ordinal", "1"), ("ordinal", "2"),
    ]  # fmt: skip


def test_a_figure_lies_where_its_place_says():
    text = "一、其中：基本支出2,568.94万元，占56.37%"
    for statement in read(text):
        start, end = statement.figure.at.start, statement.figure.at.end
        assert text[start:end].replace(",", "") == statement.figure.text


def test_money_is_exact():
    (statement,) = read("收入0.01万元")
    assert statement.figure.value == 100 * 1_000_000
    assert statement.figure.quantum == 100 * 1_000_000


def test_parts_of_a_whole_have_their_own_subject():
    statements = read("支出预算45.50万元，其中：基本支出25.50万元，占56.04%；项目支出20.00万元。")
    assert [(s.subject, s.topic, s.comparison) for s in statements] == [
        ("支出", "", ""),
        ("基本支出", "支出", ""),
        ("基本支出", "支出", "占"),
        ("项目支出", "支出", ""),
    ]


def test_the_change_after_a_complete_list_of_parts_is_that_of_the_whole():
    assert told(
        "收入总计9.00万元，其中：本年收入9.00万元，上年结转0万元，比上年减少1.00万元，下降10%"
    ) == [
        ("收入总计", "9.00万元", "", ""),
        ("本年收入", "9.00万元", "", ""),
        ("上年结转", "0万元", "", ""),
        ("收入总计", "1.00万元", "减少", "上年"),
        ("收入总计", "10%", "下降", ""),
    ]


def test_the_change_of_one_part_is_its_own():
    assert told(
        "收入预算9.00万元，其中：财政拨款收入9.00万元，比2023年预算减少1.00万元；事业收入0万元"
    ) == [
        ("收入", "9.00万元", "", ""),
        ("财政拨款收入", "9.00万元", "", ""),
        ("财政拨款收入", "1.00万元", "减少", "2023年预算"),
        ("事业收入", "0万元", "", ""),
    ]


def test_the_base_of_a_comparison_may_be_a_clause_of_its_own():
    assert told("收入支出总计8.00万元。与2023年度相比，收入支出总计增加2.00万元，增长33.33%。") == [
        ("收入支出总计", "8.00万元", "", ""),
        ("收入支出总计", "2.00万元", "增加", "2023年度"),
        ("收入支出总计", "33.33%", "增长", "2023年度"),
    ]


def test_a_comparison_on_the_same_basis_is_about_the_thing_itself():
    assert told("公务接待费同口径比2024年减少1.00万元，按可比口径下降20%。") == [
        ("公务接待费", "1.00万元", "减少", "2024年"),
        ("公务接待费", "20%", "下降", ""),
    ]


def test_budget_and_final_figure_of_one_class():
    statements = read(
        "3、社会保障支出（类）养老支出（款）退休费（项）。年初预算为4.00万元，支出决算为3.00万元，"
        "完成年初预算的75.00%。"
    )
    item = "社会保障支出（类）养老支出（款）退休费（项）"
    assert [(s.subject, s.measure, s.comparison, s.base) for s in statements[1:]] == [
        (item, "年初预算", "", ""),
        (item, "支出决算", "", ""),
        (item, "", "完成", "年初预算"),
    ]


def test_years_before_an_amount_are_its_period():
    statements = read("“教育支出（类）培训（款）教师进修（项）”25.77万元。2023年当年预算执行数为60.13万元，"
                      "2024年预算安排25.77万元，比2023年预算执行数减少57.14%。")  # fmt: skip
    amounts = [s for s in statements if s.kind in ("amount", "percentage")]
    assert [(s.measure, s.period, s.base) for s in amounts] == [
        ("", "", ""),
        ("预算执行数", "2023年", ""),
        ("预算安排", "2024年", ""),
        ("", "", "2023年预算执行数"),
    ]


def test_the_whole_named_by_a_clause_that_ends_with_within():
    statements = read(
        "财政拨款支出预算中，一般公共预算支出9.00万元，比上年减少1.00万元；基金支出0万元"
    )
    assert [(s.subject, s.topic) for s in statements] == [
        ("一般公共预算支出", "财政拨款支出"),
        ("一般公共预算支出", "财政拨款支出"),
        ("基金支出", "财政拨款支出"),
    ]


def test_a_reason_names_what_its_own_figure_is_about():
    assert told("机关运行经费8.00万元，主要原因：培训费增加，较上年增加0.50万元。")[-1] == (
        "培训费", "0.50万元", "增加", "上年",
    )  # fmt: skip


def test_brackets_of_a_name_stay_and_brackets_of_a_remark_go():
    assert told("因公出国（境）费0万元")[0][0] == "因公出国（境）费"
    assert told("政府采购金额（以合同签订为准）为2.00万元")[0][0] == "政府采购"
    assert told("接待支出3.00万元（含外宾接待支出1.00万元）")[1][0] == "外宾接待支出"


def test_a_threshold_belongs_to_what_is_counted():
    statements = read("单价100万元（含）以上设备3台（套）")
    assert [(s.subject, s.note) for s in statements] == [
        ("单价", "界限"),
        ("单价100万元（含）以上设备", ""),
    ]


def test_the_publisher_is_no_part_of_the_subject():
    (statement,) = read_statements("海滨市园林局收入总计5万元", Place(), 0, "海滨市园林局")
    assert statement.subject == "收入总计"


def test_three_public_expenses_keep_their_name():
    assert told("“三公”经费预算4.95万元，其中:公务接待费3.00万元")[0][0] == "三公经费"


def test_a_missing_percent_sign_is_noted():
    assert read("支出增加2.00万元，增长13.95。")[1].note == "没有单位"


@given(
    st.text(
        alphabet="一二其中：，。；、（）0123456789.,%万元年月日第比上年增减少占“”年 -〔〕号A",
        max_size=60,
    )
)
def test_any_text_is_read_and_every_place_is_inside(text):
    for statement in read(text):
        at = statement.figure.at
        assert at.start is not None
        assert at.end is not None
        assert 0 <= at.start < at.end <= len(text)


@given(st.integers(0, 10**9), st.integers(0, 3), st.sampled_from(["元", "万元", "亿元"]))
def test_an_amount_is_read_as_written(digits, decimals, unit):
    shown = (
        f"{digits:,}"
        if not decimals
        else f"{digits // 10**decimals:,}.{digits % 10**decimals:0{decimals}d}"
    )
    (statement,) = read(f"经费{shown}{unit}")
    assert statement.kind == "amount"
    assert statement.figure.text == shown.replace(",", "")


def test_after_a_bracket_the_sentence_goes_on_about_what_stood_before_it():
    assert told(
        "公务用车购置及运行费4.75万元（公务用车购置费0万元；公务用车运行费4.75万元），比上年减少0.35万元"
    )[-1] == ("公务用车购置及运行费", "0.35万元", "减少", "上年")


def test_a_name_before_a_colon_is_what_the_sentence_is_about():
    (_, _, statement) = read("（一）基本支出：2025年年初预算数为973.05万元")
    assert (statement.subject, statement.measure) == ("基本支出", "年初预算数")


def test_spending_after_another_kind_of_spending_is_a_thing_of_its_own():
    assert told("其他支出45.30万元。支出较去年增加131.31万元")[-1][0] == "支出"
