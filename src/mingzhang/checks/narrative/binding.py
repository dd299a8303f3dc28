"""Statements of the narrative against the cells they repeat (说明与报表核对)."""

from mingzhang.checks.facts import Facts
from mingzhang.checks.narrative.cells import Cells
from mingzhang.checks.narrative.story import Phase, Said
from mingzhang.checks.trials import equal, undetermined
from mingzhang.model import Severity, Term, Trial, Verdict

_BY_CLASS = frozenset({"general", "fiscal", "fund", "expenditure"})
"""What sections are about that list spending by its classes."""
_SLIPS = {10_000: "元与万元", 1_000: "元与千元", 100_000_000: "元与亿元"}


def cells(facts: Facts) -> Cells:
    """The finder of a document's cells, made once."""
    return facts.once(Cells)


def compare(facts: Facts, finder: Cells, one: Said) -> Trial | None:
    """One amount against its cells; None where no table prints it or its words leave doubt."""
    terms = finder.of(one.thing, one.phase is Phase.PLANNED)
    if not terms:
        return _unread(facts, finder, one)
    trials = [equal(one.term, term) for term in terms]
    for trial in trials:
        if trial.verdict is Verdict.PASS:
            return trial
    first = trials[0]
    if first.verdict is not Verdict.FAIL:
        return first
    if not is_sure(finder, one):
        return None
    return _explained(one, terms[0], first)


def is_sure(finder: Cells, one: Said) -> bool:
    """Whether the words leave no doubt what the amount is."""
    is_class = finder.names_class(one.thing)
    if is_class and finder.is_short(one.thing) and one.part.scope not in _BY_CLASS:
        return False
    if one.thing.sure:
        return True
    if is_class:
        return not one.part.of_unit and one.statement.note != "部分"
    if one.part.of_unit or one.part.scope != "operating" or one.thing.kind != "operating":
        return False
    same = [said for said in one.part.levels if said.thing.kind == "operating"]
    return same[0] is one and all(said.statement.topic for said in same[1:])


def _unread(facts: Facts, finder: Cells, one: Said) -> Trial | None:
    home = finder.home(one.thing)
    if not home or not is_sure(finder, one) or facts.sheet(home) is not None:
        return None
    if home not in facts.disclosure.expected_subjects:
        return None
    return undetermined(f"{one.term.label}没有可以核对的表。", one.statement.figure.at)


def _explained(one: Said, term: Term, trial: Trial) -> Trial:
    """Add what the difference looks like: a slip of the unit, or rounding of its details."""
    for factor, names in _SLIPS.items():
        if term.value and one.value in (term.value * factor, term.value // factor):
            trial.note = f"两数相差{factor}倍，可能把{names}混用。"
            return trial
    if term.figure and abs(trial.difference) <= max(one.term.quantum, term.quantum):
        trial.severity = Severity.WARNING
        trial.note = "只差末位一个单位，可能是四舍五入后的尾差，两处印数仍应一致。"
    return trial
