"""The numbers that lead a heading or a list item (序号): 第一部分, 一、, （一）, 1., （1）, ①."""

import re
from functools import lru_cache

from mingzhang.recognition.narrative.vocabulary import any_of, vocabulary

_CHINESE = "一二三四五六七八九十百"
_LABEL = re.compile(
    rf"(?:第(?P<part>[{_CHINESE}\d]+)(?:部分|章|篇)"
    rf"|(?P<first>[{_CHINESE}]+)(?:[、．]|\.(?!\d))"
    rf"|[（(](?P<second>[{_CHINESE}]+)[）)]、?"
    r"|(?P<third>\d{1,3})(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年))"
    r"|[（(]?(?P<fourth>\d{1,3})[）)]、?"
    r"|(?P<circled>[①-⑳]))\s*"
)
_LEVELS = {"part": 1, "first": 2, "second": 3, "third": 4, "fourth": 5, "circled": 6}
_ITEM_START = re.compile(rf"表[{_CHINESE}\d]+[\s：:]|注[：:]|说明[：:]|附件|附[：:]")
_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}
_MONEY = re.compile(r"\d(?:[\d,，.]*)\s*(?:[万亿千百]*元|%|％)")
_UNFINISHED = "，、；,;"
_PUNCTUATION = re.compile(r"[，；。,;]")
MAX_HEADING = 44


@lru_cache(maxsize=8192)
def match_label(text: str) -> tuple[int, int, int] | None:
    """(level, number, end of the label in the text) of the label that the text starts with."""
    found = _LABEL.match(text)
    if found is None:
        return None
    group = found.lastgroup or "circled"
    return _LEVELS[group], _number(found[group]), found.end()


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text[:12])
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return chinese_number(text)


def chinese_number(text: str) -> int:
    """一百二十三 → 123; a sign that is no Chinese digit counts nothing."""
    total, digit = 0, 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            worth = {"十": 10, "百": 100}.get(sign, 1)
            total += (digit or 1) * worth
            digit = 0
    return total + digit


def starts_item(text: str) -> bool:
    """Whether a line begins a new heading, list item, caption or note."""
    return _LABEL.match(text) is not None or _ITEM_START.match(text) is not None


def heading_level(text: str, kind: str = "body") -> int:
    """Depth of a heading: 1 第一部分 or unnumbered, 2 一、, 3（一）, 4 "1."; 0 for running text."""
    label = match_label(text)
    if label is None:
        return 1 if _unnumbered(text, kind) else 0
    level, _, end = label
    rest = text[end:].rstrip("：: ")
    if not rest or len(rest) > MAX_HEADING or rest[-1] in _UNFINISHED or _MONEY.search(rest):
        return 0
    if rest[-1] == "。":
        return level if _heading_ending().search(rest[:-1]) and "，" not in rest else 0
    if "。" in rest or (level > 3 and _PUNCTUATION.search(rest)):
        return 0
    return min(level, 5)


def is_whole_heading(text: str) -> bool:
    """A numbered heading that ends as headings end, so that no line goes on with it."""
    label = match_label(text)
    if label is None or label[0] > 3 or len(text) > MAX_HEADING:
        return False
    bare = text.removesuffix("。")
    return _heading_ending().search(bare) is not None and not _PUNCTUATION.search(bare)


def ends_heading(text: str, following: str) -> bool:
    """Whether a line is the rest of the heading before it: "…年度部门决算" | "情况说明"."""
    label = match_label(text)
    if label is None or label[0] > 2 or len(text) > MAX_HEADING or is_whole_heading(text):
        return False
    return _heading_ending().fullmatch(following) is not None and not _PUNCTUATION.search(text)


def _unnumbered(text: str, kind: str) -> bool:
    if len(text) > MAX_HEADING or not text:
        return False
    if kind == "heading":
        return True
    return (
        text[-1] not in "。；：，、;:,"
        and _heading_ending().search(text) is not None
        and not _PUNCTUATION.search(text)
        and not _MONEY.search(text)
    )


@lru_cache(maxsize=1)
def _heading_ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(vocabulary().heading_endings)})$")
