"""How a workbook prints a number: its number format (单元格数字格式) applied to the stored value.

A workbook stores 4557.4 and prints 4557.40; the disclosure is what was printed. Formats are
compiled once a workbook into functions from the stored text of a value to the printed text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import partial

Printer = Callable[[str], str]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_PLAIN = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]{1,15}))?")
_DATE_LETTERS = frozenset("ymdhsaeYMDHSAE")
_LONGEST = 400
_MOST_DECIMALS = 30
_STORED = Context(prec=15, rounding=ROUND_HALF_UP)  # a workbook keeps 15 digits of a number
_PRINTED = Context(prec=1000, rounding=ROUND_HALF_UP)


def printer(code: str, date1904: bool = False) -> Printer:
    """A function that prints stored values by the format code, as a cell would show them.

    Blanks that only align (`_)`, `* `) are left out, colours too. What is no number is
    returned as it is; fractions and scientific formats print all digits of the value.
    """
    if code in ("", "@", "General", "G/通用格式"):
        return general
    sections = _split_sections(code)
    if not _DATE_LETTERS.isdisjoint(sections[0]) and (made := _date_printer(sections[0], date1904)):
        return made
    return _number_printer(tuple(_section(text) for text in sections[:4]))


def general(stored: str) -> str:
    """A number as the format General prints it: 15 digits, no exponent ("0.3", "2010306")."""
    plain = _PLAIN.fullmatch(stored)
    if plain and len(stored) <= 15 and not plain[1] and not (plain[3] and stored[-1] == "0"):
        return stored
    value = _decimal(stored)
    if value is None:
        return stored
    return _all_digits(value)


def _all_digits(value: Decimal) -> str:
    shown = format(value, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _decimal(stored: str) -> Decimal | None:
    """The value to 15 digits, or None where it is no number of a workbook."""
    if len(stored) > _LONGEST or not _NUMBER.fullmatch(stored):
        return None
    return _STORED.plus(Decimal(stored))


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format code, between semicolons.

    `groups`: the runs of digit placeholders of the whole part with the literals that stand
    between them ("0!.0" prints a point between thousands); almost always one run.
    `power`: the power of ten that % and trailing commas multiply by.
    `general`: all digits are printed where the format says General, a fraction or an exponent.
    """

    prefix: str
    suffix: str
    groups: tuple[str, ...]
    literals: tuple[str, ...]
    least_decimals: int
    most_decimals: int
    thousands: bool
    power: int
    general: bool
    condition: tuple[str, Decimal] | None

    def is_common(self) -> bool:
        """Whether the section prints nothing but digits: "0", "0.00", "#,##0.00"."""
        odd = self.prefix or self.suffix or self.literals or self.condition or self.general
        bare = not (odd or self.power) and self.least_decimals == self.most_decimals
        return bare and len(self.groups) == 1 and self.groups[0].count("0") == 1


def _split_sections(code: str) -> list[str]:
    """Cut a format code at its semicolons; those in quotes and after an escape are text."""
    return re.findall(r'(?:"[^"]*"?|[\\!_*].|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)', code) or [""]


_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<space>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式|@|E[+-]|/)|(?P<digit>[0#?]+(?:,+[0#?]+)*)(?P<scale>,*)"
    r"|(?P<point>\.)|(?P<percent>%)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")


class _SectionBuilder:
    """Collects the tokens of one section (一节) and orders them for printing."""

    def __init__(self) -> None:
        self.prefix = ""
        self.suffix = ""
        self.whole: list[str] = []
        self.literals: list[str] = []
        self.decimals = ""
        self.after_point = False
        self.thousands = False
        self.power = 0
        self.general = False
        self.condition: tuple[str, Decimal] | None = None

    def add(self, token: re.Match[str]) -> None:
        """Take one token of the format code."""
        kind = token.lastgroup
        if kind in ("digit", "scale"):
            self._digits(token["digit"], token["scale"])
        elif kind == "bracket":
            self._bracket(token["bracket"])
        elif kind == "point" and not self.after_point:
            self.after_point = True
        elif kind == "percent":
            self.power += 2
            self.suffix += "%"
        elif kind == "general":
            self.general = True
        elif kind != "space":
            self._literal(token[kind or 0])

    def _digits(self, digits: str, scale: str) -> None:
        self.power -= 3 * len(scale)
        if self.after_point:
            self.decimals += digits.replace(",", "")
            return
        self.thousands |= "," in digits
        if self.whole:
            self.literals.append(self.suffix)
            self.suffix = ""
        self.whole.append(digits.replace(",", ""))

    def _bracket(self, inside: str) -> None:
        if condition := _CONDITION.fullmatch(inside):
            number = _decimal(condition[2])
            self.condition = (condition[1], number) if number is not None else None
        elif inside.startswith("$"):
            self._literal(inside[1:].partition("-")[0])

    def _literal(self, text: str) -> None:
        if self.whole or self.after_point or self.general:
            self.suffix += text
        else:
            self.prefix += text


def _section(text: str) -> _Section:
    builder = _SectionBuilder()
    for token in _TOKEN.finditer(text):
        builder.add(token)
    return _Section(
        builder.prefix.lstrip(),
        builder.suffix.rstrip(),
        tuple(builder.whole) or (("#",) if builder.after_point else ()),
        tuple(builder.literals),
        min(builder.decimals.count("0"), _MOST_DECIMALS),
        min(len(builder.decimals), _MOST_DECIMALS),
        builder.thousands,
        builder.power,
        builder.general,
        builder.condition,
    )


def _date_printer(section: str, date1904: bool) -> Printer | None:
    from mingzhang.readers.date_format import is_date_format, print_date  # few workbooks have dates

    def show(stored: str) -> str:
        value = _decimal(stored)
        shown = None if value is None else print_date(section, value, date1904)
        return general(stored) if shown is None else shown

    return show if is_date_format(section) else None


def _number_printer(sections: tuple[_Section, ...]) -> Printer:
    slow = partial(_print_number, sections)
    if not sections[0].is_common():
        return slow
    least, thousands = sections[0].least_decimals, sections[0].thousands
    padding = ["0" * (least - have) for have in range(least + 1)]
    zero_differs = len(sections) > 2

    def show(stored: str) -> str:
        """Pad the stored digits; whatever needs arithmetic goes the slow way."""
        digits = stored if len(stored) < 16 else _to_15_digits(stored)
        whole, _, decimals = digits.partition(".")
        have = len(decimals)
        if have > least or not whole.isdigit():
            return slow(stored)
        if (have and not decimals.isdigit()) or (zero_differs and not digits.strip("0.")):
            return slow(stored)
        if thousands and len(whole) > 3:
            whole = f"{int(whole):,}"
        return f"{whole}.{decimals}{padding[have]}" if least else whole

    return show


def _to_15_digits(stored: str) -> str:
    """4557.3599999999997 → 4557.36, as a workbook rounds what it stored in binary."""
    try:
        return f"{float(stored):.15g}"
    except ValueError:
        return stored


def _print_number(sections: tuple[_Section, ...], stored: str) -> str:
    value = _decimal(stored)
    return stored if value is None else _print_value(sections, value)


def _print_value(sections: tuple[_Section, ...], value: Decimal) -> str:
    section, sign = _choose(sections, value)
    if section.general:
        return f"{sign}{section.prefix}{_all_digits(abs(value))}{section.suffix}"
    if not section.groups:
        return section.prefix + section.suffix
    scaled = abs(value).scaleb(section.power, _PRINTED)
    rounded = scaled.quantize(Decimal(1).scaleb(-section.most_decimals), ROUND_HALF_UP, _PRINTED)
    whole, _, decimals = format(rounded, "f").partition(".")
    while len(decimals) > section.least_decimals and decimals.endswith("0"):
        decimals = decimals[:-1]
    return _assemble(section, sign, whole.lstrip("0"), decimals)


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, str]:
    """The section that prints a value, and the minus sign if the format leaves it to us."""
    minus = "-" if value < 0 else ""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(value, *section.condition):
                return section, minus
        return sections[-1], minus
    if value < 0 and len(sections) > 1:
        return sections[1], ""
    if not value and len(sections) > 2:
        return sections[2], ""
    return sections[0], minus


def _holds(value: Decimal, relation: str, bound: Decimal) -> bool:
    if relation == "<>":
        return value != bound
    return (
        ("=" in relation and value == bound)
        or ("<" in relation and value < bound)
        or (">" in relation and value > bound)
    )


def _assemble(section: _Section, sign: str, whole: str, decimals: str) -> str:
    """Put digits into the section: `whole` without leading zeros, `decimals` as printed."""
    if section.literals:
        whole = _between_literals(section, whole)
    else:
        least = section.groups[0].count("0") if section.groups else 0
        whole = whole.rjust(least, "0")
        if section.thousands and len(whole) > 3:
            whole = f"{int(whole):,}"
        elif decimals and not whole:
            whole = "0"  # "#.00" prints .50, which few readers of figures would take for a number
    point = "." if decimals else ""
    return f"{sign}{section.prefix}{whole}{point}{decimals}{section.suffix}"


def _between_literals(section: _Section, whole: str) -> str:
    """Digits fill the placeholders from the right; the literals stay where they stand."""
    shown = ""
    for index in range(len(section.groups) - 1, 0, -1):
        size = len(section.groups[index])
        shown = section.literals[index - 1] + whole[-size:].rjust(size, "0") + shown
        whole = whole[:-size]
    return whole.rjust(section.groups[0].count("0"), "0") + shown
