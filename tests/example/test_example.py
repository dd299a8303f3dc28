"""The example keeps the published figures, and its contradictions."""

from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.example import build_example, write_example
from mingzhang.example.facts import load


@pytest.fixture(scope="module")
def text() -> str:
    return build_example()


def test_is_the_same_every_time(text: str) -> None:
    assert build_example() == text


def test_is_written_as_one_text_file(tmp_path: Path, text: str) -> None:
    file = write_example(tmp_path / "new" / "folder")

    assert file.suffix == ".txt"
    assert file.read_text(encoding="utf-8") == text


def test_forms_apply_for_what_the_project_table_prints() -> None:
    facts = load()
    printed = {project.id: Decimal(project.amount) for project in facts.projects}

    assert {form.id for form in facts.forms} == set(printed)
    assert sum(form.annual for form in facts.forms) == 19_884_175
    assert sum(form.total for form in facts.forms) == 46_259_175
    for form in facts.forms:
        assert abs(Decimal(form.annual) / 10000 - printed[form.id]) <= Decimal("0.005")


def test_every_indicator_belongs_to_a_form() -> None:
    facts = load()

    assert len(facts.indicators) == 309
    assert {item.form for item in facts.indicators} <= {"P00", *(form.id for form in facts.forms)}


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        ("基本支出2317.18万元，项目支出1988.42万元", "整体绩效说明把人员经费写成基本支出"),
        ("2级项目27个", "表十二有28个项目"),
        ("本部门无“三公”经费预算。", "表十有4.95万元"),
        ("项目经费支出成本\t≥1988.42万元", "成本指标应当写“≤”"),
        ("≤ 872900元", "年度资金只有812,900元"),
        ("编外人员管理费\t", "表十二写“编外人员管理经费”"),
        ("3.规范25个一件事，打造3个典型案例。5.", "目标编号缺4"),
        ("用地红线图审查面积\t40万平方米", "项目表写150亩"),
        ("服务费0万元", "年度资金为100,000元"),
        ("尾款57万元", "概况写544102元"),
        ("预计共需约50万元", "各项合计60.94万元"),
        ("部门公开表9", "其余各表写“预算公开表”"),
        ("省直部门", "本部门是市级"),
    ],
)
def test_keeps_the_contradictions_of_the_original(text: str, kept: str, why: str) -> None:
    assert kept in text, why


def test_a_form_that_was_cut_off_ends_in_the_middle_of_its_sentence(text: str) -> None:
    start = text.index("项目名称\t\t优化营商环境工作专班工作经费")
    following = text.index("市级预算部门（单位）项目支出绩效目标表", start)

    assert "绩效指标" not in text[start:following]


def test_rows_of_the_project_table_add_up_to_the_printed_total(text: str) -> None:
    assert "晋城市行政审批服务管理局\t1988.42\t1988.42\t\t\t\t" in text
    assert "晋城市行政审批服务管理局\t1409.28\t1409.28\t\t\t\t" in text
    assert "晋城市公共资源交易中心\t377.14\t377.14\t\t\t\t" in text
