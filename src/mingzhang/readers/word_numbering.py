"""Automatic numbers of a Word document (自动编号): printed, but not in its text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from mingzhang.readers.archive import Archive, parse

LEVELS = 9
MAX_LEVEL_TEXT = 64
_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(slots=True)
class Level:
    """One level of a list: its first number, the form of its numbers, the text around them."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""
    all_decimal: bool = False
    restart_after: int | None = None


@dataclass(slots=True)
class Number:
    """One list of the document (w:num): the definition it shares and where it starts anew."""

    definition: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """Counts the automatic numbers of a document in the order of its paragraphs."""

    def __init__(self, archive: Archive, member: str | None) -> None:
        self._archive = archive
        self._member = member
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    @cached_property
    def _lists(self) -> "_Events":
        """The numbering part, read when first asked for."""
        events = _Events()
        if self._member is not None:
            parse(self._archive, self._member, events.start, events.end)
        return events

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a list gives to paragraphs of a style, 0 if it names none."""
        known = self._lists.numbers.get(number)
        levels = self._lists.definitions.get(known.definition, {}) if known else {}
        return next((index for index, level in levels.items() if level.style == style), 0)

    def next(self, number: str, level: int) -> str:
        """The next printed number of a list ("一、", "（2）", "1.1 "), "" for bullets.

        A number that ends in a digit or letter is set off by a space.
        """
        known = self._lists.numbers.get(number)
        if known is None or not 0 <= level < LEVELS:
            return ""
        levels = {**self._lists.definitions.get(known.definition, {}), **known.levels}
        if level not in levels:
            return ""
        counters = self._counters.setdefault(known.definition, [None] * LEVELS)
        self._count(counters, number, level, levels)
        printed = _printed(levels, counters, level)
        return printed + " " if printed[-1:].isascii() and printed[-1:].isalnum() else printed

    def _count(
        self, counters: list[int | None], number: str, level: int, levels: dict[int, Level]
    ) -> None:
        starts = self._lists.numbers[number].starts
        for upper in range(level):
            if counters[upper] is None and upper in levels:
                counters[upper] = starts.get(upper, levels[upper].start)
        before = counters[level]
        if level in starts and (number, level) not in self._started:
            self._started.add((number, level))
            before = None
        first = starts.get(level, levels[level].start)
        counters[level] = first if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            after = levels[deeper].restart_after if deeper in levels else None
            if after is None or level < after:
                counters[deeper] = None


def _printed(levels: dict[int, Level], counters: list[int | None], level: int) -> str:
    """The level's text with each %1…%9 replaced by the counter of that level."""
    own = levels[level]
    if own.form in ("bullet", "none"):
        return ""
    text = own.text
    for index in range(level + 1):
        if f"%{index + 1}" in text:
            form = "decimal" if own.all_decimal else levels.get(index, own).form
            text = text.replace(f"%{index + 1}", format_number(counters[index] or 0, form))
    return text


def format_number(number: int, form: str) -> str:
    """A counter in one of Word's forms (numFmt); unknown forms and misfits print as decimal."""
    formatter = _FORMS.get(form)
    return formatter(number) if formatter and 0 < number < 10_000 else str(number)


def chinese_number(number: int, digits: str = _DIGITS, tens: str = "十百千") -> str:
    """1 to 9999 in Chinese: 十一, 二十, 一百〇五."""
    printed = ""
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            printed += digits[digit] + (tens[power - 1] if power else "")
        elif printed and not printed.endswith(digits[0]):
            printed += digits[0]
    printed = printed.rstrip(digits[0])
    return printed[1:] if digits is _DIGITS and 10 <= number < 20 else printed


def _ideographs(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    printed = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        printed += letters * count
    return printed


def _letters(number: int) -> str:
    """A to Z, then AA, BB, as Word goes on."""
    times, letter = divmod(number - 1, 26)
    return chr(65 + letter) * (times + 1)


def _from_row(first: str, count: int) -> Callable[[int], str]:
    """Characters that stand in a row in Unicode; beyond them plain decimals."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)]


_circled = _from_row("①", 20)
_full_width = str.maketrans("0123456789", "０１２３４５６７８９")
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "koreanCounting",
        ),
        chinese_number,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand"), _ideographs),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda number: chinese_number(number, _LEGAL_DIGITS, "拾佰仟"),
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": _from_row("⑴", 20),
    "decimalEnclosedFullstop": _from_row("⒈", 20),
    "ideographEnclosedCircle": _from_row("㊀", 10),
    "decimalZero": lambda number: f"{number:02}",
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"), lambda number: str(number).translate(_full_width)
    ),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
}


class _Events:
    """Fills the definitions (w:abstractNum) and numbers (w:num) from the part's elements."""

    def __init__(self) -> None:
        self.definitions: dict[str, dict[int, Level]] = {}
        self.numbers: dict[str, Number] = {}
        self._levels: dict[int, Level] = {}
        self._level = Level()
        self._number = Number()
        self._override = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        element = name.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        value = values.get("val", "")
        if element == "abstractNum":
            self._levels = self.definitions[values.get("abstractNumId", "")] = {}
        elif element == "lvl":
            self._level = self._levels[_integer(values.get("ilvl", ""), 0)] = Level()
        elif element == "num":
            self._number = self.numbers[values.get("numId", "")] = Number()
            self._levels = self._number.levels
        elif element == "abstractNumId":
            self._number.definition = value
        elif element == "lvlOverride":
            self._override = _integer(values.get("ilvl", ""), 0)
        elif element == "startOverride":
            self._number.starts[self._override] = _integer(value, 1)
        else:
            self._set(element, value)

    def _set(self, element: str, value: str) -> None:
        level = self._level
        if element == "start":
            level.start = _integer(value, 1)
        elif element == "numFmt":
            level.form = value
        elif element == "lvlText":
            level.text = value[:MAX_LEVEL_TEXT]
        elif element == "pStyle":
            level.style = value
        elif element == "isLgl":
            level.all_decimal = value not in ("0", "false", "off")
        elif element == "lvlRestart":
            level.restart_after = _integer(value, 0)

    def end(self, name: str) -> None:
        """An element closes; what stands outside levels changes none."""
        if name.endswith(" lvl"):
            self._level = Level()


def _integer(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise
