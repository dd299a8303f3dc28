"""Every number of the narrative with what it is said of (表述)."""

import re
from collections.abc import Iterable, Iterator

from mingzhang.disclosure import NarrativeParagraph, Statement
from mingzhang.model import Figure, Place, Unit, parse_figure
from mingzhang.model.figures import MILLIONTHS
from mingzhang.recognition.narrative.context import Context
from mingzhang.recognition.narrative.labels import chinese_number, match_label
from mingzhang.recognition.narrative.leads import Lead, parse_lead
from mingzhang.recognition.narrative.tokens import (
    HAS_NUMBER,
    WORTH,
    scale_of,
    scanner,
)
from mingzhang.recognition.narrative.vocabulary import vocabulary
from mingzhang.recognition.vocabulary import HAN

_FIXED = frozenset(("docno", "code", "date", "year", "nth", "mark"))
_KINDS = {
    "docno": "document_number",
    "code": "code",
    "date": "date",
    "year": "year",
    "nth": "ordinal",
    "mark": "ordinal",
}
_SAID_OF = frozenset(("amount", "percentage", "count", "area", "other"))
_NUMBER = re.compile(r"\d+")
_DIGITS_READ = 12
_SPENT = re.compile(r"支出|经费|费|资金|预算|收入|拨款|金额|支付")
_GROWTH = frozenset(("增长", "下降", "上升", "降低", "提高", "增幅", "降幅", "增长率"))
_SHARE = "占"
_LEVELS = ("预算", "决算", "预算数", "决算数")
_STOPS = ("", "，", "。", "；", "、", "）", ",", ";", ")")
_COUNTED = re.compile(rf"{HAN}{{2,8}}")
_LIMIT = re.compile(r"(?:（[^）]{1,4}）|\([^)]{1,4}\))?(?:及|和)?(?:以[上下内]|（含）|\(含\))")
_MONEY = {unit.value: unit.scale for unit in Unit}
_NO_LEAD = Lead()
_PATH_ALONE = re.compile(r"\s*+([^，。；：:]{2,120}[（(][类款项][）)])\s*+[。：:]?\s*+$")
_UNNAMED = re.compile(
    r"\s*(?:(?:19|20)\d\d年度?)?(?:年初|全年)?(?:支出)?(?:预算|决算)(?:数|总额)?(?:为|是|\d)"
)
_AREAS = frozenset(vocabulary().area_units)


def statements_of(
    paragraphs: Iterable[NarrativeParagraph], publisher: str = ""
) -> Iterator[Statement]:
    """All numbers of these paragraphs; one that begins with 年初预算为 is about the class above it."""
    above = ""
    for paragraph in paragraphs:
        item = above if _UNNAMED.match(paragraph.text) else ""
        yield from read_statements(paragraph.text, paragraph.at, paragraph.index, publisher, item)
        label = match_label(paragraph.text)
        path = _PATH_ALONE.match(paragraph.text, label[2] if label else 0)
        above = path[1] if path else ""


def read_statements(
    text: str, at: Place, index: int, publisher: str = "", item: str = ""
) -> list[Statement]:
    """All numbers of one paragraph in printed order.

    `index` is the paragraph's index, `publisher` the department's name, `item` the class that
    the paragraph is about without naming it. A heading's or list item's leading number is a
    statement of kind ordinal.
    """
    label = match_label(text)
    start = label[2] if label else 0
    numbered = HAS_NUMBER.search(text, start) is not None
    if label is None and not numbered:
        return []
    reading = _Reading(text, at, index, publisher)
    if item:
        reading.context.begin_item(item)
    return reading.read(start, numbered)


class _Reading:
    """One pass over one paragraph: numbers wait for the end of their clause."""

    __slots__ = (
        "at",
        "clause",
        "context",
        "found",
        "index",
        "lead",
        "publisher",
        "text",
        "waiting",
    )

    def __init__(self, text: str, at: Place, index: int, publisher: str) -> None:
        self.text = text
        self.at = at
        self.index = index
        self.publisher = publisher
        self.context = Context(publisher)
        self.found: list[Statement] = []
        self.waiting: list[tuple[str, Figure, Lead, str, str, str]] = []
        self.clause = 0
        self.lead = 0

    def read(self, label_end: int, numbered: bool) -> list[Statement]:
        if label_end:
            self._ordinal(label_end)
            self.clause = self.lead = label_end
            self.context.labelled = True
        if numbered:
            for match in scanner().finditer(self.text, label_end):
                group = match.lastgroup
                if group == "stop":
                    self._stop(match.start())
                elif group == "open":
                    self.context.bracket_opens()
                elif group == "close":
                    self.context.bracket_closes()
                elif group in _FIXED:
                    self._fixed(str(group), match)
                else:
                    self._number(match)
        self._flush(len(self.text))
        return self.found

    def _stop(self, start: int) -> None:
        self._flush(start)
        self.context.clause_ends(self.text[self.clause : start], self.text[start])
        self.clause = self.lead = start + 1

    def _ordinal(self, end: int) -> None:
        shown = self.text[:end].rstrip()
        label = match_label(shown)
        figure = self._figure(shown, label[1] if label else 0, "", 0, len(shown))
        self.waiting.append(("ordinal", figure, _NO_LEAD, "", "", ""))

    def _fixed(self, group: str, match: re.Match[str]) -> None:
        shown = match.group()
        start, end = match.span()
        unit = "年" if group == "year" else ""
        if group == "year":
            number = int(shown)
        elif group == "date":
            number = _day(shown)
        elif group == "docno":
            number = int(_NUMBER.findall(shown)[-1][:_DIGITS_READ])
        else:
            number = 0 if group == "code" else _order(match[group])
        figure = self._figure(shown, number, unit, start, end)
        self.waiting.append((_KINDS[group], figure, _NO_LEAD, "", "", ""))

    def _figure(self, shown: str, number: int, unit: str, start: int, end: int) -> Figure:
        return Figure(shown, number * MILLIONTHS, MILLIONTHS, unit, self._spot(start, end))

    def _spot(self, start: int, end: int) -> Place:
        at = self.at
        return Place(
            at.line, at.page, at.sheet, at.cell, at.paragraph, at.table, at.row, at.column,
            start, end,
        )  # fmt: skip

    def _number(self, match: re.Match[str]) -> None:
        start, end = match.span("num")
        lead = parse_lead(self.text[self.lead : start], self.publisher)
        kind, unit, scale = self._unit(match, lead)
        figure = parse_figure(match["num"], scale, unit, self._spot(start, end))
        if figure is None:
            figure = self._figure(match["num"], 0, unit, start, end)
        if kind == "amount" and _LIMIT.match(self.text, match.end()):
            self.waiting.append((kind, figure, lead, lead.noun, "", "界限"))
            return
        if kind == "count" and not lead.measure:
            counted = _COUNTED.match(self.text, match.end())
            lead = lead._replace(measure=counted.group() if counted else "")
        subject, topic = "", ""
        if kind in _SAID_OF:
            subject, topic, lead = self.context.place(kind, lead)
        ends = figure.value != 0 and self.text[match.end() : match.end() + 1] in _STOPS
        note = _note(kind, unit, lead, ends=ends)
        self.waiting.append((kind, figure, lead, subject, topic, note))
        self.lead = match.end()

    def _unit(self, match: re.Match[str], lead: Lead) -> tuple[str, str, int]:
        """(kind, printed unit, millionths of the base unit in one printed unit)."""
        percent = match["percent"]
        if percent:
            return "percentage", "%" if percent == "％" else percent, MILLIONTHS
        worth = match["worth"] or ""
        if match["money"]:
            if match["per"]:
                return "other", f"{worth}元{match['per']}", scale_of(worth)
            return "amount", worth + "元", _money_scale(worth)
        if match["unit"]:
            return _counted(match["num"], match["unit"], worth)
        bare = (match["bare"] or "").strip()
        if bare:
            told = _SPENT.search(lead.noun or self.context.entity) is not None
            money = told or "." in match["num"]
            return "amount" if money else "other", bare, scale_of(bare)
        nothing = not match["num"].strip("0.") and lead.measure.endswith(_LEVELS)
        return "amount" if nothing else "other", "", MILLIONTHS

    def _flush(self, end: int) -> None:
        if not self.waiting:
            return
        clause = self.text[self.clause : end].strip()
        for kind, figure, lead, subject, topic, note in self.waiting:
            self.found.append(
                Statement(
                    kind, subject, figure, clause, self.index, lead.comparison, topic,
                    lead.measure, lead.base, lead.period, note,
                )
            )  # fmt: skip
        self.waiting.clear()


def _note(kind: str, unit: str, lead: Lead, *, ends: bool) -> str:
    """What is odd about a number: no unit, or a part that is not named.

    `ends`: the clause ends with the number, so that nothing behind it is its unit.
    """
    if kind == "other" and not unit:
        told = lead.comparison == _SHARE or lead.measure.endswith(_LEVELS)
        if lead.comparison in _GROWTH or (ends and told):
            return "没有单位"
    return "部分" if lead.part and not lead.noun and not lead.comparison else ""


def _counted(number: str, unit: str, worth: str) -> tuple[str, str, int]:
    if unit in _AREAS:
        return "area", worth + unit, scale_of(worth)
    if unit in ("月", "日"):
        return "date", unit, MILLIONTHS
    if unit == "年" and number[:2] in ("19", "20") and len(number) == 4:
        return "year", unit, MILLIONTHS
    if unit == "号":
        return "document_number", unit, MILLIONTHS
    return "count", worth + unit, scale_of(worth)


def _money_scale(worth: str) -> int:
    return _MONEY.get(worth + "元") or WORTH[worth] * MILLIONTHS


def _day(shown: str) -> int:
    """2025年3月31日 → 20250331; a part that is not printed is 0."""
    numbers = [int(part[:_DIGITS_READ]) for part in _NUMBER.findall(shown)]
    if numbers[0] < 1900:
        numbers.insert(0, 0)
    year, month, day = (*numbers, 0, 0)[:3]
    return year * 10_000 + month * 100 + day


def _order(shown: str) -> int:
    plain = shown.strip("（）()")
    if plain.isdigit() and plain.isascii():
        return int(plain[:_DIGITS_READ])
    if "①" <= plain <= "⑳":
        return ord(plain) - ord("①") + 1
    return chinese_number(plain)
