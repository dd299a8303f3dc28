"""Dated steps of an implementation plan (实施计划的时间节点): "8月底前完成招标"."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import msgspec

from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.words import pattern

STAGES = ("intention", "start", "award", "contract", "acceptance", "payment")
"""Steps of a purchase in their order; acceptance and payment may come in any order."""

_DATE = Late(
    r"(?P<month>\d{1,2})(?:\s*[-—–~～至到]\s*(?P<last>\d{1,2}))?月(?:份)?"
    r"(?:(?P<day>\d{1,2})[日号]|(?P<part>上旬|中旬|下旬|初|中|底|末))?(?:之|以)?(?P<before>前)?"
)
_SPAN = Late(r"(?:份)?\s*[-—–~～至到]\s*(?:20\d\d年)?\d{1,2}月")
_ITEM = Late(r"\d{1,2}[.．、](?!\d)")
_CUTS = "，,。；;"
_CUT = Late(f"[{_CUTS}]")
_PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31)}


class Step(msgspec.Struct, frozen=True):
    """One dated clause: the steps it names, and the days it may fall on (first, last).

    `sentence` is where its sentence begins; `explicit_year`: the year is printed.
    """

    stages: frozenset[str]
    tail: bool
    first: date
    last: date
    before: bool
    sentence: int
    clause: str
    start: int
    end: int
    explicit_year: bool


def steps_of(text: str, year: int) -> list[Step]:
    """The dated clauses of a plan in printed order; `year` is meant where none is printed."""
    found: list[Step] = []
    if "月" not in text:
        return found
    known, sentence = year, -1
    for match, printed in _dates(text):
        beginning = _sentence(text, match.start())
        known = printed or (known if beginning == sentence else year)
        sentence = beginning
        start, end = _clause(text, match)
        step = _step(text[start:end], match, known, sentence, printed is not None)
        if step is not None:
            found.append(step)
            found += _going_on(text, step, end)
    return found


def _sentence(text: str, at: int) -> int:
    """Where the sentence, or the item of a list, begins in which a date stands."""
    start = max(text.rfind("。", 0, at), text.rfind("；", 0, at), text.rfind(";", 0, at)) + 1
    marks = [match.end() for match in _ITEM.finditer(text, start, at)]
    return marks[-1] if marks else start


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    return max(text.rfind(mark, 0, start) for mark in _CUTS) + 1, _clause_end(text, end)


def _clause_end(text: str, start: int) -> int:
    cut = _CUT.search(text, start)
    return cut.start() if cut else len(text)


def _going_on(text: str, step: Step, end: int) -> Iterator[Step]:
    """The clauses without a date after "4月中旬预算下达后，", up to the next dated one."""
    if not step.clause.endswith("后"):
        return
    while text[end : end + 1] in ("，", ","):
        start = end + 1
        end = _clause_end(text, start)
        if _DATE.search(text, start, end):
            return
        yield _following(step, text[start:end], start)


def _following(after: Step, clause: str, start: int) -> Step:
    """A clause without a date that goes on from "4月中旬预算下达后": not before that."""
    stages, tail = _stages(clause)
    last = date(after.last.year, 12, 31)
    return msgspec.structs.replace(
        after,
        stages=stages,
        tail=tail,
        last=last,
        clause=clause.strip(),
        start=start,
        end=start + len(clause),
    )


def _dates(text: str) -> Iterator[tuple[re.Match[str], int | None]]:
    """The dates with their printed year; from one month to another (a term) is none."""
    stop = 0
    for match in _DATE.finditer(text):
        start = match.start()
        if start < stop or not 1 <= int(match["month"]) <= 12 or text[start - 1 : start] == ".":
            continue
        span = _SPAN.match(text, match.end("month") + 1)
        if span and not match["last"]:
            stop = span.end()
            continue
        before = text[max(0, start - 5) : start]
        dated = len(before) == 5 and before[:2] == "20" and before[4] == "年"
        yield match, int(before[:4]) if dated and before[:4].isdigit() else None


def _step(
    clause: str, match: re.Match[str], year: int, sentence: int, explicit: bool
) -> Step | None:
    days = _days(match, year)
    if days is None:
        return None
    stages, tail = _stages(clause)
    return Step(
        stages,
        tail,
        days[0],
        days[1],
        match["before"] is not None,
        sentence,
        clause.strip(),
        match.start(),
        match.end(),
        explicit,
    )


_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_of(year: int, month: int) -> int:
    """The last day of a month."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + leap


def _stages(clause: str) -> tuple[frozenset[str], bool]:
    found = [stage for stage, of_stage in _patterns() if of_stage.search(clause)]
    return frozenset(found), pattern("stages", "tail").search(clause) is not None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((stage, pattern("stages", stage)) for stage in STAGES)


def _days(match: re.Match[str], year: int) -> tuple[date, date] | None:
    month = int(match["month"])
    last_month = int(match["last"]) if match["last"] else month
    if not month <= last_month <= 12:
        return None
    end = days_of(year, last_month)
    if match["day"]:
        day = int(match["day"])
        if not 1 <= day <= end:
            return None
        return date(year, last_month, day), date(year, last_month, day)
    if match["part"] in ("底", "末"):
        return date(year, last_month, end), date(year, last_month, end)
    first, last = _PARTS.get(match["part"] or "", (1, end))
    if match["before"] and not match["part"]:
        first = end
    return date(year, month, first), date(year, last_month, min(last, end))
