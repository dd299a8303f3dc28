"""The reviewer's checklist (检查表): is each required content there, and what is wrong with it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from enum import Enum
from functools import lru_cache

import msgspec

from mingzhang.disclosure import Disclosure, NarrativeParagraph, Table
from mingzhang.model import Finding, Place, Report, Verdict
from mingzhang.model.shipped import shipped_toml
from mingzhang.writers.printed_order import Position, PrintedOrder
from mingzhang.writers.words import WEIGHTS, weight, word


class Answer(Enum):
    """Whether a required content is there (是、否、无法判定)."""

    YES = "是"
    NO = "否"
    UNDETERMINED = "无法判定"


class ChecklistRow(msgspec.Struct, frozen=True):
    """One line of the checklist.

    wrong: one Chinese sentence, "" where nothing is wrong. findings: numbers of the report's
    findings that concern this content, counted from 1. at: where the content begins.
    """

    id: str
    title: str
    basis: str
    answer: Answer
    wrong: str
    findings: tuple[int, ...]
    at: Place | None


class _Item(msgspec.Struct, frozen=True):
    """One required content, as the data file lists it."""

    id: str
    title: str
    basis: str
    kinds: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    sections: tuple[re.Pattern[str], ...] = ()
    words: tuple[tuple[str, re.Pattern[str]], ...] = ()
    look: str = ""
    rules: tuple[str, ...] = ()


class _Evidence(msgspec.Struct, frozen=True):
    """What was found of one content: the places it covers; `missing` says what was not found."""

    places: tuple[Place, ...] = ()
    missing: str = ""
    undetermined: bool = False


_Spot = tuple[int | str | None, ...]
_Look = Callable[[_Item, Disclosure], _Evidence]


def checklist(disclosure: Disclosure, report: Report) -> tuple[ChecklistRow, ...]:
    """All required contents of this kind of document, in the order the document prints them."""
    spots = [frozenset(map(_spot, finding.places)) for finding in report.findings]
    rows = [
        _row(item, disclosure, report, spots) for item in _items() if disclosure.kind in item.kinds
    ]
    return tuple(_in_printed_order(rows, disclosure))


@lru_cache(maxsize=1)
def _items() -> tuple[_Item, ...]:
    return tuple(
        _Item(
            raw["id"],
            raw["title"],
            raw["basis"],
            tuple(raw["kinds"]),
            tuple(raw.get("subjects", ())),
            tuple(map(re.compile, raw.get("sections", ()))),
            tuple((name, re.compile(form)) for name, form in raw.get("words", {}).items()),
            raw.get("look", ""),
            tuple(raw.get("rules", ())),
        )
        for raw in shipped_toml(__file__, "checklist.toml")["item"]
    )


def _row(
    item: _Item, disclosure: Disclosure, report: Report, spots: list[frozenset[_Spot]]
) -> ChecklistRow:
    evidence = _evidence(item, disclosure)
    numbers = _concerning(item, evidence, report.findings, spots)
    answer = Answer.YES
    if evidence.missing:
        answer = Answer.UNDETERMINED if evidence.undetermined else Answer.NO
    wrong = evidence.missing or _counted(report.findings[number - 1] for number in numbers)
    at = evidence.places[0] if evidence.places else None
    return ChecklistRow(item.id, item.title, item.basis, answer, wrong, numbers, at)


def _evidence(item: _Item, disclosure: Disclosure) -> _Evidence:
    """Every way the item names; the first that finds it decides."""
    ways: list[_Look] = [_NAMED[item.look]] if item.look else []
    ways += [_by_subject] if item.subjects else []
    ways += [_by_section] if item.sections else []
    ways += [_by_words] if item.words else []
    found = [look(item, disclosure) for look in ways]
    return next((evidence for evidence in found if not evidence.missing), found[0])


def _by_subject(item: _Item, disclosure: Disclosure) -> _Evidence:
    tables = [table for table in disclosure.tables if table.subject in item.subjects]
    if tables:
        return _Evidence(tuple(place for table in tables for place in _places(table)))
    unknown = sum(table.subject is None for table in disclosure.tables)
    if unknown:
        message = f"没有读到本表，但有 {unknown} 张表没有识别出主题，请人工核对。"
        return _Evidence(missing=message, undetermined=True)
    if not disclosure.tables:
        return _Evidence(missing="文中没有读到任何报表，请人工核对。", undetermined=True)
    return _Evidence(missing="没有找到本表，请补充；没有数据的也应列出空表并说明。")


def _places(table: Table) -> list[Place]:
    return [table.at, *(row.at for row in table.rows)]


def _by_section(item: _Item, disclosure: Disclosure) -> _Evidence:
    for pattern in item.sections:
        hits = [part for part in disclosure.narrative if pattern.search(part.section)]
        hits = hits or [part for part in disclosure.narrative if pattern.search(part.text)]
        if hits:
            return _Evidence(tuple(part.at for part in hits))
    return _silent(disclosure) or _Evidence(missing="说明文字中没有找到这部分内容，请补充。")


def _silent(disclosure: Disclosure) -> _Evidence | None:
    """A file without narrative cannot answer what its narrative says."""
    if disclosure.narrative:
        return None
    return _Evidence(missing="文中没有读到说明文字，请人工核对。", undetermined=True)


def _by_words(item: _Item, disclosure: Disclosure) -> _Evidence:
    hits = {name: _saying(pattern, disclosure.narrative) for name, pattern in item.words}
    lacking = "、".join(name for name, parts in hits.items() if not parts)
    if lacking:
        message = f"说明文字中没有写到{lacking}，请补充。"
        return _silent(disclosure) or _Evidence(missing=message)
    rarest = min(hits.values(), key=len)
    return _Evidence(tuple(part.at for part in rarest))


def _saying(
    pattern: re.Pattern[str], narrative: tuple[NarrativeParagraph, ...]
) -> list[NarrativeParagraph]:
    return [part for part in narrative if pattern.search(part.text) or pattern.search(part.section)]


def _empty_tables(_: _Item, disclosure: Disclosure) -> _Evidence:
    empty = [table for table in disclosure.tables if _is_empty(table)]
    bare = [table for table in empty if table.empty_note is None]
    if bare:
        titles = "、".join(f"“{table.title}”" for table in bare)
        return _Evidence(missing=f"{titles}没有数据，也没有说明是空表，请加注。")
    return _Evidence()


def _is_empty(table: Table) -> bool:
    return not any(figure for row in table.rows for figure in row.values.values())


def _captions(_: _Item, disclosure: Disclosure) -> _Evidence:
    lacking = [
        f"“{table.title or table.id}”缺{what}"
        for table in disclosure.tables
        for what, there in (("标题", table.title), ("金额单位", table.unit or _is_empty(table)))
        if not there
    ]
    if not disclosure.tables:
        return _Evidence(missing="文中没有读到任何报表，请人工核对。", undetermined=True)
    return _Evidence(missing=f"{'；'.join(lacking)}，请补上。" if lacking else "")


def _overall_goal(_: _Item, disclosure: Disclosure) -> _Evidence:
    goal = disclosure.overall_goal
    if goal:
        return _Evidence((goal.at, *(indicator.at for indicator in goal.indicators)))
    return _Evidence(missing="没有找到部门整体支出绩效目标表，请核对是否应当公开。")


def _project_goals(_: _Item, disclosure: Disclosure) -> _Evidence:
    forms = disclosure.projects
    if forms:
        places = [form.at for form in forms]
        places += [item.at for form in forms for item in form.indicators + form.annual_indicators]
        return _Evidence(tuple(places))
    return _Evidence(missing="没有找到项目支出绩效目标表，请核对是否应当公开。")


def _glossary(_: _Item, disclosure: Disclosure) -> _Evidence:
    if disclosure.glossary:
        return _Evidence(tuple(entry.at for entry in disclosure.glossary))
    return _silent(disclosure) or _Evidence(missing="没有找到名词解释，请补充。")


_NAMED: dict[str, _Look] = {
    "empty_tables": _empty_tables,
    "captions": _captions,
    "overall_goal": _overall_goal,
    "project_goals": _project_goals,
    "glossary": _glossary,
}


def _concerning(
    item: _Item,
    evidence: _Evidence,
    findings: tuple[Finding, ...],
    spots: list[frozenset[_Spot]],
) -> tuple[int, ...]:
    """The numbers of the findings at this content's places, or of the rules it names.

    spots: where each of the findings is.
    """
    own = {_spot(place) for place in evidence.places}
    return tuple(
        number
        for number, (finding, at) in enumerate(zip(findings, spots, strict=True), 1)
        if finding.rule in item.rules or not own.isdisjoint(at)
    )


def _spot(place: Place) -> _Spot:
    """The row or paragraph a place lies in."""
    return (place.line, place.page, place.sheet, place.paragraph, place.table, place.row)


def _counted(findings: Iterable[Finding]) -> str:
    counts = Counter(map(weight, findings))
    shown = "、".join(f"{word(kind)} {counts[kind]} 条" for kind in WEIGHTS if counts[kind])
    if not shown:
        return ""
    only_tails = set(counts) == {Verdict.ROUNDING}
    return f"有{shown}，{'不影响公布' if only_tails else '请逐条核对'}。"


def _in_printed_order(rows: list[ChecklistRow], disclosure: Disclosure) -> list[ChecklistRow]:
    """By place; a missing content keeps its rank behind the item it follows in the list."""
    order = PrintedOrder(disclosure)
    position: Position = ()
    placed: list[tuple[Position, ChecklistRow]] = []
    for row in rows:
        if row.at is not None:
            position = order(row.at)
        placed.append((position, row))
    placed.sort(key=lambda pair: pair[0])
    return [row for _, row in placed]
