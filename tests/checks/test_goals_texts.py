"""Amounts, items, prices and dates in the texts of goal forms, as an officer writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.checks.goals.contracts import contracts_of
from mingzhang.checks.goals.milestones import steps_of
from mingzhang.checks.goals.periods import years_of
from mingzhang.checks.goals.products import products
from mingzhang.checks.goals.quantities import mentions_of
from mingzhang.checks.goals.repeated import repeats
from mingzhang.checks.goals.text_amounts import Part, read_amounts
from mingzhang.checks.goals.text_items import Plan, money_plan, read_text
from mingzhang.model import Place

AT = Place(line=1)
YUAN = 1_000_000


def amounts(text: str) -> list[tuple[str, Part]]:
    found = read_amounts(text, AT, 2025)
    return [(amount.figure.text + amount.figure.unit, amount.part) for amount in found]


def plan(text: str) -> Plan:
    found = money_plan(read_text(text, AT, 2025))
    assert found is not None
    return found


def parts(text: str) -> list[int]:
    return [part.value // YUAN for part in plan(text).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设备款12万元", [("12万元", Part.PLAIN)]),
        ("共需经费1,250.5元", [("1250.5元", Part.TOTAL)]),
        ("每把400元", [("400元", Part.PRICE)]),
        ("手写板1500/台", [("1500元", Part.PRICE)]),
        ("合同金额70万元，已支付30万元，尾款40万元",
         [("70万元", Part.CONTRACT), ("30万元", Part.PAID), ("40万元", Part.TAIL)]),
        ("一天不超过800元", [("800元", Part.LIMIT)]),
        ("保洁服务费10万。", [("10万元", Part.PLAIN)]),
        ("检查10万平方米", []),
        ("剩余款项5万元列入2026年预算", [("5万元", Part.LATER)]),
        ("剩余款项5万元列入2025年预算", [("5万元", Part.TAIL)]),
        ("评审费30万元/专家评审根据申请开展", [("30万元", Part.PLAIN)]),
        ("平政办发〔2024〕12号", []),
    ],
)  # fmt: skip
def test_an_amount_is_known_by_the_words_before_it(
    text: str, expected: list[tuple[str, Part]]
) -> None:
    assert amounts(text) == expected


def test_the_place_cuts_the_amount_out_of_its_text() -> None:
    text = "设备款12万元，安装费3万元。"
    first, second = read_amounts(text, Place(line=7, column=3), 2025)
    assert text[first.start : first.end] == "12万元"
    assert second.figure.at == Place(line=7, column=3, start=second.start, end=second.end)


def test_items_of_a_numbered_list_are_added_once() -> None:
    text = "申报60万元。1.租赁30万元，其中场地20万元、设备10万元。2.印刷10万元（含排版2万元）。3.尾款20万元。"
    assert parts(text) == [300_000, 100_000, 200_000]
    assert plan(text).clear
    assert plan(text).complete


def test_a_digit_after_a_list_number_belongs_to_the_amount() -> None:
    assert parts("内容：1.尾款38.48万元。2.200万元用于招标。") == [384_800, 2_000_000]


def test_an_amount_with_a_decimal_point_is_no_list_number() -> None:
    text = "成交价6.1万元，内容：1.咨询1万元。2.验收材料印制；3.4万元。3.培训1.7万元。"
    assert parts(text) == [10_000, 34_000, 17_000]


def test_an_item_that_begins_with_a_year_is_an_item() -> None:
    assert parts("1.甲项目5万元2.2024年乙项目尾款3万元。") == [50_000, 30_000]


def test_a_closing_total_is_no_item() -> None:
    found = plan("1.甲项目尾款5万元。2.乙项目尾款3万元。两项尾款合计8万元。")
    assert [part.value // YUAN for part in found.parts] == [50_000, 30_000]
    assert found.stated is not None
    assert found.stated.figure.text == "8"


def test_parts_without_numbers_make_the_total_behind_them() -> None:
    found = plan("购置矮柜3套11.39万元、办公桌2套10.5万元，茶桌2套5万元，预计共需约27万元。")
    assert len(found.parts) == 3
    assert found.stated is not None
    assert found.stated.about


def test_items_without_an_amount_leave_the_sum_open() -> None:
    assert not plan("申报9万元用于：1.支付尾款9万元。2.完成招标工作。").complete


def test_two_amounts_of_one_item_without_a_word_between_are_unclear() -> None:
    assert not plan("1.公告费30万元，公证费5万元。2.运维费10万元。").clear


@given(st.lists(st.integers(min_value=1, max_value=99_999), min_size=2, max_size=9))
def test_any_numbered_list_of_amounts_reads_back(values: list[int]) -> None:
    items = "".join(f"{n}.第{n}类支出{value}元。" for n, value in enumerate(values, 1))
    assert parts(f"主要用于：{items}") == values


@given(
    st.text(
        alphabet="0123456789.、一二是（）①②元万每人月年/，。；:其中共计尾款合同额已支付 ",
        max_size=60,
    )
)
def test_no_text_stops_the_reader(text: str) -> None:
    read = read_text(text, AT, 2025)
    money_plan(read)
    list(products(read))
    list(contracts_of(read))
    list(repeats(read, read))
    steps_of(text, 2025)
    mentions_of(text, 2025, ["个", "人次"])


@pytest.mark.parametrize(
    ("text", "formula", "value"),
    [
        ("更换125把，每把400元，共计5万元。", "125把 × 400元", 50_000),
        ("购置2台电脑，7500元/台，小计15000元。", "2台 × 7500元", 15_000),
        ("聘用50名人员，按人均3800元/月的标准，全年预计共需228万元。", "50名 × 12个月 × 3800元", 2_280_000),
        ("编外人员50人，按每人每年45600元的标准，共需2280000元。", "50人 × 45600元", 2_280_000),
        ("座椅125把×400元=5万元", "125把×400元", 50_000),
        ("50人×3800元×12月，共228万元", "50人×3800元×12月", 2_280_000),
    ],
)  # fmt: skip
def test_a_price_finds_its_quantity(text: str, formula: str, value: int) -> None:
    (product,) = products(read_text(text, AT, 2025))
    assert product.formula == formula
    assert product.value == value * YUAN


def test_prices_before_which_the_total_stands_are_added() -> None:
    (product,) = products(
        read_text("共需审计费8万元，不少于15户，每户5000元，5户注销，每户600元。", AT, 2025)
    )
    assert product.value == 78_000 * YUAN
    assert product.at_least


@pytest.mark.parametrize(
    "text",
    [
        "每半年支付一次，每次支付49.75万元。",
        "每套2万元；设备维护6万元。",
        "专家费一天不超过800元，每增加1小时100元，共30万元。",
    ],
)
def test_a_price_without_its_quantity_or_outcome_accuses_nobody(text: str) -> None:
    assert list(products(read_text(text, AT, 2025))) == []


def test_the_amended_contract_counts() -> None:
    text = "合同金额158万元，补充协议变更为62万元，已支付43万元，尾款19万元。"
    (contract,) = contracts_of(read_text(text, AT, 2025))
    assert contract.whole.figure.text == "62"
    assert contract.paid is not None


def test_two_contracts_in_one_text_are_not_mixed() -> None:
    text = "甲合同金额158万元，乙合同金额62万元，已支付43万元，尾款19万元。"
    assert list(contracts_of(read_text(text, AT, 2025))) == []


def test_the_plan_repeats_an_amount_by_the_same_years() -> None:
    overview = read_text(
        "1.支付2023.6-2024.7技术服务费544102元。2.支付2024.7-2025.7款29000元。", AT
    )
    again = read_text("支付2023-2024年度尾款57万元。", AT)
    (repeat,) = repeats(overview, again)
    assert [amount.figure.text for amount in repeat.first] == ["544102"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("8月底前完成招标", date(2025, 8, 31), date(2025, 8, 31)),
        ("2024年9月中旬签订合同", date(2024, 9, 11), date(2024, 9, 20)),
        ("7-8月施工", date(2025, 7, 1), date(2025, 8, 31)),
        ("6月30日前支付", date(2025, 6, 30), date(2025, 6, 30)),
        ("2月底验收", date(2025, 2, 28), date(2025, 2, 28)),
        ("12月前支付", date(2025, 12, 31), date(2025, 12, 31)),
    ],
)
def test_a_date_of_the_plan_is_a_span_of_days(text: str, first: date, last: date) -> None:
    (step,) = steps_of(text, 2025)
    assert (step.first, step.last) == (first, last)


def test_a_clause_after_a_date_is_not_before_it() -> None:
    found = steps_of("4月中旬下达预算后，公开采购意向，8月初启动采购程序。", 2025)
    assert [sorted(step.stages) for step in found] == [[], ["intention"], ["start"]]
    assert found[1].first == date(2025, 4, 11)


def test_a_term_of_service_is_no_date() -> None:
    assert steps_of("完成2025年12月-2027年11月服务项目的招标", 2025) == []


@pytest.mark.parametrize(
    ("printed", "years"),
    [("3年", 3), ("99年", 99), ("长期", 99), ("2024年-2026年", 3), ("2025年度", 1),
     ("36个月", 3), ("2024年1月至2025年12月", 2), ("三年", 3), ("若干", None), ("", None)],
)  # fmt: skip
def test_a_period_in_years(printed: str, years: int | None) -> None:
    assert years_of(printed) == years


def test_quantities_of_earlier_years_are_left_out() -> None:
    found = mentions_of("2024年采购座椅125把，2025年继续更换130把。", 2025, ["把"])
    assert [mention.shown for mention in found] == ["130把"]
