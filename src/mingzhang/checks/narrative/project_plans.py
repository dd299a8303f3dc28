"""项目经费情况说明：what a project is given in the year, against its goal form."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable, plain_name
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.narrative.story import Phase, Said
from mingzhang.checks.ratios import best
from mingzhang.checks.trials import adds_up, equal, holds
from mingzhang.disclosure import ProjectForm
from mingzhang.model import Severity, Term, Trial

_YEARLY = re.compile("年度?(?:预算|资金|经费)安排")
_WHOLE = re.compile("总投资|批复|概算|估算|总额|总预算|总经费|累计|合同")
_TITLE = re.compile("(?:项目)?(?:经费|资金)情况说明$")
_SHORTEST_NAME = 4


@rule(
    "B66",
    "项目的年度预算安排",
    "项目说明的年度预算安排写明本年度的金额，并与该项目绩效目标表的年度资金一致。",
    severity=Severity.WARNING,
    remedy="补写本年度安排的金额，或改正说明与目标表中错误的一处。",
    kinds=(BUDGET,),
)
def year_of_projects(facts: Facts) -> Iterator[Trial]:
    """说明.年度预算安排有本年度金额；说明.本年度金额 = 同一项目绩效目标表.年度资金总额"""
    sections: dict[tuple[str, ...], list[Said]] = {}
    for part in narrative(facts).in_scope("project"):
        if part.headings and _YEARLY.search(part.headings[-1]):
            sections.setdefault(part.headings, []).extend(part.levels)
    sections = {headings: amounts for headings, amounts in sections.items() if amounts}
    if not sections:
        raise NotApplicable("说明没有写项目的年度预算安排。")
    for headings, amounts in sections.items():
        of_year = [said for said in amounts if said.phase is Phase.CURRENT and not _is_whole(said)]
        note = f"“{headings[0]}”的年度预算安排没有写本年度的金额，只写了总投资或以前年度的金额。"
        yield holds(bool(of_year), note, amounts[0].term)
        form = _form(facts, headings[0])
        if of_year and form is not None and form.annual_funds.total is not None:
            term = Term(f"“{form.name}”绩效目标表的年度资金", form.annual_funds.total)
            sums = [adds_up(term, [said.short for said in of_year])] if len(of_year) > 1 else []
            yield best([*(equal(said.term, term) for said in of_year), *sums])


def _is_whole(said: Said) -> bool:
    """An amount of the whole project, or a part of one (总投资 of which 建筑安装工程费)."""
    return _WHOLE.search(said.statement.subject + said.statement.topic) is not None


def _form(facts: Facts, heading: str) -> ProjectForm | None:
    """The one goal form of the project that a heading names."""
    name = plain_name(_TITLE.sub("", heading))
    found = [
        form
        for form in facts.disclosure.projects
        if len(name) >= _SHORTEST_NAME
        and (plain_name(form.name) in name or name in plain_name(form.name))
    ]
    return found[0] if len(found) == 1 else None
