"""How a rule is declared (规则声明), found, and run over a document.

A rule is a generator over `Facts` under the `@rule` decorator; its docstring is the formula.
Every module below `mingzhang.checks` is searched for rules, so that adding one is one file.
"""

import importlib
import os
from collections.abc import Callable, Iterator
from functools import cache

import msgspec

import mingzhang.checks
from mingzhang.checks.facts import Facts, NotApplicable, Undetermined
from mingzhang.legal import basis
from mingzhang.model import RuleResult, Severity, Trial, Verdict
from mingzhang.model.rule_info import RuleInfo

Check = Callable[[Facts], Iterator[Trial]]

BUDGET = "budget"
FINAL = "final_accounts"


class Rule(msgspec.Struct, frozen=True):
    """One declared rule.

    law: ids of `mingzhang.legal`, with the article after a colon ("budget-law:14"), or the
    words 勾稽关系 / 表内逻辑 / 数据质量 where no law says it. certainty: confirmed, known,
    uncertain. kinds: the documents it speaks about. since, until: the budget years in force.
    """

    info: RuleInfo
    check: Check
    law: tuple[str, ...]
    kinds: tuple[str, ...]
    since: int | None
    until: int | None

    def in_force(self, kind: str, year: int | None) -> bool:
        """Whether the rule speaks about a document of this kind and year."""
        if kind not in self.kinds:
            return False
        if year is None:
            return True
        return (self.since or 0) <= year <= (self.until or 9999)


_RULES: dict[str, Rule] = {}


def rule(
    id: str,
    title: str,
    statement: str,
    *,
    severity: Severity = Severity.ERROR,
    law: tuple[str, ...] = ("勾稽关系",),
    certainty: str = "confirmed",
    remedy: str = "核对两处数字的来源，改正其中错误的一处。",
    kinds: tuple[str, ...] = (BUDGET, FINAL),
    since: int | None = None,
    until: int | None = None,
) -> Callable[[Check], Check]:
    """Declare a rule; the check's docstring is its formula.

    Raises:
        ValueError: the id is taken or the docstring is missing.
    """

    def declare(check: Check) -> Check:
        if id in _RULES or not check.__doc__:
            raise ValueError(f"rule {id}: declared twice, or without a formula")
        info = RuleInfo(
            id,
            title,
            statement,
            " ".join(check.__doc__.split()),
            basis(law),
            certainty,
            severity,
            remedy,
        )
        _RULES[id] = Rule(info, check, law, kinds, since, until)
        return check

    return declare


@cache
def all_rules() -> dict[str, Rule]:
    """Every declared rule by id, in the order of their ids.

    Rules stand in the families; the modules beside this one declare none.
    """
    for family in _packages(mingzhang.checks.__path__[0]):
        _load(f"mingzhang.checks.{family}")
    return dict(sorted(_RULES.items()))


def _load(package: str) -> None:
    """Import a package with all that stands in it; pkgutil would load much of its own for that."""
    folder = importlib.import_module(package).__path__[0]
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py") and name != "__init__.py":
            importlib.import_module(f"{package}.{name.removesuffix('.py')}")
    for inner in _packages(folder):
        _load(f"{package}.{inner}")


def _packages(folder: str) -> list[str]:
    names = sorted(os.listdir(folder))
    return [name for name in names if os.path.exists(os.path.join(folder, name, "__init__.py"))]


def rules_below(package: str) -> tuple[Rule, ...]:
    """The rules of one package of `mingzhang.checks`, in the order of their ids.

    Only its modules are loaded, for those who need no others.
    """
    _load(package)
    found = (item for item in sorted(_RULES.items()) if _stands_below(item[1], package))
    return tuple(rule for _, rule in found)


def _stands_below(rule: Rule, package: str) -> bool:
    return rule.check.__module__.startswith(f"{package}.")


def run(one: Rule, facts: Facts) -> tuple[RuleResult, list[Trial]]:
    """Apply one rule to a document; what stops it half-way is its reason."""
    id_ = one.info.id
    trials: list[Trial] = []
    verdict, reason = Verdict.NOT_APPLICABLE, None
    try:
        trials.extend(one.check(facts))  # keeps what came before an exception
    except NotApplicable as stop:
        reason = str(stop) or None
    except Undetermined as stop:
        verdict, reason = Verdict.UNDETERMINED, str(stop)
    for trial in trials:
        trial.rule = id_
    return _result(id_, verdict, reason, trials), trials


_PASS = Verdict.PASS
_WORST_FIRST = (Verdict.FAIL, Verdict.UNDETERMINED, Verdict.ROUNDING, Verdict.PASS)


def _result(id_: str, verdict: Verdict, reason: str | None, trials: list[Trial]) -> RuleResult:
    found = [trial.verdict for trial in trials]
    if verdict is Verdict.NOT_APPLICABLE and found.count(_PASS) == len(found):
        return RuleResult(id_, _PASS if found else verdict, reason, len(found))
    unread = found.count(Verdict.UNDETERMINED)
    worst = next((v for v in _WORST_FIRST if v is verdict or v in found), Verdict.NOT_APPLICABLE)
    if reason is None and worst is Verdict.UNDETERMINED:
        reason = next(t.note for t in trials if t.verdict is Verdict.UNDETERMINED)
    return RuleResult(id_, worst, reason, len(found) - unread)
