"""What outlives the year: contracts, tails, warranties, the years of projects, the next ledger."""

from decimal import Decimal

import pytest

from mingzhang.checks.report import check
from mingzhang.ledger import Ledger
from mingzhang.ledger.reading import read_rows
from mingzhang.ledger.rows import LedgerRows, rows_of
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source
from mingzhang.projection import compile_ledger
from mingzhang.projection.expressions import CannotCompute
from mingzhang.projection.next_year import next_year

SOURCE = Source("账簿.xlsx", "ledger", "0" * 64)
SERVICE, LEASE = 0, 1
"""合同: 旅游品牌推广服务 with a tail and a warranty; 执法用车租赁 over three years."""


def example() -> LedgerRows:
    return rows_of(worked_example())


def told(sheet: str, row: int, **cells: str) -> list[str]:
    rows = example()
    rows[sheet][row] |= cells
    return [f"{one.at.sheet} {one.at.header}：{one.message}" for one in read_rows(rows).problems]


def ledger_of(rows: LedgerRows) -> Ledger:
    reading = read_rows(rows)
    assert reading.ledger is not None, reading.problems
    return reading.ledger


@pytest.mark.parametrize(
    ("row", "cells", "message"),
    [
        (SERVICE, {"以前年度已付": "400000"}, "合计 585000 元，合同金额是 620000 元"),
        (SERVICE, {"变更说明": ""}, "没有填变更说明"),
        (SERVICE, {"本年尾款": "185000.01"}, "本年尾款大于本年应付"),
        (SERVICE, {"质保到期日": ""}, "没有填质保到期日"),
        (SERVICE, {"质保到期日": "2026年5月31日"}, "质保期到 2026-05-31 才满，质保金本年不能付"),
        (SERVICE, {"质保到期日": "2024-04-17"}, "早于签订日期"),
        (SERVICE, {"质保金": "200000"}, "质保金大于尚未支付的 185000 元"),
        (SERVICE, {"质保到期日": "五月底"}, "不是日期"),
        (SERVICE, {"质保到期日": "2025-02-30"}, "不是日期"),
        (SERVICE, {"项目名称": "旅游宣传"}, "“项目”表里没有"),
        (LEASE, {"据实结算": "也许"}, "应是：是、否"),
        (LEASE, {"合同金额": "无"}, "“合同金额”写的是“无”，不是数"),
        (LEASE, {"本年应付": "250000", "合同金额": "346000"}, "安排的只有 237500 元"),
    ],
)
def test_a_contract_that_does_not_add_up_is_told(
    row: int, cells: dict[str, str], message: str
) -> None:
    found = told("合同", row, **cells)

    assert len(found) == 1, found
    assert message in found[0]


def test_a_contract_settled_by_measure_may_stay_below_its_worth() -> None:
    assert told("合同", LEASE, 据实结算="是", 下年应付="40000") == []
    assert "超过合同金额" in told("合同", LEASE, 据实结算="是", 下年应付="48000.01")[0]


def test_one_contract_is_one_row() -> None:
    rows = example()
    rows["合同"].append(rows["合同"][LEASE] | {"本年应付": "0", "以前年度已付": "144000"})

    assert "是同一份合同" in read_rows(rows).problems[0].message


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"金额": "864000.01"}, "各年资金合计 2592000.01 元，实施期资金是 2592000 元"),
        ({"年度": "2024"}, "2025年资金是 0 元，年度资金是 864000 元"),
        ({"年度": "2024"}, "从2024年到2027年，长于项目期3年"),
        ({"年度": "2026"}, "2026年填了两次"),
        ({"项目名称": "惠民"}, "“项目”表里没有"),
    ],
)
def test_the_years_of_a_project_must_add_up(cells: dict[str, str], message: str) -> None:
    assert any(message in one for one in told("分年资金", 0, **cells))


def test_sheets_of_what_outlives_the_year_may_be_missing() -> None:
    rows = example()
    del rows["合同"], rows["分年资金"]
    rows["项目"][1]["项目概况"] = "支付合同尾款。"
    ledger = ledger_of(rows)

    text = "".join(p.text for p in compile_ledger(ledger, SOURCE).disclosure.narrative)
    assert "跨年度" not in text


def test_what_outlives_the_year_is_printed_from_the_ledger() -> None:
    disclosure = compile_ledger(worked_example(), SOURCE).disclosure
    text = "".join(paragraph.text for paragraph in disclosure.narrative)

    assert "分年安排资金的项目2个，实施期资金349.80万元，其中2025年安排131.70万元" in text
    assert "合同2份，合同金额81.20万元，以前年度已支付48.30万元，2025年支付28.10万元" in text


def test_a_goal_form_names_the_amounts_of_its_own_contracts() -> None:
    disclosure = compile_ledger(worked_example(), SOURCE).disclosure
    form = next(one for one in disclosure.projects if one.name == "全域旅游宣传推广")

    assert "合同尾款18.50万元，合同金额62.00万元，已支付43.50万元" in form.overview
    assert check(disclosure).findings == ()


def test_an_expression_in_a_goal_form_that_has_no_value_stops_with_its_place() -> None:
    rows = example()
    rows["项目"][0]["实施计划"] = "支付{合同('已付', name='演出合同')}万元。"

    with pytest.raises(CannotCompute) as error:
        compile_ledger(ledger_of(rows), SOURCE)
    assert "“项目”表里“群众文化惠民演出”的“实施计划”" in str(error.value)
    assert "没有名为“演出合同”的合同" in str(error.value)


def test_the_next_year_takes_over_contracts_projects_and_published_sums() -> None:
    rows = next_year(worked_example()).rows
    head, projects = rows["部门"][0], [row["项目名称"] for row in rows["项目"]]
    last = {row["项目"]: Decimal(row["金额"]) for row in rows["上年"]}

    assert head["年度"] == "2026"
    assert projects == [
        "群众文化惠民演出",
        "体育健身设施配建",
        "文化市场执法检查",
        "博物馆免费开放",
    ]
    assert [(row["合同名称"], row["以前年度已付"], row["本年应付"]) for row in rows["合同"]] == [
        ("执法用车租赁", "144000", "48000")
    ]
    assert last["收支总计"] == 13487000
    assert not any(row["项目"].endswith("原因") for row in rows["说明"])


def test_the_next_ledger_asks_only_for_what_is_new() -> None:
    found = next_year(worked_example())
    asked = {(one.at.sheet, one.at.header) for one in read_rows(found.rows).problems}

    assert any("55 行的本年金额请填写" in sentence for sentence in found.open)
    assert asked <= {
        ("预算明细", "本年金额"),
        ("项目", "年度市县"),
        ("资产", None),
        ("合同", "本年应付"),
        ("分年资金", "金额"),
    }


SHANGHAI = "shanghai-budget-2024"
QUARTERS = {
    "一季度用款": "100000",
    "二季度用款": "264000",
    "三季度用款": "300000.5",
    "四季度用款": "199999.5",
}


def in_shanghai(quarters: dict[str, str]) -> LedgerRows:
    """The worked example as a Shanghai department would publish it."""
    rows = example()
    rows["部门"][0]["公开样式"] = SHANGHAI
    rows["项目"][0] |= quarters
    rows["上年"] += [
        {"项目": key, "金额": amount}
        for key, amount in (
            ("财政拨款", "11520800"),
            ("政府性基金预算", "0"),
            ("国有资本经营预算", "0"),
        )
    ]
    rows["说明"] += [
        {"项目": f"{key}原因", "内容": "工作任务变化"} for key in ("财政拨款", "政府性基金预算")
    ]
    return rows


def test_a_project_with_quarterly_payments_is_explained_where_the_profile_does() -> None:
    disclosure = compile_ledger(ledger_of(in_shanghai(QUARTERS)), SOURCE).disclosure
    texts = [paragraph.text for paragraph in disclosure.narrative]
    first = texts.index("项目经费情况说明")

    assert texts[first + 1] == "群众文化惠民演出"
    assert "第三季度用款计划30.00005万元，第四季度用款计划19.99995万元。" in texts[first + 13]
    assert check(disclosure).findings == ()


def test_without_quarterly_payments_nothing_is_explained() -> None:
    disclosure = compile_ledger(ledger_of(in_shanghai({})), SOURCE).disclosure

    assert "项目经费情况说明" not in [paragraph.text for paragraph in disclosure.narrative]


def test_quarterly_payments_come_to_the_money_of_the_year() -> None:
    rows = in_shanghai(QUARTERS | {"四季度用款": "200000"})

    assert (
        "各季度用款合计 864000.50 元，年度资金是 864000 元" in read_rows(rows).problems[0].message
    )
