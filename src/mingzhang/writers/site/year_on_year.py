"""This year beside last year (与上年相比), where the disclosure gives last year's figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.checks.facts import Facts, Sheet
from mingzhang.disclosure import Disclosure, Role, Row, Statement
from mingzhang.model import Figure, Unit, format_money

_UP = ("增加", "增长", "上升", "提高")
_DOWN = ("减少", "下降", "降低", "压减")
_SCALES = {unit.value: unit.scale for unit in Unit}
_MOST = 40
# Whose amount it is, which the whole site is about.
_OWNER = re.compile("^(?:度|本年|本部门|本单位|我局|我单位|部门)*")
_NAMED = (("机关运行经费", "机关运行经费"),)


@dataclass(frozen=True, slots=True)
class Change:
    """One subject in both years; `now` is printed, the year before printed or worked out.

    `before` and `difference` in millionths of the base unit.
    """

    name: str
    now: Figure
    before: int
    worked_out: bool

    @property
    def difference(self) -> int:
        """This year less last year."""
        return self.now.value - self.before

    def shown(self, value: int) -> str:
        """A value with the decimals of this year's figure."""
        scale = _SCALES.get(self.now.unit, self.now.quantum)
        return format_money(value, scale, self.now.quantum)

    @property
    def rate(self) -> str:
        """The growth in percent with two decimals, "" where there was nothing before."""
        if not self.before:
            return ""
        share = Fraction(self.difference * 100, abs(self.before))
        hundredths = (abs(share.numerator) * 200 + share.denominator) // (2 * share.denominator)
        sign = "-" if share < 0 and hundredths else ""
        return f"{sign}{hundredths // 100}.{hundredths % 100:02}%"


def changes(facts: Facts) -> list[Change]:
    """Every subject with both years: from tables first, then from the narrative."""
    found: dict[str, Change] = {}
    for sheet in facts.sheets():
        for change in _in_table(sheet):
            found.setdefault(change.name, change)
    for change in _in_words(facts.disclosure):
        found.setdefault(change.name, change)
    return list(found.values())[:_MOST]


def _in_table(sheet: Sheet) -> Iterator[Change]:
    pairs = [(key, _this_year(key, sheet)) for key in sheet.keys if key.endswith(".prior")]
    for row in sheet.table.rows:
        if row.role is Role.TOTAL or len(row.code) == 3 or len(sheet.table.rows) == 1:
            yield from _of_row(sheet, row, pairs)


def _of_row(sheet: Sheet, row: Row, pairs: list[tuple[str, str]]) -> Iterator[Change]:
    for prior, own in pairs:
        before, now = row.values.get(prior), row.values.get(own)
        if before is not None and now is not None:
            yield Change(_row_name(sheet, row, own, len(pairs)), now, before.value, False)


def _row_name(sheet: Sheet, row: Row, key: str, pairs: int) -> str:
    """What a row says of a column; a total is named after its table."""
    own = "" if row.role is Role.TOTAL else row.name
    if pairs == 1:
        return own or f"{sheet.name}合计"
    heading = _heading(sheet, key)
    three = "“三公”经费" if (sheet.table.subject or "").startswith("three_public") else sheet.name
    return (
        f"{own or three}{heading}"
        if heading == "合计"
        else heading
        if not own
        else f"{own}：{heading}"
    )


def _this_year(prior: str, sheet: Sheet) -> str:
    key = prior.removesuffix(".prior")
    if key not in sheet.keys:
        key = next((k for k in (f"{key}.budget", "total", "amount") if k in sheet.keys), key)
    return key


def _heading(sheet: Sheet, key: str) -> str:
    column = next(column for column in sheet.table.columns if column.key == key)
    labels = [label for label in column.header if label not in ("小计",)]
    return labels[-1] if labels else key


def _in_words(disclosure: Disclosure) -> Iterator[Change]:
    """A change against last year and the amount of the same subject before it."""
    last = str(disclosure.year - 1) if disclosure.year else "上年"
    said = [one for one in disclosure.statements if one.kind == "amount"]
    for number, one in enumerate(said):
        if not (one.base.startswith(("上年", last)) and one.comparison.startswith(_UP + _DOWN)):
            continue
        now = _same_subject(said[:number], one)
        if now is not None:
            sign = 1 if one.comparison.startswith(_UP) else -1
            before = now.figure.value - sign * abs(one.figure.value)
            yield Change(_short(one, disclosure.year), now.figure, before, True)


def _same_subject(before: list[Statement], one: Statement) -> Statement | None:
    for other in reversed(before):
        if other.paragraph != one.paragraph:
            return None
        if other.subject == one.subject and not other.comparison and not other.topic:
            return other
    return None


def _short(one: Statement, year: int | None) -> str:
    """The subject without whose it is: 本部门2025年预算收入总计 → 预算收入总计."""
    for known, name in _NAMED:
        if known in one.subject:
            return name
    after = one.subject.rpartition(f"{year}年")[2] if year else one.subject
    return _OWNER.sub("", after or one.subject)
