"""Which cells of the tables are sums of which others, found by the rules (表内公式)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from mingzhang.checks.engine import rules_below, run
from mingzhang.checks.facts import Facts
from mingzhang.disclosure import Disclosure
from mingzhang.model import Figure, Relation, Term, Trial, Unit, Verdict


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the workbook: its sheet, its row and column from 0."""

    sheet: str
    row: int
    column: int

    @property
    def name(self) -> str:
        """B12, as formulas of its own sheet call it."""
        return str(xl_rowcol_to_cell(self.row, self.column))

    @property
    def full_name(self) -> str:
        """'表'!B12, as formulas of other sheets call it."""
        sheet = self.sheet.replace("'", "''")
        return f"'{sheet}'!{self.name}"


class Spots:
    """Where each figure of the disclosure is written; a figure is known by being the same one.

    Blank cells are known too, with the level of their row, so that a sum takes them in.
    """

    def __init__(self) -> None:
        self._spots: dict[int, Spot] = {}
        self._levels: dict[Spot, int] = {}
        self._blanks: set[Spot] = set()

    def put(self, figure: Figure | None, spot: Spot, level: int) -> None:
        """Keep where a figure is written, or that a cell is blank."""
        self._levels[spot] = level
        if figure is None:
            self._blanks.add(spot)
        else:
            self._spots[id(figure)] = spot

    def with_blanks(self, parts: list[Spot]) -> list[Spot]:
        """Cells below each other, and the blanks of their own level beside them."""
        if len({self._levels.get(part) for part in parts}) != 1:
            return parts
        found = dict.fromkeys(parts)
        for part in parts:
            for step in (-1, 1):
                beside = Spot(part.sheet, part.row + step, part.column)
                while beside in self._blanks and self._levels[beside] == self._levels[part]:
                    found[beside] = None
                    beside = Spot(part.sheet, beside.row + step, part.column)
        return sorted(found, key=lambda spot: spot.row)

    def of(self, figure: Figure) -> Spot | None:
        """The cell of a figure, None where no table sheet holds it."""
        return self._spots.get(id(figure))


def table_trials(disclosure: Disclosure) -> list[Trial]:
    """Every application of the rules about tables (表内、表间)."""
    facts = Facts(disclosure)
    return [
        trial
        for rule in rules_below("mingzhang.checks.tables")
        if rule.in_force(disclosure.kind, disclosure.year)
        for trial in run(rule, facts)[1]
    ]


def sums(trials: Iterable[Trial], spots: Spots) -> dict[Spot, str]:
    """Cell → its formula, where a printed total is exactly the sum of cells of its sheet.

    A total that only agrees within rounding stays as printed. Sums down a column come before
    sums across a row, and no formula leads back to itself.
    """
    found = [sum_ for trial in trials if (sum_ := _sum(trial, spots)) is not None]
    found.sort(key=lambda sum_: not sum_.upright)
    parts_of: dict[Spot, tuple[Spot, ...]] = {}
    formulas: dict[Spot, str] = {}
    for one in found:
        if one.total in formulas or _leads_to(one.parts, one.total, parts_of):
            continue
        parts_of[one.total] = one.parts
        formulas[one.total] = one.formula
    return formulas


@dataclass(frozen=True, slots=True)
class _Sum:
    """One total with the cells that make it up."""

    total: Spot
    parts: tuple[Spot, ...]
    formula: str
    upright: bool


def _sum(trial: Trial, spots: Spots) -> _Sum | None:
    if not _is_exact_sum(trial):
        return None
    total = _spot(trial.left[0], spots)
    terms = [term for term in trial.right if term.figure is not None]
    parts = [_spot(term, spots) for term in terms]
    known = [part for part in parts if part is not None]
    if total is None or len(known) < len(parts) or not known or total in known:
        return None
    upright = all(part.column == total.column for part in known)
    alone = len(known) == 1 and not upright
    if alone or any(part.sheet != total.sheet for part in known) or _units(trial) > 1:
        return None
    added = [s for s, term in zip(known, terms, strict=True) if term.factor > 0]
    taken = [s for s, term in zip(known, terms, strict=True) if term.factor < 0]
    if upright and not taken:
        added = spots.with_blanks(added)
    return _Sum(total, tuple(known), f"={_total_of(added)}{_less(taken)}", upright)


def _is_exact_sum(trial: Trial) -> bool:
    exact = trial.verdict is Verdict.PASS and trial.difference == 0
    single = len(trial.left) == 1 and trial.left[0].figure is not None
    plain = all(abs(term.factor) == 1 for term in trial.right)
    return trial.relation is Relation.EQUAL and exact and single and plain


def _spot(term: Term, spots: Spots) -> Spot | None:
    return spots.of(term.figure) if term.figure is not None else None


def _units(trial: Trial) -> int:
    figures = (term.figure for term in (*trial.left, *trial.right))
    return len({figure.unit for figure in figures if figure is not None})


def _leads_to(parts: Iterable[Spot], total: Spot, known: Mapping[Spot, tuple[Spot, ...]]) -> bool:
    waiting, seen = list(parts), set[Spot]()
    while waiting:
        spot = waiting.pop()
        if spot == total:
            return True
        if spot not in seen:
            seen.add(spot)
            waiting += known.get(spot, ())
    return False


def _less(taken: list[Spot]) -> str:
    return f"-{_total_of(taken)}" if taken else ""


def _total_of(spots: list[Spot]) -> str:
    """SUM of cells, neighbours as ranges; one cell is its own sum."""
    names = list(_ranges(spots))
    return names[0] if len(names) == 1 and ":" not in names[0] else f"SUM({','.join(names)})"


def _ranges(spots: list[Spot]) -> Iterator[str]:
    """Cells below or beside each other joined: C9:C12."""
    waiting = list(spots)
    while waiting:
        first = last = waiting.pop(0)
        step = _step(first, waiting)
        while waiting and step and _step(last, waiting) == step:
            last = waiting.pop(0)
        yield first.name if last is first else f"{first.name}:{last.name}"


def _step(spot: Spot, following: list[Spot]) -> tuple[int, int] | None:
    if not following:
        return None
    step = (following[0].row - spot.row, following[0].column - spot.column)
    return step if step in ((1, 0), (0, 1)) else None


def scale(figure: Figure) -> int:
    """Millionths of the base unit in one printed unit; a percentage and a count count as one."""
    return next((unit.scale for unit in Unit if unit.value == figure.unit), 1_000_000)
