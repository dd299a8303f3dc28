"""Unit price × quantity in a text (单价 × 数量 = 金额): 125把，每把400元，共5万元."""

import re
from collections.abc import Iterator
from math import prod

import msgspec

from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.text_amounts import Amount, Part
from mingzhang.checks.goals.text_items import Text
from mingzhang.checks.goals.words import any_of, counter_at, listed, same_counters
from mingzhang.model import Unit
from mingzhang.recognition.vocabulary import HAN

_DIGITS_READ = 20
_COUNT = Late(rf"(\d+(?:\.\d+)?)\s*(?:余|多)?(?={HAN})")
_UNIT = rf"(?:{HAN}|/){{0,6}}"
_FACTORS = Late(
    rf"(?<![\d.])(\d+(?:\.\d+)?)\s*({_UNIT})((?:\s*[×xX*✕]\s*\d+(?:\.\d+)?\s*{_UNIT})+)"
)
_FACTOR = Late(rf"[×xX*✕]?\s*(\d+(?:\.\d+)?)\s*({_UNIT})")
_AT_LEAST = Late(r"(?:不少于|不低于|至少|超过)\s*$")
_ABOUT = Late(r"约\s*$")
_SIGNS = "×xX*✕"
_MONTHS = 12
_SCALES = {unit.value: unit.scale for unit in Unit}
_YEAR_WORDS = ("全年", "一年", "年度", "每年")


class Product(msgspec.Struct, frozen=True):
    """A sum of prices times quantities, and the amount the text gives for it.

    `value` in millionths of a 元; `formula` as one says it; `at_least`: a quantity is a lower
    bound (不少于); `about`: a quantity is approximate.
    """

    value: int
    formula: str
    result: Amount
    at_least: bool = False
    about: bool = False


class _Count(msgspec.Struct, frozen=True):
    number: str
    counter: str
    start: int
    at_least: bool
    about: bool


class _Priced(msgspec.Struct, frozen=True):
    value: int
    formula: str
    at_least: bool
    about: bool


def products(read: Text) -> Iterator[Product]:
    """Every price × quantity whose amount the text states."""
    yield from _written_out(read)
    prices = [a for a in read.amounts if a.part is Part.PRICE and not a.bracketed]
    if prices:
        counts = list(_counts(read.text))
        for start, end in _sentences(read, prices):
            yield from _in_sentence(read, counts, start, end)


def _counts(text: str) -> Iterator[_Count]:
    for match in _COUNT.finditer(text):
        counter = counter_at(text, match.end())
        if counter and not _is_date(text, match, counter):
            before = text[max(0, match.start() - 4) : match.start()]
            yield _Count(
                match[1],
                counter,
                match.start(),
                _AT_LEAST.search(before) is not None,
                _ABOUT.search(before) is not None,
            )


def _is_date(text: str, match: re.Match[str], counter: str) -> bool:
    if counter in ("年", "年度") and len(match[1]) == 4:
        return True
    return counter == "月" or (
        counter in ("日", "号") and "月" in text[match.start() - 3 : match.start()]
    )


def _sentences(read: Text, prices: list[Amount]) -> Iterator[tuple[int, int]]:
    """The sentences, or list items, in which the prices stand."""
    bounds = sorted({i.start for items in read.lists for i in items})
    last = -1
    for price in prices:
        if price.start < last:
            continue
        start = max(
            read.text.rfind("。", 0, price.start) + 1,
            *(b for b in (0, *bounds) if b <= price.start),
        )
        stop = read.text.find("。", price.end)
        end = min([stop if stop >= 0 else len(read.text), *(b for b in bounds if b > price.start)])
        last = end
        yield start, end


def _in_sentence(read: Text, counts: list[_Count], start: int, end: int) -> Iterator[Product]:
    inside = [a for a in read.amounts if start <= a.start < end and not a.bracketed]
    waiting: list[_Priced] = []
    earlier = [a for a in inside if a.part is Part.TOTAL]
    for amount in inside:
        if amount.part is Part.PRICE:
            priced = _priced(read.text, amount, counts, start, end)
            if priced is None:
                return
            waiting.append(priced)
        elif amount.payable and waiting:
            if not _linked(amount):
                return
            yield _product(waiting, amount)
            waiting, earlier = [], []
    if waiting and len(earlier) == 1 and earlier[0].start < _first_price(inside):
        yield _product(waiting, earlier[0])


def _first_price(inside: list[Amount]) -> int:
    return next(a.start for a in inside if a.part is Part.PRICE)


def _linked(amount: Amount) -> bool:
    """Whether an amount is said to be the outcome: 计, 小计, 共计, =."""
    return any_of("amounts", "sum").search(amount.lead) is not None


def _product(waiting: list[_Priced], result: Amount) -> Product:
    return Product(
        sum(priced.value for priced in waiting),
        " + ".join(priced.formula for priced in waiting),
        result,
        any(priced.at_least for priced in waiting),
        any(priced.about for priced in waiting),
    )


def _priced(text: str, price: Amount, counts: list[_Count], start: int, end: int) -> _Priced | None:
    """The price times the quantity it is for; None where the text does not tell it surely."""
    factors: list[_Count] = []
    for counter in price.per:
        if counter in ("年", "年度"):
            continue
        if counter in ("月", "个月") and not factors:
            return None
        factor = _quantity(text, counter, counts, price, start, end)
        if factor is None:
            return None
        factors.append(factor)
    if not factors:
        return None
    value = price.value
    for factor in factors:
        value = _times(value, factor.number)
    shown = f"{price.figure.text}{price.figure.unit}"
    formula = " × ".join([*(f"{f.number}{f.counter}" for f in factors), shown])
    about = price.about or any(f.about for f in factors)
    return _Priced(value, formula, any(f.at_least for f in factors), about)


def _times(value: int, number: str) -> int:
    whole, _, decimals = number[:_DIGITS_READ].partition(".")
    return value * int(whole + decimals) // int(10 ** len(decimals))


def _quantity(
    text: str, counter: str, counts: list[_Count], price: Amount, start: int, end: int
) -> _Count | None:
    same = same_counters(counter)
    fits = [c for c in counts if c.counter in same]
    if counter in ("月", "个月"):
        months = [c for c in fits if start <= c.start < end]
        if months:
            return months[0] if len(months) == 1 else None
        year = any(word in text[start:end] for word in listed("products", "months_of_a_year"))
        return _Count(str(_MONTHS), "个月", start, False, False) if year else None
    before = [c for c in fits if start <= c.start < price.start]
    if before:
        return before[-1]
    after = [c for c in fits if price.end <= c.start < end]
    if after:
        return after[0]
    return fits[0] if len(fits) == 1 else None


def _written_out(read: Text) -> Iterator[Product]:
    """Factors written with a sign: 125把×400元=5万元, 50人×3800元×12月，共228万元."""
    if not any(sign in read.text for sign in _SIGNS):
        return
    for match in _FACTORS.finditer(read.text):
        factors = [_FACTOR.match(match[1] + match[2]), *_FACTOR.finditer(match[3])]
        money = [f for f in factors if f and _money(f[2])]
        if len(money) != 1:
            continue
        result = next((a for a in read.amounts if a.start >= match.end()), None)
        if (
            result is None
            or result.start - match.end() > 8
            or not _linked_by_sign(read, match, result)
        ):
            continue
        value = prod((_digits(f[1]) for f in factors if f), start=1)
        places = sum(_decimals(f[1]) for f in factors if f)
        scale = _SCALES[_money(money[0][2])]
        yield Product(value * scale // 10**places, match[0].strip(), result)


def _money(words: str) -> str:
    return next((unit for unit in ("万元", "元") if words.startswith(unit)), "")


def _digits(number: str) -> int:
    return int(number.replace(".", ""))


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def _linked_by_sign(read: Text, match: re.Match[str], result: Amount) -> bool:
    between = read.text[match.end() : result.start]
    return any(sign in between for sign in "=＝") or _linked(result)
