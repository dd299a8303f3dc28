"""Printed numbers are exact and know their printed precision."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.model import Place, Unit, format_money, parse_figure
from mingzhang.model.figures import parse_number

HERE = Place(line=1)
DECIMALS = st.decimals(
    min_value=Decimal("-99999999.99"), max_value=Decimal("99999999.99"), places=2
)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("4,557.36", "4557.36"),
        ("4557.36", "4557.36"),
        (" 0.00 ", "0.00"),
        ("（3.20）", "-3.20"),
        ("(3.20)", "-3.20"),
        ("-0.5", "-0.5"),
        ("−205.15", "-205.15"),
        ("１２．５０", "12.50"),
        ("156,211,123", "156211123"),
        ("¥8.00", "8.00"),
    ],
)
def test_numbers_are_read_as_printed(printed: str, plain: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert number[0] == plain


@pytest.mark.parametrize(
    "text",
    ["", "—", "-", "/", "无", "12,34", "1.2.3", "A150201", "3万", "12.", "1e5", "2025年", "①"],
)
def test_what_is_no_plain_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(DECIMALS, st.sampled_from(list(Unit)))
def test_value_is_the_printed_number_times_its_unit(number: Decimal, unit: Unit) -> None:
    figure = parse_figure(f"{number:,f}", unit.scale, unit.value, HERE)
    assert figure is not None
    assert Decimal(figure.value) == number * unit.scale
    assert figure.quantum * 100 == unit.scale


@given(DECIMALS)
def test_writing_a_value_gives_the_printed_text_back(number: Decimal) -> None:
    figure = parse_figure(str(number), Unit.TEN_THOUSAND.scale, "万元", HERE)
    assert figure is not None
    shown = format_money(figure.value, Unit.TEN_THOUSAND.scale, figure.quantum)
    assert Decimal(shown) == number
    assert shown.rpartition(".")[2] == f"{number:f}".rpartition(".")[2]


@given(st.integers(min_value=0, max_value=10**12))
def test_yuan_round_half_up_to_the_ten_thousand_yuan_of_a_table(cents: int) -> None:
    yuan = Decimal(cents) / 100
    figure = parse_figure(f"{yuan:.2f}", Unit.YUAN.scale, "元", HERE)
    assert figure is not None
    quantum = Unit.TEN_THOUSAND.scale // 100
    rounded = figure.restated(quantum)
    assert rounded % quantum == 0
    assert -quantum < 2 * (figure.value - rounded) <= quantum or (
        2 * (rounded - figure.value) <= quantum
    )


def test_place_says_in_chinese_where_to_look() -> None:
    assert str(Place(page=3, table=5, row=12, column=4)) == "第3页 表格5 第12行 第4列"
    assert str(Place(sheet="表1", cell="C7", row=7)) == "工作表“表1” C7单元格"
