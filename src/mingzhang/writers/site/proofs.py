"""What a page needs to open a figure: its place, its identities, its origin, as safe JSON."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from mingzhang.model import Figure, Relation, Term, Trial, Unit, Verdict, format_money
from mingzhang.model.figures import MILLIONTHS
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.evidence import is_ratio, key, term_place
from mingzhang.writers.site.pen import Number, SitePen
from mingzhang.writers.words import word

Json: TypeAlias = "str | int | Mapping[str, Json] | Sequence[Json] | None"

_UNSAFE = re.compile("[<>&\u2028\u2029]")
_SCALES = {unit.value: unit.scale for unit in Unit}
_MOST_TERMS = 60


def safe_json(data: object) -> str:
    """JSON that may stand inside a script element."""
    text = msgspec.json.encode(data).decode()
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


class Proofs:
    """Draws the derivations of one page after another."""

    def __init__(
        self, pen: SitePen, rules: Mapping[str, RuleInfo], source: str, origins: Mapping[str, str]
    ) -> None:
        self._pen = pen
        self._rules = rules
        self._source = source
        self._origins = origins

    def of_page(self, path: str) -> str:
        """JSON of all figures of a page; "" where it has none.

        `numbers`: id → [label, printed, in 元 or null, place, origin, trial numbers];
        `trials`: [rule, verdict class, relation, left, right, sums, note]; a term is
        [label, sign and factor, shown, address].
        """
        numbers = self._pen.numbers.get(path, [])
        if not numbers:
            return ""
        self._pen.page = path
        trials: dict[int, int] = {}
        shown = {number.identity: self._number(number, trials) for number in numbers}
        found = [self._pen.evidence.report.trials[index] for index in trials]
        return safe_json(
            {
                "source": self._source,
                "numbers": shown,
                "trials": [self._trial(trial) for trial in found],
                "rules": {trial.rule: self._rule(trial.rule) for trial in found},
            }
        )

    def _number(self, number: Number, trials: dict[int, int]) -> Json:
        figure = number.figure
        used = self._pen.evidence.trials_of.get(key(figure.at), ())
        return [
            number.label,
            printed(figure),
            in_yuan(figure),
            str(figure.at),
            self._origins.get(number.identity, ""),
            [trials.setdefault(index, len(trials)) for index in used],
        ]

    def _rule(self, rule: str) -> Json:
        info = self._rules.get(rule)
        return [info.title, info.formula, info.basis] if info else [rule, "", ""]

    def _trial(self, trial: Trial) -> Json:
        return [
            trial.rule,
            word(trial.verdict),
            "推算" if is_ratio(trial) else trial.relation.value,
            [self._term(term) for term in trial.left[:_MOST_TERMS]],
            [self._term(term) for term in trial.right[:_MOST_TERMS]],
            _sums(trial),
            trial.note,
            trial.verdict.value if trial.verdict is not Verdict.NOT_APPLICABLE else "pass",
        ]

    def _term(self, term: Term) -> Json:
        place = term_place(term)
        shown = "（空）" if term.figure is None else printed(term.figure)
        return [term.label, term.factor, shown, self._pen.address(place) if place else None]


def printed(figure: Figure) -> str:
    """A figure with its unit."""
    return figure.text + figure.unit


def in_yuan(figure: Figure) -> str | None:
    """The worth in 元 of money printed in another unit."""
    if not figure.unit.endswith("元") or figure.unit == "元":
        return None
    return format_money(figure.value, MILLIONTHS, max(figure.quantum, MILLIONTHS // 100))


def _sums(trial: Trial) -> Json:
    """Both sides and the difference, in the unit of the first figure; None for conditions."""
    like = next((term.figure for term in (*trial.left, *trial.right) if term.figure), None)
    if trial.relation is Relation.HOLDS or like is None:
        return None
    left = sum(term.value for term in trial.left)
    right = left - trial.difference if is_ratio(trial) else sum(t.value for t in trial.right)
    return [_shown(value, like) for value in (left, right, trial.difference)]


def _shown(value: int, like: Figure) -> str:
    scale = _SCALES.get(like.unit, MILLIONTHS)
    return format_money(value, scale, like.quantum or MILLIONTHS) + like.unit
