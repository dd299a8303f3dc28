"""Limits in working days follow the State Council's notices; an unknown year is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.workdays import (
    UnknownYear,
    add_working_days,
    is_working_day,
    notice,
    working_days_between,
)

BY_MONTH = {
    2025: [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23],
    2026: [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23],
}
DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize("year", BY_MONTH)
def test_working_days_of_each_month(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
    worked = [day.month for day in days if is_working_day(day)]
    assert [worked.count(month) for month in range(1, 13)] == BY_MONTH[year]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 1, 26), True),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2026, 2, 16), False),
        (date(2024, 2, 18), True),
    ],
)
def test_days_moved_by_the_notice(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_fifteen_working_days_over_the_spring_festival() -> None:
    assert add_working_days(date(2025, 1, 20), 15) == date(2025, 2, 14)


def test_year_without_notice_is_told_and_not_guessed() -> None:
    with pytest.raises(UnknownYear, match="2098年"):
        add_working_days(date(2098, 12, 30), 3)


def test_every_notice_names_its_document() -> None:
    assert all(
        "国务院" in notice(y).document or "国办" in notice(y).document for y in (2024, 2025, 2026)
    )


@given(DAYS, st.integers(1, 60))
def test_limit_ends_on_a_working_day_and_counts_back(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert working_days_between(start, end) == count
    assert working_days_between(end, start) == -count
