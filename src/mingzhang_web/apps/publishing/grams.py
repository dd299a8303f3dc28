"""Chinese text for a full-text index (分词): single signs and pairs of them, as it has no spaces.

Words of Latin letters and figures stay whole and are found by their beginning: 20103 finds
2010306.
"""

import re
import unicodedata
from dataclasses import dataclass

_RUNS = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """One token that must be there; `opening`: as the beginning of a longer one."""

    token: str
    opening: bool


def grams(text: str) -> str:
    """Every token of a text once, separated by blanks."""
    found: dict[str, None] = {}
    for run in _runs(text):
        found[run if run.isascii() else run[0]] = None
        if not run.isascii():
            found |= dict.fromkeys(run[1:])
            found |= dict.fromkeys(_pairs(run))
    return " ".join(found)


def wanted(query: str) -> list[Wanted]:
    """The tokens that a query asks for, all of them; [] where it asks for nothing."""
    found: dict[Wanted, None] = {}
    for run in list(_runs(query))[:MOST_WORDS]:
        tokens = [run] if run.isascii() or len(run) == 1 else _pairs(run)
        found |= dict.fromkeys(Wanted(token, run.isascii()) for token in tokens)
    return list(found)


def plain(text: str) -> str:
    """A text as it is compared: one width, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def _runs(text: str) -> list[str]:
    return _RUNS.findall(plain(text))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
