"""What a report says about each spot of the document: marks, trials and findings by place."""

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import TypeAlias

from mingzhang.model import Place, Relation, Report, Severity, Term, Trial, Verdict
from mingzhang.model.rule_info import RuleInfo

Key: TypeAlias = tuple[int | str | None, ...]


class Mark(IntEnum):
    """The verdict on one spot (标记), the heaviest last."""

    NONE = 0
    PASS = 1
    ROUNDING = 2
    INVOLVED = 3
    UNDETERMINED = 4
    INFO = 5
    WARNING = 6
    ERROR = 7


_BY_SEVERITY = {
    Severity.ERROR: Mark.ERROR,
    Severity.WARNING: Mark.WARNING,
    Severity.INFO: Mark.INFO,
}
_BY_VERDICT = {
    Verdict.PASS: Mark.PASS,
    Verdict.ROUNDING: Mark.ROUNDING,
    Verdict.UNDETERMINED: Mark.UNDETERMINED,
    Verdict.NOT_APPLICABLE: Mark.NONE,
}

# The parts of a sum that does not come out are not accused, only involved.
_PARTS = {Verdict.FAIL: Mark.INVOLVED, Verdict.ROUNDING: Mark.PASS}


def key(place: Place) -> Key:
    """What makes two places the same spot: everything but the quoted text."""
    return (
        place.line,
        place.page,
        place.sheet,
        place.cell,
        place.paragraph,
        place.table,
        place.row,
        place.column,
        place.start,
        place.end,
    )


def wider(place: Key) -> Iterator[Key]:
    """The spot itself, then what it lies in: its cell or paragraph, its row, its line."""
    line, page, sheet, cell, paragraph, table, row, column, _, _ = place
    yield place
    yield (line, page, sheet, cell, paragraph, table, row, column, None, None)
    yield (line, page, sheet, None, paragraph, table, row, None, None, None)
    yield (line, page, sheet, None, paragraph, table, None, None, None, None)
    yield (line, page, sheet, None, paragraph, None, None, None, None, None)


def term_place(term: Term) -> Place | None:
    """Where a term was printed, also when it is a blank."""
    return term.figure.at if term.figure is not None else term.at


def is_ratio(trial: Trial) -> bool:
    """Whether the trial says percent = part ÷ whole instead of a sum."""
    first = trial.left[0].figure if trial.left else None
    return (
        trial.relation is Relation.EQUAL
        and first is not None
        and first.unit == "%"
        and any(term.figure is not None and term.figure.unit != "%" for term in trial.right)
    )


class Evidence:
    """Marks, trials and findings by place.

    `mark_of` spot → its heaviest mark; `trials_of` spot → numbers of the trials that used it;
    `findings_of` spot → numbers of the findings that accuse it, which the many parts of a sum
    are not; `trial_of_finding` and `finding_of_trial` pair the two. All numbers are indexes
    into the report, from 0.
    """

    def __init__(self, report: Report, rules: Mapping[str, RuleInfo]) -> None:
        self.report = report
        self.mark_of: dict[Key, Mark] = {}
        self.trials_of: dict[Key, list[int]] = {}
        self.findings_of: dict[Key, list[int]] = {}
        self.trial_of_finding: dict[int, int] = {}
        self.finding_of_trial: dict[int, int] = {}
        self._rules = rules
        keys = [_trial_keys(trial) for trial in report.trials]
        self._pair(keys)
        self._read_trials(keys)
        self._read_findings(keys)

    def mark(self, place: Place) -> Mark:
        """The mark of one spot; NONE where no rule used it."""
        return self.mark_of.get(key(place), Mark.NONE)

    def mark_of_finding(self, number: int) -> Mark:
        """The mark that one finding sets."""
        finding = self.report.findings[number]
        if finding.verdict is Verdict.ROUNDING:
            return Mark.ROUNDING
        return _BY_SEVERITY[finding.severity]

    def trial_mark(self, trial: Trial) -> Mark:
        """The mark that one trial sets on the sides it compares."""
        if trial.verdict is not Verdict.FAIL:
            return _BY_VERDICT[trial.verdict]
        info = self._rules.get(trial.rule)
        return _BY_SEVERITY[trial.severity or (info.severity if info else Severity.ERROR)]

    def merge(self, inner: Key, outer: Key) -> None:
        """Let one spot answer for another too: its mark, its trials, its findings."""
        self._raise(outer, self.mark_of.get(inner, Mark.NONE))
        for book in (self.trials_of, self.findings_of):
            numbers = book.setdefault(outer, [])
            numbers += [number for number in book.get(inner, ()) if number not in numbers]

    def marks(self, places: Iterable[Place]) -> dict[Mark, int]:
        """How many of these places carry each mark."""
        counts = dict.fromkeys(Mark, 0)
        for place in places:
            counts[self.mark(place)] += 1
        return counts

    def _pair(self, keys: list[set[Key]]) -> None:
        """Join each finding to the failing trial of its rule that shares most places with it."""
        failing: dict[str, set[int]] = {}
        at: dict[tuple[str, Key], list[int]] = {}
        for number, trial in enumerate(self.report.trials):
            if trial.verdict in (Verdict.FAIL, Verdict.ROUNDING):
                failing.setdefault(trial.rule, set()).add(number)
                for spot in keys[number]:
                    at.setdefault((trial.rule, spot), []).append(number)
        for number, finding in enumerate(self.report.findings):
            spots = {key(place) for place in finding.places}
            free = failing.get(finding.rule, set())
            near = {t for spot in spots for t in at.get((finding.rule, spot), ()) if t in free}
            if not near and len(free) == 1:
                near = free
            if near:
                best = max(sorted(near), key=lambda t: len(keys[t] & spots) - len(keys[t] ^ spots))
                free.discard(best)
                self.trial_of_finding[number] = best
                self.finding_of_trial[best] = number

    def _read_trials(self, keys: list[set[Key]]) -> None:
        for number, trial in enumerate(self.report.trials):
            accused = _accused(trial)
            mark = self.trial_mark(trial)
            others = _PARTS.get(trial.verdict, mark)
            for spot in keys[number]:
                self.trials_of.setdefault(spot, []).append(number)
                self._raise(spot, mark if spot in accused else others)

    def _read_findings(self, keys: list[set[Key]]) -> None:
        for number, finding in enumerate(self.report.findings):
            paired = self.trial_of_finding.get(number)
            trial = None if paired is None else self.report.trials[paired]
            added = set() if trial is None or paired is None else keys[paired] - _accused(trial)
            mark = self.mark_of_finding(number)
            for spot in dict.fromkeys(key(place) for place in finding.places):
                if spot not in added:
                    self.findings_of.setdefault(spot, []).append(number)
                    self._raise(spot, mark)

    def _raise(self, spot: Key, mark: Mark) -> None:
        if mark > self.mark_of.get(spot, Mark.NONE):
            self.mark_of[spot] = mark


def _accused(trial: Trial) -> set[Key]:
    """The spots that a failure speaks about: a share, a side of one figure; no parts of a sum."""
    sides = [side for side in (trial.left, trial.right) if side]
    if is_ratio(trial):
        terms = list(trial.left)
    elif trial.relation is Relation.HOLDS:
        terms = [term for side in sides for term in side]
    else:
        terms = [side[0] for side in sides if len(side) == 1] or [side[0] for side in sides]
    places = (*map(term_place, terms), *trial.places)
    return {key(place) for place in places if place is not None}


def _trial_keys(trial: Trial) -> set[Key]:
    places = [term_place(term) for side in (trial.left, trial.right) for term in side]
    return {key(place) for place in (*places, *trial.places) if place is not None}
