"""What reports need to know of a rule (规则说明): no operands, no logic, only words."""

from collections.abc import Mapping

import msgspec

from mingzhang.model.findings import Severity, Verdict


class RuleInfo(msgspec.Struct, frozen=True):
    """One rule as an officer reads it (规则).

    statement: one sentence that says what must hold. formula: the equation in words
    ("收入总计 = 支出总计"). basis: law and article, or the accounting identity. certainty:
    how sure the basis is. remedy: what to do when it fails. title: a few words for lists.
    """

    id: str
    title: str
    statement: str
    formula: str
    basis: str
    certainty: str
    severity: Severity
    remedy: str


class RuleCase(msgspec.Struct, frozen=True):
    """One worked example of a rule (例): printed figures by label, and what the rule says."""

    name: str
    figures: Mapping[str, str | None]
    verdict: Verdict
    message: str = ""
