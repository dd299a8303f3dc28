"""What a check says: verdicts (结论), trials (核对), findings (发现), the report (核对报告)."""

from enum import Enum

import msgspec

from mingzhang.model.figures import Figure
from mingzhang.model.places import Place, Problem, Source


class Severity(Enum):
    """How much a failure weighs (严重程度): 错误 blocks publishing, 警告 needs a reason, 提示."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(Enum):
    """The five answers of a rule (结论): 通过, 尾差, 不符, 不适用, 无法判定."""

    PASS = "pass"  # noqa: S105
    ROUNDING = "rounding"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Relation(Enum):
    """What must hold between the two sides of a trial (关系)."""

    EQUAL = "="
    AT_MOST = "≤"
    AT_LEAST = "≥"
    HOLDS = "成立"


class Term(msgspec.Struct, frozen=True, gc=False):
    """One operand of a trial (算式中的一项): its name in the formula, its figure, its sign.

    `figure` is None where a blank cell counts as zero; `at` is the place of the cell. `unread`
    is what the cell prints where that is no number: a trial with such a term is undetermined.
    `factor` multiplies; -1 subtracts.
    """

    label: str
    figure: Figure | None
    factor: int = 1
    at: Place | None = None
    unread: str = ""

    @property
    def value(self) -> int:
        """The signed value in millionths of the base unit; a blank is zero."""
        return self.factor * self.figure.value if self.figure is not None else 0

    @property
    def quantum(self) -> int:
        """The printed precision of the figure; a blank has none to round."""
        return self.figure.quantum if self.figure is not None else 0


class Trial(msgspec.Struct, gc=False):
    """One application of a rule to figures of a document (一次核对).

    left: the operands under test ("actual"); right: what they should come to ("expected");
    `difference` = Σleft − Σright in millionths of the base unit; `note` is the Chinese sentence
    where no formula says it all; `places` adds spots beyond the terms; `severity` replaces
    the rule's own. `rule` is stamped by the engine.
    """

    verdict: Verdict
    relation: Relation = Relation.EQUAL
    left: tuple[Term, ...] = ()
    right: tuple[Term, ...] = ()
    difference: int = 0
    note: str = ""
    places: tuple[Place, ...] = ()
    severity: Severity | None = None
    rule: str = ""


class Finding(msgspec.Struct, frozen=True):
    """One failure with its evidence (发现): both values, the difference, the places of both sides."""

    rule: str
    severity: Severity
    verdict: Verdict
    message: str
    expected: str | None = None
    actual: str | None = None
    difference: str | None = None
    unit: str | None = None
    places: tuple[Place, ...] = ()
    basis: str = ""
    remedy: str = ""


class RuleResult(msgspec.Struct, frozen=True):
    """What one rule says about the whole document (规则结论)."""

    rule: str
    verdict: Verdict
    reason: str | None
    tested: int


class Coverage(msgspec.Struct, frozen=True):
    """How many numbers of the narrative some rule used (覆盖率); the rest is listed."""

    numbers_in_narrative: int
    claimed_by_rules: int
    unclaimed: tuple[Figure, ...]


class Summary(msgspec.Struct, frozen=True):
    """Findings counted by severity, and rules that could not decide."""

    error: int
    warning: int
    info: int
    undetermined: int


class Report(msgspec.Struct, frozen=True):
    """Everything one check of one document says (核对报告).

    `findings` stand with undetermined rules' findings left out (those are in `rules`), worst
    first, then in the order of the document; `trials` are all applications, for pages that
    open a figure.
    """

    source: Source
    year: int | None
    profile: str | None
    findings: tuple[Finding, ...]
    rules: tuple[RuleResult, ...]
    coverage: Coverage
    problems: tuple[Problem, ...]
    summary: Summary
    trials: tuple[Trial, ...]
