"""收入、支出、财政拨款、一般公共预算、基金的构成：parts, shares, classes named."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, plain_name
from mingzhang.checks.narrative.cells import FUND_TABLES, GENERAL
from mingzhang.checks.narrative.claims import (
    are_all,
    home,
    is_part,
    levels_of,
    narrative,
    own_level,
    shares_of,
)
from mingzhang.checks.narrative.items import item_sums
from mingzhang.checks.narrative.paths import row_of_path
from mingzhang.checks.narrative.story import Part, Phase, Role, Said
from mingzhang.checks.narrative.things import BOTH, TOTALS
from mingzhang.checks.ratios import HUNDRED_PERCENT, best
from mingzhang.checks.trials import adds_up, holds
from mingzhang.disclosure import Row
from mingzhang.model import Severity, Trial, Verdict

_MOST = 2
_OWN_SUMS = frozenset({"B10", "B12", "B17", "B20"})
"""Rules that add up the parts of their own wholes."""
_LEAVES = frozenset({"vehicle_operation", "reception", "abroad", "operating"})
"""Expenses that no rule splits."""
_ASSETS = frozenset({"流动资产", "固定资产", "无形资产", "其他资产"})
"""Parts of 资产总额, whatever stands among them."""
_TOGETHER = re.compile("[两二三四五六]项(?:支出|收入)?(?:合计|共计?)?$")
_ITEM_ENDS = re.compile("[；;）)]")
_EACH = re.compile("具体(?:内容|项目|情况)?(?:包括|为|是)|分别(?:为|是)")
_AVERAGE = re.compile("[人车批]均")
_SORTED = re.compile(
    "按(?:照)?(?:政府|部门)?(?:预算)?(?:支出)?(?:功能|经济|用途|性质|结构|资金来源|资金年度)(?:分类|划分|分|[，,：:])"
)
_INCOME_LIST = re.compile(r"收入(?:总计|合计)?(?:主要)?(?:包括|[:：])")
_SPENDING_LIST = re.compile(r"[。；;，,]支出(?:总计|合计)?(?:主要)?(?:包括|[:：])")


@rule("B06", "收入构成", "说明中的各项收入等于收入总表（收支总表）的同一来源，比重按金额算出。")
def income(facts: Facts) -> Iterator[Trial]:
    """说明.各来源 = 表二[合计].来源；说明.占比 = 100 × 来源 ÷ 收入合计"""
    yield from levels_of(facts, "B06")
    yield from shares_of(facts, "B06", "B01")


@rule("B07", "支出构成", "说明中的基本支出、项目支出等于支出总表的合计，比重按金额算出。")
def expenditure(facts: Facts) -> Iterator[Trial]:
    """说明.基本支出、项目支出 = 表三[合计]；说明.占比 = 100 × 支出 ÷ 支出合计"""
    yield from levels_of(facts, "B07")
    yield from shares_of(facts, "B07")


@rule("B08", "财政拨款收支", "说明中的财政拨款收支总数、来源和各类支出等于财政拨款收支总表。")
def fiscal(facts: Facts) -> Iterator[Trial]:
    """说明.财政拨款总数、来源、结转、各类 = 表四的同名数"""
    yield from levels_of(facts, "B08")
    yield from shares_of(facts, "B08")


@rule("B09", "一般公共预算支出", "说明中的一般公共预算支出和各类、各项支出等于一般公共预算支出表。")
def general(facts: Facts) -> Iterator[Trial]:
    """说明.一般公共预算支出、类、项 = 表五的同名数；说明.占比 = 100 × 类 ÷ 合计；每一类都有占比"""
    yield from levels_of(facts, "B09")
    yield from shares_of(facts, "B09")
    for part in narrative(facts).body:
        yield from _without_share(part)


def _without_share(part: Part) -> Iterator[Trial]:
    """Where most parts of a list have their share, one without it is left out.

    Amounts with one share together (两项合计占) have theirs.
    """
    shared: set[int] = set()
    waiting: list[Said] = []
    for said in part.said:
        own = own_level(said) if said.role is Role.SHARE else None
        if own is not None:
            shared.add(id(own))
        elif said.role is Role.SHARE and _TOGETHER.search(said.statement.subject):
            shared.update(map(id, waiting))
        waiting = [*waiting, said] if said.role is Role.LEVEL else []
    listed = [
        level
        for level in part.levels
        if level.statement.topic and not level.reason and level.phase is Phase.CURRENT
        if level.thing.kind != "reception_part"
        if id(level) in shared or not _is_in_bracket(part.text[: level.start])
    ]
    topics = {level.statement.topic for level in listed if id(level) in shared}
    listed = [level for level in listed if level.value or id(level) in shared]
    for level in listed:
        if level.statement.topic in topics and len(shared) >= _MOST:
            figure = level.statement.figure
            note = f"{level.term.label}{figure.text}{figure.unit}没有写所占比重。"
            yield holds(id(level) in shared, note, level.term, severity=Severity.WARNING)


@rule(
    "B50",
    "说明的科目在表中",
    "说明中写到的支出科目在表中都有，表中有数的科目在说明中也都写到。",
    severity=Severity.WARNING,
    law=("budget-disclosure-directory",),
    certainty="known",
    remedy="按当年科目改正名称，补写缺少的科目。",
)
def classes_named(facts: Facts) -> Iterator[Trial]:
    """说明.类款项 ∈ 表五（基金表）；表五的项 ⊆ 说明.类款项"""
    paths = [
        said
        for part in narrative(facts).parts
        for said in part.levels
        if said.thing.kind == "class_path" and not said.reason
    ]
    if not paths:
        raise NotApplicable("说明没有按类款项逐项写支出。")
    general_table = facts.need(GENERAL)
    sheets = [general_table, *(s for t in FUND_TABLES if (s := facts.sheet(t)) is not None)]
    named: set[int] = set()
    seen: set[str] = set()
    for said in paths:
        if said.thing.name in seen:
            continue
        seen.add(said.thing.name)
        rows = [row for sheet in sheets if (row := row_of_path(sheet, said.thing.name))]
        named |= {id(row) for row in rows}
        note = f"说明写的科目“{said.thing.name}”在{general_table.name}中没有。"
        yield holds(bool(rows), note, said.term)
    yield from _left_out(general_table.table.rows, named, general_table.name)


def _left_out(rows: tuple[Row, ...], named: set[int], table: str) -> Iterator[Trial]:
    items = [
        row
        for row in rows
        if len(row.code) == 7 and any(f is not None and f.value for f in row.values.values())
    ]
    if 2 * sum(id(row) in named for row in items) < len(items):
        return
    for row in items:
        note = f"{table}的“{row.code} {plain_name(row.name)}”在说明中没有写到。"
        yield holds(id(row) in named, note, places=(row.at,))


@rule(
    "B56",
    "基金与国有资本经营",
    "说明中的政府性基金、国有资本经营收支等于各自的表。",
)
def other_budgets(facts: Facts) -> Iterator[Trial]:
    """说明.政府性基金、国有资本经营的收入、支出、结转 = 各自的表"""
    yield from levels_of(facts, "B56")
    yield from shares_of(facts, "B56")


@rule(
    "B59",
    "各项预算之和",
    "逐项（到项级科目）写的预算数之和等于同一节所写的预算总数，决算数之和等于决算总数。",
    severity=Severity.WARNING,
    remedy="核对各项预算数和总数；没有逐项写全的，请补全。",
)
def planned_items(facts: Facts) -> Iterator[Trial]:
    """Σ 说明.各项预算数 = 说明.预算总数；Σ 说明.各项决算数 = 说明.决算总数"""
    told = narrative(facts)
    phases = (Phase.PLANNED, Phase.CURRENT) if told.is_final else (Phase.CURRENT,)
    sections: dict[tuple[object, ...], list[Said]] = {}
    for said in told.amounts:
        if said.phase in phases and said.thing.fund in ("general_budget", "fiscal"):
            sections.setdefault((*said.part.section, said.phase), []).append(said)
    sheet = facts.sheet(GENERAL)
    leaves = sum(len(row.code) == 7 for row in sheet.table.rows) if sheet is not None else 0
    found = False
    for amounts in sections.values():
        items = {
            said.thing.name[: said.thing.name.rfind(")")]: said
            for said in reversed(amounts)
            if said.thing.kind == "class_path"
        }
        whole = next((s for s in amounts if s.thing.kind in TOTALS and s.thing.sure), None)
        parts = [said.short for said in reversed(items.values())]
        if whole is None or len(parts) < max(_MOST, leaves):
            continue
        if 2 * sum(part.value for part in parts) > whole.value:
            found = True
            yield adds_up(whole.term, parts)
    if not found:
        raise NotApplicable("说明没有逐项写全预算数。")


@rule(
    "B64",
    "所列各项之和",
    "“其中”所列的各项列全了的，各项之和等于总数。",
    remedy="核对各项和总数，改正错误的一处。",
)
def listed_parts(facts: Facts) -> Iterator[Trial]:
    """说明.总数 = Σ 说明.其中各项；列全：基本和项目支出，“三公”三项，收入包括和支出包括，或占比共100%"""
    found = False
    before: Part | None = None
    for part in narrative(facts).body:
        lists = [trial for listed in _lists(part) for trial in _against_whole(facts, part, *listed)]
        for trial in (*lists, *_continued(before, part)):
            found = True
            yield trial
        before = part
    for trial in item_sums(facts):
        found = True
        yield trial
    if not found:
        raise NotApplicable("说明没有列出一个总数的各项。")


def _lists(part: Part) -> Iterator[tuple[Said, list[Said]]]:
    """The parts of each whole that a paragraph lists, none that have parts of their own."""
    levels = [said for said in part.levels if not said.reason]
    for topic, phase in dict.fromkeys((said.statement.topic, said.phase) for said in levels):
        same = [said for said in levels if said.phase is phase]
        parts = [said for said in same if topic and said.statement.topic == topic]
        parts = [said for said in parts if not _AVERAGE.match(said.statement.subject)]
        outer = [said for said in parts if not _is_in_bracket(part.text[: said.start])]
        parts = outer if len(outer) >= _MOST else parts
        whole = next((s for s in same if s.statement.subject == topic), None)
        if whole is None or len(parts) < _MOST or whole.start > parts[0].start:
            continue
        if not _is_interrupted(part, parts):
            yield from ((whole, ones) for ones in _by_classification(part, parts))


def _by_classification(part: Part, parts: list[Said]) -> list[list[Said]]:
    """The lists of one whole by several classifications: "按功能分类，…；按经济分类，…"."""
    lists: list[list[Said]] = [[parts[0]]]
    for one, following in pairwise(parts):
        if _SORTED.search(part.text, one.start, following.start):
            lists.append([])
        lists[-1].append(following)
    return [ones for ones in lists if len(ones) >= _MOST]


def _is_interrupted(part: Part, parts: list[Said]) -> bool:
    """Whether parts of a part stand in the list and no ； tells where the list goes on."""
    for one, following in pairwise(parts):
        inner = [s for s in part.levels if one.start < s.start < following.start]
        if inner and not _ITEM_ENDS.search(part.text, inner[-1].start, following.start):
            return True
    return False


def _against_whole(facts: Facts, part: Part, whole: Said, parts: list[Said]) -> Iterator[Trial]:
    if whole.thing.side == BOTH and not _is_sorted(part, parts):
        yield from _two_sides(part, whole, parts)
        return
    if whole.thing.sure and home(facts, whole) in _OWN_SUMS and whole.thing.kind not in _LEAVES:
        return
    trial = _sum_of(whole, parts)
    if trial.verdict is Verdict.FAIL and not _is_all(part, parts):
        if not _is_one_list(facts, part, whole, parts):
            return
        trial.severity = Severity.WARNING
    yield trial


def _two_sides(part: Part, whole: Said, parts: list[Said]) -> Iterator[Trial]:
    """收支总预算 of which first the income is listed and then the spending; 当年拨款收入 may
    stand among its own parts.
    """
    turn = _SPENDING_LIST.search(part.text, parts[0].start, parts[-1].start)
    if turn is None:
        return
    outer = [said for said in parts if not _is_in_bracket(part.text[: said.start])]
    sides = [
        [said for said in outer if (said.start < turn.start()) is is_income]
        for is_income in (True, False)
    ]
    for side in sides:
        leaves = [said for said in side if said.thing.kind not in ("current", "total")]
        yield best([_sum_of(whole, side), _sum_of(whole, leaves)])


def _is_one_list(facts: Facts, part: Part, whole: Said, parts: list[Said]) -> bool:
    """Whether the parts of income or spending are all classes, or all sources of income; of an
    expense, whether a last part 其他 takes the rest; or whether each is announced (分别为).
    """
    if whole.thing.kind in _LEAVES:
        return "其他" in parts[-1].statement.subject
    if _EACH.search(part.text, whole.start, parts[0].start):
        return True
    return whole.thing.kind in TOTALS and all(is_part(facts, said) for said in parts)


def _is_in_bracket(before: str) -> bool:
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))


def _continued(before: Part | None, part: Part) -> Iterator[Trial]:
    """The lists of 收支总预算 in a paragraph of their own: "收入包括：…；支出包括：…"."""
    wholes = [said for said in before.levels if said.thing.side == BOTH] if before else []
    parts = [said for said in part.levels if not said.reason]
    if wholes and parts and _INCOME_LIST.match(part.text):
        yield from _two_sides(part, wholes[-1], parts)


def _sum_of(whole: Said, parts: list[Said]) -> Trial:
    return adds_up(whole.term, [said.short for said in parts])


def _is_sorted(part: Part, parts: list[Said]) -> bool:
    """Whether a list is announced as one by a classification, which leaves nothing out."""
    before = max((s.start for s in part.levels if s.start < parts[0].start), default=0)
    return _SORTED.search(part.text, before, parts[0].start) is not None


def _is_all(part: Part, parts: list[Said]) -> bool:
    """Whether the parts are known to be all: by their kinds, or by shares that make 100 %."""
    assets = {said.statement.subject for said in parts} >= _ASSETS
    if assets or are_all(parts) or _is_sorted(part, parts):
        return True
    subjects = {said.statement.subject for said in parts}
    shares = [s for s in part.said if s.role is Role.SHARE and s.statement.subject in subjects]
    total = sum(said.value for said in shares)
    rounded = sum(said.term.quantum for said in shares)
    return len(shares) >= len(parts) and abs(total - HUNDRED_PERCENT) <= rounded
