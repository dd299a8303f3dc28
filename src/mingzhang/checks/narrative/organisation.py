"""机构设置、人员编制：totals of bodies, listed offices."""

import re
from collections.abc import Iterator
from itertools import takewhile

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.narrative.counts import counted
from mingzhang.checks.narrative.story import Part, Role, Said, Story
from mingzhang.checks.trials import at_most, holds
from mingzhang.disclosure import OrganisationBody
from mingzhang.model import Figure, Severity, Term, Trial

_LABELS = {"编制": "核定编制", "实有": "实有人员", "退休": "退休人员"}
_UNIT_KINDS = ("行政单位", "参公单位", "参公事业单位", "事业单位", "参照公务员法管理的事业单位")
_OPERATING_UNITS = {"机关": "行政", "参公": "参公"}
_OFFICES = ("机构", "科室", "处室", "股室", "部门")
_FEWEST = 2
_KINDS = ("公务员", "参公", "工勤", "行政人员", "事业人员", "机关工勤")
_STAFF = re.compile("实有|在职(?:人员|职工)?(?:总数|总人数|人数|$)|在编(?:人员|人数)")


def _of(body: OrganisationBody, label: str) -> Figure | None:
    return {"编制": body.quota, "实有": body.staff, "退休": body.retired}[label]


@rule("B25", "人员合计", "全部门的编制、实有、退休人数等于各单位之和。")
def headcount(facts: Facts) -> Iterator[Trial]:
    """说明.编制、实有、退休合计 = Σ 各单位"""
    narrative(facts)
    organisation = facts.disclosure.organisation
    found = False
    for label, name in _LABELS.items():
        total = organisation.headcount.get(label)
        told = [b for b in organisation.bodies if b.quota is not None or b.staff is not None]
        parts = [
            Term(f"{body.name}{name}", figure)
            for body in told
            if (figure := _of(body, label)) is not None
        ]
        complete = label == "退休" or len(parts) == len(told)
        if total is not None and len(parts) > 1 and complete:
            found = True
            yield counted(Term(f"说明文字中全部门的{name}", total), parts)
    if not found:
        raise NotApplicable("说明没有分单位写人员编制。")


@rule(
    "B26",
    "人员分类合计",
    "公务员、工勤等各类人员之和等于实有人数。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="核对各类人员和实有人数。",
)
def staff_kinds(facts: Facts) -> Iterator[Trial]:
    """说明.实有人员 = 公务员 + 工勤 + 其他；说明.编制 = 行政编制 + 事业编制 + 其他编制"""
    found = False
    for part in narrative(facts).in_scope("organisation"):
        for whole, posts in _posts(part):
            found = True
            yield counted(whole.term, [one.short for one in posts])
        staff: Said | None = None
        kinds: list[Said] = []
        for said in [*part.said, None]:
            subject = said.statement.subject if said is not None else ""
            if said is not None and subject.startswith(_KINDS) and staff is not None:
                kinds.append(said)
                continue
            if staff is not None and len(kinds) > 1:
                found = True
                yield counted(staff.term, [kind.short for kind in kinds])
            kinds = []
            counts = said is not None and said.role is Role.COUNT
            staff = said if counts and _STAFF.search(subject) else None
    if not found:
        raise NotApplicable("说明没有写各类人员。")


def _posts(part: Part) -> Iterator[tuple[Said, list[Said]]]:
    """Each number of posts (编制) with those of its kinds that are listed right after it."""
    counts = [said for said in part.said if said.role is Role.COUNT]
    for index, whole in enumerate(counts):
        rest = takewhile(lambda said: "编制" in said.statement.measure, counts[index + 1 :])
        posts = [said for said in rest if said.statement.topic == whole.statement.subject]
        if "编制" in whole.statement.measure and len(posts) > 1:
            yield whole, posts


@rule(
    "B27",
    "内设机构数",
    "列举的内设机构个数等于所写的个数和整体绩效目标表的个数。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="核对内设机构的名单和个数。",
)
def offices(facts: Facts) -> Iterator[Trial]:
    """列举的内设机构数 = 说明.内设机构数 = 整体绩效目标表.内设职能部门数"""
    told = narrative(facts)
    listed = facts.disclosure.organisation.offices
    if not listed:
        raise NotApplicable("说明没有列举内设机构。")
    stated = _stated(told.in_scope("organisation"), listed)
    goal = facts.disclosure.overall_goal
    figure = goal.facts.get("内设职能部门数") if goal is not None else None
    terms = [(said.term, said.value) for said in stated]
    if figure is not None:
        terms.append((Term("整体绩效目标表“内设职能部门数”", figure), figure.value))
    if not terms:
        raise NotApplicable("没有写内设机构的个数。")
    for term, value in terms:
        shown = term.figure.text if term.figure else ""
        note = f"{term.label}是{shown}个，机构设置列举了{len(listed)}个内设机构。"
        yield holds(value == len(listed) * 1_000_000, note, term)


def _stated(parts: list[Part], listed: tuple[str, ...]) -> list[Said]:
    """Counts of offices in the paragraph that lists them."""
    return [
        said
        for part in parts
        if listed[0] in part.text
        for said in part.said
        if said.role is Role.COUNT
        and _counts_offices(said)
        and part.text.find(listed[0]) > said.start
    ]


def _counts_offices(said: Said) -> bool:
    """ "内设机构5个", "5个内设机构", "设有5个科室"."""
    statement = said.statement
    if statement.measure.startswith(("内设", "职能")):
        return True
    return statement.measure.startswith(_OFFICES) and statement.subject.endswith(("设", "设有"))


@rule(
    "B61",
    "预算单位的个数",
    "所写的预算单位个数与所列的单位名单一致。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="核对单位个数和名单。",
)
def units_listed(facts: Facts) -> Iterator[Trial]:
    """说明.下属单位数 = 所列单位数（不含本级）；Σ 各类单位数 = 所列单位数；机关运行经费所写机关、参公单位数 = 各类单位数"""
    told = narrative(facts)
    bodies = facts.disclosure.organisation.bodies
    if len(bodies) < _FEWEST:
        raise NotApplicable("说明没有列出单位名单。")
    below = [body for body in bodies if not _is_headquarters(facts, body)]
    kinds: list[Said] = []
    found = False
    for part in told.in_scope("organisation"):
        for said in part.said:
            if said.statement.figure.unit not in ("家", "个") or said.role is not Role.COUNT:
                continue
            words = said.statement.subject[-4:] + said.statement.measure[:6]
            if "下属" in words or "所属" in words:
                found = True
                yield _listed(said, len(below))
            elif said.statement.subject in _UNIT_KINDS:
                kinds.append(said)
    if len(kinds) > 1:
        found = True
        total = sum(said.value for said in kinds) // 1_000_000
        note = f"所写各类单位共{total}个，名单列有{len(bodies)}个单位。"
        yield holds(total == len(bodies), note, *(said.term for said in kinds))
        yield from _operating_units(told, kinds)
    if not found:
        raise NotApplicable("说明没有写预算单位的个数。")


def _operating_units(told: Story, kinds: list[Said]) -> Iterator[Trial]:
    """ "下属1家机关和1家参公事业单位的机关运行经费", against the kinds of units."""
    for part in told.in_scope("operating"):
        for said in part.said:
            name = _OPERATING_UNITS.get(said.statement.measure[:2])
            if name is None or said.role is not Role.COUNT:
                continue
            same = [kind for kind in kinds if name in kind.statement.subject]
            count = sum(kind.value for kind in same)
            figure = said.statement.figure
            note = (
                f"机关运行经费写{said.statement.measure[:2]}{figure.text}{figure.unit}，"
                f"机构设置写{name}单位{count // 1_000_000}{figure.unit}。"
            )
            yield holds(said.value == count, note, said.term, *(kind.term for kind in same))


def _listed(said: Said, count: int) -> Trial:
    figure = said.statement.figure
    note = f"所写下属单位{figure.text}{figure.unit}，名单列有{count}个下属单位。"
    return holds(said.value == count * 1_000_000, note, said.term)


def _is_headquarters(facts: Facts, body: OrganisationBody) -> bool:
    own = facts.disclosure.department.name
    return body.name == own or body.name.rstrip("）)").endswith(("本级", "本部", "机关"))


@rule(
    "B28",
    "不超编制",
    "各单位实有人员不超过核定编制，超编要说明。",
    severity=Severity.WARNING,
    law=("establishment-regulation",),
    certainty="known",
    remedy="核对编制和实有人数；确有超编的请说明。",
)
def within_quota(facts: Facts) -> Iterator[Trial]:
    """各单位.实有 ≤ 各单位.编制"""
    narrative(facts)
    found = False
    for body in facts.disclosure.organisation.bodies:
        if body.quota is not None and body.staff is not None:
            found = True
            yield at_most(
                Term(f"{body.name}实有人员", body.staff), Term(f"{body.name}核定编制", body.quota)
            )
    if not found:
        raise NotApplicable("说明没有分单位写编制和实有人员。")
