"""The findings report as JSON (核对报告的 JSON), as other tools read it: contract findings/1.

The same input gives the same bytes: no time stamps, fields in a fixed order, findings in the
order of the report.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

from mingzhang.disclosure import Disclosure
from mingzhang.model import Coverage, Figure, Finding, Place, Problem, Report, RuleResult
from mingzhang.writers.quotes import Quotes

Json: TypeAlias = "str | int | Mapping[str, Json] | list[Json] | None"


def findings_json(disclosure: Disclosure, report: Report) -> bytes:
    """One report in UTF-8: numbers are decimal strings, a place shows only what it knows."""
    return _encode(_report(disclosure, report))


def findings_list_json(reports: Iterable[tuple[Disclosure, Report]]) -> bytes:
    """Several reports in one object, in the order given: schema findings-list/1."""
    items: list[Json] = [_report(disclosure, report) for disclosure, report in reports]
    return _encode({"schema": "mingzhang/findings-list/1", "reports": items})


def _encode(value: Json) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _report(disclosure: Disclosure, report: Report) -> dict[str, Json]:
    summary = report.summary
    source = report.source
    quotes = Quotes(disclosure)
    return {
        "schema": "mingzhang/findings/1",
        "source": {"name": source.name, "type": source.type, "sha256": source.sha256},
        "kind": disclosure.kind,
        "department": {"code": disclosure.department.code, "name": disclosure.department.name},
        "year": report.year,
        "profile": report.profile,
        "findings": [_finding(finding, quotes) for finding in report.findings],
        "rules": [_rule(result) for result in report.rules],
        "coverage": _coverage(report.coverage),
        "problems": [_problem(problem) for problem in report.problems],
        "summary": {
            "error": summary.error,
            "warning": summary.warning,
            "info": summary.info,
            "undetermined": summary.undetermined,
        },
    }


def _finding(finding: Finding, quotes: Quotes) -> dict[str, Json]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": finding.difference,
        "unit": finding.unit,
        "places": [_quoted(place, quotes) for place in finding.places],
        "basis": finding.basis,
        "remedy": finding.remedy,
    }


def _rule(result: RuleResult) -> dict[str, Json]:
    return {
        "rule": result.rule,
        "verdict": result.verdict.value,
        "reason": result.reason,
        "tested": result.tested,
    }


def _coverage(coverage: Coverage) -> dict[str, Json]:
    return {
        "numbers_in_narrative": coverage.numbers_in_narrative,
        "claimed_by_rules": coverage.claimed_by_rules,
        "unclaimed": [_unclaimed(figure) for figure in coverage.unclaimed],
    }


def _unclaimed(figure: Figure) -> dict[str, Json]:
    return {"value": figure.text, "unit": figure.unit, "at": _place(figure.at)}


def _problem(problem: Problem) -> dict[str, Json]:
    return {"message": problem.message, "at": _place(problem.at)}


def _quoted(place: Place, quotes: Quotes) -> dict[str, Json]:
    """A place with what is printed there."""
    text = quotes.of(place)
    return _place(place) if text is None else {**_place(place), "text": text}


def _place(place: Place) -> dict[str, Json]:
    """Only what is known: `Place` leaves its defaults out by itself."""
    known: dict[str, Json] = msgspec.to_builtins(place)
    return known
