"""文字：unfinished sentences, placeholders, brackets, units, names, numbering (文字差错)."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.narrative.repeated import in_paragraph
from mingzhang.checks.narrative.story import Part
from mingzhang.checks.trials import holds
from mingzhang.classification import old_name
from mingzhang.model import Severity, Trial
from mingzhang.model.shipped import shipped

_PAIRS = (("“", "”"), ("《", "》"), ("【", "】"), ("〔", "〕"))
_ROUND = ("（(", "）)")
_ITEM_LABEL = re.compile(
    r"(?:^|(?<=[。；：;:，、]))\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z])[）)]"
)
_CONTEXT = 14
_CLASS = re.compile(r"[（(]([类款项])[）)]")
_OWN = re.compile(r"本(部门|单位)(?![（(](?:部门|单位)[）)])")
_LONG = 30


class Wording(msgspec.Struct, frozen=True):
    """The word lists of `wording.json`; patterns as text."""

    placeholders: str
    unfinished: str
    missing_number: str
    residues: str
    opposed: str
    instructions: str
    classified: str
    classified_excused: str
    levels: tuple[tuple[str, str], ...]
    own_levels: tuple[tuple[str, str], ...]
    level_names: dict[str, str]
    terms: tuple[tuple[str, str], ...]
    term_words: dict[str, str]


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The word lists as shipped."""
    data = shipped(__file__, "wording.json")
    return msgspec.json.decode(data, type=Wording)


def around(text: str, start: int, end: int) -> str:
    """A few words around a spot, for a message."""
    head = "…" if start > _CONTEXT else ""
    tail = "…" if end + _CONTEXT < len(text) else ""
    return head + text[max(0, start - _CONTEXT) : end + _CONTEXT] + tail


def each_match(facts: Facts, pattern: str, say: str) -> Iterator[Trial]:
    """A failed trial for every match in the narrative; one that holds where there is none."""
    compiled = re.compile(pattern)
    found = False
    for part in narrative(facts).parts:
        for match in compiled.finditer(part.text):
            found = True
            spot = around(part.text, match.start(), match.end())
            yield holds(False, say.format(spot), places=(part.paragraph.at,))
    if not found:
        yield holds(True, "")


@rule(
    "B43",
    "句子完整",
    "句子写完整：原因后有内容，金额和比例不缺数字，没有留下填空的符号。",
    law=("数据质量",),
    remedy="补写缺少的内容或数字。",
)
def complete(facts: Facts) -> Iterator[Trial]:
    """没有“原因是。”“增加万元”“XX”“（）”之类未写完的句子"""
    words = wording()
    pattern = "|".join((words.unfinished, words.missing_number, words.placeholders))
    yield from each_match(facts, pattern, "说明中有没写完的句子“{}”。")


@rule(
    "B51",
    "模板残留",
    "“增长（下降）”之类二选一的字样已按实际选定，填写说明已删去。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="按实际情况保留一个，删去其他字样。",
)
def residues(facts: Facts) -> Iterator[Trial]:
    """没有“下降（增长）”“增加/减少”之类未选定的字样，没有“减增加”“减少为…与上年持平”之类矛盾的字样，没有填写说明"""
    words = wording()
    yield from each_match(facts, words.residues, "说明中“{}”还留着二选一的字样。")
    yield from each_match(facts, words.opposed, "说明中“{}”的字样重复或互相矛盾。")
    yield from each_match(facts, words.instructions, "说明中“{}”像是模板的填写说明。")


@rule(
    "B53",
    "引号和括号成对",
    "每一段的引号、书名号、括号成对出现。",
    severity=Severity.INFO,
    law=("数据质量",),
    remedy="补上缺少的一半引号或括号。",
)
def paired(facts: Facts) -> Iterator[Trial]:
    """每段：左引号数 = 右引号数；左括号数 = 右括号数"""
    for part in narrative(facts).body:
        missing = _unpaired(part.text)
        note = f"“{part.text[:_CONTEXT]}…”一段的{missing}不成对。"
        yield holds(not missing, note, places=(part.paragraph.at,))


def _unpaired(text: str) -> str:
    for left, right in _PAIRS:
        if text.count(left) != text.count(right):
            return left + right
    plain = _ITEM_LABEL.sub("", text)
    if sum(plain.count(sign) for sign in _ROUND[0]) != sum(plain.count(s) for s in _ROUND[1]):
        return "（）"
    return ""


@rule(
    "B47",
    "比例和金额的单位",
    "增减率写百分号，金额写元或万元。",
    law=("数据质量",),
    remedy="补写“%”或“万元”。",
)
def units(facts: Facts) -> Iterator[Trial]:
    """增减率有“%”；金额的单位完整（万元，不是万）"""
    for part in narrative(facts).parts:
        for said in part.said:
            figure = said.statement.figure
            if said.statement.note == "没有单位":
                note = f"{said.term.label}{figure.text}没有写“%”或金额单位。"
                yield holds(False, note, said.term)
            elif said.statement.kind == "amount" and figure.unit in ("万", "亿"):
                note = f"{said.term.label}{figure.text}{figure.unit}没有写“元”。"
                yield holds(False, note, said.term, severity=Severity.WARNING)
    yield holds(True, "")


@rule(
    "B45",
    "“部门”与“单位”",
    "部门的文本写“本部门”，单位的文本写“本单位”，不混用。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="统一改为“本部门”或“本单位”。",
)
def own_name(facts: Facts) -> Iterator[Trial]:
    """部门文本中没有“本单位”；单位文本中没有“本部门”"""
    expected = "部门" if facts.disclosure.level == "department" else "单位"
    uses = [
        (part, match)
        for part in narrative(facts).body
        if part.scope not in ("glossary", "organisation")
        for match in _OWN.finditer(part.text)
    ]
    wrong = [(part, match) for part, match in uses if match[1] != expected]
    if wrong:
        part, match = wrong[0]
        counted = f"（共{len(wrong)}处）" if len(wrong) > 1 else ""
        note = (
            f"这是{expected}的文本，“{around(part.text, match.start(), match.end())}”"
            f"却写“本{match[1]}”{counted}。"
        )
        yield holds(False, note, places=[part.paragraph.at for part, _ in wrong])
    elif uses:
        yield holds(True, "")
    else:
        raise NotApplicable("说明没有用“本部门”“本单位”。")


@rule(
    "B46",
    "旧科目名称",
    "支出科目用当年的名称。",
    severity=Severity.WARNING,
    law=("revenue-expenditure-classification",),
    certainty="known",
    remedy="改用当年《政府收支分类科目》的名称。",
)
def old_classes(facts: Facts) -> Iterator[Trial]:
    """说明.科目名称不是已停用的名称"""
    year = facts.disclosure.year
    seen: set[str] = set()
    for part in narrative(facts).parts:
        for said in part.levels:
            for name in _class_names(said.statement.subject):
                replaced = old_name(name, year) if name not in seen else None
                seen.add(name)
                if replaced is not None and len(name) > 3:
                    note = f"说明的科目“{name}”已改名为“{replaced.current}”。"
                    yield holds(False, note, said.term)
    yield holds(True, "")


def _class_names(subject: str) -> list[str]:
    return [name for name in _CLASS.split(subject) if name and name not in "类款项"]


@rule(
    "B55",
    "同一段落内同一事项一致",
    "同一段里同一事项的同一数写了两次的，两次相同。",
    remedy="核对哪一个正确，改正另一个。",
)
def same_in_paragraph(facts: Facts) -> Iterator[Trial]:
    """同段同一事项：说明.数① = 说明.数②"""
    yield from in_paragraph(narrative(facts))


@rule(
    "B60",
    "重复的段落",
    "同一段文字不应整段印两次。",
    severity=Severity.INFO,
    law=("数据质量",),
    remedy="删去重复的段落。",
)
def repeated_paragraphs(facts: Facts) -> Iterator[Trial]:
    """各段文字互不相同（30字以上）"""
    first: dict[str, Part] = {}
    again: list[Part] = []
    for part in narrative(facts).body:
        if len(part.text) < _LONG or _is_named_above(part):
            continue
        if first.setdefault(part.text, part) is not part:
            again.append(part)
    if not again:
        yield holds(True, "")
        return
    count = f"等{len(again)}段" if len(again) > 1 else "一段"
    note = f"“{again[0].text[:_CONTEXT]}…”{count}印了两次。"
    places = (first[again[0].text].paragraph.at, again[0].paragraph.at)
    yield holds(False, note, places=places)


def _is_named_above(part: Part) -> bool:
    """Figures of a class that only the line above names: two classes may have the same."""
    own = part.levels[0] if part.levels else None
    return own is not None and own.thing.kind == "class_path" and "（" not in part.text[: own.start]
