"""Printed numbers (数), exact and aware of their printed precision.

A value is an integer of millionths of its base unit (元 for money), so that 万元 with two
decimals, 元 and 亿元 add and compare without rounding and without `float`.
"""

from enum import Enum
from functools import lru_cache

import msgspec

from mingzhang.model.places import Place

MILLIONTHS = 1_000_000
LONGEST = 60


class Unit(Enum):
    """A unit of money (金额单位) and its worth in 元."""

    YUAN = "元"
    THOUSAND = "千元"
    TEN_THOUSAND = "万元"
    MILLION = "百万元"
    HUNDRED_MILLION = "亿元"

    @property
    def scale(self) -> int:
        """Millionths of a 元 in one of this unit."""
        return _SCALES[self.value]


_SCALES = {
    "元": MILLIONTHS,
    "千元": 1_000 * MILLIONTHS,
    "万元": 10_000 * MILLIONTHS,
    "百万元": 1_000_000 * MILLIONTHS,
    "亿元": 100_000_000 * MILLIONTHS,
}


class Figure(msgspec.Struct, frozen=True, gc=False):
    """One printed number with its place (数).

    `text` is as printed without thousands separators; `value` counts millionths of the base
    unit; `quantum` is the worth of one unit of the last printed place, in the same millionths;
    `unit` is the printed unit ("万元", "元", "%", "个", …).
    """

    text: str
    value: int
    quantum: int
    unit: str
    at: Place

    def restated(self, quantum: int) -> int:
        """The value rounded half up to a coarser printed precision (四舍五入)."""
        if quantum <= self.quantum:
            return self.value
        sign = -1 if self.value < 0 else 1
        return sign * ((abs(self.value) * 2 + quantum) // (2 * quantum)) * quantum


_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋（）％", "0123456789.,-+()%")
_MINUS = {"-", "−", "–", "—", "－", "△", "▲", "负"}


@lru_cache(maxsize=65536)
def parse_number(text: str) -> tuple[str, int, int] | None:
    """Read "4,557.36", "（3.20）", "-0.5", "１２" → (plain text, digits as an integer, decimals).

    None where the text is no plain number: blank, a dash for "nothing", a code with letters,
    more than LONGEST characters.
    A percent sign is not part of a number here.
    """
    whole, dot, decimals = text.partition(".")
    if _digits(whole) and (_digits(decimals) or not dot) and len(text) <= LONGEST:
        return text, int(whole + decimals), len(decimals)
    plain = text.strip()
    if not plain or len(plain) > LONGEST:
        return None
    if not plain.isascii():
        plain = plain.translate(_FULL_WIDTH)
    negative = False
    if plain[0] == "(" and plain[-1] == ")":
        negative, plain = True, plain[1:-1]
    if plain and plain[0] in _MINUS:
        negative, plain = not negative, plain[1:]
    plain = plain.lstrip("+¥￥ ").rstrip().replace(" ", "")
    whole, dot, decimals = plain.partition(".")
    if "," in whole:
        whole = _without_separators(whole)
    if not _digits(whole) or (dot and not _digits(decimals)):
        return None
    digits = int(whole + decimals)
    shown = ("-" if negative else "") + whole + dot + decimals
    return shown, -digits if negative else digits, len(decimals)


def _digits(text: str) -> bool:
    return text.isdigit() and text.isascii()


def _without_separators(whole: str) -> str:
    """Drop thousands separators; "12,34" is returned unchanged and so is no number."""
    head, *groups = whole.split(",")
    if 1 <= len(head) <= 3 and all(len(group) == 3 for group in groups):
        return head + "".join(groups)
    return whole


def parse_figure(text: str, scale: int, unit: str, at: Place) -> Figure | None:
    """A figure of the printed text, or None where it is no number.

    `scale` is the worth of one printed unit in millionths of the base unit. More decimals
    than a millionth can hold are no figure.
    """
    number = parse_number(text)
    if number is None:
        return None
    shown, digits, decimals = number
    quantum, rest = divmod(scale, 10**decimals)
    if rest:
        return None
    return Figure(shown, digits * quantum, quantum, unit, at)


def format_money(value: int, scale: int, quantum: int) -> str:
    """Write an exact value in a unit with the decimals that `quantum` stands for.

    `scale` and `quantum` in millionths, as in `Figure`; a finer value shows all its decimals.
    """
    step = quantum
    while value % step and step % 10 == 0:
        step //= 10
    decimals, step = _printed_places(scale, step)
    sign = "-" if value < 0 else ""
    digits = str(abs(value) // step).rjust(decimals + 1, "0")
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


@lru_cache(maxsize=256)
def _printed_places(scale: int, step: int) -> tuple[int, int]:
    """How many decimals of a unit show `step`, and what the last of them is worth."""
    decimals = 0
    while scale // 10**decimals > step:
        decimals += 1
    return decimals, scale // 10**decimals
