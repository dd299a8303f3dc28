"""The words by which the narrative is read (词表); they live in `vocabulary.json`."""

import re
from functools import lru_cache

import msgspec

from mingzhang.model.shipped import shipped


class Vocabulary(msgspec.Struct, frozen=True):
    """Word lists of the narrative; order within a list has no meaning.

    `headcount`: label of `Organisation.headcount` → the printed words for it, tried in the
    order of the file.
    """

    count_units: tuple[str, ...]
    area_units: tuple[str, ...]
    comparison: tuple[str, ...]
    level_comparison: tuple[str, ...]
    measures: tuple[str, ...]
    part_markers: tuple[str, ...]
    heading_endings: tuple[str, ...]
    glossary_headings: tuple[str, ...]
    body_endings: tuple[str, ...]
    headquarters: tuple[str, ...]
    headcount: dict[str, tuple[str, ...]]
    office_lists: tuple[str, ...]
    body_lists: tuple[str, ...]
    publisher_labels: tuple[str, ...]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The word lists as shipped."""
    return msgspec.json.decode(shipped(__file__, "vocabulary.json"), type=Vocabulary)


def any_of(words: tuple[str, ...]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
