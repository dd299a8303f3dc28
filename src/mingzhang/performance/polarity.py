"""Which way an indicator points (指标方向), and its target in words."""

from enum import Enum

from mingzhang.disclosure import Indicator, Target
from mingzhang.performance import words


class Polarity(Enum):
    """How the actual is held against the target (指标方向)."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACT = "exact"
    WITHIN = "within"
    BY_DATE = "by_date"
    IN_MONTH = "in_month"
    PERIODIC = "periodic"
    COVERAGE = "coverage"
    PROMPT = "prompt"
    ORDINAL = "ordinal"
    VERDICT = "verdict"
    TIER = "tier"
    NONE = "none"


_BY_TYPE = {
    "deadline": Polarity.BY_DATE,
    "month": Polarity.IN_MONTH,
    "coverage": Polarity.COVERAGE,
    "promptness": Polarity.PROMPT,
    "grade": Polarity.ORDINAL,
    "verdict": Polarity.VERDICT,
    "quality": Polarity.TIER,
    "empty": Polarity.NONE,
    "unknown": Polarity.NONE,
}
_BY_SIGN = {
    "≥": Polarity.AT_LEAST,
    ">": Polarity.AT_LEAST,
    "≤": Polarity.AT_MOST,
    "<": Polarity.AT_MOST,
    "=": Polarity.EXACT,
}
_COST = "成本"
_TAIL = "尾款"


def polarity(indicator: Indicator) -> Polarity:
    """The way an indicator points: its printed sign, else what its type and name mean.

    A bare number is at least that many; a bare cost, duration or rate of faults at most; a
    bare head count and the tail of a contract exactly that.
    """
    target = indicator.target
    if target.type in _BY_TYPE:
        return _BY_TYPE[target.type]
    if target.type == "frequency" and target.value is None:
        return Polarity.PERIODIC
    if target.upper is not None:
        return Polarity.WITHIN
    if target.comparator in _BY_SIGN:
        return _BY_SIGN[target.comparator]
    return _of_bare_number(indicator)


def _of_bare_number(indicator: Indicator) -> Polarity:
    target, name = indicator.target, indicator.level3
    if target.type in ("money", "unit_price"):
        return Polarity.EXACT if _TAIL in name and target.type == "money" else Polarity.AT_MOST
    if _COST in indicator.level2 or target.type == "duration":
        return Polarity.AT_MOST
    if target.type == "percentage":
        fewer = any(word in name for word in words.FEWER_IS_BETTER)
        return Polarity.AT_MOST if fewer else Polarity.AT_LEAST
    if target.type == "span":
        sooner = any(word in name for word in words.SOONER_IS_BETTER)
        return Polarity.AT_MOST if sooner else Polarity.AT_LEAST
    return Polarity.EXACT if target.unit in words.PEOPLE else Polarity.AT_LEAST


_SPOKEN = {"≥": "不少于", "≤": "不超过", ">": "大于", "<": "小于", "=": "等于"}


def in_words(target: Target) -> str:
    """A target as one says it: "不少于 95%", "80% 至 90%", "12月底前"; "（空）" where blank."""
    if target.type == "empty":
        return "（空）"
    if target.value is None or target.type == "unknown":
        return target.raw.strip()
    unit = target.unit or ""
    amount = f"{target.value}{unit}"
    if target.upper is not None:
        amount = f"{amount} 至 {target.upper}{unit}"
    spoken = _SPOKEN.get(target.comparator or "")
    said = f"{spoken} {amount}" if spoken else amount
    return f"{target.word} {said}" if target.word else said
