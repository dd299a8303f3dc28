"""Targets that name a time: deadlines, months, frequencies, whole years (时效类指标值)."""

import re

from mingzhang.disclosure import Target
from mingzhang.performance import words
from mingzhang.performance.numbers import leading_number

# Patterns stay strings, so that `re` compiles one only when a target asks for it.
_DAY = (
    r"(?:(?P<year>[0-9]{4})[年./-])?(?P<month>[0-9]{1,2})(?P<between>[月./-])(?P<day>[0-9]{1,2})"
    r"[日号]?(?P<tail>[^0-9]*)"
)
_MONTHS = (
    r"(?:(?P<year>[0-9]{4})[年.])?(?P<months>[0-9]{1,2}(?:月?份?[、,和及与~至到—–-][0-9]{1,2})*)"
    r"月份?(?P<tail>[^0-9]*)"
)
_QUARTER = r"(?:(?P<year>[0-9]{4})年)?第?(?P<quarter>[一二三四1-4])季度(?P<tail>[^0-9]*)"
_HALF = r"(?:(?P<year>[0-9]{4})年|[本当]年)?(?P<half>[上下])半年(?P<tail>[^0-9]*)"
_YEAR = r"(?P<year>[0-9]{4})年度?(?P<tail>[^0-9]*)"
_FROM_TO = r"(?P<year>[0-9]{4})[0-9年月日./]*[-~至到—–]+[0-9年月日./]+度?"
_ONCE_A = r"[一1](?P<period>年|月|周|季度?|天|日)(?P<times>[^年月周季天日]+)"
_MONTH_DAYS = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
_ENDS = ("上旬", "中旬", "下旬", "底", "末", "终", "初", "中", "内")
_UNTIL = frozenset({"底", "末", "终", "内"})
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_SAME_PERIOD = {"日": "天", "季": "季度", "年度": "年", "星期": "周"}
_TIME_SIGNS = frozenset("年月季")
_SEPARATORS = frozenset("./-")


def point(raw: str, sign: str | None, text: str) -> Target | None:
    """ "8月31日前", "12月底前", "2025年7月", "8月、12月", "三季度", "年底前", "2025年"."""
    if text in words.YEAR_END:
        return Target(raw, "deadline", months=(12,))
    if not _may_be_date(text):
        return None
    for mark, shape, read in _POINTS:
        match = re.fullmatch(shape, text) if mark in text else None
        target = read(raw, sign, match) if match else None
        if target is not None:
            return target
    return None


def _may_be_date(text: str) -> bool:
    if not _TIME_SIGNS.isdisjoint(text):
        return True
    return text[4:5] in _SEPARATORS and text[:4].isdigit()


def _tail(tail: str) -> tuple[str, bool] | None:
    """Part "底前完成" into the end "底" and whether "前" is said; None for other words."""
    end = words.prefix(tail, _ENDS)
    rest = tail[len(end) :]
    if rest[:2] in ("之前", "以前"):
        rest = rest[1:]
    before = rest[:1] == "前"
    rest = rest[before:].removeprefix("并")
    return (end, before) if rest in words.DONE else None


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _day(raw: str, sign: str | None, match: re.Match[str]) -> Target | None:
    month, day = int(match["month"]), int(match["day"])
    dated = match["between"] == "月" or match["year"] is not None
    if not dated or not (1 <= month <= 12 and 1 <= day <= 31) or _tail(match["tail"]) is None:
        return None
    return Target(raw, "deadline", year=_year(match), months=(month,), day=day)


def _months(raw: str, sign: str | None, match: re.Match[str]) -> Target | None:
    months, tail = _listed_months(match["months"]), _tail(match["tail"])
    if tail is None or not months or not all(1 <= month <= 12 for month in months):
        return None
    end, before = tail
    if sign and not end and not before:
        return None  # "≤6月" limits a span of months
    if before or sign or end in _UNTIL:
        return Target(raw, "deadline", year=_year(match), months=months, day=_MONTH_DAYS.get(end))
    return Target(raw, "month", year=_year(match), months=months)


def _listed_months(text: str) -> tuple[int, ...]:
    """ "8月、12" → (8, 12); "7-9" → (7, 8, 9); () where a range runs backwards."""
    text = text.replace("月", "").replace("份", "")
    ends = re.split(r"[~至到—–-]", text)
    if len(ends) == 2 and ends[0].isdigit() and ends[1].isdigit():
        return tuple(range(int(ends[0]), int(ends[1]) + 1))
    return tuple(int(part) for part in re.findall(r"[0-9]+", text))


def _quarter(raw: str, sign: str | None, match: re.Match[str]) -> Target | None:
    tail = _tail(match["tail"])
    if tail is None:
        return None
    last = _QUARTERS[match["quarter"]]
    if tail[1] or tail[0]:
        return Target(raw, "deadline", year=_year(match), months=(last,))
    return Target(raw, "month", year=_year(match), months=(last - 2, last - 1, last))


def _half(raw: str, sign: str | None, match: re.Match[str]) -> Target | None:
    if _tail(match["tail"]) is None:
        return None
    last = 6 if match["half"] == "上" else 12
    return Target(raw, "deadline", year=_year(match), months=(last,))


def _whole_year(raw: str, sign: str | None, match: re.Match[str]) -> Target | None:
    year, tail = int(match["year"]), match["tail"].removeprefix("全年")
    ended = _tail(tail)
    if sign or ended is None or not 1900 <= year <= 2199:
        return None
    if ended[1] or ended[0] in _UNTIL:
        return Target(raw, "deadline", year=year, months=(12,))
    return Target(raw, "coverage", year=year, word="全年")


def _from_to(raw: str, sign: str | None, match: re.Match[str]) -> Target:
    return Target(raw, "coverage", year=_year(match), word=match[0])


_POINTS = (
    ("月", _MONTHS, _months),
    ("", _DAY, _day),
    ("季度", _QUARTER, _quarter),
    ("半年", _HALF, _half),
    ("年", _YEAR, _whole_year),
    ("", _FROM_TO, _from_to),
)


def frequency(raw: str, sign: str | None, text: str) -> Target | None:
    """ "每月", "每半年", "每年2次", "一年一次", "按月发放", "每月10日前"."""
    if text[:2] in words.REGULARLY or text[:3] in words.REGULARLY:
        return Target(raw, "frequency", word=text)
    if text.startswith("每"):
        return _every(raw, sign, text[1:])
    once = re.fullmatch(_ONCE_A, text) if text[:1] in ("一", "1") else None
    return _times(raw, sign, once["period"], once["times"]) if once else None


def _every(raw: str, sign: str | None, text: str) -> Target | None:
    nth, rest = leading_number(text) if text[:1] not in ("半", "") else ("", text)
    rest = rest.removeprefix("个")
    period = words.prefix(rest, words.PERIODS)
    if not period:
        return None
    times = rest[len(period) :]
    period = ("" if nth in ("", "1") else nth) + _SAME_PERIOD.get(period, period)
    if times in words.HOW or not times:
        return Target(raw, "frequency", word="每" + period)
    return _day_of(raw, period, times) or _times(raw, sign, period, times)


def _day_of(raw: str, period: str, text: str) -> Target | None:
    """The rest of "每月10日前", "每季度末"."""
    if text[0] in "底末":
        return Target(raw, "frequency", word="每" + period)
    day, rest = leading_number(text)
    if not day.isdigit() or rest[:1] not in ("日", "号"):
        return None
    return Target(raw, "frequency", day=int(day), word="每" + period)


def _times(raw: str, sign: str | None, period: str, text: str) -> Target | None:
    """The rest of "每年不少于2次": how often, with its unit."""
    how = next((how for how in words.HOW if text.startswith(how)), "")
    own_sign, text = words.leading_sign(text[len(how) :])
    value, unit = leading_number(text) if text else ("", "")
    for after in ("以上", "以内", "以下"):
        if unit.endswith(after):
            own_sign, unit = own_sign or words.AFTER[after], unit.removesuffix(after)
    if not value or words.UNIT_TYPES.get(unit) != "count":
        return None
    period = _SAME_PERIOD.get(period, period)
    return Target(raw, "frequency", own_sign or sign, value, f"{unit}/{period}")
