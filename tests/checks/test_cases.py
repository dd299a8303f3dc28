"""Every rule on its own cases: an edit of a correct document, and what the rule says of it."""

import pytest

from mingzhang.checks.cases import Case, apply, cases_of, messages, rules_with_cases
from mingzhang.checks.engine import all_rules

REQUIRED = {"pass", "fail", "undetermined"}
ALL = [(rule, case) for rule in rules_with_cases() for case in cases_of(rule)]


@pytest.mark.parametrize(
    ("rule", "case"), ALL, ids=[f"{rule}-{case['verdict']}-{case['name']}" for rule, case in ALL]
)
def test_rule_says_what_its_case_expects(rule: str, case: Case) -> None:
    declared = all_rules()[rule]
    result, trials = apply(declared, case)
    assert result.verdict.value == case["verdict"], result
    if "message" in case:
        said = messages(declared, trials)
        assert any(case["message"] in message for message in said), said


@pytest.mark.parametrize("rule", list(all_rules()))
def test_every_rule_has_pass_fail_and_undetermined_cases(rule: str) -> None:
    verdicts = {case["verdict"] for case in cases_of(rule)}
    assert verdicts >= REQUIRED, f"{rule} 缺少 {'、'.join(sorted(REQUIRED - verdicts))} 的例子"


def test_no_case_file_without_its_rule() -> None:
    assert set(rules_with_cases()) <= set(all_rules())
