"""What the page's panel needs to open a figure: every trial with its terms, as safe JSON."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from mingzhang.model import Figure, Relation, Report, Term, Trial, Unit, format_money
from mingzhang.model.figures import MILLIONTHS
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.evidence import Evidence, is_ratio, term_place
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.report_html.markup import MARK_CLASS
from mingzhang.writers.words import word

Json: TypeAlias = "str | int | Mapping[str, Json] | Sequence[Json] | None"

_UNSAFE = re.compile("[<>&\u2028\u2029]")
_SCALES = {unit.value: unit.scale for unit in Unit}


class _Labels:
    """Texts that repeat, each kept once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, label: str) -> int:
        return self.numbers.setdefault(label, len(self.numbers))


def proofs(report: Report, rules: Mapping[str, RuleInfo], pen: Pen, evidence: Evidence) -> str:
    """JSON that may stand inside a script element.

    `trials`: [rule, mark class, relation, left terms, right terms, sums, note, finding, other
    ids]; a term is [label, sign and factor, id, text] where the text is left out if the drawn
    figure shows it; a finding is [trial, ids].
    """
    labels = _Labels()
    shown = {trial.rule for trial in report.trials} | {f.rule for f in report.findings}
    data: Json = {
        "rules": {id_: _rule(info) for id_, info in rules.items() if id_ in shown},
        "trials": [
            _trial(trial, evidence.finding_of_trial.get(number, -1), labels, pen)
            for number, trial in enumerate(report.trials)
        ],
        "findings": [
            [
                evidence.trial_of_finding.get(number, -1),
                list(dict.fromkeys(filter(None, map(pen.find, finding.places)))),
            ]
            for number, finding in enumerate(report.findings)
        ],
        "places": pen.places,
        "units": pen.units,
        "labels": list(labels.numbers),
    }
    text = msgspec.json.encode(data).decode()
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _rule(info: RuleInfo) -> Json:
    return [
        info.title,
        info.statement,
        info.formula,
        info.basis,
        word(info.certainty),
        word(info.severity),
        info.remedy,
    ]


def _trial(trial: Trial, finding: int, labels: _Labels, pen: Pen) -> Json:
    extra = [found for place in trial.places if (found := pen.find(place))]
    return [
        trial.rule,
        MARK_CLASS[pen.evidence.trial_mark(trial)],
        "推算" if is_ratio(trial) else trial.relation.value,
        [_term(term, labels, pen) for term in trial.left],
        [_term(term, labels, pen) for term in trial.right],
        _sums(trial),
        trial.note,
        finding,
        extra,
    ]


def _term(term: Term, labels: _Labels, pen: Pen) -> Json:
    place = term_place(term)
    identity = (pen.find(place) if place else None) or ""
    label = labels(term.label)
    if identity.startswith("c") and term.figure is not None:
        return [label, term.factor, identity]
    shown = "空白" if term.figure is None else term.figure.text + term.figure.unit
    return [label, term.factor, identity, shown]


def _sums(trial: Trial) -> Json:
    """Both sides and the difference, in the unit of the first figure; None for conditions."""
    like = next((term.figure for term in (*trial.left, *trial.right) if term.figure), None)
    if trial.relation is Relation.HOLDS or like is None:
        return None
    left = sum(term.value for term in trial.left)
    right = left - trial.difference if is_ratio(trial) else sum(t.value for t in trial.right)
    return [*(_shown(value, like) for value in (left, right, trial.difference)), like.unit]


def _shown(value: int, like: Figure) -> str:
    return format_money(value, _SCALES.get(like.unit, MILLIONTHS), like.quantum or MILLIONTHS)
