"""The words by which targets are read (指标值用语), from `target_words.toml`."""

from mingzhang.model.shipped import shipped_toml

_RAW = shipped_toml(__file__, "target_words.toml")


def longest_first(words: list[str]) -> tuple[str, ...]:
    """The words so that a longer one is tried before a shorter one it contains."""
    return tuple(sorted(words, key=len, reverse=True))


def _inverted(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: sign for sign, words in table.items() for word in words}


COMPARATORS: dict[str, str] = _inverted(_RAW["comparators"])
AFTER: dict[str, str] = _inverted(_RAW["after"])
NEUTRAL_BEFORE: frozenset[str] = frozenset(_RAW["neutral"]["before"])
NEUTRAL_AFTER: frozenset[str] = frozenset(_RAW["neutral"]["after"]) | {""}
BASES: tuple[str, ...] = longest_first(_RAW["compared"]["bases"])
UNTIL: frozenset[str] = frozenset(_RAW["compared"]["until"])

UNIT_TYPES: dict[str, str] = {
    unit: kind
    for kind, key in (
        ("count", "counted"),
        ("span", "span"),
        ("duration", "duration"),
        ("money", "money"),
        ("percentage", "percentage"),
    )
    for unit in _RAW["units"][key]
}
MONEY: tuple[str, ...] = longest_first(_RAW["units"]["money"])

PERIODS: tuple[str, ...] = longest_first(_RAW["periods"]["words"])
HOW: frozenset[str] = frozenset(_RAW["periods"]["how"])
REGULARLY: frozenset[str] = frozenset(_RAW["periods"]["by"])
DONE: frozenset[str] = frozenset(_RAW["dates"]["done"]) | {""}
WHOLE_YEAR: frozenset[str] = frozenset(_RAW["dates"]["whole_year"])
YEAR_END: frozenset[str] = frozenset(_RAW["dates"]["year_end"])

BLANK: frozenset[str] = frozenset(_RAW["words"]["blank"])
GRADES: frozenset[str] = frozenset(_RAW["words"]["grade"])
PROMPTNESS: tuple[str, ...] = tuple(_RAW["words"]["promptness"])
VERDICTS: tuple[str, ...] = tuple(_RAW["words"]["verdict"])
QUALITIES: tuple[str, ...] = tuple(_RAW["words"]["quality"])
DIRECTIONS: tuple[str, ...] = longest_first(_RAW["words"]["direction"])

FEWER_IS_BETTER: tuple[str, ...] = tuple(_RAW["polarity"]["fewer"])
SOONER_IS_BETTER: tuple[str, ...] = tuple(_RAW["polarity"]["sooner"])
PEOPLE: frozenset[str] = frozenset(_RAW["polarity"]["people"])


def prefix(text: str, words: tuple[str, ...]) -> str:
    """The first of the words that the text begins with, or ""."""
    return next((word for word in words if text.startswith(word)), "")


_SIGNS = longest_first(list(COMPARATORS))
_SIGN_STARTS = frozenset(word[0] for word in _SIGNS)
_SIGN_ENDS = frozenset(word[-1] for word in _SIGNS)


def leading_sign(text: str) -> tuple[str | None, str]:
    """Part "不低于95%" into ("≥", "95%"); (None, text) where no comparison is printed first."""
    if text[:1] not in _SIGN_STARTS:
        return None, text
    word = prefix(text, _SIGNS)
    return (COMPARATORS[word], text[len(word) :]) if word else (None, text)


def trailing_sign(text: str) -> tuple[str | None, str]:
    """Part "每人不超过" into ("≤", "每人"); (None, text) where it ends in no comparison."""
    if text[-1:] not in _SIGN_ENDS:
        return None, text
    word = next((word for word in _SIGNS if text.endswith(word)), "")
    return (COMPARATORS[word], text[: -len(word)]) if word else (None, text)
