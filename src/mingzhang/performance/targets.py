"""Typed targets of indicators (绩效指标值): "≥95%", "12月底前", "1200元/亩", "每半年", "提升"."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from mingzhang.disclosure import Target
from mingzhang.performance import dates, numbers, words

_Shape = Callable[[str, str | None, str], Target | None]
_CLEAN = str.maketrans({"㎡": "平方米", "“": "", "”": "", '"': "", "﹥": ">", "﹤": "<"})
_TRAILING = "。;,、!"
_LONGEST_SHAPE = 60
_DIGITS = frozenset("0123456789")
_GRADE = (
    r"(?:国家|省|市)?(?:[一二三四五六七八九十0-9]+[级等](?:甲等|乙等|奖)?|[IVX]+[级类等]"
    r"|[甲乙丙丁A-D]级|[0-9]?A+级?|[一二三四五0-9]星级?)"
)
_UNIT_BRACKETS = re.compile(r"(?<=[0-9])\((?!含)([^()0-9]{1,10})\)$")
_NOTHING = r"[无零未不][^0-9]{1,7}"


@lru_cache(maxsize=16384)
def parse_target(raw: str) -> Target:
    """Type a printed target (指标值).

    `raw` stays verbatim. What fits no shape of the grammar has the type "unknown"; a blank or
    a dash has "empty". Never raises.
    """
    text = _normalised(raw)
    if text in words.BLANK:
        return Target(raw, "empty")
    if len(text) > _LONGEST_SHAPE:
        return _in_words(raw, None, text) or Target(raw, "unknown")
    return _typed(raw, text) or Target(raw, "unknown")


def is_comparator(text: str) -> bool:
    """Whether a text is a comparison by itself: "≥", "＝", "不低于"."""
    return unicodedata.normalize("NFKC", text).strip() in words.COMPARATORS


def _normalised(raw: str) -> str:
    """Half-width signs and digits (NFKC), no white space, no closing punctuation.

    A unit in brackets loses them: forms out of a system print "≥90.00(%)", "=12(次)".
    """
    text = "".join(unicodedata.normalize("NFKC", raw.translate(_CLEAN)).split())
    if text.endswith(")"):
        text = _UNIT_BRACKETS.sub(r"\1", text)
    if text.endswith(("m2", "m3")):
        text = text[:-2] + ("平方米" if text[-1] == "2" else "立方米")
    for said in ("定性指标", "定性", "定量"):
        if text.startswith(said) and len(text) > len(said):
            text = text[len(said) :].lstrip(":-")
    return text.rstrip(_TRAILING) or text[:1]


def _typed(raw: str, text: str) -> Target | None:
    sign, body = words.leading_sign(text)
    if not body:
        return None
    for shape in _shapes(body):
        target = shape(raw, sign, body)
        if target is not None:
            return target
    return None


def _shapes(text: str) -> tuple[_Shape, ...]:
    if text[0] in _DIGITS or text[0] in "-−":
        return _FROM_DIGITS
    return _FROM_EVERY if text[0] == "每" else _FROM_WORDS


def _number(raw: str, sign: str | None, text: str) -> Target | None:
    if numbers.NUMBER.match(text) is None:
        return None
    return numbers.measured(raw, sign, text, "", strict=False)


def _spelled(raw: str, sign: str | None, text: str) -> Target | None:
    """ "三次", "两年", "十五个工作日内"."""
    if text[0] not in numbers.NUMERALS:
        return None
    return numbers.measured(raw, sign, text, "", strict=True)


def _whole(raw: str, sign: str | None, text: str) -> Target | None:
    """Words that are known as they stand: 全年, 优, 良好以上, 7*24小时."""
    if text in words.WHOLE_YEAR:
        return Target(raw, "coverage", sign, word=text)
    grade = text.removesuffix("以上").removesuffix("及")
    if grade in words.GRADES or re.fullmatch(_GRADE, grade):
        return Target(raw, "grade", sign or (None if grade == text else "≥"), word=grade)
    return None


def _in_words(raw: str, sign: str | None, text: str) -> Target | None:
    """ "及时", "合格", "有效提供", "无安全事故", "≥上年", "保障机关正常运转" by known words."""
    if text.endswith("及时"):
        return Target(raw, "promptness", sign, word=text)
    kind = _KINDS.get(text) or _by_beginning(text)
    if kind:
        return Target(raw, kind, sign, word=text)
    if not _DIGITS.isdisjoint(text):
        return None
    if sign and 2 <= len(text) <= 20:
        return Target(raw, "quality", sign, word=text)
    if re.fullmatch(_NOTHING, text):
        return Target(raw, "verdict", word=text)
    inside = next((kind for word, kind in _KINDS.items() if len(word) > 1 and word in text), None)
    return Target(raw, inside, word=text) if inside else None


def _by_beginning(text: str) -> str | None:
    """The type of the longest known word that the text begins with, two signs at least."""
    for size in range(min(_LONGEST_WORD, len(text)), 1, -1):
        kind = _KINDS.get(text[:size])
        if kind:
            return kind
    return None


_KINDS: dict[str, str] = (
    dict.fromkeys(words.QUALITIES, "quality")
    | dict.fromkeys(words.VERDICTS, "verdict")
    | dict.fromkeys(words.PROMPTNESS, "promptness")
)
_LONGEST_WORD = max(map(len, _KINDS))
_FROM_DIGITS = (_whole, dates.point, _number)
_FROM_EVERY = (dates.frequency, numbers.price_first)
_FROM_WORDS = (
    _whole,
    dates.frequency,
    dates.point,
    numbers.hundredths,
    _spelled,
    numbers.headed,
    _in_words,
)
