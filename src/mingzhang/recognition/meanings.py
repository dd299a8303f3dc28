"""What the figure columns of a table mean (数列的含义): one key a column, from its labels."""

import re
from functools import lru_cache

from mingzhang.recognition.vocabulary import column_word, phase_of, vocabulary

_YEAR = re.compile(r"(20\d\d)年?")
_CHANGES = ("difference", "rate")
_TOTAL = re.compile(r"(?:合计|小计|总计|总额)$")
_BESIDE = (*_CHANGES, "quantity", "price", "weight", "score")
_SUM = re.compile(r"(?:合计|总计)$")
_AMOUNT = re.compile(r"20\d\d|^金额|^数额|[年期度]数$")

Path = tuple[str, ...]


def is_total_label(label: str) -> bool:
    """Whether a label says that its column sums up others."""
    return _TOTAL.search(label) is not None


@lru_cache(maxsize=1024)
def meanings(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """One key a figure column; labels that stand over all of them mean nothing.

    "basic", "carryover_general_budget" (上年结转 over 一般公共预算), "total.prior" (another
    year's), "column_3" where no label is known, "basic#2" where a meaning comes again.
    """
    common = set(paths[0]).intersection(*paths[1:]) if paths else set()
    own = [tuple(label for label in path if label not in common) for path in paths]
    phases = _phases(own)
    words = _words(own, phases)
    plain = [w for w, p in zip(words, phases, strict=True) if not p and w not in _BESIDE]
    keys: list[str] = []
    for number, (word, phase) in enumerate(zip(words, phases, strict=True), 1):
        key = word or ("amount" if len(plain) == 1 or phase else f"column_{number}")
        key = f"{key}.{phase}" if phase else key
        same = sum(other == key or other.startswith(f"{key}#") for other in keys)
        keys.append(f"{key}#{same + 1}" if same else key)
    return tuple(keys)


def _words(paths: list[Path], phases: list[str | None]) -> list[str | None]:
    words = [_qualified(path, _siblings(path, paths)) for path in paths]
    named = list(zip(words, phases, strict=True))
    for number, (path, (word, phase)) in enumerate(zip(paths, named, strict=True)):
        others = [p for p, other in zip(paths, named, strict=True) if other == (word, phase)]
        if word and len(others) > 1 and _of_income(path) and not all(map(_of_income, others)):
            words[number] = f"income_{word}"
    for phase in dict.fromkeys(phases):
        _promote(words, paths, [number for number, other in enumerate(phases) if other == phase])
    return words


def _siblings(path: Path, paths: list[Path]) -> bool:
    return sum(other[: len(path) - 1] == path[:-1] for other in paths) > 1


def _of_income(path: Path) -> bool:
    above = [column_word(label) for label in path[:-1]]
    return "income" in above


def _promote(words: list[str | None], paths: list[Path], group: list[int]) -> None:
    """Without a 合计 of its own a set of columns has its total under a narrower label."""
    if len(group) < 2 or any(words[number] == "total" for number in group):
        return
    for stand_in in ("current", "income", "three_public"):
        if found := [number for number in group if words[number] == stand_in]:
            words[found[0]] = "total"
            return
    sums = [number for number in group if len(paths[number]) and _SUM.search(paths[number][-1])]
    if len(sums) == 1:
        words[sums[0]] = "total"


def _qualified(path: Path, siblings: bool) -> str | None:
    """The meaning of the last label, narrowed by what stands above it."""
    word = _word(path, siblings)
    if word is None:
        return None
    vocabulary_ = vocabulary()
    above = [found for label in path[:-1] if (found := column_word(label))]
    for outer in reversed(above):
        if outer in vocabulary_.qualifiers and word not in (outer, "difference", "rate"):
            return outer if word in ("carryover", "total") else f"{outer}_{word}"
    for outer in reversed(above):
        if outer in vocabulary_.funds and word in vocabulary_.parts_of_funds:
            return f"{outer}_{word}"
    return word


def _word(path: Path, siblings: bool = False) -> str | None:
    for label in reversed(path):
        if is_total_label(label) and column_word(label) is None:
            specific = (column_word(above) for above in reversed(path[: path.index(label)]))
            return next((word for word in specific if word), "total")
        if word := column_word(label):
            return word
        if label.startswith("其中") or (
            siblings and not (phase_of(label) or _AMOUNT.search(label))
        ):
            return None
        siblings = False
    return None


def _phases(paths: list[Path]) -> list[str | None]:
    """Which set of figures each column belongs to, where a table prints several."""
    years = [_year(path) for path in paths]
    latest = max((year for year in years if year), default=0)
    found = [
        "prior" if year and year < latest else _phase(path)
        for year, path in zip(years, paths, strict=True)
    ]
    found = [None if _word(path) in _CHANGES else p for p, path in zip(found, paths, strict=True)]
    distinct = {phase for phase in found if phase} - {"prior"}
    if len(distinct) > 1:
        return found
    return [phase if phase == "prior" else None for phase in found]


def _year(path: Path) -> int | None:
    match = next((m for m in map(_YEAR.search, reversed(path)) if m), None)
    return int(match[1]) if match else None


def _phase(path: Path) -> str | None:
    plain = [label for label in reversed(path) if column_word(label) is None]
    return next((phase for phase in map(phase_of, plain) if phase), None)
