"""Amounts of money in the texts of a goal form (文字中的金额), each with its part in the sum.

What an amount is follows from the words of its clause before it: a price (每把400元), a contract
(合同金额), what is paid (已支付), a tail (尾款), a stated total (共需), a limit (不超过), or
plainly money that is applied for.
"""

import re
from enum import Enum

import msgspec

from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.words import any_of, counter_at, pattern
from mingzhang.model import Figure, Place, Unit, parse_figure


class Part(Enum):
    """The part an amount plays (金额的作用)."""

    PLAIN = "plain"
    TOTAL = "total"
    TAIL = "tail"
    PRICE = "price"
    CONTRACT = "contract"
    PAID = "paid"
    LIMIT = "limit"
    LATER = "later"


class Amount(msgspec.Struct, frozen=True, gc=False):
    """One amount in a text.

    `figure` in 元, its place cut out of the text; `lead` the words of its clause before it;
    `per` the counters of a price (每人每月: 人, 月); `bracketed`: inside brackets; `about`:
    said to be approximate (约).
    """

    figure: Figure
    part: Part
    start: int
    end: int
    lead: str
    per: tuple[str, ...] = ()
    bracketed: bool = False
    about: bool = False

    @property
    def payable(self) -> bool:
        """Whether it is money to be paid: part of a sum, its total, or a tail."""
        return self.part in _PAYABLE

    @property
    def value(self) -> int:
        """Millionths of a 元."""
        return self.figure.value


_PAYABLE = (Part.PLAIN, Part.TOTAL, Part.TAIL)
_AMOUNT = Late(
    r"\d[\d,，]*(?:\.\d+)?\s*"
    r"(?:(亿元|百万元|千元|万元|元|万(?=[，。；、）)（(,;：:]|$))"
    r"|(?=/[台套把张个件人次户亩本]))"
)
_NOT_BEFORE = frozenset(".,〔第-")
_CUTS = frozenset("，。；,;：:（()）、")
_SLASHES = frozenset("/每")
_AVERAGE = Late(r"(人|户|生|年|月)均")
_ABOUT = Late(r"[约近]|左右|预计")
_TELLING = frozenset("不以低高限最上下已累完合中成变调审核结决控概总共申预安需尾剩余未质")
_SCALES = {unit.value: unit.scale for unit in Unit} | {"万": Unit.TEN_THOUSAND.scale}
_LONGEST_LEAD = 40
_TO_LATER = frozenset("列计纳在于")


def read_amounts(text: str, at: Place, year: int | None = None) -> tuple[Amount, ...]:
    """Every amount of a text in printed order; `at` is the place of the whole text.

    `year` is the budget year: what is said to be paid in a later one is no part of it.
    """
    if "元" not in text and "万" not in text and "/" not in text:
        return ()
    return tuple(
        amount for match in _AMOUNT.finditer(text) if (amount := _amount(text, match, at, year))
    )


def _amount(text: str, match: re.Match[str], at: Place, year: int | None) -> Amount | None:
    start, end = match.span()
    if text[start - 1 : start] in _NOT_BEFORE:
        return None
    unit = match[1] or "元"
    place = msgspec.structs.replace(at, start=start, end=end, text=None)
    digits = match[0].removesuffix(match[1] or "").rstrip().replace("，", ",")
    figure = parse_figure(digits, _SCALES[unit], "万元" if unit == "万" else unit, place)
    if figure is None:
        return None
    lead = _lead(text, start)
    per = _per(text, end, lead)
    part = Part.LATER if _is_later(text, end, year) else _part(lead, per)
    about = _ABOUT.search(lead[-4:]) is not None or text[end : end + 2] == "左右"
    return Amount(figure, part, start, end, lead, per, _in_brackets(text, start), about)


def _lead(text: str, start: int) -> str:
    """The words of the clause before an amount; "差旅费：15万元" is said of 差旅费."""
    first = max(0, start - _LONGEST_LEAD)
    at = start - 1 if text[start - 1 : start] in ("：", ":") else start
    while at > first and text[at - 1] not in _CUTS:
        at -= 1
    return text[at:start].strip()


def _in_brackets(text: str, start: int) -> bool:
    opened = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
    return opened >= 0 and text.find("）", opened, start) < 0 > text.find(")", opened, start)


def _per(text: str, end: int, lead: str) -> tuple[str, ...]:
    """The counters of a price: those before it (每人每月) and those after it (元/人·月)."""
    found = _per_before(lead) if "每" in lead else ()
    average = _AVERAGE.search(lead) if "均" in lead and not found else None
    if average:
        found = (average[1],)
    while text[end : end + 1] in _SLASHES:
        counter = counter_at(text, end + 1)
        if not counter:
            break
        found += (counter,)
        end += 1 + len(counter)
    return found


def _per_before(lead: str) -> tuple[str, ...]:
    position = lead.rfind("每")
    first = lead.find("每", max(0, position - 4))
    found: list[str] = []
    for piece in lead[first:].split("每")[1:]:
        counter = counter_at(piece, 0)
        found.append(counter)
    return tuple(found)


def _is_later(text: str, end: int, year: int | None) -> bool:
    if year is None or text[end : end + 1] not in _TO_LATER:
        return False
    match = pattern("structure", "later_year").match(text, end)
    return match is not None and int(match[1]) > year


def _part(lead: str, per: tuple[str, ...]) -> Part:
    if per and per != ("年",):
        return Part.PRICE
    if "单价" in lead[-6:]:
        return Part.PRICE
    if _TELLING.isdisjoint(lead):
        return Part.PLAIN
    if any_of("amounts", "limit").search(lead[-10:]):
        return Part.LIMIT
    if any_of("amounts", "paid").search(lead):
        return Part.PAID
    if any_of("amounts", "contract").search(lead[-14:]):
        return Part.CONTRACT
    if any_of("amounts", "grand").search(lead[-14:]):
        return Part.TOTAL
    if any_of("amounts", "tail").search(lead):
        return Part.TAIL
    if any_of("amounts", "total").search(lead):
        return Part.TOTAL
    return Part.PLAIN
