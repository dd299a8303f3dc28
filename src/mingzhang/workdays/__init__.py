"""Working days (工作日) by the State Council's yearly notices of holidays, a data file a year.

A year whose notice is not loaded is an error, never a guess. Counting follows the Civil Code:
the day of the event does not count (民法典 第二百零一条).
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from mingzhang.model import MingzhangError

DAY = timedelta(days=1)
SATURDAY = 5


class UnknownYear(MingzhangError):
    """The holidays of a year are not loaded."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"{year}年的节假日安排尚未载入，不能推算工作日，请先载入国务院办公厅的通知。"
        )
        self.year = year


@dataclass(frozen=True, slots=True)
class Notice:
    """One year's notice (节假日安排通知): its number, days of rest, working days at weekends."""

    document: str
    issued: date
    rest: frozenset[date]
    work: frozenset[date]


@lru_cache(maxsize=32)
def notice(year: int) -> Notice:
    """The notice of a year.

    Raises:
        UnknownYear: it is not loaded.
    """
    file = files("mingzhang.workdays").joinpath(f"{year}.toml")
    if not file.is_file():
        raise UnknownYear(year)
    raw = tomllib.loads(file.read_text("utf-8"))
    spans = [tuple(map(date.fromisoformat, span)) for span in raw["rest"]]
    rest = {first + n * DAY for first, last in spans for n in range((last - first).days + 1)}
    work = frozenset(map(date.fromisoformat, raw["work"]))
    return Notice(raw["document"], raw["issued"], frozenset(rest), work)


def is_working_day(day: date) -> bool:
    """Whether offices work that day.

    Raises:
        UnknownYear: the year's notice is not loaded.
    """
    known = notice(day.year)
    return day in known.work or (day.weekday() < SATURDAY and day not in known.rest)


def add_working_days(start: date, count: int) -> date:
    """The last day of a limit of `count` working days (≥ 1) from an event on `start`.

    Raises:
        UnknownYear: the limit runs into a year that is not loaded.
    """
    day = start
    while count > 0:
        day += DAY
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days in (start, end]; negative where `end` lies before.

    Raises:
        UnknownYear: a year between them is not loaded.
    """
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + n * DAY) for n in range(1, (end - start).days + 1))


def add_calendar_days(start: date, count: int) -> date:
    """The last day of a limit of calendar days; it does not move where that day is one of rest."""
    return start + count * DAY
