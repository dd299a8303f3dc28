"""Quantities in the texts of goal forms (文字中的数量) against count indicators (数量指标)."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from mingzhang.checks.goals.words import any_of, counter_at, listed, same_counter
from mingzhang.disclosure import Indicator
from mingzhang.model.figures import MILLIONTHS

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CUT = re.compile(r"[。；;，,（）()：:]")
_SCALES = {"万": 10_000, "亿": 100_000_000}
_WINDOW = 14
_ENOUGH = 0.5
_A_LITTLE = 0.15


class Mention(msgspec.Struct, frozen=True):
    """A counted thing in a text: "144场" with the words around it.

    `value` in millionths of its counter; `words` the characters around it, in pairs.
    """

    shown: str
    value: int
    quantum: int
    counter: str
    start: int
    end: int
    words: frozenset[str]
    about: bool


class Wanted(msgspec.Struct, frozen=True):
    """A count indicator: its value in millionths of its counter, its name in pairs of signs."""

    indicator: Indicator
    value: int
    counter: str
    words: frozenset[str]


@lru_cache(maxsize=8192)
def pairs_of(text: str) -> frozenset[str]:
    """The signs of a text two by two, empty words left out: what texts share is seen by them."""
    plain = any_of("quantities", "empty_words").sub(" ", text)
    pairs = (plain[i : i + 2] for i in range(len(plain) - 1))
    return frozenset(pair for pair in pairs if " " not in pair and not pair.isascii())


def mentions_of(text: str, year: int | None) -> list[Mention]:
    """The counted things of a text; what is said of an earlier year is left out."""
    return [
        found
        for match in _NUMBER.finditer(text)
        if (found := _mention(text, match, year)) is not None
    ]


def _mention(text: str, match: re.Match[str], year: int | None) -> Mention | None:
    start, end = match.span()
    if start and (
        text[start - 1] in "第〔-~." or (text[start - 1].isascii() and text[start - 1].isalpha())
    ):
        return None
    scale = _SCALES.get(text[end : end + 1], 1)
    counter = counter_at(text, end + (scale > 1))
    if not counter or _is_date(match[0], counter):
        return None
    clause = _clause(text, start, end)
    if year is not None and any(f"{year - back}年" in clause for back in range(1, 6)):
        return None
    digits = match[0].replace(",", "")
    places = len(digits.partition(".")[2])
    stop = end + (scale > 1) + len(counter)
    around = text[max(0, start - _WINDOW) : start], text[stop : stop + _WINDOW]
    return Mention(
        text[start:stop],
        _value(digits, scale),
        scale * MILLIONTHS // 10**places,
        counter,
        start,
        stop,
        pairs_of(_last_clause(around[0])) | pairs_of(_first_clause(around[1])),
        text[max(0, start - 1) : start] in ("约", "近", "余"),
    )


def _is_date(number: str, counter: str) -> bool:
    return counter in ("年", "年度", "月", "日", "号") or (len(number) == 4 and counter == "级")


def _value(digits: str, scale: int) -> int:
    whole, _, decimals = digits.partition(".")
    return int(whole + decimals) * scale * MILLIONTHS // int(10 ** len(decimals))


def _clause(text: str, start: int, end: int) -> str:
    left = max(text.rfind(mark, 0, start) for mark in "。；，")
    return text[left + 1 : end]


def _last_clause(text: str) -> str:
    return _CUT.split(text)[-1] or text.rstrip("（(：:")


def _first_clause(text: str) -> str:
    return re.split(r"[。；;，,、）)]", text)[0]


def wanted_of(indicators: Iterable[Indicator]) -> Iterator[Wanted]:
    """The count indicators that can be looked for in a text."""
    for one in indicators:
        target = one.target
        if target.type != "count" or target.value is None or target.upper is not None:
            continue
        unit = target.unit or ""
        scale = _SCALES.get(unit[:1], 1)
        counter = unit[1:] if scale > 1 and len(unit) > 1 else unit
        if counter in ("", "万", "倍", "分", "级", "星"):
            continue
        yield Wanted(one, _value(target.value.lstrip("-"), scale), counter, _name_pairs(one.level3))


@lru_cache(maxsize=2048)
def _name_pairs(name: str) -> frozenset[str]:
    for ending in listed("quantities", "counter_ends"):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            name = name[: -len(ending)]
            break
    return pairs_of(name)


def said_of(wanted: Wanted, mentions: list[Mention]) -> list[Mention]:
    """The mentions that speak of an indicator's thing, the likeliest first.

    A common counter (个, 项) needs half of the name's words beside the number; a telling one
    (人次, 平方米) that stands only once in the text needs some of them.
    """
    same = [m for m in mentions if same_counter(m.counter, wanted.counter)]
    if not same or not wanted.words:
        return []
    telling = wanted.counter not in listed("quantities", "plain_counters") and len(same) == 1
    least = _A_LITTLE if telling else _ENOUGH
    scored = [(len(m.words & wanted.words) / len(wanted.words), m) for m in same]
    best = sorted((s for s in scored if s[0] >= least), key=lambda s: -s[0])
    return [m for score, m in best if score >= best[0][0] / 2]


def compare(
    indicators: Iterable[Indicator], mentions: list[Mention]
) -> Iterator[tuple[Wanted, Mention | None]]:
    """Each indicator that a text speaks of, with the mention that differs, None where they agree.

    A mention that agrees with one indicator says nothing of another.
    """
    pairs = [(w, found) for w in _once(indicators) if (found := said_of(w, mentions))]
    agreeing = {id(m) for w, found in pairs for m in found if _equal(m, w.value)}
    for wanted, found in pairs:
        if sum(m.value for m in found) == wanted.value or any(
            _equal(m, wanted.value) for m in found
        ):
            yield wanted, None
        else:
            open_ = [m for m in found if id(m) not in agreeing]
            if open_:
                yield wanted, open_[0]


def _once(indicators: Iterable[Indicator]) -> Iterator[Wanted]:
    seen: set[tuple[str, str]] = set()
    for wanted in wanted_of(indicators):
        key = (wanted.indicator.level3, wanted.indicator.target.raw)
        if key not in seen:
            seen.add(key)
            yield wanted


def _equal(mention: Mention, value: int) -> bool:
    slack = mention.quantum if mention.about else 0
    return abs(mention.value - value) <= slack
