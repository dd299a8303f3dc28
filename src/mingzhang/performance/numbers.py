"""Targets that carry a number: counts, rates, money, unit prices, durations (数量类指标值)."""

import re

from mingzhang.disclosure import Target
from mingzhang.performance import words

NUMBER = re.compile(r"[-−]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
NUMERALS = frozenset("零一二两三四五六七八九十百千")
_RANGE = r"(?P<first>[^-~至到—–0-9]{0,8})[-~至到—–]+(?P<upper>[0-9]+(?:\.[0-9]+)?)(?P<unit>[^0-9]*)"
_REMARK = r"[(（][^()（）]*[0-9含][^()（）]*[)）]$"
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_TIMES = frozenset({"次", "人次", "场", "场次", "期", "回", "篇", "条", "批", "批次", "轮", "趟"})
_OPPOSITE = ("不", "不得", "未")


def spelled_number(text: str) -> int:
    """The value of a number in Chinese numerals: 三 → 3, 十五 → 15, 两百 → 200."""
    total, digit = 0, 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def leading_number(text: str) -> tuple[str, str]:
    """Part "1,200元" into ("1200", "元"), "三次" into ("3", "次"); ("", text) without a number."""
    match = NUMBER.match(text)
    if match:
        return match[0].replace(",", "").replace("−", "-"), text[match.end() :]
    size = 0
    while size < len(text) and text[size] in NUMERALS:
        size += 1
    return (str(spelled_number(text[:size])), text[size:]) if size else ("", text)


def measured(raw: str, sign: str | None, text: str, word: str, *, strict: bool) -> Target | None:
    """A number with its unit: "95%", "600台", "0.5小时内", "80%-90%", "三次".

    `word` is what stood before the number; `strict` accepts known units only.
    """
    strict = strict or text[0] in NUMERALS
    value, unit = leading_number(text)
    upper: str | None = None
    ranged = re.fullmatch(_RANGE, unit) if unit not in words.UNIT_TYPES else None
    if ranged:
        upper, unit = ranged["upper"], ranged["unit"] or ranged["first"]
    unit, after = _unit_and_after(unit)
    typed = _typed(unit, strict=strict)
    if typed is None:
        return None
    kind, unit, done = typed
    sign = sign or words.AFTER.get(after)
    if kind == "span" and sign in ("≤", "<"):
        kind = "duration"
    return Target(raw, kind, sign, value, unit or None, word=word or done or None, upper=upper)


def headed(raw: str, sign: str | None, text: str) -> Target | None:
    """A number after words: "控制在5%以内", "比上年提高5%", "验收合格率100%", "约50次"."""
    match = NUMBER.search(text)
    if match is None:
        return None
    own_sign, head = words.trailing_sign(text[: match.start()])
    if head.endswith(_OPPOSITE) or len(head) > 16:
        return None
    known = not head or head in words.NEUTRAL_BEFORE
    word = "" if known else head
    strict = not known and not _is_change(head)
    return measured(raw, own_sign or sign, text[match.start() :], word, strict=strict)


def _is_change(head: str) -> bool:
    """Words of growth or decline: 提高, 比上年增长, 同比下降了."""
    head = head[len(words.prefix(head, words.BASES)) :]
    direction = words.prefix(head, words.DIRECTIONS)
    return bool(direction) and head[len(direction) :] in words.UNTIL


def _unit_and_after(text: str) -> tuple[str, str]:
    """Part "%以上" into "%" and "以上", "个工作日内" into "个工作日" and "内"."""
    if text in words.UNIT_TYPES:
        return text, ""
    if text in words.NEUTRAL_AFTER:
        return "", ""
    text = re.sub(_REMARK, "", text) if text[-1] in ")）" else text
    for size in range(min(6, len(text)), 0, -1):
        after, unit = text[-size:], text[:-size]
        if after in words.AFTER and (size > 1 or after == "内" or unit in words.UNIT_TYPES):
            return unit, after
        if after in words.NEUTRAL_AFTER:
            return unit, ""
    return text, ""


def _typed(unit: str, *, strict: bool) -> tuple[str, str, str] | None:
    """The type of a target by its unit, the unit itself, and a word that follows it."""
    kind = words.UNIT_TYPES.get(unit)
    if kind:
        return kind, "%" if unit == "百分比" else unit, ""
    if not unit:
        return None if strict else ("count", "", "")
    if any(sign in "0123456789<>=≥≤" for sign in unit):
        return None
    if unit[0] in "%‰":
        return None if unit[1] == "%" else ("percentage", unit[0], unit[1:])
    money = words.prefix(unit, words.MONEY)
    if money:
        return _money(money, unit[len(money) :])
    if "/" in unit or "每" in unit:
        return _rate(unit)
    if unit[0] in "万亿" and unit[1:] in words.UNIT_TYPES:
        return "count", unit, ""
    short = len(unit) <= 3 and unit.isalpha()
    return ("count", unit, "") if short and not strict else None


def _money(money: str, rest: str) -> tuple[str, str, str] | None:
    if rest[0] in "/每·*":
        return "unit_price", money + rest, ""
    return ("money", money, rest) if rest in words.DONE else None


def _rate(unit: str) -> tuple[str, str, str] | None:
    """Something per something: "次/年" is a frequency, "小时/次" a duration."""
    head, _, tail = unit.replace("每", "/").partition("/")
    kind = words.UNIT_TYPES.get(head.lstrip("万亿"), "count" if len(head) <= 3 else None)
    if kind is None or not head or not tail:
        return None
    if head in _TIMES and tail.lstrip("个") in words.PERIODS:
        return "frequency", f"{head}/{tail}", ""
    return ("duration" if kind == "span" else kind), unit, ""


def hundredths(raw: str, sign: str | None, text: str) -> Target | None:
    """ "百分之九十五", "百分之90以上", "百分百"."""
    if text == "百分百":
        return Target(raw, "percentage", sign, "100", "%")
    value, after = leading_number(text.removeprefix("百分之"))
    if not value or not (after in words.AFTER or after in words.NEUTRAL_AFTER):
        return None
    return Target(raw, "percentage", sign or words.AFTER.get(after), value, "%")


def price_first(raw: str, sign: str | None, text: str) -> Target | None:
    """ "每人每天不超过650元", "每亩1200元"."""
    match = NUMBER.search(text)
    if match is None:
        return None
    own_sign, head = words.trailing_sign(text[: match.start()])
    rest = text[match.end() :]
    money = words.prefix(rest, words.MONEY)
    after = rest[len(money) :]
    per = head.removeprefix("每").split("每")
    if not money or not all(per) or not (after in words.AFTER or after in words.NEUTRAL_AFTER):
        return None
    value, _ = leading_number(match[0])
    sign = own_sign or sign or words.AFTER.get(after)
    return Target(raw, "unit_price", sign, value, "/".join([money, *per]))
