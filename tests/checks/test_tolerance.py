"""A rule whose own program fails does not silence the others."""

from collections.abc import Iterator

import msgspec
import pytest

from mingzhang.checks import report as module
from mingzhang.checks.cases import FOLDER
from mingzhang.checks.engine import all_rules
from mingzhang.checks.facts import Facts
from mingzhang.model import Trial, Verdict
from mingzhang.recognition import read_disclosure

TEXT = FOLDER / "base" / "shanxi.txt"


def broken(facts: Facts) -> Iterator[Trial]:
    raise IndexError("合计")
    yield


@pytest.fixture
def one_broken_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = dict(all_rules())
    rules["A01"] = msgspec.structs.replace(rules["A01"], check=broken)
    monkeypatch.setattr(module, "all_rules", lambda: rules)


@pytest.mark.usefixtures("one_broken_rule")
def test_the_rule_is_undetermined_and_says_so() -> None:
    found = module.check(read_disclosure(TEXT.read_bytes(), TEXT.name), tolerant=True)

    first = found.rules[0]
    assert (first.rule, first.verdict) == ("A01", Verdict.UNDETERMINED)
    assert "程序出错（IndexError）" in (first.reason or "")
    assert found.summary.undetermined > 0
    assert any(result.verdict is Verdict.PASS for result in found.rules)


@pytest.mark.usefixtures("one_broken_rule")
def test_a_caller_may_ask_for_the_exception() -> None:
    with pytest.raises(IndexError):
        module.check(read_disclosure(TEXT.read_bytes(), TEXT.name))
