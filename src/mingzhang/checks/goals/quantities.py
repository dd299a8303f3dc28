"""Quantities in the texts of goal forms (文字中的数量) against count indicators (数量指标)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.words import any_of, counter_at, listed, same_counters
from mingzhang.disclosure import Indicator
from mingzhang.model.figures import MILLIONTHS

_NUMBER = Late(r"\d{1,20}(?:\.\d{1,6})?")
_YEAR = Late(r"(20\d\d)年")
_DIGITS = frozenset("0123456789.,")
_CUTS = Late("[。；;，,（）()：:]")
_ENDS = Late("[。；;，,、）)]")
_SCALES = {"万": 10_000, "亿": 100_000_000}
_WINDOW = 14
_ENOUGH = 0.5
_A_LITTLE = 0.15
_NO_COUNTERS = frozenset({"", "万", "倍", "分", "级", "星"})


class Mention(msgspec.Struct, frozen=True):
    """A counted thing in a text: "144场" with the words around it.

    `value` in millionths of its counter; `around` the clause before and after it.
    """

    shown: str
    value: int
    quantum: int
    counter: str
    start: int
    end: int
    around: tuple[str, str]
    about: bool

    @property
    def words(self) -> frozenset[str]:
        """The signs around it, in pairs."""
        before, after = self.around
        return pairs_of(_last_clause(before)) | pairs_of(_first_clause(after))


class Wanted(msgspec.Struct, frozen=True):
    """A count indicator: its value in millionths of its counter."""

    indicator: Indicator
    value: int
    counter: str

    @property
    def words(self) -> frozenset[str]:
        """The signs of its name, in pairs."""
        return _name_pairs(self.indicator.level3)


@lru_cache(maxsize=8192)
def pairs_of(text: str) -> frozenset[str]:
    """The signs of a text two by two, empty words left out: what texts share is seen by them."""
    plain = any_of("quantities", "empty_words").sub(" ", text)
    pairs = (plain[i : i + 2] for i in range(len(plain) - 1))
    return frozenset(pair for pair in pairs if " " not in pair and not pair.isascii())


def mentions_of(text: str, year: int | None, wanted: Iterable[str]) -> list[Mention]:
    """The counted things of a text with one of the wanted counters.

    What is said of an earlier year than `year` is left out.
    """
    counters = frozenset[str]().union(*map(same_counters, wanted))
    if not counters:
        return []
    found: dict[int, Mention] = {}
    for counter in counters:
        at = text.find(counter)
        while at > 0:
            if text[at - 1].isdigit() or (text[at - 1] in _SCALES and at > 1):
                mention = _mention(text, at, year)
                if mention is not None:
                    found.setdefault(mention.start, mention)
            at = text.find(counter, at + 1)
    return [found[start] for start in sorted(found)]


def _mention(text: str, end: int, year: int | None) -> Mention | None:
    """What is counted by the counter at `end`; None where no count of this year stands before."""
    number_end = end - (text[end - 1] in _SCALES)
    start = number_end
    while start and text[start - 1] in _DIGITS:
        start -= 1
    counter = counter_at(text, end)
    digits = text[start:number_end].replace(",", "")
    if not _NUMBER.fullmatch(digits) or _is_date(digits, counter):
        return None
    if _is_label(text[start - 1 : start]) or _is_past(_clause(text, start, end), year):
        return None
    scale = _SCALES.get(text[number_end], 1)
    stop = end + len(counter)
    return Mention(
        text[start:stop],
        _value(digits, scale),
        scale * MILLIONTHS // int(10 ** len(digits.partition(".")[2])),
        counter,
        start,
        stop,
        (text[max(0, start - _WINDOW) : start], text[stop : stop + _WINDOW]),
        text[max(0, start - 1) : start] in ("约", "近", "余"),
    )


def _is_past(clause: str, year: int | None) -> bool:
    """Whether a clause speaks of an earlier year."""
    if year is None or "年" not in clause:
        return False
    return any(int(found) < year for found in _YEAR.findall(clause))


def _is_label(before: str) -> bool:
    """第3, A4, 2-3, 0.5: the digits are no count of their own."""
    return bool(before) and (before in "第〔-~." or (before.isascii() and before.isalpha()))


def _is_date(number: str, counter: str) -> bool:
    return counter in ("年", "年度", "月", "日", "号") or (len(number) == 4 and counter == "级")


def _value(digits: str, scale: int) -> int:
    whole, _, decimals = digits.partition(".")
    return int(whole + decimals) * scale * MILLIONTHS // int(10 ** len(decimals))


def _clause(text: str, start: int, end: int) -> str:
    left = max(text.rfind(mark, 0, start) for mark in "。；，")
    return text[left + 1 : end]


def _last_clause(text: str) -> str:
    return _CUTS.split(text)[-1] or text.rstrip("（(：:")


def _first_clause(text: str) -> str:
    end = _ENDS.search(text)
    return text[: end.start()] if end else text


def wanted_of(indicators: Iterable[Indicator]) -> list[Wanted]:
    """The count indicators that can be looked for in a text, each name and target once."""
    found = [
        Wanted(one, _value(target.value.lstrip("-"), scale), counter)
        for one in indicators
        if (target := one.target).type == "count" and target.value and target.upper is None
        for scale, counter in (_counted_in(target.unit or ""),)
        if counter not in _NO_COUNTERS
    ]
    return each_once(found)


def each_once(wanted: Iterable[Wanted]) -> list[Wanted]:
    """The first of each name and target."""
    found: dict[tuple[str, str], Wanted] = {}
    for one in wanted:
        found.setdefault((one.indicator.level3, one.indicator.target.raw), one)
    return list(found.values())


def _counted_in(unit: str) -> tuple[int, str]:
    """万人次 → (10000, 人次)."""
    scale = _SCALES.get(unit[:1], 1)
    return scale, unit[1:] if scale > 1 and len(unit) > 1 else unit


@lru_cache(maxsize=2048)
def _name_pairs(name: str) -> frozenset[str]:
    for ending in listed("quantities", "counter_ends"):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            name = name[: -len(ending)]
            break
    return pairs_of(name)


Heard = list[tuple[Mention, frozenset[str]]]


def said_of(wanted: Wanted, mentions: Heard) -> list[Mention]:
    """The mentions, each with its words, that speak of an indicator's thing, the likeliest first.

    A common counter (个, 项) needs half of the name's words beside the number; a telling one
    (人次, 平方米) that stands only once in the text needs some of them.
    """
    counters = same_counters(wanted.counter)
    same = [(mention, near) for mention, near in mentions if mention.counter in counters]
    words = wanted.words if same else frozenset[str]()
    if not words:
        return []
    telling = wanted.counter not in listed("quantities", "plain_counters") and len(same) == 1
    least = _A_LITTLE if telling else _ENOUGH
    scored = [(len(near & words) / len(words), mention) for mention, near in same]
    best = sorted((s for s in scored if s[0] >= least), key=lambda s: -s[0])
    return [m for score, m in best if score >= best[0][0] / 2]


def compare(
    indicators: Iterable[Wanted], mentions: list[Mention]
) -> Iterator[tuple[Wanted, Mention | None]]:
    """Each indicator that a text speaks of, with the mention that differs, None where they agree.

    A mention that agrees with one indicator says nothing of another.
    """
    counted = frozenset[str]().union(*(same_counters(m.counter) for m in mentions))
    likely = [wanted for wanted in indicators if wanted.counter in counted]
    heard = [(mention, mention.words) for mention in mentions] if likely else []
    pairs = [(wanted, found) for wanted in likely if (found := said_of(wanted, heard))]
    agreeing = {id(m) for wanted, found in pairs for m in found if _equal(m, wanted.value)}
    for wanted, found in pairs:
        together = sum(mention.value for mention in found)
        if together == wanted.value or any(_equal(m, wanted.value) for m in found):
            yield wanted, None
            continue
        open_ = [m for m in found if id(m) not in agreeing]
        if open_:
            yield wanted, open_[0]


def _equal(mention: Mention, value: int) -> bool:
    slack = mention.quantum if mention.about else 0
    return abs(mention.value - value) <= slack
