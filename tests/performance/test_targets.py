"""绩效指标值：原文保留，类型、比较词、数值、单位读得出来。"""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.performance import in_words, parse_target
from mingzhang.performance.numbers import spelled_number

TYPES = {
    "count", "span", "percentage", "duration", "unit_price", "money", "deadline", "month",
    "frequency", "coverage", "promptness", "grade", "verdict", "quality", "empty", "unknown",
}  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "kind", "comparator", "value", "unit"),
    [
        ("600台", "count", None, "600", "台"),
        ("<270.9191万平方米", "count", "<", "270.9191", "万平方米"),
        ("≥300人次", "count", "≥", "300", "人次"),
        ("5万人次", "count", None, "5", "万人次"),
        ("3台（套）", "count", None, "3", "台(套)"),
        ("=12.00(次)", "count", "=", "12.00", "次"),
        ("≥90.00（%）", "percentage", "≥", "90.00", "%"),
        ("≤15(个工作日)", "duration", "≤", "15", "个工作日"),
        ("≤5(含)", "count", "≤", "5", None),
        ("不少于50人次", "count", "≥", "50", "人次"),
        ("80㎡", "count", None, "80", "平方米"),
        ("100分", "count", None, "100", "分"),
        ("0起", "count", None, "0", "起"),
        ("三次", "count", None, "3", "次"),
        ("约50次", "count", None, "50", "次"),
        ("≥1,000", "count", "≥", "1000", None),
        ("7天", "span", None, "7", "天"),
        ("≥6年", "span", "≥", "6", "年"),
        ("12个月", "span", None, "12", "个月"),
        ("≥ 95%", "percentage", "≥", "95", "%"),
        ("＞90％", "percentage", ">", "90", "%"),
        (">=95%", "percentage", "≥", "95", "%"),
        ("95%以上", "percentage", "≥", "95", "%"),
        ("控制在5%以内", "percentage", "≤", "5", "%"),
        ("≥95百分比", "percentage", "≥", "95", "%"),
        ("百分之九十五", "percentage", None, "95", "%"),
        ("10‰", "percentage", None, "10", "‰"),
        ("100%完成", "percentage", None, "100", "%"),
        ("≤0.5小时", "duration", "≤", "0.5", "小时"),
        ("≤15个工作日", "duration", "≤", "15", "个工作日"),
        ("大于等于3个", "count", "≥", "3", "个"),
        ("24小时内", "duration", "≤", "24", "小时"),
        ("≤30天", "duration", "≤", "30", "天"),
        ("1200元/亩", "unit_price", None, "1200", "元/亩"),
        ("≤650元/天/人", "unit_price", "≤", "650", "元/天/人"),
        ("500元/人·月", "unit_price", None, "500", "元/人·月"),
        ("每人每天不超过650元", "unit_price", "≤", "650", "元/人/天"),
        ("2649173.00元", "money", None, "2649173.00", "元"),
        ("不高于8万元", "money", "≤", "8", "万元"),
        ("≥1,988.42万元", "money", "≥", "1988.42", "万元"),
        ("≥2次/年", "frequency", "≥", "2", "次/年"),
        ("每年2次", "frequency", None, "2", "次/年"),
        ("每季度不少于一次", "frequency", "≥", "1", "次/季度"),
        ("一年一次", "frequency", None, "1", "次/年"),
    ],
)
def test_a_number_is_read_with_its_sign_and_unit(raw, kind, comparator, value, unit):
    target = parse_target(raw)
    assert (target.type, target.comparator, target.value, target.unit) == (
        kind, comparator, value, unit,
    )  # fmt: skip
    assert target.raw == raw


@pytest.mark.parametrize(
    ("raw", "kind", "year", "months", "day"),
    [
        ("12月底前", "deadline", None, (12,), None),
        ("8月31日前", "deadline", None, (8,), 31),
        ("2025年12月31日前", "deadline", 2025, (12,), 31),
        ("2025-12-31", "deadline", 2025, (12,), 31),
        ("≤12月底", "deadline", None, (12,), None),
        ("9月中旬前完成", "deadline", None, (9,), 20),
        ("年底前", "deadline", None, (12,), None),
        ("2025年底前完成", "deadline", 2025, (12,), None),
        ("上半年", "deadline", None, (6,), None),
        ("三季度前", "deadline", None, (9,), None),
        ("5月", "month", None, (5,), None),
        ("2025年7月", "month", 2025, (7,), None),
        ("8月、12月", "month", None, (8, 12), None),
        ("7-9月", "month", None, (7, 8, 9), None),
        ("第三季度", "month", None, (7, 8, 9), None),
        ("每月10日前", "frequency", None, (), 10),
        ("2025年度", "coverage", 2025, (), None),
    ],
)
def test_a_time_is_read_with_year_month_and_day(raw, kind, year, months, day):
    target = parse_target(raw)
    assert (target.type, target.year, target.months, target.day) == (kind, year, months, day)


@pytest.mark.parametrize(
    ("raw", "kind", "word"),
    [
        ("每半年", "frequency", "每半年"),
        ("每日", "frequency", "每天"),
        ("全年", "coverage", "全年"),
        ("全覆盖", "coverage", "全覆盖"),
        ("及时", "promptness", "及时"),
        ("按时完成", "promptness", "按时完成"),
        ("三级", "grade", "三级"),
        ("优", "grade", "优"),
        ("≥良好", "grade", "良好"),
        ("定性：优良中低差", "grade", "优良中低差"),
        ("合格", "verdict", "合格"),
        ("达标", "verdict", "达标"),
        ("无", "verdict", "无"),
        ("无安全事故", "verdict", "无安全事故"),
        ("提升", "quality", "提升"),
        ("较上年提升", "quality", "较上年提升"),
        ("有效提供", "quality", "有效提供"),
        ("进一步", "quality", "进一步"),
        ("较高", "quality", "较高"),
        ("≥上年", "quality", "上年"),
    ],
)
def test_words_are_typed(raw, kind, word):
    target = parse_target(raw)
    assert (target.type, target.word, target.value) == (kind, word, None)


@pytest.mark.parametrize("raw", ["", "  ", "/", "—", "－－", "\u3000"])
def test_a_blank_or_a_dash_is_empty(raw):
    assert parse_target(raw).type == "empty"


@pytest.mark.parametrize(
    "raw", ["1:1", "≥30人；≥5期", "2024年市一体化平台", "12345热线接通率", "！"]
)
def test_what_does_not_parse_is_unknown_and_kept(raw):
    target = parse_target(raw)
    assert (target.type, target.raw) == ("unknown", raw)


def test_a_range_keeps_both_ends():
    target = parse_target("80%-90%")
    assert (target.type, target.value, target.upper, target.unit) == ("percentage", "80", "90", "%")


@pytest.mark.parametrize("raw", ["比上年提高5%", "同比增长5%"])
def test_a_change_keeps_its_direction_as_word(raw):
    target = parse_target(raw)
    assert (target.type, target.value) == ("percentage", "5")
    assert target.word == raw.removesuffix("5%")


def test_numerals_are_numbers():
    spoken = {"三": 3, "两": 2, "十": 10, "十五": 15, "二十": 20, "一百零五": 105, "两千": 2000}
    assert {word: spelled_number(word) for word in spoken} == spoken


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("≥95%", "不少于 95%"),
        ("<5%", "小于 5%"),
        ("≤ 15个工作日", "不超过 15个工作日"),
        ("600台", "600台"),
        ("80%-90%", "80% 至 90%"),
        ("12月底前", "12月底前"),
        ("提升", "提升"),
        ("", "（空）"),
    ],
)
def test_a_target_can_be_said(raw, said):
    assert in_words(parse_target(raw)) == said


@given(st.text(max_size=80))
def test_any_text_is_typed_and_kept(raw):
    target = parse_target(raw)
    assert target.raw == raw
    assert target.type in TYPES
    for number in (target.value, target.upper):
        assert number is None or Decimal(number).is_finite()
    assert all(1 <= month <= 12 for month in target.months)
    assert in_words(target)


PIECES = ["≥", "≤", "不低于", "每", "月", "年", "12", "2025", "3.5", "%", "元", "/", "万", "次", "个",
          "工作日", "底", "前", "-", "以上", "提升", "及时", "三", "级", "百分之", "季度", "半", "日"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_any_mixture_of_the_words_is_typed(raw):
    target = parse_target(raw)
    assert target.type in TYPES
    assert target.value is None or Decimal(target.value).is_finite()


@given(
    st.integers(0, 10**9), st.sampled_from("≥≤><="), st.sampled_from(["%", "台", "万元", "元/个"])
)
def test_number_sign_and_unit_come_back(number, sign, unit):
    target = parse_target(f"{sign}{number:,}{unit}")
    assert (target.comparator, target.value, target.unit) == (sign, str(number), unit)


REQUIREMENTS = Path(__file__).resolve().parents[2] / "../shared/domain/requirements.md"
NAMED = {
    "T0": "empty", "T1": "count", "T1b": "span", "T2": "percentage", "T3": "duration",
    "T4": "unit_price", "T5": "money", "T6": "deadline", "T7": "month", "T8": "frequency",
    "T9": "coverage", "T10": "promptness", "T11": "grade", "T12": "verdict", "T13": "quality",
}  # fmt: skip


@pytest.mark.skipif(not REQUIREMENTS.exists(), reason="缺少 ../shared/domain/requirements.md")
def test_every_distinct_target_of_the_sample_has_its_type():
    text = REQUIREMENTS.read_text("utf-8")
    grammar = text[text.index("### 5.4") : text.index("### 5.5")]
    tested = 0
    for row in re.findall(r"^\| (T\d+b?) \|(.+)\|$", grammar, re.M):
        for printed in row[1].split("|")[-1].split(";"):
            raw = re.sub(r"×\d+$", "", printed.strip()).replace("(空)", "")
            assert parse_target(raw).type == NAMED[row[0]], raw
            tested += 1
    assert tested == 158
