"""How a workbook prints a date or a time of day: a date format (日期格式) on a count of days."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<space>[_*].)|\[(?P<elapsed>h+|m+|s+)\]'
    r"|(?P<bracket>\[[^\]]*\])|(?P<half>AM/PM|A/P|上午/下午)|(?P<weekday>a{3,4})"
    r"|(?P<year>[ye]+)|(?P<month>m+)|(?P<day>d+)|(?P<hour>h+)|(?P<second>s+(?:\.0+)?)"
    r"|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_TEXT_OR_GENERAL = re.compile(r'"[^"]*"?|[\\!_*].|\[\$[^\]]*\]|General|G/通用格式', re.IGNORECASE)
_DATE_LETTER = re.compile(r"\[(?:h+|m+|s+)\]|[ymdhs]|a{3,4}", re.IGNORECASE)
_BRACKET = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)

_WEEKDAYS = "一二三四五六日"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAY = 86_400
_LAST_SERIAL = 2_958_465  # 9999-12-31


def is_date_format(section: str) -> bool:
    """Whether a section of a format code prints a date or time rather than digits."""
    bare = _BRACKET.sub("", _TEXT_OR_GENERAL.sub("", section))
    return bool(_DATE_LETTER.search(bare))


def print_date(code: str, serial: Decimal, date1904: bool) -> str | None:
    """Print a day count (days since 1899-12-30, or since 1904) by a date format.

    None where the count is no date of a workbook (negative, or after the year 9999).
    """
    if not 0 <= serial <= _LAST_SERIAL:
        return None
    seconds = int((serial * _DAY).quantize(Decimal(1), ROUND_HALF_UP))
    moment = _moment(seconds, date1904)
    tokens = list(_TOKEN.finditer(code))
    halves = any(token.lastgroup == "half" for token in tokens)
    return "".join(
        _print_token(tokens, index, moment, seconds, halves) for index in range(len(tokens))
    ).strip()


def _moment(seconds: int, date1904: bool) -> datetime:
    if date1904:
        start = datetime(1904, 1, 1)
    else:
        # The 1900 system counts a 29 February 1900 that never was.
        start = datetime(1899, 12, 31 if seconds < 60 * _DAY else 30)
    return start + timedelta(seconds=min(seconds, _LAST_SERIAL * _DAY - 1500 * _DAY * date1904))


def _print_token(
    tokens: list[re.Match[str]], index: int, moment: datetime, seconds: int, halves: bool
) -> str:
    token = tokens[index]
    kind, text = token.lastgroup, token[token.lastgroup or 0]
    if kind in ("quoted", "escaped", "other"):
        return text
    if kind == "elapsed":
        unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
        return str(seconds // unit).rjust(len(text), "0")
    if kind == "month":
        return _minute_or_month(tokens, index, moment)
    if kind == "half":
        return _half_of_day(text, moment)
    return _print_part(kind or "", text, moment, halves)


def _print_part(kind: str, text: str, moment: datetime, halves: bool) -> str:
    width = len(text)
    if kind == "year":
        return f"{moment.year % 100:02}" if width <= 2 and text[0] in "yY" else f"{moment.year:04}"
    if kind == "weekday":
        return ("星期" if width == 4 else "") + _WEEKDAYS[moment.weekday()]
    if kind == "day" and width > 2:
        name = _ENGLISH_DAYS[moment.weekday()]
        return name if width > 3 else name[:3]
    if kind == "second":
        whole, _, decimals = text.partition(".")
        return str(moment.second).rjust(len(whole), "0") + ("." + decimals if decimals else "")
    numbers = {"day": moment.day, "hour": (moment.hour - 1) % 12 + 1 if halves else moment.hour}
    return str(numbers[kind]).rjust(min(width, 2), "0") if kind in numbers else ""


def _minute_or_month(tokens: list[re.Match[str]], index: int, moment: datetime) -> str:
    """ "m" is the minute after an hour or before a second, else the month."""
    units = ("hour", "second", "elapsed", "day", "year", "month")
    before = [token.lastgroup for token in tokens[:index] if token.lastgroup in units]
    after = [token.lastgroup for token in tokens[index + 1 :] if token.lastgroup in units]
    width = len(tokens[index][0])
    if before[-1:] in (["hour"], ["elapsed"]) or after[:1] == ["second"]:
        return str(moment.minute).rjust(min(width, 2), "0")
    if width > 2:
        name = _ENGLISH_MONTHS[moment.month - 1]
        return {3: name[:3], 5: name[0]}.get(width, name)
    return str(moment.month).rjust(width, "0")


def _half_of_day(text: str, moment: datetime) -> str:
    morning, afternoon = text.split("/")
    return morning if moment.hour < 12 else afternoon
