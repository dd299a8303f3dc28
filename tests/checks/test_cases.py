"""Every rule on its own cases: an edit of a correct document, and what the rule says of it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mingzhang.checks.engine import all_rules, run
from mingzhang.checks.facts import Facts
from mingzhang.checks.messages import finding_of
from mingzhang.disclosure import Disclosure
from mingzhang.model import RuleResult, Trial, Verdict
from mingzhang.recognition import read_disclosure

CASES = Path(__file__).resolve().parents[1] / "cases"
REQUIRED = {"pass", "fail", "undetermined"}


def _load() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        found += [(path.stem, case) for case in tomllib.loads(path.read_text("utf-8"))["case"]]
    return found


ALL = _load()


def edited(text: str, edits: list[list[Any]]) -> str:
    """A base document with every edit applied; each old text must stand where the edit says.

    A third element is the occurrence (1, 2, …), 0 for every one.
    """
    for old, new, *occurrence in edits:
        if occurrence == [0]:
            assert old in text, f"“{old}”不在基准文本中"
            text = text.replace(old, new)
            continue
        wanted = occurrence[0] if occurrence else None
        count = text.count(old)
        assert count, f"“{old}”不在基准文本中"
        assert wanted or count == 1, f"“{old}”在基准文本中出现{count}次，请写明第几处"
        parts = text.split(old)
        cut = (wanted or 1) - 1
        text = old.join(parts[: cut + 1]) + new + old.join(parts[cut + 1 :])
    return text


@cache
def _base(name: str) -> str:
    return (CASES / "base" / f"{name}.txt").read_text("utf-8")


@cache
def _read(name: str) -> Disclosure:
    return read_disclosure(_base(name).encode(), f"{name}.txt")


def _document(case: dict[str, Any], edits: str, base: str) -> Disclosure:
    name = case.get(base, case.get("base", "shanxi"))
    if not case.get(edits):
        return _read(name)
    return read_disclosure(edited(_base(name), case[edits]).encode(), f"{name}.txt")


def apply(rule: str, case: dict[str, Any]) -> tuple[RuleResult, list[Trial]]:
    """The rule's answer on a case's document (with `previous` edits: last year's as well)."""
    facts = Facts(_document(case, "edit", "base"))
    if "previous" in case or "previous_base" in case:
        facts = Facts(facts.disclosure, Facts(_document(case, "previous", "previous_base")))
    return run(all_rules()[rule], facts)


@pytest.mark.parametrize(
    ("rule", "case"), ALL, ids=[f"{rule}-{case['verdict']}-{case['name']}" for rule, case in ALL]
)
def test_rule_says_what_its_case_expects(rule: str, case: dict[str, Any]) -> None:
    result, trials = apply(rule, case)
    assert result.verdict.value == case["verdict"], result
    if "message" in case:
        failed = [t for t in trials if t.verdict in (Verdict.FAIL, Verdict.ROUNDING)]
        said = [finding_of(all_rules()[rule].info, trial).message for trial in failed]
        assert any(case["message"] in message for message in said), said


@pytest.mark.parametrize("rule", list(all_rules()))
def test_every_rule_has_pass_fail_and_undetermined_cases(rule: str) -> None:
    verdicts = {case["verdict"] for name, case in ALL if name == rule}
    assert verdicts >= REQUIRED, f"{rule} 缺少 {'、'.join(sorted(REQUIRED - verdicts))} 的例子"
