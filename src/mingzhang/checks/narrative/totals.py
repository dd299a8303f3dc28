"""收支总体情况：the totals of the narrative, and what it implies of last year."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.narrative.binding import cells
from mingzhang.checks.narrative.changes import Change, changes
from mingzhang.checks.narrative.claims import levels_of, narrative
from mingzhang.checks.narrative.story import Phase, Said, Story
from mingzhang.checks.narrative.things import BOTH, EXPENDITURE, INCOME
from mingzhang.checks.trials import equal, minus
from mingzhang.model import Severity, Trial

_CARRIED = frozenset({"carryover", "closing"})
_WHOLES = frozenset({"total", "current", "amount"})


@rule(
    "B01",
    "说明的收支总数",
    "说明中的收入总计、支出总计、本年收支、上年结转等于收支总表的同一数。",
)
def totals(facts: Facts) -> Iterator[Trial]:
    """说明.收入总计、支出总计、本年收入、本年支出、结转 = 表一的同名数"""
    yield from levels_of(facts, "B01")


@rule(
    "B02",
    "上年数与上年公开一致",
    "本年数减去增减额得出的上年数，等于上年公开文本中的同一数。",
    remedy="核对上年公开文本；口径有调整的，请在说明中写明。",
)
def implied_last_year(facts: Facts) -> Iterator[Trial]:
    """说明.本年数 − 说明.增减额 = 上年公开文本的同一数"""
    narrative(facts)
    previous = facts.previous
    if previous is None:
        raise NotApplicable("没有提供上年的公开文本。")
    finder = cells(previous)
    for change in changes(facts):
        if change.now is None or change.of_execution or not change.said.thing.sure:
            continue
        terms = finder.of(change.now.thing)
        if terms:
            signed = minus(change.said.term) if change.said.sign > 0 else change.said.term
            trials = [equal([change.now.term, signed], [term]) for term in terms]
            yield min(trials, key=lambda trial: abs(trial.difference))


@rule(
    "B04",
    "收入与支出增减额一致",
    "收入总数与支出总数相等，两者比上年的增减额也应相等（两年都收支平衡）；没有结转的，收入与支出相等。",
)
def same_change(facts: Facts) -> Iterator[Trial]:
    """说明.收入增减额 = 说明.支出增减额（同一比较基础）；没有写结转的，说明.收入 = 说明.支出（同一节、同一资金）"""
    told = narrative(facts)
    balanced = list(_balanced(told))
    yield from balanced
    found: dict[tuple[str, str, str], Change] = {}
    for change in changes(facts):
        thing = change.said.thing
        if thing.fund in ("whole", "fiscal") and thing.kind in _WHOLES:
            found.setdefault((thing.fund, thing.side, change.base), change)
    pairs = [
        (one, found[fund, EXPENDITURE, base])
        for (fund, side, base), one in found.items()
        if side == INCOME and (fund, EXPENDITURE, base) in found
    ]
    if not pairs and not balanced:
        raise NotApplicable("说明没有分别写收入和支出的增减额。")
    for one, other in pairs:
        if one.now and other.now and one.now.value == other.now.value:
            yield equal(one.signed, other.signed)


def _balanced(told: Story) -> Iterator[Trial]:
    """Income and spending under one heading: with what is carried over, or where nothing is.

    What a final account receives in its year is not what it spends, whatever it tells.
    """
    carried = told.is_final or any(
        said.value and said.thing.kind in _CARRIED for said in told.amounts
    )
    first: dict[tuple[tuple[str, ...], str, str], Said] = {}
    for part in told.body:
        for said in part.levels:
            known = said.thing.kind in _WHOLES and said.thing.sure and not said.statement.topic
            if known and not said.reason and said.phase is Phase.CURRENT:
                if carried and not _is_with_carryover(said):
                    continue
                first.setdefault((part.headings, said.thing.fund, said.thing.side), said)
    for (headings, fund, side), income in first.items():
        spending = first.get((headings, fund, EXPENDITURE))
        if side == INCOME and spending is not None:
            yield equal(income.term, spending.short, severity=Severity.WARNING)
        if side == BOTH:
            for (below, other_fund, other_side), other in first.items():
                if other_side != BOTH and (below[: len(headings)], other_fund) == (headings, fund):
                    yield equal(income.term, other.short, severity=Severity.WARNING)


def _is_with_carryover(said: Said) -> bool:
    """Whether a total is 收入总计, or one whose parts tell what is carried over, or 本年收入."""
    if said.thing.side == BOTH or said.statement.subject.endswith("总计"):
        return True
    parts = {s.thing.kind for s in said.part.levels if s.statement.topic == said.statement.subject}
    return "carryover" in parts or (said.thing.kind == "total" and "current" in parts)
