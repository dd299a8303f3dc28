"""How many years a project runs (项目期): "3年", "99年", "长期", "2024年-2026年", "36个月"."""

import re
from functools import lru_cache

from mingzhang.checks.goals.late import Late
from mingzhang.performance.numbers import leading_number

_SPAN = Late(
    r"(20\d\d)[年./-]?(\d{1,2})?月?\d{0,2}日?\s*[-—–~～至到]+\s*(20\d\d)[年./-]?(\d{1,2})?"
)
_MONTHS = Late(r"(\d{1,4})\s*个?月")
_WITHIN = Late(r"^(20\d\d)年度?$")
_LONG = ("长期", "常年", "经常", "永久", "持续")
LONG_TERM = 99


@lru_cache(maxsize=512)
def years_of(period: str) -> int | None:
    """The years of a project's period, rounded up; None where the text does not tell."""
    text = "".join(period.split())
    if any(word in text for word in _LONG):
        return LONG_TERM
    span = _SPAN.search(text)
    if span:
        return _span_years(span)
    if _WITHIN.match(text):
        return 1
    value, rest = leading_number(text)
    if value.isdigit() and len(value) < 5 and (rest.startswith("年") or not rest):
        return int(value) or None
    months = _MONTHS.match(text)
    return -(-int(months[1]) // 12) if months else None


def _span_years(span: re.Match[str]) -> int:
    """From January 2024 to December 2026 is three years; so is 2024 to 2026."""
    first, last = int(span[1]), int(span[3])
    if not span[2] or not span[4]:
        return last - first + 1
    months = (last - first) * 12 + int(span[4]) - int(span[2]) + 1
    return max(1, -(-months // 12))
