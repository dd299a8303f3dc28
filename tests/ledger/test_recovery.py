"""A ledger from a published disclosure: what is determined is kept, what is not is told."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ledger.random_ledgers import random_ledger
from mingzhang.checks.cases import base_text
from mingzhang.disclosure import Disclosure, Role
from mingzhang.example import build_example
from mingzhang.ledger import Fund, LineKind
from mingzhang.ledger.reading import read_ledger, read_rows
from mingzhang.ledger.recovery import Recovered, recover
from mingzhang.ledger.rows import LedgerRows, Row, rows_of
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source
from mingzhang.projection import compile_ledger
from mingzhang.recognition import read_disclosure
from mingzhang.writers.ledger_workbook import rows_workbook
from mingzhang.writers.to_docx import document
from mingzhang.writers.to_text import disclosure_text
from mingzhang.writers.to_xlsx import workbook


@cache
def recovered() -> Recovered:
    """The worked example, published as text, read, and turned back."""
    disclosure = compile_ledger(worked_example(), Source("账簿", "ledger", "0" * 64)).disclosure
    return recover(read_disclosure(disclosure_text(disclosure).encode(), "公开文本.txt"))


def amount(rows: list[Row], kind: str) -> Decimal:
    amounts = (Decimal(row["本年金额"]) for row in rows if row["类别"] == kind)
    return sum(amounts, Decimal(0))


def test_basic_expenditure_comes_back_by_economic_class() -> None:
    lines = worked_example().lines

    for kind in ("人员", "公用"):
        expected = sum(line.current for line in lines if line.kind.value == kind)
        assert amount(recovered().rows["预算明细"], kind) * 100 == expected


def test_projects_come_back_with_their_units_funds_and_forms() -> None:
    rows = recovered().rows
    ours = {(line.unit, line.project, line.fund.value) for line in worked_example().lines}
    theirs = {
        (row["单位"], row["项目"], row["资金"]) for row in rows["预算明细"] if row["类别"] == "项目"
    }

    assert theirs == {key for key in ours if key[1]}
    assert [row["项目名称"] for row in rows["项目"]] == [p.name for p in worked_example().projects]
    indicators = sum(len(project.indicators) for project in worked_example().projects)
    assert len(rows["绩效指标"]) == indicators


def test_a_function_is_filled_in_only_where_just_one_is_possible() -> None:
    """文化市场综合行政执法队 has one project, and one item has just its amount."""
    lines = [row for row in recovered().rows["预算明细"] if row["类别"] == "项目"]
    functions = {row["项目"]: row.get("功能科目") for row in lines}

    assert functions["文化市场执法检查"] == "2070112"
    assert functions["全域旅游宣传推广"] is None


def test_what_the_tables_do_not_determine_is_told() -> None:
    told = "\n".join(recovered().open)

    assert "基本支出各行的单位和功能科目不能由公开报表确定" in told
    assert "“上年”表" in told


def test_the_workbook_asks_only_for_what_is_open(tmp_path: Path) -> None:
    file = tmp_path / "账簿.xlsx"
    file.write_bytes(rows_workbook(recovered().rows, 2025))
    asked = {(p.at.sheet, p.message.split("”")[0]) for p in read_ledger(file).problems}

    assert ("预算明细", "“功能科目") in asked
    assert not any(message.startswith("“本年金额") for _, message in asked)
    assert not any(message.startswith("“项目概况") for _, message in asked)


def test_the_example_comes_back() -> None:
    found = recover(read_disclosure(build_example().encode(), "示例.txt"))
    projects = [row for row in found.rows["预算明细"] if row["类别"] == "项目"]

    assert len(projects) == 28
    assert {row["功能科目"] for row in projects if row["单位"] == "晋城市公共资源交易中心"} == {
        "2010399"
    }


def test_without_a_project_table_the_functions_tell_what_projects_take() -> None:
    """Shanghai prints projects by function and fund only: the names remain to be filled in."""
    ledger = random_ledger(1, "shanghai-budget-2024")
    compiled = compile_ledger(ledger, Source("账簿", "ledger", "0" * 64))
    found = recover(read_disclosure(disclosure_text(compiled.disclosure).encode(), "公开.txt"))
    lines = [row for row in found.rows["预算明细"] if row["类别"] == "项目"]
    ours = [line for line in compiled.ledger.lines if line.kind is LineKind.PROJECT]
    general = [line for line in ours if line.fund is Fund.GENERAL]

    assert all("项目" not in row for row in lines)
    assert amount(lines, "项目") == Decimal(sum(one.current + one.carried for one in ours)) / 100
    assert {row["功能科目"] for row in lines if row.get("资金") == "一般公共预算"} == {
        line.function for line in general
    }
    assert any("请分到各项目并填写项目名称" in one for one in found.open)


def test_of_a_final_account_only_what_is_no_result_comes_back() -> None:
    text = base_text("final_accounts")
    found = recover(read_disclosure(text.encode(), "决算.txt"))

    assert found.open[0].startswith("这是决算，印的是执行结果，账簿记的是预算")
    assert (found.rows["预算明细"], found.rows["上年"]) == ([], [])
    assert "公开样式" not in found.rows["部门"][0]


def test_last_year_and_its_reasons_follow_from_what_is_stated() -> None:
    """This year's figure and its change are printed, which makes the year before."""
    ours = rows_of(worked_example())
    reasons = {row["项目"]: row["内容"] for row in recovered().rows["说明"]}

    assert recovered().rows["上年"] == ours["上年"]
    assert reasons["公务接待费原因"] == "减少接待批次"


def test_purchases_and_assets_follow_from_what_is_stated() -> None:
    ours = rows_of(worked_example())
    assets = {row["项目"]: row["数量"] for row in recovered().rows["资产"]}

    assert recovered().rows["采购"] == ours["采购"][:3]
    assert assets["截止日期"] == "2024年12月31日"
    assert (assets["车辆编制"], assets["执法执勤用车"]) == ("3", "2")


def completed(found: Recovered) -> LedgerRows:
    """What is left open filled in with anything that is allowed."""
    rows = {name: [dict(row) for row in one] for name, one in found.rows.items()}
    rows["部门"][0] |= {"地区": "平川市", "级次": "市级"}
    for row in rows["部门"][1:]:
        row.setdefault("性质", "事业")
    unit = rows["部门"][1]["名称"]
    for row in rows["预算明细"]:
        row.setdefault("单位", unit)
        row.setdefault("功能科目", "2296003" if row["资金"].startswith("政府性") else "2070199")
    for row in rows["项目"]:
        row.setdefault("类别", "特定目标类")
    return rows


@pytest.mark.parametrize("ending", ["txt", "docx", "xlsx"])
def test_what_the_tables_determine_is_printed_again_the_same(ending: str) -> None:
    """By economic class, by project, by fund and 三公: figures that no guess of ours can move."""
    first = compile_ledger(worked_example(), Source("账簿", "ledger", "0" * 64)).disclosure
    data = {
        "txt": lambda: disclosure_text(first).encode(),
        "docx": lambda: document(first),
        "xlsx": lambda: workbook(first),
    }[ending]()
    rows = completed(recover(read_disclosure(data, f"公开文本.{ending}")))
    reading = read_rows(rows)
    assert reading.ledger is not None, reading.problems
    again = compile_ledger(reading.ledger, Source("反推", "ledger", "0" * 64)).disclosure

    for subject in DETERMINED:
        assert figures(again, subject) == figures(first, subject), subject


DETERMINED = (
    "income_summary",
    "basic_expenditure",
    "project_expenditure",
    "project_expenditure_carryover",
    "three_public_expenses",
)


def figures(disclosure: Disclosure, subject: str) -> list[tuple[str, str, str]]:
    """Name, column and printed words of every figure; of tables by function the total only."""
    table = next(table for table in disclosure.tables if table.subject == subject)
    return [
        (row.name, key, figure.text)
        for row in table.rows
        if row.role is Role.TOTAL or subject != "income_summary"
        for key, figure in row.values.items()
        if figure is not None
    ]
