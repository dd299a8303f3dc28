"""The words by which the narrative is bound to the tables (对应词表); in `vocabulary.json`."""

import re
from functools import cached_property, lru_cache

import msgspec

from mingzhang.model.shipped import shipped


class _Raw(msgspec.Struct, frozen=True):
    scopes: list[tuple[str, str]]
    things: list[tuple[str, tuple[str, ...], str]]
    funds: list[tuple[str, str]]
    known_words: str
    planned_measures: frozenset[str]
    executed_measures: frozenset[str]
    up: tuple[str, ...]
    down: tuple[str, ...]
    unchanged: str
    reason: str
    explained: str
    reason_up: str
    reason_down: str


class Vocabulary:
    """The word lists, compiled; in lists of pairs the first that matches wins."""

    def __init__(self, raw: _Raw) -> None:
        self._raw = raw
        self.planned_measures = raw.planned_measures
        self.executed_measures = raw.executed_measures
        self.up = raw.up
        self.down = raw.down

    @cached_property
    def scopes(self) -> list[tuple[str, re.Pattern[str]]]:
        """Words of a heading → what its section is about."""
        return [(key, re.compile(pattern)) for key, pattern in self._raw.scopes]

    @cached_property
    def things(self) -> list[tuple[str, tuple[str, ...], re.Pattern[str]]]:
        """Words of a subject → the kind of amount: one of the words, then the pattern."""
        return [(key, words, re.compile(pattern)) for key, words, pattern in self._raw.things]

    @cached_property
    def funds(self) -> list[tuple[str, re.Pattern[str]]]:
        """Words of a subject → whose money it is."""
        return [(key, re.compile(pattern)) for key, pattern in self._raw.funds]

    @cached_property
    def known_words(self) -> re.Pattern[str]:
        """Words that leave a subject's meaning as it is."""
        return re.compile(self._raw.known_words)

    @cached_property
    def unchanged(self) -> re.Pattern[str]:
        """A comparison without a number: 与上年持平."""
        return re.compile(self._raw.unchanged)

    @cached_property
    def reason(self) -> re.Pattern[str]:
        """The words that begin a reason."""
        return re.compile(self._raw.reason)

    @cached_property
    def explained(self) -> re.Pattern[str]:
        """Any word that may give a reason."""
        return re.compile(self._raw.explained)

    @cached_property
    def reason_up(self) -> re.Pattern[str]:
        """Words of a reason for more."""
        return re.compile(self._raw.reason_up)

    @cached_property
    def reason_down(self) -> re.Pattern[str]:
        """Words of a reason for less."""
        return re.compile(self._raw.reason_down)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The word lists as shipped."""
    data = shipped(__file__, "vocabulary.json")
    return Vocabulary(msgspec.json.decode(data, type=_Raw))


def first_match(pairs: list[tuple[str, re.Pattern[str]]], text: str) -> str:
    """The key of the first pattern found in a text, "" where none is."""
    return next((key for key, pattern in pairs if pattern.search(text)), "")
