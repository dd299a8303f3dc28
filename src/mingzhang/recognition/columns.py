"""What the columns of a table mean (列的含义): groups of codes, names and figures."""

import re

import msgspec

from mingzhang.disclosure import Column, Side
from mingzhang.model.figures import parse_number
from mingzhang.recognition.grid import CODE
from mingzhang.recognition.vocabulary import column_word, label_kind, phase_of

_YEAR = re.compile(r"(20\d\d)年?")
_CHANGES = ("difference", "rate")
_TOTAL = re.compile(r"(?:合计|小计|总计)$")


class Group(msgspec.Struct):
    """One run of columns that make up a row: codes and names, then figures.

    `figures` pairs a column index with its meaning; `texts` are remark columns.
    """

    codes: list[int]
    names: list[int]
    government: int | None
    figures: list[tuple[int, Column]]
    side: Side | None


def read_columns(paths: list[tuple[str, ...]], body: list[list[str]]) -> list[Group]:
    """Columns grouped into one group, or two for a two-sided table (收入 | 支出)."""
    kinds = [_kind(path) for path in paths]
    if "name" not in kinds and "code" not in kinds:
        kinds = _kinds_by_content(kinds, body)
    runs = _runs(kinds)
    sides = [_side(paths, run) for run in runs]
    split = len(runs) > 1 and len(set(sides)) == len(runs)
    groups = [
        _group(paths, kinds, run, side if split else None)
        for run, side in zip(runs, sides, strict=True)
    ]
    return [group for group in groups if group.figures]


def _kind(path: tuple[str, ...]) -> str:
    if not path:
        return "figure"
    if _TOTAL.search(path[-1]) and any(label_kind(label) == "code" for label in path):
        return "code"
    return label_kind(path[-1]) or "figure"


def _kinds_by_content(kinds: list[str], body: list[list[str]]) -> list[str]:
    """Where no label names a code or name column, its cells tell: codes, or words."""
    found = list(kinds)
    for column in range(min(2, len(kinds))):
        cells = [row[column].strip() for row in body if column < len(row) and row[column].strip()]
        if not cells:
            continue
        if sum(bool(CODE.match(cell)) for cell in cells) * 2 > len(cells):
            found[column] = "code"
        elif sum(parse_number(cell) is None for cell in cells) * 2 > len(cells):
            found[column] = "name"
    return found


def _runs(kinds: list[str]) -> list[range]:
    """Cut the columns where a code or name follows figures."""
    starts = [0]
    for index in range(1, len(kinds)):
        if kinds[index] in ("code", "name") and kinds[index - 1] in ("figure", "remark"):
            starts.append(index)
    stops = [*starts[1:], len(kinds)]
    runs = [range(start, stop) for start, stop in zip(starts, stops, strict=True)]
    return [run for run in runs if any(kinds[column] == "figure" for column in run)]


def _side(paths: list[tuple[str, ...]], run: range) -> Side | None:
    root = next((paths[column][0] for column in run if paths[column]), "")
    if "收入" in root and "支出" not in root:
        return Side.INCOME
    if "支出" in root and "收入" not in root:
        return Side.EXPENDITURE
    return None


def _group(paths: list[tuple[str, ...]], kinds: list[str], run: range, side: Side | None) -> Group:
    names = [column for column in run if kinds[column] == "name"]
    government = next((c for c in run if kinds[c] == "government_class"), None)
    if not names and government is not None:
        names, government = [government], None
    figures = [column for column in run if kinds[column] == "figure" and paths[column]]
    meanings = _meanings([paths[column] for column in figures])
    return Group(
        [column for column in run if kinds[column] == "code"],
        names,
        government,
        [
            (column, Column(key, paths[column], side))
            for column, key in zip(figures, meanings, strict=True)
        ],
        side,
    )


def _meanings(paths: list[tuple[str, ...]]) -> list[str]:
    """One key a figure column; labels that stand over all of them mean nothing."""
    common = set(paths[0]).intersection(*paths[1:]) if paths else set()
    own = [tuple(label for label in path if label not in common) for path in paths]
    phases = _phases(own)
    keys: list[str] = []
    for number, (path, phase) in enumerate(zip(own, phases, strict=True), 1):
        key = _word(path) or ("amount" if len(own) == 1 or phase else f"column_{number}")
        key = f"{key}.{phase}" if phase else key
        same = sum(other == key or other.startswith(f"{key}#") for other in keys)
        keys.append(f"{key}#{same + 1}" if same else key)
    return keys


def _word(path: tuple[str, ...]) -> str | None:
    for label in reversed(path):
        if _TOTAL.search(label) and column_word(label) is None:
            specific = (column_word(above) for above in reversed(path[: path.index(label)]))
            return next((word for word in specific if word), "total")
        if word := column_word(label):
            return word
    return None


def _phases(paths: list[tuple[str, ...]]) -> list[str | None]:
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


def _year(path: tuple[str, ...]) -> int | None:
    match = next((m for m in map(_YEAR.search, reversed(path)) if m), None)
    return int(match[1]) if match else None


def _phase(path: tuple[str, ...]) -> str | None:
    plain = [label for label in reversed(path) if column_word(label) is None]
    return next((phase for phase in map(phase_of, plain) if phase), None)
