"""Narrative templates: numbers come from the ledger, or the compilation stops with the place."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from ledger.random_ledgers import random_ledger
from mingzhang.ledger import Ledger, Lines, Precision
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source, Unit, WrongUsage
from mingzhang.projection import Compiled, compile_ledger
from mingzhang.projection.expressions import CannotCompute, evaluate
from mingzhang.projection.quantities import Quantities
from mingzhang.writers.published.flow import parts

SOURCE = Source("账簿.xlsx", "ledger", "0" * 64)
NAME = "shanxi-2025.toml"


def edited(tmp_path: Path, old: str, new: str, ledger: Ledger | None = None) -> Compiled:
    """The worked example with one sentence of its template edited."""
    text = files("mingzhang.projection").joinpath("templates", NAME).read_text("utf-8")
    assert old in text
    (tmp_path / NAME).write_text(text.replace(old, new, 1), encoding="utf-8")
    return compile_ledger(ledger or worked_example(), SOURCE, templates=tmp_path)


def texts(compiled: Compiled) -> str:
    return "\n".join(paragraph.text for paragraph in compiled.disclosure.narrative)


def test_the_templates_hold_no_number_typed_by_hand() -> None:
    assert compile_ledger(worked_example(), SOURCE).problems == ()


def test_a_number_typed_by_hand_is_reported(tmp_path: Path) -> None:
    compiled = edited(tmp_path, "支出预算{总计}万元", "支出预算1348.70万元")

    assert [problem.at.sheet for problem in compiled.problems] == [NAME]
    assert "手写了“1348.70万元”" in compiled.problems[0].message


def test_officers_may_reword_a_sentence(tmp_path: Path) -> None:
    compiled = edited(tmp_path, "支出预算{总计}万元", "全年安排支出{总计}万元")

    assert "全年安排支出1348.70万元" in texts(compiled)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("{合计数}", "没有名为“合计数”"),
        ("{上年('教育支出')}", "“上年”表里没有“教育支出”"),
        ("{金额(资金='税收')}", "没有名为“税收”的资金"),
        ("{金额(月份='1')}", "没有“月份”这个条件"),
        ("{总计 +}", "不是算式"),
        ("{总计 + '元'}", "算不出来"),
        ("{().__class__}", "不能用在算式里"),
    ],
)
def test_what_cannot_be_computed_stops_with_its_place(
    tmp_path: Path, expression: str, message: str
) -> None:
    with pytest.raises(CannotCompute) as error:
        edited(tmp_path, "支出预算{总计}万元", f"支出预算{expression}万元")

    assert message in str(error.value)
    assert NAME in str(error.value)


def test_a_change_without_a_reason_stops(tmp_path: Path) -> None:
    ledger = worked_example()
    prose = {key: text for key, text in ledger.prose.items() if key != "收支总计原因"}

    with pytest.raises(CannotCompute, match="请在“说明”表里填写“收支总计原因”"):
        compile_ledger(replace(ledger, prose=prose), SOURCE)


def test_an_asset_that_the_template_never_prints_is_told() -> None:
    ledger = worked_example()
    counts = ledger.assets.counts | {"通用设备": "3", "执法执勤用车": "2.5"}
    compiled = compile_ledger(replace(ledger, assets=replace(ledger.assets, counts=counts)), SOURCE)
    told = [problem.message for problem in compiled.problems]

    assert len(told) == 1
    assert told[0].startswith(
        "“资产”表的“通用设备”没有印在公开文本里：模板“shanxi-2025.toml”只印车辆编制、"
    )
    assert any("实有3.5辆" in one.text for one in compiled.disclosure.narrative)


def test_everything_that_cannot_be_computed_is_told_at_once_and_each_cause_once() -> None:
    ledger = worked_example()
    missing = ("收支总计原因", "公务接待费原因")
    prose = {key: text for key, text in ledger.prose.items() if key not in missing}
    last_year = {key: cents for key, cents in ledger.last_year.items() if key != "三公经费"}

    with pytest.raises(CannotCompute) as error:
        compile_ledger(replace(ledger, prose=prose, last_year=last_year), SOURCE)
    told = str(error.value).splitlines()

    assert len(told) == 3
    assert all(line.startswith("模板“shanxi-2025.toml”第") for line in told)
    assert told[0].endswith("请在“说明”表里填写“收支总计原因”。")
    assert "“上年”表里没有“三公经费”" in told[1]
    assert told[2].endswith("请在“说明”表里填写“公务接待费原因”。")


def test_every_number_of_a_sentence_knows_its_expression() -> None:
    compiled = compile_ledger(worked_example(), SOURCE)
    paragraph = next(p for p in compiled.disclosure.narrative if "支出预算1348.70" in p.text)
    found = {
        binding.expression: paragraph.text[binding.start : binding.end]
        for binding in compiled.bindings[paragraph.index]
    }

    assert found["总计"] == "1348.70"
    assert found["占比(基本支出, 总计)"] == "72.15%"


def test_growth_from_nothing_has_no_percentage() -> None:
    ledger = worked_example()
    last_year = ledger.last_year | {"一般公共预算": 0}

    text = texts(compile_ledger(replace(ledger, last_year=last_year), SOURCE))

    assert "一般公共预算当年支出1271.90万元，比上年增加1271.90万元，主要原因" in text


@pytest.mark.parametrize(
    ("spent", "now", "said"),
    [
        (
            49_00,
            620_000_00,
            "为0.00万元，2025年预算安排62.00万元，比2024年预算执行数增加62.00万元。",
        ),
        (49_00, 49_00, "为0.00万元，2025年预算安排0.00万元，与2024年预算执行数持平。"),
        (310_000_00, 620_000_00, "2025年预算安排62.00万元，比2024年预算执行数增加100.00%。"),
        (0, 620_000_00, "2024年没有执行数，2025年预算安排62.00万元，主要原因是：任务增加。"),
    ],
)
def test_growth_from_what_prints_as_zero_is_told_as_an_amount(
    spent: int, now: int, said: str
) -> None:
    ledger = replace(
        worked_example(), last_year={"2010301": spent}, prose={"2010301原因": "任务增加"}
    )
    precision = Precision(10_000, 10_000)
    quantities = Quantities(ledger, Lines.of(ledger), Unit.TEN_THOUSAND, precision)

    assert said in quantities.executed("2010301", quantities.money(now))


def test_goal_forms_stand_at_the_end_under_a_heading_of_their_own() -> None:
    disclosure = compile_ledger(random_ledger(5, "shanghai-budget-2024"), SOURCE).disclosure
    kinds = [type(part).__name__ for part in parts(disclosure)]
    first = kinds.index("OverallGoal")

    assert set(kinds[first + 1 :]) == {"ProjectForm"}
    assert getattr(parts(disclosure)[first - 1], "text", "") == "2025年部门预算绩效目标表"


def test_an_unknown_profile_is_said() -> None:
    with pytest.raises(WrongUsage, match="没有公开样式“月球”"):
        compile_ledger(replace(worked_example(), profile="月球"), SOURCE)


def test_expressions_reach_nothing_of_the_program() -> None:
    for text in ("open('x')", "[1]", "lambda: 1", "x.y", "f(**{})", "__import__('os')"):
        with pytest.raises(CannotCompute):
            evaluate(text, {"f": lambda: 1})


def test_every_name_of_a_template_is_documented() -> None:
    ledger = worked_example()
    precision = Precision(10_000, 10_000)
    names = Quantities(ledger, Lines.of(ledger), Unit.TEN_THOUSAND, precision).names()
    text = (Path(__file__).resolve().parents[2] / "docs" / "ledger.md").read_text("utf-8")

    assert [name for name in names if f"`{name}" not in text] == []
