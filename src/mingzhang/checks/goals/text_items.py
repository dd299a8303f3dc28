"""Numbered lists in the texts of a goal form (文字中的分项): 1.… 2.… 3.…, and their amounts."""

import re
from bisect import bisect_left

import msgspec

from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.text_amounts import Amount, Part, read_amounts
from mingzhang.checks.goals.words import any_of, pattern
from mingzhang.model import Place

_STYLES = (
    ("bracket", ("（1", "(1"), Late(r"[（(](\d{1,2})[)）]")),
    ("circle", ("①", "①"), Late(r"([①-⑳])")),
    ("word", ("一是", "一是"), Late(r"([一二三四五六七八九十])是")),
)
_FIRST = Late(r"1\s*[.．、]")
_ARABIC = Late(r"(\d{1,2})\s*[.．、](?=\D|20\d\d|\d+(?:\.\d+)?万?元|$)")
_NOT_BEFORE = frozenset("0123456789.，,〔/第-—~")
_NUMERALS = "一二三四五六七八九十"
_SENTENCE = "。；;：:"
_OPENING = "。；;：:，,、”)）"


class Item(msgspec.Struct, frozen=True):
    """One item of a numbered list, [start, end) of its text, with its amounts."""

    number: int
    start: int
    end: int
    amounts: tuple[Amount, ...] = ()

    @property
    def own(self) -> Amount | None:
        """The amount that the item asks for: its first one that is no price, contract, …"""
        return next((a for a in self.amounts if a.payable and not a.bracketed), None)


class Text(msgspec.Struct, frozen=True):
    """A text read for its amounts: all of them, and its numbered lists in printed order."""

    text: str
    amounts: tuple[Amount, ...]
    lists: tuple[tuple[Item, ...], ...]


def read_text(text: str, at: Place, year: int | None = None) -> Text:
    """The amounts and lists of one text of a form."""
    marks = _lists(text)
    masked = _masked(text, marks)
    amounts = read_amounts(masked, at, year)
    return Text(text, amounts, tuple(_items(text, found, marks, amounts) for found in marks))


Mark = tuple[int, int, int]


def _lists(text: str) -> list[list[Mark]]:
    """Runs of markers (number, start, end) that count 1, 2, 3 … in one style."""
    runs = _runs(text, "arabic", _ARABIC) if _FIRST.search(text) else []
    for style, (one, other), marker in _STYLES:
        if one in text or other in text:
            runs += _runs(text, style, marker)
    runs = [run for run in runs if len(run) > 1]
    runs.sort(key=lambda run: run[0][1])
    return runs


def _runs(text: str, style: str, marker: Late) -> list[list[Mark]]:
    runs: list[list[Mark]] = []
    run: list[Mark] = []
    for match in marker.finditer(text):
        if not _may_mark(text, style, match):
            continue
        number = _number(style, match[1])
        mark = (number, match.start(), match.end())
        if number == 1 and _may_start(text, match):
            run = [mark]
            runs.append(run)
        elif run and _goes_on(text, style, match, run[-1][0], number):
            run.append(mark)
        elif run and number == run[-1][0] > 1 and _is_amount(text, run[-1]):
            run[-1] = mark  # the one before was an amount: ；3.4万元。3.组织培训
    return runs


def _may_mark(text: str, style: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    if style == "word":
        return before in ("。", "；", ";", "：", ":", "，", ",")
    if style != "arabic":
        return True
    return before not in _NOT_BEFORE and not (before.isascii() and before.isalpha())


def _number(style: str, word: str) -> int:
    if style == "circle":
        return ord(word) - 0x245F
    return _NUMERALS.index(word) + 1 if style == "word" else int(word)


def _may_start(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 8) : match.start()].rstrip()
    return not before or before[-1] in _OPENING or before.endswith(("其中", "包括", "为"))


def _goes_on(text: str, style: str, match: re.Match[str], last: int, number: int) -> bool:
    """The next number, or one further where it stands at the beginning of a sentence."""
    before = text[max(0, match.start() - 8) : match.start()].rstrip()
    at_sentence = not before or before[-1] in _SENTENCE
    if style == "arabic" and text[match.end() : match.end() + 1].isdigit():
        year = text[match.end() : match.end() + 4].startswith("20")
        return number == last + 1 and (at_sentence or year)
    return number == last + 1 or (at_sentence and last < number <= last + 3)


def _is_amount(text: str, mark: Mark) -> bool:
    return text[mark[2] : mark[2] + 1].isdigit()


def _masked(text: str, runs: list[list[Mark]]) -> str:
    """The text with its markers blanked out, so that "2.200万元" is 200万元."""
    for run in runs:
        for _, start, end in run:
            text = text[:start] + "。" * (end - start) + text[end:]
    return text


def _items(
    text: str, run: list[Mark], runs: list[list[Mark]], amounts: tuple[Amount, ...]
) -> tuple[Item, ...]:
    stop = min((r[0][1] for r in runs if r[0][1] > run[-1][1]), default=len(text))
    ends = [start for _, start, _ in run[1:]] + [stop]
    starts = [amount.start for amount in amounts]
    return tuple(
        Item(number, start, end, amounts[bisect_left(starts, start) : bisect_left(starts, end)])
        for (number, _, start), end in zip(run, ends, strict=True)
    )


class Plan(msgspec.Struct, frozen=True):
    """How a text splits its money (资金构成): the parts, and the total it states.

    `clear`: the parts and nothing else make the total. `complete`: every item names its money.
    `stated` is None where the text says no total of its own; `applied` is the amount applied
    for, wherever the text says it.
    """

    parts: tuple[Amount, ...]
    stated: Amount | None
    clear: bool
    complete: bool
    applied: Amount | None


def money_plan(read: Text) -> Plan | None:
    """How the text splits its money, None where it names no parts."""
    for items in read.lists:
        if any(item.own for item in items) and not _within_an_item(items, read):
            return _numbered(read, items)
    return _loose(read)


def _within_an_item(items: tuple[Item, ...], read: Text) -> bool:
    start = items[0].start
    return any(
        other is not items and any(i.start <= start < i.end for i in other) for other in read.lists
    )


def _numbered(read: Text, items: tuple[Item, ...]) -> Plan:
    first = items[0].start
    head = [a for a in read.amounts if a.start < first and a.part is not Part.PRICE]
    lead = max(read.text.rfind(mark, 0, first) for mark in "。；")
    near = [a for a in head if a.start > lead and not a.bracketed]
    after = _closing_total(read, items[-1])
    stated = after or (near[-1] if near else _last_total(head))
    parts = tuple(item.own for item in items if item.own)
    if after is not None:
        parts = tuple(part for part in parts if part is not after)
    clear = all(_clear(read.text, item, after) for item in items)
    applied = after or _last_total(head)
    return Plan(parts, stated, clear, len(parts) == len(items), applied)


def _last_total(amounts: list[Amount]) -> Amount | None:
    return next((a for a in reversed(amounts) if a.part is Part.TOTAL and not a.bracketed), None)


def _closing_total(read: Text, last: Item) -> Amount | None:
    """A total that stands in a later sentence of the last item: 六项合计264.92万元."""
    own = last.own
    for amount in last.amounts:
        if own is None or amount.start <= own.start or amount.part is not Part.TOTAL:
            continue
        sentence = read.text.rfind("。", own.end, amount.start)
        if sentence >= 0 and any_of("amounts", "grand").search(amount.lead):
            return amount
    return None


def _clear(text: str, item: Item, closing: Amount | None) -> bool:
    """One amount, or a first one whose further amounts are its details or no part of it."""
    own = item.own
    if own is None:
        return True
    more = [
        a
        for a in item.amounts
        if a.start > own.start and a.payable and not a.bracketed and a is not closing
    ]
    if not more:
        return True
    between = text[own.end : more[0].start]
    return pattern("structure", "nested").search(between) is not None


def _loose(read: Text) -> Plan | None:
    """Parts without numbers: A 5万元、B 6万元，合计11万元."""
    amounts = [a for a in read.amounts if not a.bracketed and a.part is not Part.PRICE]
    payable = [a for a in amounts if a.payable]
    totals = [a for a in payable if a.part is Part.TOTAL]
    parts = [a for a in payable if a.part is not Part.TOTAL]
    applied = totals[-1] if totals else None
    if len(parts) < 2 or read.lists:
        return Plan((), None, False, False, applied) if applied else None
    stated = _total_of(read.text, parts, totals)
    clear = len(payable) == len(amounts) and len(totals) <= 1 and _one_run(read.text, parts)
    return Plan(tuple(parts), stated, clear, True, applied)


def _total_of(text: str, parts: list[Amount], totals: list[Amount]) -> Amount | None:
    after = [t for t in totals if t.start > parts[-1].start]
    before = [t for t in totals if t.start < parts[0].start]
    return after[0] if after else before[-1] if before else None


def _one_run(text: str, parts: list[Amount]) -> bool:
    """The parts stand in one sentence, none of them as a detail of another."""
    between = text[parts[0].end : parts[-1].start]
    return "。" not in between and not pattern("structure", "nested").search(between)
