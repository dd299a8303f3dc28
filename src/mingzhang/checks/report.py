"""Run every rule over a document and write down what fails (核对)."""

from collections.abc import Mapping

from mingzhang.checks.engine import Rule, all_rules, run
from mingzhang.checks.facts import Facts
from mingzhang.checks.messages import finding_of
from mingzhang.disclosure import Disclosure
from mingzhang.model import (
    Coverage,
    Finding,
    Place,
    Report,
    RuleResult,
    Severity,
    Summary,
    Trial,
    Verdict,
)
from mingzhang.model.rule_info import RuleInfo

_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_SILENT = (Verdict.PASS, Verdict.NOT_APPLICABLE)
_FOUND = (Verdict.FAIL, Verdict.ROUNDING)
COUNTED = frozenset({"amount", "percentage", "count", "area", "other"})


def rule_infos() -> Mapping[str, RuleInfo]:
    """What the reports say of each rule, by id."""
    return {id_: rule.info for id_, rule in all_rules().items()}


def check(
    disclosure: Disclosure, previous: Disclosure | None = None, *, tolerant: bool = False
) -> Report:
    """All rules in force for this kind and year; `previous` is last year's document.

    tolerant: a rule whose own program fails on this document is undetermined, and the others
    go on; otherwise its exception ends the check.
    """
    facts = Facts(disclosure, Facts(previous) if previous else None)
    results: list[RuleResult] = []
    trials: list[Trial] = []
    findings: list[Finding] = []
    for rule in all_rules().values():
        if not rule.in_force(disclosure.kind, disclosure.year):
            continue
        result, made, found = _applied(rule, facts, tolerant)
        results.append(result)
        trials += made
        findings += found
    findings.sort(
        key=lambda f: (_WORST_FIRST.index(f.severity), _order(f.places), f.rule, f.message)
    )
    return Report(
        source=disclosure.source,
        year=disclosure.year,
        profile=disclosure.profile,
        findings=tuple(findings),
        rules=tuple(results),
        coverage=_coverage(disclosure, trials),
        problems=disclosure.problems,
        summary=_summary(findings, results),
        trials=tuple(trials),
    )


def _applied(
    rule: Rule, facts: Facts, tolerant: bool
) -> tuple[RuleResult, list[Trial], list[Finding]]:
    try:
        result, made = run(rule, facts)
        return result, made, [] if result.verdict in _SILENT else _findings(rule, made)
    except MemoryError:
        raise
    except Exception as error:
        if not tolerant:
            raise
        reason = f"这条规则的程序出错（{type(error).__name__}），没有核对，请把文件报给维护者。"
        return RuleResult(rule.info.id, Verdict.UNDETERMINED, reason, 0), [], []


def _findings(rule: Rule, trials: list[Trial]) -> list[Finding]:
    return [finding_of(rule.info, trial) for trial in trials if trial.verdict in _FOUND]


def _order(places: tuple[Place, ...]) -> tuple[int, ...]:
    if not places:
        return (1 << 30,)
    first = places[0]
    return (
        first.page or 0,
        first.line or 0,
        first.table or 0,
        first.paragraph or 0,
        first.row or 0,
        first.column or 0,
        first.start or 0,
    )


def _coverage(disclosure: Disclosure, trials: list[Trial]) -> Coverage:
    claimed = {
        _spot(figure.at)
        for trial in trials
        for term in (*trial.left, *trial.right)
        if (figure := term.figure) is not None and figure.at.start is not None
    }
    numbers = [s.figure for s in disclosure.statements if s.kind in COUNTED]
    unclaimed = tuple(figure for figure in numbers if _spot(figure.at) not in claimed)
    return Coverage(len(numbers), len(numbers) - len(unclaimed), unclaimed)


def _spot(at: Place) -> tuple[int | None, ...]:
    return at.line, at.page, at.paragraph, at.start


def _summary(findings: list[Finding], results: list[RuleResult]) -> Summary:
    def count(severity: Severity) -> int:
        return sum(finding.severity is severity for finding in findings)

    return Summary(
        count(Severity.ERROR),
        count(Severity.WARNING),
        count(Severity.INFO),
        sum(result.verdict is Verdict.UNDETERMINED for result in results),
    )
