"""Comparing figures: exact where one is printed twice, by printed precision where parts add."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.checks.ratios import growth_from, share_of
from mingzhang.checks.trials import adds_up, at_most, equal, printed_twice
from mingzhang.model import Place, Severity, Term, Unit, Verdict, parse_figure
from mingzhang.model.figures import MILLIONTHS


def money(text: str, unit: str = "万元") -> Term:
    """A term that prints this amount."""
    figure = parse_figure(text, Unit(unit).scale, unit, Place(line=1))
    assert figure is not None
    return Term(text, figure)


def percent(text: str) -> Term:
    figure = parse_figure(text, MILLIONTHS, "%", Place(line=1))
    assert figure is not None
    return Term(text, figure)


BLANK = Term("空白", None)


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        ("147.95", ["56.05", "45.18", "46.72"], Verdict.PASS),
        ("147.94", ["56.05", "45.18", "46.72"], Verdict.ROUNDING),
        ("147.97", ["56.05", "45.18", "46.72"], Verdict.ROUNDING),
        ("147.98", ["56.05", "45.18", "46.72"], Verdict.FAIL),
        ("383.81", ["383.80"], Verdict.FAIL),
    ],
)
def test_total_may_be_off_by_half_a_last_place_a_printed_figure(
    total: str, parts: list[str], verdict: Verdict
) -> None:
    assert adds_up(money(total), [money(part) for part in parts]).verdict is verdict


@pytest.mark.parametrize(
    ("total", "parts", "verdict", "severity"),
    [
        ("30", ["12.34", "17.70"], Verdict.FAIL, Severity.WARNING),
        ("30", ["12.34", "17.67"], Verdict.ROUNDING, None),
        ("30", ["12.34", "19.70"], Verdict.FAIL, None),
        ("30", ["12", "17"], Verdict.ROUNDING, None),
    ],
)
def test_a_difference_that_only_a_coarser_figure_explains_is_a_warning(
    total: str, parts: list[str], verdict: Verdict, severity: Severity | None
) -> None:
    trial = adds_up(money(total), [money(part) for part in parts])
    assert (trial.verdict, trial.severity) == (verdict, severity)


def test_a_coarser_figure_in_another_unit_is_no_negligence() -> None:
    parts = [money("123456.12", "元"), money("176543.21", "元")]
    assert adds_up(money("30"), parts).verdict is Verdict.ROUNDING


@pytest.mark.parametrize(
    ("part", "verdict", "severity"),
    [
        ("1", Verdict.FAIL, Severity.WARNING),
        ("1.00", Verdict.FAIL, None),
        ("0.6", Verdict.FAIL, None),
    ],
)
def test_a_share_that_only_a_coarser_amount_explains_is_a_warning(
    part: str, verdict: Verdict, severity: Severity | None
) -> None:
    trial = share_of(percent("53"), money(part), money("1.53"))
    assert (trial.verdict, trial.severity) == (verdict, severity)


def test_tolerance_never_grows_with_the_amount() -> None:
    parts = [money("4000000.00"), money("557.36")]
    assert adds_up(money("4000557.40"), parts).verdict is Verdict.FAIL


def test_blank_counts_as_zero_and_adds_no_tolerance() -> None:
    blanks = [BLANK] * 40
    assert adds_up(money("3.00"), [money("3.00"), *blanks]).verdict is Verdict.PASS
    assert adds_up(money("3.02"), [money("3.00"), *blanks]).verdict is Verdict.FAIL


def test_one_figure_in_two_units_agrees_once_rounded_to_the_coarser() -> None:
    assert equal(money("2649173", "元"), money("264.92")).verdict is Verdict.PASS
    assert equal(money("2649173", "元"), money("264.91")).verdict is Verdict.FAIL


def test_unread_cell_makes_the_trial_undetermined() -> None:
    unread = Term("表三合计", None, unread="见附件")
    trial = equal(money("3.00"), unread)
    assert trial.verdict is Verdict.UNDETERMINED
    assert "见附件" in trial.note


def test_sum_printed_twice_and_off_by_its_rounding_is_a_warning() -> None:
    near = printed_twice(money("236.64"), money("236.63"), details=2)
    assert (near.verdict, near.severity) == (Verdict.FAIL, Severity.WARNING)
    leaf = printed_twice(money("236.64"), money("236.63"), details=0)
    assert (leaf.verdict, leaf.severity) == (Verdict.FAIL, None)


@pytest.mark.parametrize(
    ("now", "before", "printed", "verdict"),
    [
        ("4557.36", "4762.51", "-4.31", Verdict.PASS),
        ("4557.36", "4762.51", "-4.32", Verdict.ROUNDING),
        ("4557.36", "4762.51", "-4.13", Verdict.FAIL),
    ],
)
def test_growth_follows_from_the_two_amounts(
    now: str, before: str, printed: str, verdict: Verdict
) -> None:
    assert growth_from(percent(printed), money(now), money(before), 1).verdict is verdict


@pytest.mark.parametrize(
    ("part", "printed", "verdict"),
    [
        ("95.00", "95", Verdict.PASS),
        ("95.00", "96", Verdict.FAIL),
        ("95.60", "95", Verdict.ROUNDING),
        ("95.40", "96", Verdict.ROUNDING),
        ("0.00", "1", Verdict.FAIL),
        ("0.00", "0.00", Verdict.PASS),
    ],
)
def test_a_coarse_share_may_be_cut_off_but_not_be_another_one(
    part: str, printed: str, verdict: Verdict
) -> None:
    assert share_of(percent(printed), money(part), money("100.00")).verdict is verdict


AMOUNTS = st.integers(min_value=0, max_value=10**9)


@given(st.lists(AMOUNTS, min_size=2, max_size=30))
def test_figures_rounded_from_exact_yuan_never_fail(yuan: list[int]) -> None:
    """Whatever the exact amounts are, printing them in 万元 with two decimals is no error."""
    total, parts = sum(yuan), [money(_ten_thousands(amount)) for amount in yuan]
    assert adds_up(money(_ten_thousands(total)), parts).verdict is not Verdict.FAIL


@given(AMOUNTS, st.integers(min_value=1, max_value=10**9))
def test_exact_share_always_passes(part: int, rest: int) -> None:
    whole = part + rest
    shown = Decimal(100 * part) / whole
    printed = percent(str(shown.quantize(Decimal("0.01"), ROUND_HALF_UP)))
    trial = share_of(printed, money(str(part), "元"), money(str(whole), "元"))
    assert trial.verdict is Verdict.PASS


@given(AMOUNTS, AMOUNTS)
def test_at_most_is_the_order_of_numbers(left: int, right: int) -> None:
    verdict = at_most(money(str(left), "元"), money(str(right), "元")).verdict
    assert (verdict is Verdict.PASS) == (left <= right)


def _ten_thousands(yuan: int) -> str:
    return str((Decimal(yuan) / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP))
