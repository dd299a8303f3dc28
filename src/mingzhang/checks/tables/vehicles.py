"""表十与国有资产: running cars takes cars."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.tables.three_public import three_public
from mingzhang.checks.trials import holds
from mingzhang.disclosure import Statement
from mingzhang.model import Severity, Term, Trial

_OWNED = ("实有", "共有", "保有", "现有")
_QUOTA = "编制"


@rule(
    "A50",
    "车辆费用与车辆",
    "安排公务用车运行维护费的，实有车辆不为零；安排购置费的，编制有空额或在说明中写明更新。",
    severity=Severity.WARNING,
    law=("official-vehicle-measures",),
    certainty="known",
    remedy="核对车辆实有数、编制数与“三公”经费中的车辆费用，购置的请写明更新理由。",
)
def cars_for_money(facts: Facts) -> Iterator[Trial]:
    """表十[运行维护费] > 0 ⇒ 实有车辆 ≥ 1；表十[购置费] > 0 ⇒ 编制 − 实有 ≥ 1 或说明更新"""
    table = three_public(facts)
    owned = _counted(facts, _OWNED)
    if not owned:
        raise NotApplicable("说明没有写公务用车实有数。")
    most = max(owned, key=lambda term: term.value)
    running = table.term("vehicle_operation", table.main)
    if running is not None:
        note = f"安排了公务用车运行维护费，说明却写{most.label}。"
        yield holds(not running.value or most.value > 0, note, running, most)
    bought = table.term("vehicle_purchase", table.main)
    quota = max((term.value for term in _counted(facts, (_QUOTA,))), default=None)
    if bought is not None and bought.value and quota is not None:
        vacant = quota > most.value or _renewal(facts)
        note = "安排了公务用车购置费，车辆编制却没有空额，也没有写明更新。"
        yield holds(vacant, note, bought, most)


def _counted(facts: Facts, words: tuple[str, ...]) -> list[Term]:
    """The numbers of official cars said with one of these words."""
    return [
        Term(statement.clause, statement.figure)
        for statement in facts.disclosure.statements
        if statement.figure.unit == "辆" and _speaks_of_all(statement, words)
    ]


def _speaks_of_all(statement: Statement, words: tuple[str, ...]) -> bool:
    before = statement.clause.partition(statement.figure.text)[0]
    return statement.subject in ("车辆", "公务用车", "公车") and any(w in before for w in words)


def _renewal(facts: Facts) -> bool:
    paragraphs = facts.disclosure.narrative
    return any("车" in p.text and ("更新" in p.text or "报废" in p.text) for p in paragraphs)
