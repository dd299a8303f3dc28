"""The sheet 勾稽关系: what must hold between tables, as formulas that the reader can recompute."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingzhang.model import Relation, Term, Trial, Verdict, format_money
from mingzhang.model.rule_info import RuleInfo
from mingzhang.readers.xlsx import CHECKING_SHEET
from mingzhang.writers.published.cells import measured
from mingzhang.writers.workbook.formulas import Spot, Spots, scale
from mingzhang.writers.xlsx_sheets import Sheet

_HEADS = (
    ("规则", 7),
    ("要求", 24),
    ("左边", 46),
    ("左边的数", 15),
    ("关系", 6),
    ("右边", 60),
    ("右边的数", 15),
    ("差额", 13),
    ("允许尾差", 10),
    ("结论", 10),
)
_RELATIONS = {Relation.EQUAL: "＝", Relation.AT_MOST: "≤", Relation.AT_LEAST: "≥"}
_MOST_PARTS = 40
_LINE = 15.0


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a relation: its words, its formula, its value as printed decimals."""

    words: str
    formula: str
    value: str


def relations(trials: Iterable[Trial], spots: Spots, own: Mapping[Spot, str]) -> list[Trial]:
    """The trials worth a line: between sheets, or inside one where no cell's formula says it."""
    found: list[Trial] = []
    for trial in trials:
        terms = [term for term in (*trial.left, *trial.right) if term.figure is not None]
        at = [spots.of(term.figure) for term in terms if term.figure is not None]
        if trial.relation not in _RELATIONS or not trial.left or not trial.right or not at:
            continue
        if trial.verdict is Verdict.UNDETERMINED or None in at or _mixed(terms):
            continue
        sheets = {spot.sheet for spot in at if spot is not None}
        first = at[0]
        told = len(sheets) == 1 and trial.verdict is Verdict.PASS and first in own
        if not told:
            found.append(trial)
    return found


def _mixed(terms: Sequence[Term]) -> bool:
    """Percentages and counts are compared with their like only."""
    units = {term.figure.unit for term in terms if term.figure is not None}
    return len(units) > 1 and not all(unit.endswith("元") for unit in units)


def write_relations(
    sheet: Sheet, trials: Sequence[Trial], spots: Spots, rules: Mapping[str, RuleInfo]
) -> None:
    """One line a relation, below a title that says how to read it."""
    sheet.words(0, 0, "表内、表间勾稽关系", "title")
    sheet.words(
        1, 0, "每行是一条规则的一次核对；两边的数取自各表，改动表中的数，结论随之重算。", "note"
    )
    sheet.heads(2, _HEADS)
    for number, trial in enumerate(trials, 3):
        _line(sheet, number, trial, spots, rules.get(trial.rule))
    sheet.set_up()
    sheet.page.autofilter(2, 0, max(2 + len(trials), 3), len(_HEADS) - 1)


def _line(sheet: Sheet, row: int, trial: Trial, spots: Spots, info: RuleInfo | None) -> None:
    worth, quantum = _measure(trial)
    left = _side(trial.left, spots, worth, quantum)
    right = _side(trial.right, spots, worth, quantum)
    decimals = len(left.value.partition(".")[2])
    number = sheet.styles("cell", f"decimals{decimals}")
    cell = sheet.styles("cell")
    at = row + 1
    sheet.page.set_row(row, max(_height(left.words, 2), _height(right.words, 5)))
    sheet.words(row, 0, trial.rule, "cell")
    sheet.words(row, 1, info.title if info else "", "cell")
    sheet.words(row, 2, left.words, "cell")
    sheet.page.write_formula(row, 3, left.formula, number, float(left.value))
    sheet.words(row, 4, _RELATIONS[trial.relation], "cell")
    sheet.words(row, 5, right.words, "cell")
    sheet.page.write_formula(row, 6, right.formula, number, float(right.value))
    formula, difference = _difference(trial, worth, f"D{at}", f"G{at}", max(decimals, 2))
    shown = format_money(difference, worth, quantum)
    sheet.page.write_formula(row, 7, formula, number, float(shown))
    sheet.page.write_number(row, 8, _tolerance(trial, worth), sheet.styles("cell", "decimals3"))
    sheet.page.write_formula(
        row, 9, _verdict_formula(trial, at), cell, _verdict(trial, float(shown), worth)
    )


def _height(words: str, column: int) -> float:
    """What the words of one cell need, in points; a Chinese character is two letters wide."""
    letters = 2.1 * measured(words)
    return _LINE * max(math.ceil(letters / (_HEADS[column][1] - 1)), 1)


def _measure(trial: Trial) -> tuple[int, int]:
    """The unit both sides are told in, that of the first figure; and the finest printed place."""
    figures = [t.figure for t in (*trial.left, *trial.right) if t.figure is not None]
    return scale(figures[0]), min(figure.quantum for figure in figures)


def _value(terms: Iterable[Term]) -> int:
    return sum(term.value for term in terms)


def _side(terms: Sequence[Term], spots: Spots, worth: int, quantum: int) -> _Side:
    names = list(_names(terms))
    shown = names if len(names) <= _MOST_PARTS else [*names[:_MOST_PARTS], f"等{len(names)}项"]
    parts = [_part(term, spots, worth) for term in terms if term.figure is not None]
    formula = "".join(parts).removeprefix("+") or "0"
    return _Side("＋".join(shown), f"={formula}", format_money(_value(terms), worth, quantum))


def _difference(trial: Trial, worth: int, left: str, right: str, decimals: int) -> tuple[str, int]:
    """The formula of the difference, and its value.

    One figure printed in 元 and in 万元 is compared as the coarser of the two prints it.
    """
    figures = [t.figure for t in (*trial.left, *trial.right) if t.figure is not None]
    quanta = {figure.quantum for figure in figures}
    if len(figures) != 2 or len(quanta) == 1:
        return f"=ROUND({left}-{right},{decimals})", _value(trial.left) - _value(trial.right)
    coarser = max(quanta)
    places = len(str(worth)) - len(str(coarser))
    values = [sum(_restated(term, coarser) for term in side) for side in (trial.left, trial.right)]
    rounded = f"ROUND({left},{places})-ROUND({right},{places})"
    return f"=ROUND({rounded},{decimals})", values[0] - values[1]


def _restated(term: Term, quantum: int) -> int:
    return term.figure.restated(quantum) * term.factor if term.figure else 0


def _names(terms: Sequence[Term]) -> Iterator[str]:
    """The terms in words; the table and row that the one before named are not said again."""
    before = ""
    for term in terms:
        place, of, column = term.label.rpartition("”的")
        same = bool(of) and place == before
        yield ("−" if term.factor < 0 else "") + (column if same else term.label)
        before = place


def _part(term: Term, spots: Spots, worth: int) -> str:
    spot = None if term.figure is None else spots.of(term.figure)
    if spot is None or term.figure is None:
        return ""
    own = scale(term.figure)
    turned = "" if own == worth else f"*{own // worth}" if own > worth else f"/{worth // own}"
    times = "" if abs(term.factor) == 1 else f"*{abs(term.factor)}"
    return f"{'-' if term.factor < 0 else '+'}{spot.full_name}{turned}{times}"


def _tolerance(trial: Trial, worth: int) -> float:
    """Half a place a printed figure, where sides are sums; two printings have none."""
    terms = (*trial.left, *trial.right)
    return sum(term.quantum for term in terms) / 2 / worth if len(terms) > 2 else 0.0


def _verdict_formula(trial: Trial, at: int) -> str:
    if trial.relation is Relation.AT_MOST:
        return f'=IF(H{at}<=I{at},"成立","不成立")'
    if trial.relation is Relation.AT_LEAST:
        return f'=IF(H{at}>=-I{at},"成立","不成立")'
    return f'=IF(H{at}=0,"相等",IF(ABS(H{at})<=I{at},"尾差","不等"))'


def _verdict(trial: Trial, difference: float, worth: int) -> str:
    allowed = _tolerance(trial, worth)
    if trial.relation is Relation.AT_MOST:
        return "成立" if difference <= allowed else "不成立"
    if trial.relation is Relation.AT_LEAST:
        return "成立" if difference >= -allowed else "不成立"
    return "相等" if difference == 0 else "尾差" if abs(difference) <= allowed else "不等"


SHEET_NAME = CHECKING_SHEET
