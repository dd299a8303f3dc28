"""政府采购：the total and its three kinds, what is reserved for small enterprises."""

from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.narrative.claims import by_section, narrative, shares_of
from mingzhang.checks.narrative.story import Said
from mingzhang.checks.tables.expenditure import EXPENDITURE
from mingzhang.checks.tables.income import total_row
from mingzhang.checks.trials import adds_up, at_most
from mingzhang.model import Severity, Trial

_KINDS = ("procurement_goods", "procurement_works", "procurement_services")


def _total(facts: Facts) -> Said:
    """The procurement total that is told first.

    Raises:
        NotApplicable: the narrative names none.
    """
    for part in narrative(facts).body:
        for said in part.levels:
            if said.thing.kind == "procurement":
                return said
    raise NotApplicable("说明没有写政府采购的金额。")


@rule("B17", "政府采购分类合计", "政府采购总额等于货物、工程、服务三类之和。")
def kinds(facts: Facts) -> Iterator[Trial]:
    """说明.政府采购总额 = 货物 + 工程 + 服务"""
    found = False
    for first in by_section(facts, "procurement"):
        if {"procurement", *_KINDS} <= first.keys():
            found = True
            yield adds_up(first["procurement"].term, [first[kind].short for kind in _KINDS])
    for trial in shares_of(facts, "B17"):
        found = True
        yield trial
    if not found:
        raise NotApplicable("说明没有分货物、工程、服务写政府采购。")


@rule(
    "B18",
    "政府采购规模",
    "政府采购预算不超过支出总额，面向中小企业预留的不超过采购总额，其中小微企业不超过中小企业。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="核对政府采购预算的范围和金额。",
)
def scale(facts: Facts) -> Iterator[Trial]:
    """说明.政府采购总额 ≤ 表三[合计]；预留中小企业 ≤ 政府采购总额；小微企业 ≤ 中小企业"""
    total = _total(facts)
    if facts.disclosure.kind == BUDGET:
        sheet = facts.need(EXPENDITURE)
        yield at_most(total.term, sheet.term(total_row(sheet), sheet.main))
    reserved = [
        said
        for part in narrative(facts).body
        for said in part.levels
        if said.thing.kind == "procurement_reserved"
    ]
    middle = [said for said in reserved if "中小" in said.thing.name]
    small = [said for said in reserved if "小微" in said.thing.name or "微型" in said.thing.name]
    if middle:
        yield at_most(middle[0].term, total.term)
        if small:
            yield at_most(small[0].term, middle[0].term)
    for word, whole in (("中小", middle), ("小微", small)):
        yield from (at_most(won.term, whole[0].term) for won in _won(facts, word) if whole)


def _won(facts: Facts, word: str) -> list[Said]:
    """What small enterprises won of the projects reserved for them."""
    return [
        said
        for part in narrative(facts).body
        for said in part.levels
        if said.thing.kind == "name"
        and said.thing.name.endswith("采购")
        and word in said.statement.topic
        and "预留" in said.statement.topic
    ]
