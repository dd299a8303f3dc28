"""Goal forms as a whole: what the rules find in a real document, and what they leave in peace."""

from pathlib import Path

import pytest

from mingzhang.checks.cases import FOLDER
from mingzhang.checks.engine import all_rules, run
from mingzhang.checks.facts import Facts
from mingzhang.checks.goals.forms import Form
from mingzhang.checks.messages import finding_of
from mingzhang.disclosure import Disclosure, Funds, Indicator, ProjectForm
from mingzhang.disclosure.whole import Department
from mingzhang.model import Figure, Place, Severity, Source, Trial, Unit, Verdict, parse_figure
from mingzhang.performance import parse_target
from mingzhang.recognition import read_disclosure

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "../shared/samples/jincheng-2025.txt"
BASE = FOLDER / "base" / "shanxi.txt"
FAMILIES = ("C", "D", "E")


def yuan(text: str) -> Figure:
    figure = parse_figure(text, Unit.YUAN.scale, "元", Place(line=1))
    assert figure is not None
    return figure


def document(*forms: ProjectForm) -> Facts:
    return Facts(
        Disclosure(
            Source("甲局.txt", "txt", ""),
            "budget",
            "department",
            2025,
            None,
            Department(None, "甲局"),
            projects=forms,
        )
    )


def form(name: str = "惠民演出", **fields: object) -> ProjectForm:
    funds = Funds(total=yuan("100000"), municipal=yuan("100000"))
    known: dict[str, object] = {"total_funds": funds, "annual_funds": funds}
    return ProjectForm(name=name, at=Place(line=1), **(known | fields))  # type: ignore[arg-type]


def indicator(level2: str, name: str, target: str, level1: str = "产出指标") -> Indicator:
    return Indicator(level1, level2, name, parse_target(target), Place(line=2))


def verdict(rule: str, *forms: ProjectForm) -> tuple[Verdict, list[Trial]]:
    result, trials = run(all_rules()[rule], document(*forms))
    return result.verdict, trials


def goal_rules() -> list[str]:
    return [rule for rule in all_rules() if rule[0] in FAMILIES]


@pytest.mark.parametrize("rule", goal_rules())
def test_a_correct_document_has_no_finding(rule: str) -> None:
    disclosure = read_disclosure(BASE.read_bytes(), "平川.txt")
    result, trials = run(all_rules()[rule], Facts(disclosure))
    assert result.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE), [t.note for t in trials]


@pytest.mark.parametrize("rule", goal_rules())
def test_a_document_without_goal_forms_is_left_in_peace(rule: str) -> None:
    disclosure = read_disclosure((FOLDER / "base" / "final_accounts.txt").read_bytes(), "决算.txt")
    result, _ = run(all_rules()[rule], Facts(disclosure))
    assert result.verdict is Verdict.NOT_APPLICABLE


def test_sources_may_stand_within_the_fiscal_grant() -> None:
    nested = Funds(
        total=yuan("150000"),
        fiscal=yuan("120000"),
        carryover=yuan("20000"),
        other=yuan("30000"),
    )
    assert verdict("D01", form(annual_funds=nested))[0] is Verdict.PASS


def test_a_source_that_was_perhaps_not_read_is_only_warned_of() -> None:
    partly = Funds(total=yuan("150000"), fiscal=yuan("120000"))
    found, (trial,) = verdict("D01", form(annual_funds=partly))
    assert found is Verdict.FAIL
    assert trial.severity is Severity.WARNING


def test_an_amount_in_words_is_undetermined() -> None:
    words = Funds(municipal=yuan("100000"), texts={"total": "详见附件"})
    found, (trial,) = verdict("D01", form(annual_funds=words))
    assert found is Verdict.UNDETERMINED
    assert "详见附件" in trial.note


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("一次性项目（1年结束）", "一次性"),
        ("□一次性项目 √延续性项目", "延续性"),
        ("新增项目□ 延续项目√", ""),
        ("一次性项目□延续性项目□", ""),
    ],
)
def test_the_ticked_attribute_counts(printed: str, meant: str) -> None:
    assert Form(form(attribute=printed), 2025).attribute == meant


def test_a_standard_of_aid_may_be_a_minimum() -> None:
    aid = indicator("成本指标", "农村低保补助标准", "≥600元/人·月")
    found, trials = verdict("E04", form(annual_indicators=(aid,)))
    assert found is Verdict.FAIL
    assert trials[0].severity is Severity.WARNING


def test_a_saving_is_no_cost() -> None:
    saving = indicator("成本指标", "成本节约金额", "≥10万元")
    assert verdict("E04", form(annual_indicators=(saving,)))[0] is Verdict.PASS


def test_the_cost_of_a_whole_investment_is_only_warned_of() -> None:
    cost = indicator("成本指标", "工程总投资", "≤5000万元")
    _, trials = verdict("D22", form(annual_indicators=(cost,)))
    failed = [trial for trial in trials if trial.verdict is Verdict.FAIL]
    assert [trial.severity for trial in failed] == [Severity.WARNING]


def test_another_count_of_the_same_counter_is_no_contradiction() -> None:
    seats = indicator("数量指标", "业务用房改造数量", "28间")
    text = "改造12间专家休息室和10间开标室。"
    assert verdict("D21", form(overview=text, annual_indicators=(seats,)))[0] is not Verdict.FAIL


KNOWN = [
    ("C09", 522, "缺4"),
    ("C11", 547, "1988.42"),
    ("C12", 526, "用地红线图审查面积"),
    ("D05", 938, "名称不一致"),
    ("D05", 1122, "编外人员管理费"),
    ("D07", 1023, "60000"),
    ("D07", 1125, "190000"),
    ("D13", 973, "没有印完整"),
    ("D15", 670, "没有指标值"),
    ("D17", 723, "60.94"),
    ("D17", 1473, "35万元"),
    ("D17", 1504, "47.475"),
    ("D18", 856, "7.8万元"),
    ("D19", 1537, "2.00万元"),
    ("D20", 824, "2.5898"),
    ("D21", 689, "5台"),
    ("D21", 1341, "400人次"),
    ("D22", 1048, "872900"),
    ("D22", 1176, "228万元"),
    ("D22", 1283, "99.5"),
    ("D22", 1486, "35万元"),
    ("D23", 1144, "228万元"),
    ("D24", 1581, "7月份签订合同"),
    ("D31", 754, "50万元"),
    ("D32", 1044, "项目尾款"),
    ("D33", 1165, "228万元"),
    ("E06", 622, "270.9191"),
    ("E12", 1281, "停机率"),
    ("E13", 626, "15个工作日"),
    ("E15", 1518, "2023年8月"),
    ("E22", 1327, "生态"),
]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the real document is not at hand")
def test_the_known_contradictions_of_a_real_document_are_found() -> None:
    facts = Facts(read_disclosure(SAMPLE.read_bytes(), SAMPLE.name))
    found = {}
    for rule in {rule for rule, _, _ in KNOWN}:
        _, trials = run(all_rules()[rule], facts)
        failed = [trial for trial in trials if trial.verdict is Verdict.FAIL]
        found[rule] = [finding_of(all_rules()[rule].info, trial) for trial in failed]
    missing = [
        (rule, line, words)
        for rule, line, words in KNOWN
        if not any(f.places[0].line == line and words in f.message for f in found[rule])
    ]
    assert missing == []


@pytest.mark.skipif(not SAMPLE.exists(), reason="the real document is not at hand")
def test_the_money_of_every_real_form_adds_up() -> None:
    facts = Facts(read_disclosure(SAMPLE.read_bytes(), SAMPLE.name))
    for rule in ("D01", "D02", "D03", "D04", "D06"):
        result, _ = run(all_rules()[rule], facts)
        assert result.verdict is Verdict.PASS, rule
