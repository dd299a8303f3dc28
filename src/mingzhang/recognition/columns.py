"""Which columns of a table hold codes, names and figures (列的划分)."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from mingzhang.disclosure import Column, Side
from mingzhang.recognition.grid import CODE, plain_code
from mingzhang.recognition.meanings import Path, is_total_label, meanings
from mingzhang.recognition.vocabulary import (
    column_word,
    is_nothing,
    is_number,
    label_kind,
    phase_of,
)

CODE_NAME = re.compile(
    r"[\[【(（]?([235]\d\d(?:\d\d){0,3})(?!\d)[\]】)）]?[-—－_:：.．、]*([^\d\W].*)", re.DOTALL
)
_CODE_STARTS = frozenset("[【(（235")
_LABELS = frozenset(
    {"code", "name", "mixed", "unit", "unit_code", "project", "government_class", "line_number"}
)
_TWO_SIDED = ("income_expenditure_summary", "fiscal_summary")
_YEAR = re.compile(r"20\d\d年")


class Group(msgspec.Struct):
    """One run of columns that make up a row: codes and names, then figures.

    codes: the columns that make up one class code (类, 款, 项, or one). names: the columns of
    the row's name. unit, unit_code, project: columns of their own for these. of_units: the
    names are those of bodies; mixed: of bodies and of classes; coded_names: a code stands in
    front of the name. labels: every column of words. figures: pairs of column and meaning.
    first: the column where the rows begin.
    """

    codes: list[int]
    names: list[int]
    government: int | None
    figures: list[tuple[int, Column]]
    side: Side | None
    unit_code: int | None = None
    unit: int | None = None
    project: int | None = None
    of_units: bool = False
    mixed: bool = False
    coded_names: bool = False
    labels: tuple[int, ...] = ()
    first: int = 0


def read_columns(
    paths: list[Path], body: list[list[str]], subject: str | None = None
) -> list[Group]:
    """Columns grouped into one group, or several side by side (收入 | 支出)."""
    kinds = [_kind(path) for path in paths]
    kinds = _kinds_by_content(kinds, paths, body)
    runs = _runs(kinds)
    sides = _sides(paths, runs, subject)
    groups = [_group(paths, kinds, run, side, body) for run, side in zip(runs, sides, strict=True)]
    return [group for group in groups if group.figures]


@lru_cache(maxsize=4096)
def _kind(path: Path) -> str:
    if not path:
        return "figure"
    if is_total_label(path[-1]) and any(label_kind(label) == "code" for label in path):
        return "code"
    kind = label_kind(path[-1]) or "figure"
    government = any(label_kind(label) == "government_class" for label in path[:-1])
    if government and kind in ("code", "name"):
        return "government_code" if kind == "code" else "government_class"
    return kind


def _kinds_by_content(kinds: list[str], paths: list[Path], body: list[list[str]]) -> list[str]:
    """Unknown labels over words are no figures; without any name the first words are names."""
    found = list(kinds)
    nameless = not {"name", "code", "mixed", "unit", "project"} & set(kinds)
    for column, kind in enumerate(kinds):
        known = kind == "figure" and _says_figures(paths[column])
        if kind not in ("code", "figure") or (known and not (nameless and column < 2)):
            continue
        cells = list(_cells(body, column))
        if kind == "code" and _with_names(cells):
            found[column] = "name"
        if kind != "figure" or not cells:
            continue
        words = sum(not is_number(cell) for cell in cells) * 2 > len(cells)
        if nameless and column < 2:
            codes = sum(bool(CODE.match(plain_code(cell))) for cell in cells) * 2 > len(cells)
            found[column] = "code" if codes else "name" if words else kind
        elif words and not known:
            found[column] = "text"
    return found


def _cells(body: list[list[str]], column: int) -> Iterator[str]:
    for row in body:
        cell = row[column].strip() if column < len(row) else ""
        if cell and not is_nothing(cell) and not cell.endswith(("%", "％")):
            yield cell


@lru_cache(maxsize=4096)
def _says_figures(path: Path) -> bool:
    return any(column_word(label) or is_total_label(label) or phase_of(label) for label in path)


def _runs(kinds: list[str]) -> list[range]:
    """Cut the columns where a code or name follows figures."""
    starts = [0]
    figures = False
    for index, kind in enumerate(kinds):
        if kind in _LABELS and figures and _leads(kinds, index):
            starts.append(index)
            figures = False
        figures = figures or kind == "figure"
    stops = [*starts[1:], len(kinds)]
    runs = [range(start, stop) for start, stop in zip(starts, stops, strict=True)]
    return [run for run in runs if any(kinds[column] == "figure" for column in run)]


def _leads(kinds: list[str], index: int) -> bool:
    """Whether labels begin here that name rows; a lone 行次 does not."""
    rest = [kind for kind in kinds[index:] if kind != "line_number"]
    return kinds[index] != "line_number" or (bool(rest) and rest[0] in _LABELS)


def _sides(paths: list[Path], runs: list[range], subject: str | None) -> list[Side | None]:
    sides = [_side(paths, run) for run in runs]
    if len(runs) > 1 and None not in sides and len(set(sides)) == 2:
        return sides
    if len(runs) == 2 and subject in _TWO_SIDED and len(set(sides)) == 1:
        return [Side.INCOME, Side.EXPENDITURE]
    return [None] * len(runs)


def _side(paths: list[Path], run: range) -> Side | None:
    for column in run:
        for label in paths[column][:1]:
            if "收入" in label and "支出" not in label:
                return Side.INCOME
            if "支出" in label and "收入" not in label:
                return Side.EXPENDITURE
            return None
    return None


def _group(
    paths: list[Path], kinds: list[str], run: range, side: Side | None, body: list[list[str]]
) -> Group:
    of = {kind: [column for column in run if kinds[column] == kind] for kind in set(kinds)}
    codes, names, government = _classes(of, paths)
    figures = [c for c in of.get("figure", ()) if paths[c]] or list(of.get("figure", ()))
    keys = meanings(tuple(paths[column] for column in figures))
    units, projects = of.get("unit", []), of.get("project", [])
    of_units = not names and not projects and bool(units)
    if not names and not projects:
        names = units or of.get("type", [])
    named = names or projects
    return Group(
        codes,
        named,
        government,
        [
            (column, Column(key, paths[column], side))
            for column, key in zip(figures, keys, strict=True)
        ],
        side,
        unit_code=next(iter(of.get("unit_code", ())), None),
        unit=next(iter(units), None),
        project=next(iter(projects), None),
        of_units=of_units,
        mixed=bool(of.get("mixed")),
        coded_names=not codes and _coded(names, body),
        labels=tuple(column for column in run if kinds[column] not in ("figure", "remark")),
        first=min([*codes, *named], default=figures[0] if figures else 0),
    )


def _classes(
    of: dict[str, list[int]], paths: list[Path]
) -> tuple[list[int], list[int], int | None]:
    """The columns of the row's own code and name, and of its government class."""
    codes = _one_code(of.get("code", []), paths)
    names = of.get("mixed") or of.get("name", [])
    government = next(iter(of.get("government_class", ())), None)
    if not codes:
        codes = _one_code(of.get("government_code", []), paths) if not names else []
    if not names and government is not None:
        names, government = [government], None
    return codes, names, government


def _one_code(columns: list[int], paths: list[Path]) -> list[int]:
    """类, 款 and 项 make one code; a second code with a label of its own is another."""
    if not columns:
        return []
    parts = [c for c in columns if paths[c] and paths[c][-1] in ("类", "款", "项")]
    first = columns[0]
    if parts and parts[0] == first:
        return parts
    same = [c for c in columns if paths[c] == paths[first]]
    return same if len(same) > 1 else [first]


def _coded(names: list[int], body: list[list[str]]) -> bool:
    return len(names) == 1 and _with_names(list(_cells(body, names[0])))


def _with_names(cells: list[str]) -> bool:
    """Whether most cells print a class code before a name."""
    coded = [
        cell
        for cell in cells
        if cell[0] in _CODE_STARTS
        and not _YEAR.match(cell)
        and CODE_NAME.match("".join(cell.split()))
    ]
    return len(coded) > 1 and len(coded) * 2 > len(cells)
