"""Dated steps of an implementation plan (实施计划的时间节点): "8月底前完成招标"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

import msgspec

from mingzhang.checks.goals.words import pattern

STAGES = ("intention", "start", "award", "contract", "acceptance", "payment")
"""Steps of a purchase in their order; acceptance and payment may come in any order."""

_DATE = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?<![\d.])(?P<month>\d{1,2})"
    r"(?:\s*[-—–~～至到]\s*(?P<last>\d{1,2}))?月(?:份)?"
    r"(?:(?P<day>\d{1,2})[日号]|(?P<part>上旬|中旬|下旬|初|中|底|末))?(?:之|以)?(?P<before>前)?"
)
_SPAN = re.compile(r"月?(?:份)?\s*[-—–~～至到]\s*(?:20\d\d年)?\d{1,2}月")
_SENTENCE = re.compile(r"[。；;]|(?<=[^\d])\d{1,2}[.．、](?!\d)")
_CLAUSE = re.compile(r"[，,]")
_PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31)}


class Step(msgspec.Struct, frozen=True):
    """One dated clause: the steps it names, and the days it may fall on (first, last).

    `sentence` counts the sentences of the text; `explicit_year`: the year is printed.
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
    for number, (start, end) in enumerate(_pieces(text, _SENTENCE)):
        known, after = year, None
        for left, right in _pieces(text[start:end], _CLAUSE):
            clause = text[start + left : start + right]
            dated = False
            for match in _dates(clause):
                known = int(match["year"]) if match["year"] else known
                step = _step(clause, match, known, number, start + left)
                if step is not None:
                    found.append(step)
                    dated = True
            if dated:
                after = found[-1] if clause.rstrip().endswith("后") else None
            elif after is not None:
                found.append(_following(after, clause, start + left))
    return found


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


def _pieces(text: str, cut: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in cut.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _dates(clause: str) -> Iterator[re.Match[str]]:
    """The dates of a clause; from one month to another (a term of service) is none."""
    stop = 0
    for match in _DATE.finditer(clause):
        if match.start() < stop or not 1 <= int(match["month"]) <= 12:
            continue
        span = _SPAN.match(clause, match.end("month"))
        if span and not match["last"]:
            stop = span.end()
            continue
        yield match


def _step(clause: str, match: re.Match[str], year: int, sentence: int, offset: int) -> Step | None:
    days = _days(match, year)
    if days is None:
        return None
    stages, tail = _stages(clause)
    first, last = days
    return Step(
        stages,
        tail,
        first,
        last,
        match["before"] is not None,
        sentence,
        clause.strip(),
        offset + match.start(),
        offset + match.end(),
        match["year"] is not None,
    )


def _stages(clause: str) -> tuple[frozenset[str], bool]:
    stages = frozenset(stage for stage in STAGES if pattern("stages", stage).search(clause))
    return stages, pattern("stages", "tail").search(clause) is not None


def _days(match: re.Match[str], year: int) -> tuple[date, date] | None:
    month = int(match["month"])
    last_month = int(match["last"]) if match["last"] else month
    if not month <= last_month <= 12:
        return None
    end = monthrange(year, last_month)[1]
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
