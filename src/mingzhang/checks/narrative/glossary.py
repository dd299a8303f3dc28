"""名词解释：the terms used are explained, at the department's own level."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, plain_name
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.narrative.wording import wording
from mingzhang.checks.trials import holds
from mingzhang.model import Severity, Trial


@rule(
    "B34",
    "名词解释齐全",
    "文中用到的专业名词在名词解释中都有。",
    severity=Severity.WARNING,
    law=("budget-disclosure-directory",),
    remedy="补写缺少的名词解释。",
)
def glossary(facts: Facts) -> Iterator[Trial]:
    """用到的名词 ⊆ 名词解释"""
    told = narrative(facts)
    if not facts.disclosure.glossary:
        yield holds(False, "没有名词解释。")
        return
    explained = "".join(entry.term + entry.text for entry in facts.disclosure.glossary)
    used = "".join(part.text for part in told.parts if part.scope != "glossary")
    at = facts.disclosure.glossary[0].at
    for term, word in wording().terms:
        if word in used:
            known = re.search(wording().term_words.get(term, word), explained) is not None
            yield holds(known, f"文中用到“{term}”，名词解释没有解释。", places=(at,))


@rule(
    "B35",
    "名词解释的层级",
    "名词解释写的是本级，不是照抄的上级或下级。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="把名词解释中的“省直”“市级”等改为本级。",
)
def glossary_level(facts: Facts) -> Iterator[Trial]:
    """名词解释中的层级 = 部门所在层级"""
    narrative(facts)
    own = _own_level(facts.disclosure.department.name)
    if not own or not facts.disclosure.glossary:
        raise NotApplicable("没有名词解释，或看不出部门的层级。")
    names = wording().level_names
    for entry in facts.disclosure.glossary:
        for level, pattern in wording().levels:
            for match in re.finditer(pattern, entry.text):
                note = (
                    f"名词解释“{plain_name(entry.term)}”写“{match.group()}”，"
                    f"{facts.disclosure.department.name}是{names[own]}部门。"
                )
                yield holds(level == own, note, places=(entry.at,))
    yield holds(True, "")


def _own_level(name: str) -> str:
    for level, pattern in wording().own_levels:
        if re.search(pattern, name):
            return "district" if level == "town" and re.search("街道|区", name) else level
    return ""
