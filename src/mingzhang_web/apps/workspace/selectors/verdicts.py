"""What the rules say of a ledger while it is being written (即时核对), pinned to its rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from django.core.cache import cache

from mingzhang.checks.report import check
from mingzhang.disclosure import Disclosure
from mingzhang.ledger.reading import read_rows
from mingzhang.ledger.sheets import INDICATORS, LINES, OVERALL, PROJECTS
from mingzhang.model import MingzhangError, Place, Source
from mingzhang.projection import compile_ledger
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.workspace.editing import Reach
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.selectors.ledgers import Rows, rows_by_sheet, visible_rows

Pin: TypeAlias = tuple[str, int]
"""A sheet, and the id of one of its rows."""
KEEP_SECONDS = 3600
LINE_CODES = ("功能科目", "部门经济科目", "政府经济科目")


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to put right (待改之处).

    `sheet`, `row`, `header`: where it lies in the ledger, each None where it is about more than
    that; `row` is the id of a ledger row, `others` are further rows that it is about. `rule` is ""
    for what keeps the ledger from being read.
    """

    severity: str
    message: str
    sheet: str | None = None
    row: int | None = None
    header: str | None = None
    rule: str = ""
    others: tuple[Pin, ...] = ()

    def pins(self) -> tuple[Pin, ...]:
        """Every row that it is about."""
        own = ((self.sheet, self.row),) if self.sheet and self.row else ()
        return (*own, *self.others)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All notes on one revision of a ledger; `compiled`: whether the rules could be asked at all."""

    revision: int
    compiled: bool
    notes: tuple[Note, ...]

    def count(self, severity: str) -> int:
        """Notes of one severity."""
        return sum(note.severity == severity for note in self.notes)


def verdicts(year: BudgetYear) -> Verdicts:
    """The ledger as it stands, read, compiled and checked; kept until it changes."""
    key = f"verdicts-{year.pk}-{year.revision}"
    known: Verdicts | None = cache.get(key)
    if known is None:
        known = _fresh(year)
        cache.set(key, known, KEEP_SECONDS)
    return known


def visible_verdicts(access: Access, year: BudgetYear) -> Verdicts:
    """The notes on rows that somebody may see; those on no row go to who sees the whole ledger."""
    said = verdicts(year)
    if Reach.of(access, year).sees_all:
        return said
    seen = {row.pk for rows in visible_rows(access, year).values() for row in rows}
    return replace(said, notes=tuple(note for one in said.notes for note in _as_seen(one, seen)))


def _as_seen(note: Note, seen: set[int]) -> Iterator[Note]:
    """A note with only those of its rows that somebody sees; none where they see none."""
    pins = tuple(pin for pin in note.pins() if pin[1] in seen)
    if pins:
        (sheet, row), *others = pins
        header = note.header if row == note.row else None
        yield replace(note, sheet=sheet, row=row, header=header, others=tuple(others))


def where_to_fix(access: Access, year: BudgetYear, rule: str, message: str) -> list[Pin]:
    """The rows of the ledger that a finding leads to, as far as somebody may see them."""
    notes = visible_verdicts(access, year).notes
    found = [note for note in notes if (note.rule, note.message) == (rule, message)]
    return list(dict.fromkeys(pin for note in found for pin in note.pins()))


def _fresh(year: BudgetYear) -> Verdicts:
    rows = rows_by_sheet(year)
    reading = read_rows({sheet: [row.values for row in found] for sheet, found in rows.items()})
    told = (("error", reading.problems), ("warning", reading.blanks))
    of_ledger = tuple(
        Note(severity, problem.message, *_spot(problem.at, rows), problem.at.header)
        for severity, problems in told
        for problem in problems
    )
    if reading.ledger is None:
        return Verdicts(year.revision, False, of_ledger)
    try:
        compiled = compile_ledger(reading.ledger, Source(str(year), "ledger", ""))
    except MingzhangError as error:
        return Verdicts(year.revision, False, (*of_ledger, Note("error", str(error))))
    report = check(compiled.disclosure, tolerant=True)
    pins = _Pins(compiled.disclosure, rows)
    notes_of_rules = tuple(
        pins.note(found.severity.value, found.message, found.places, found.rule)
        for found in report.findings
    )
    return Verdicts(year.revision, True, (*of_ledger, *notes_of_rules))


def _spot(at: Place, rows: Rows) -> tuple[str | None, int | None]:
    """The sheet and the id of the row that a problem of the ledger is about."""
    of_sheet = rows.get(at.sheet or "", [])
    inside = at.row is not None and 0 < at.row <= len(of_sheet)
    return at.sheet, of_sheet[(at.row or 1) - 1].pk if inside else None


class _Pins:
    """Finds the row of the ledger behind a place of the compiled disclosure."""

    def __init__(self, disclosure: Disclosure, rows: Rows) -> None:
        self._rows = rows
        self._projects = {
            (row.values.get("单位", ""), row.values.get("项目名称", "")): row.pk
            for row in rows[PROJECTS.name]
        }
        self._pins = (
            dict(self._of_forms(disclosure))
            | dict(self._of_tables(disclosure))
            | dict(self._of_goal(disclosure))
        )
        goal = disclosure.overall_goal
        self._goal_table = goal.at.table if goal and goal.at else None

    def note(self, severity: str, message: str, places: tuple[Place, ...], rule: str) -> Note:
        """A finding of a rule, pinned to every row that its places lead to."""
        pins = list(dict.fromkeys(pin for place in places for pin in self._of(place)))
        if pins:
            (sheet, row), *others = pins
            return Note(severity, message, sheet, row, rule=rule, others=tuple(others))
        of_goal = any(self._goal_table and place.table == self._goal_table for place in places)
        return Note(severity, message, OVERALL.name if of_goal else None, rule=rule)

    def _of(self, place: Place) -> Iterator[Pin]:
        spots = ((place.table, place.row), (place.table, None))
        found = [self._pins[spot] for spot in spots if place.table and spot in self._pins]
        yield from found[:1]

    def _of_goal(
        self, disclosure: Disclosure
    ) -> Iterator[tuple[tuple[int | None, int | None], Pin]]:
        """Each indicator of the whole department leads to its row."""
        goal = disclosure.overall_goal
        by_name = {row.values.get("名称", ""): row.pk for row in self._rows[OVERALL.name]}
        for indicator in goal.indicators if goal else ():
            if indicator.level3 in by_name:
                spot = (indicator.at.table, indicator.at.row)
                yield spot, (OVERALL.name, by_name[indicator.level3])

    def _of_forms(
        self, disclosure: Disclosure
    ) -> Iterator[tuple[tuple[int | None, int | None], tuple[str, int]]]:
        """Each goal form leads to its project, each indicator to its row."""
        projects = self._rows[PROJECTS.name]
        for form, row in zip(disclosure.projects, projects, strict=False):
            yield (form.at.table, None), (PROJECTS.name, row.pk)
            own = (row.values.get("单位"), row.values.get("项目名称"))
            indicators = [
                one
                for one in self._rows[INDICATORS.name]
                if (one.values.get("单位"), one.values.get("项目名称")) == own
            ]
            by_name = {one.values.get("指标名称", ""): one.pk for one in indicators}
            for indicator in (*form.indicators, *form.annual_indicators):
                if indicator.level3 in by_name:
                    spot = (indicator.at.table, indicator.at.row)
                    yield spot, (INDICATORS.name, by_name[indicator.level3])

    def _of_tables(
        self, disclosure: Disclosure
    ) -> Iterator[tuple[tuple[int | None, int | None], tuple[str, int]]]:
        """Each row of a table leads to the first budget line of its class or project."""
        first: dict[str, int] = {}
        for line in self._rows[LINES.name]:
            names = [line.values.get(header, "") for header in LINE_CODES]
            for name in (*names, line.values.get("项目", "")):
                first.setdefault(name, line.pk)
        for table in disclosure.tables:
            for row in table.rows:
                found = first.get(row.code or "") or first.get(row.name)
                if found is not None and (row.code or row.name):
                    yield (row.at.table, row.at.row), (LINES.name, found)
