"""Rounding once: every amount moves by less than one printed unit, and all sums hold."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ledger.random_ledgers import random_ledger
from mingzhang.ledger import LineKind, half_up, largest_remainder, rounded

AMOUNTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=60)


@given(AMOUNTS, st.sampled_from([1, 100, 10_000]))
def test_shares_add_up_to_the_rounded_total(amounts: list[int], quantum: int) -> None:
    total = half_up(sum(amounts), quantum)
    shares = largest_remainder(amounts, quantum, total)

    if any(amounts):
        assert sum(shares) == total
    assert all(share % quantum == 0 for share in shares)


@given(AMOUNTS, st.sampled_from([100, 10_000]))
def test_no_share_moves_by_a_whole_unit(amounts: list[int], quantum: int) -> None:
    shares = largest_remainder(amounts, quantum, half_up(sum(amounts), quantum))

    assert all(
        abs(share - amount) <= quantum for share, amount in zip(shares, amounts, strict=True)
    )


def test_the_largest_remainders_are_rounded_up() -> None:
    # 1.4 + 1.3 + 1.3 = 4.0 万元 of hundredths: the first takes what is missing.
    assert largest_remainder([140, 130, 130], 100, 400) == [200, 100, 100]


def test_nothing_stays_nothing() -> None:
    assert largest_remainder([0, 250, 0], 100, 300) == [0, 300, 0]


@given(st.integers(0, 2**32))
def test_a_ledger_comes_to_its_rounded_total_and_each_project_to_its_own(seed: int) -> None:
    ledger = random_ledger(seed, "shanxi-2025")
    result = rounded(ledger, 10_000)
    before = sum(line.current + line.carried for line in ledger.lines)

    assert sum(line.current + line.carried for line in result.lines) == half_up(before, 10_000)
    for old, new in zip(ledger.lines, result.lines, strict=True):
        if old.kind is LineKind.PROJECT:
            assert new.current == half_up(old.current, 10_000)
        assert replace(new, current=0, carried=0) == replace(old, current=0, carried=0)
