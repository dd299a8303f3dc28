"""The worked cases of each rule (规则的例子): edits of correct documents, and what the rule says.

A case file `cases/<rule>.toml` holds cases of all verdicts; `explain` shows them and the tests
hold the rule to them.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from mingzhang.checks.engine import Rule, run
from mingzhang.checks.facts import Facts
from mingzhang.checks.messages import finding_of
from mingzhang.disclosure import Disclosure
from mingzhang.model import RuleResult, Trial, Verdict
from mingzhang.model.rule_info import RuleCase
from mingzhang.recognition import read_disclosure

FOLDER = Path(__file__).with_name("cases")

Case = dict[str, Any]


def cases_of(rule: str) -> list[Case]:
    """The cases on file for a rule, in their order; none for an unknown rule."""
    path = FOLDER / f"{rule}.toml"
    if not path.exists():
        return []
    cases: list[Case] = tomllib.loads(path.read_text("utf-8"))["case"]
    return cases


def rules_with_cases() -> list[str]:
    """The ids of all rules that have a case file."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def edited(text: str, edits: list[list[Any]]) -> str:
    """A base document with every edit applied.

    An edit is [old, new], where old stands once; or [old, new, n] for its n-th occurrence;
    n = 0 for every one.

    Raises:
        ValueError: the old text does not stand where the edit says.
    """
    for old, new, *occurrence in edits:
        count = text.count(old)
        if count == 0 or (not occurrence and count > 1):
            raise ValueError(f"“{old}”在基准文本中出现{count}次，请写明第几处")
        if occurrence == [0]:
            text = text.replace(old, new)
            continue
        parts = text.split(old)
        cut = occurrence[0] if occurrence else 1
        text = old.join(parts[:cut]) + new + old.join(parts[cut:])
    return text


@cache
def base_text(name: str) -> str:
    """A correct document by its name: shanxi, shanghai, final_accounts, central."""
    return (FOLDER / "base" / f"{name}.txt").read_text("utf-8")


@cache
def _read(name: str) -> Disclosure:
    return read_disclosure(base_text(name).encode(), f"{name}.txt")


def _document(case: Case, edits: str, base: str) -> Disclosure:
    name = case.get(base, case.get("base", "shanxi"))
    if not case.get(edits):
        return _read(name)
    return read_disclosure(edited(base_text(name), case[edits]).encode(), f"{name}.txt")


def apply(rule: Rule, case: Case) -> tuple[RuleResult, list[Trial]]:
    """The rule's answer on a case's document (with `previous` edits: on last year's as well)."""
    facts = Facts(_document(case, "edit", "base"))
    if "previous" in case or "previous_base" in case:
        facts = Facts(facts.disclosure, Facts(_document(case, "previous", "previous_base")))
    return run(rule, facts)


def messages(rule: Rule, trials: list[Trial]) -> list[str]:
    """What the findings of these trials say."""
    failed = [t for t in trials if t.verdict in (Verdict.FAIL, Verdict.ROUNDING)]
    return [finding_of(rule.info, trial).message for trial in failed]


def worked(rule: Rule) -> list[RuleCase]:
    """Every case of a rule worked out, for people to read."""
    found = []
    for case in cases_of(rule.info.id):
        result, trials = apply(rule, case)
        said = messages(rule, trials)
        message = said[0] if said else result.reason or ""
        found.append(RuleCase(case["name"], {}, result.verdict, message))
    return found
