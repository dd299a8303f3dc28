"""Amounts of money in the texts of a goal form (文字中的金额), each with its part in the sum.

What an amount is follows from the words of its clause before it: a price (每把400元), a contract
(合同金额), what is paid (已支付), a tail (尾款), a stated total (共需), a limit (不超过), or
plainly money that is applied for.
"""

import re
from enum import Enum

import msgspec

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


PAYABLE = frozenset({Part.PLAIN, Part.TOTAL, Part.TAIL})


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
    def value(self) -> int:
        """Millionths of a 元."""
        return self.figure.value


_AMOUNT = re.compile(
    r"(?<![\d.,〔第-])(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?:(?P<unit>亿元|百万元|千元|万元|元|万(?=[，。；、）)（(,;：:]|$))"
    r"|(?=/[台套把张个件人次户亩本]))"
)
_SPLIT = re.compile(r"[，。；,;：:（()）、]")
_PER_AFTER = re.compile(r"\s*(?:/|每)\s*")
_AVERAGE = re.compile(r"(人|户|生|年|月)均")
_ABOUT = re.compile(r"[约近]|左右|预计")
_SCALES = {unit.value: unit.scale for unit in Unit} | {"万": Unit.TEN_THOUSAND.scale}
_LONGEST_LEAD = 40


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
    unit = match["unit"] or "元"
    place = msgspec.structs.replace(at, start=start, end=end, text=None)
    digits = match["number"].replace("，", ",")
    figure = parse_figure(digits, _SCALES[unit], "万元" if unit == "万" else unit, place)
    if figure is None:
        return None
    lead = _lead(text, start)
    per = _per(text, end, lead)
    part = Part.LATER if _is_later(text, end, year) else _part(lead, per)
    about = _ABOUT.search(lead[-4:]) is not None or text[end : end + 2] == "左右"
    return Amount(figure, part, start, end, lead, per, _in_brackets(text, start), about)


def _lead(text: str, start: int) -> str:
    before = text[max(0, start - _LONGEST_LEAD) : start]
    cuts = list(_SPLIT.finditer(before))
    if cuts and cuts[-1].end() == len(before) and before[-1] in "：:":
        cuts.pop()  # "差旅费：15万元" is said of 差旅费
    return before[cuts[-1].end() if cuts else 0 :].strip()


def _in_brackets(text: str, start: int) -> bool:
    opened = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
    closed = max(text.rfind("）", 0, start), text.rfind(")", 0, start))
    return opened > closed


def _per(text: str, end: int, lead: str) -> tuple[str, ...]:
    """The counters of a price: those before it (每人每月) and those after it (元/人·月)."""
    found = _per_before(lead)
    average = _AVERAGE.search(lead)
    if average and not found:
        found = (average[1],)
    match = _PER_AFTER.match(text, end)
    while match:
        counter = counter_at(text, match.end())
        if not counter:
            break
        found += (counter,)
        match = _PER_AFTER.match(text, match.end() + len(counter))
    return found


def _per_before(lead: str) -> tuple[str, ...]:
    position = lead.rfind("每")
    if position < 0:
        return ()
    first = lead.find("每", max(0, position - 4))
    found: list[str] = []
    for piece in lead[first:].split("每")[1:]:
        counter = counter_at(piece, 0)
        found.append(counter)
    return tuple(found)


def _is_later(text: str, end: int, year: int | None) -> bool:
    match = pattern("structure", "later_year").match(text, end)
    return match is not None and year is not None and int(match[1]) > year


def _part(lead: str, per: tuple[str, ...]) -> Part:
    if per and per != ("年",):
        return Part.PRICE
    if "单价" in lead[-6:]:
        return Part.PRICE
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
