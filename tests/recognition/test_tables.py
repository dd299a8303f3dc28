"""Tables read by meaning: every trap here once fooled a reader of budget disclosures."""

import pytest

from mingzhang.disclosure import Disclosure, Role, Side, Table
from mingzhang.recognition import read_disclosure
from mingzhang.recognition.vocabulary import subject_of


def read(text: str) -> Disclosure:
    return read_disclosure(text.encode(), "公开.txt")


def table(text: str, subject: str) -> Table:
    return next(t for t in read(text).tables if t.subject == subject)


def amounts(found: Table, key: str) -> dict[str, str | None]:
    return {
        (row.code + row.name): (figure.text if (figure := row.values[key]) else None)
        for row in found.rows
        if key in row.values
    }


EXPENDITURE = """2025年预算支出总表
单位：万元
项目		2025年预算数		
科目编码	科目名称	合计	基本支出	项目支出
合计		12.00	7.00	5.00
205	教育支出	12.00	7.00	5.00
20502	普通教育	12.00	7.00	5.00
2050202	小学教育	12.00	7.00	5.00
"""


def test_code_column_is_no_money_and_total_row_adds_no_codes() -> None:
    found = table(EXPENDITURE, "expenditure_summary")
    assert [column.key for column in found.columns] == ["total", "basic", "project"]
    assert amounts(found, "total") == {
        "合计": "12.00",
        "205教育支出": "12.00",
        "20502普通教育": "12.00",
        "2050202小学教育": "12.00",
    }
    assert [row.role for row in found.rows] == [Role.TOTAL] + [Role.DETAIL] * 3


def test_continuation_page_with_repeated_header_joins_its_table() -> None:
    lines = EXPENDITURE.splitlines()
    text = "\n".join([*lines[:6], "", *lines[2:4], *lines[6:]])
    tables = read(text).tables
    assert len(tables) == 1
    assert len(tables[0].rows) == 4


def test_a_table_of_which_only_title_and_note_are_printed_is_an_empty_table() -> None:
    lines = ["预算公开表8", "2025年政府性基金预算支出表", "单位：万元", "本表无数据"]
    found = table("\n".join([EXPENDITURE, *lines]), "government_fund_expenditure")
    assert (found.title, found.empty_note, found.rows) == (lines[1], lines[3], ())
    assert (found.number_label, found.unit, found.at.line) == ("预算公开表8", "万元", 11)


def test_a_note_under_the_heading_of_a_table_printed_before_stays_in_the_narrative() -> None:
    title = "2025年预算支出总表"
    found = read("\n".join([EXPENDITURE, title, "本部门没有上年结转的支出。"]))
    assert len(found.tables) == 1


def test_two_sides_of_a_summary_are_not_mixed() -> None:
    found = table(
        """2025年预算收支总表
单位：万元
收入		支出	
项目	预算数	项目	预算数
一、一般公共预算	10.00	一、教育支出	12.00
二、政府性基金预算		二、住房保障支出	
本年收入合计	10.00	本年支出合计	12.00
上年结转	2.00	年终结转	
收入总计	12.00	支出总计	12.00
""",
        "income_expenditure_summary",
    )
    income = [(r.name, r.values["amount"]) for r in found.rows if r.side is Side.INCOME]
    assert [name for name, _ in income] == [
        "一、一般公共预算",
        "二、政府性基金预算",
        "本年收入合计",
        "上年结转",
        "收入总计",
    ]
    assert income[1][1] is None, "空白不是零"
    carried = next(row for row in found.rows if row.name == "上年结转")
    assert carried.role is Role.CARRYOVER


def test_total_row_that_lost_its_blank_cells_keeps_its_columns() -> None:
    found = table(
        """2025年部门支出预算总表
单位：元
项目				支出预算		
功能分类科目编码			功能分类科目名称	合计	基本支出	项目支出
类	款	项				
205			教育支出	120	70	50
205	02		普通教育	120	70	50
205	02	02	小学教育	120	70	50

合计	120	70	50
""",
        "expenditure_summary",
    )
    assert found.unit == "元"
    assert [row.code for row in found.rows] == ["205", "20502", "2050202", ""]
    total = found.rows[-1]
    assert total.role is Role.TOTAL
    assert {k: v and v.text for k, v in total.values.items()} == {
        "total": "120",
        "basic": "70",
        "project": "50",
    }


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("支出决算表", "expenditure_summary"),
        ("一般公共预算财政拨款支出决算表", "general_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算表", "basic_expenditure"),
        ("财政拨款收入支出决算总表", "fiscal_summary"),
        ("收入支出决算总表", "income_expenditure_summary"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund_income_expenditure"),
    ],
)
def test_caption_inside_a_longer_caption_names_another_subject(title: str, subject: str) -> None:
    text = f"""2024年度部门决算
{title}
单位：万元
科目编码	科目名称	合计	基本支出	项目支出
205	教育支出	2077.09	1.00	2076.09
"""
    assert [t.subject for t in read(text).tables] == [subject]


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("财政拨款预算收支总表", "fiscal_summary"),
        ("政府性基金“三公”经费支出预算表", "three_public_expenses"),
        ("一般公共预算和政府性基金预算“三公”经费支出表", "three_public_expenses"),
        ("项目支出绩效表", "performance_goal"),
        ("部门项目中期规划预算表", "project_plan"),
        ("对下转移支付预算表", "transfers"),
        ("住房改革支出预算表", None),
        ("债务支出表", None),
        ("商品和服务支出预算表", None),
        ("部门支出总体情况表", "expenditure_summary"),
        ("部门收入总体情况表", "income_summary"),
    ],
)
def test_a_table_of_one_part_is_not_taken_for_the_whole(title: str, subject: str | None) -> None:
    assert subject_of(title) == subject


def test_a_three_public_table_without_a_title_is_known_by_its_rows() -> None:
    found = table(
        """区文化馆2024年部门预算公开
单位：万元
项目	合计	一般公共预算
行政经费	312.23	312.23
“三公”经费	29.00	29.00
其中：（一）因公出国（境）支出	0.00	0.00
（二）公务用车购置及运行维护支出	28.00	28.00
（三）公务接待费支出	1.00	1.00
""",
        "three_public_expenses",
    )
    assert amounts(found, "total")["“三公”经费"] == "29.00"


def test_column_number_rows_and_line_numbers_are_left_out() -> None:
    found = table(
        """收入支出决算总表
公开01表
部门：平川市教育局  2024年度  金额单位：万元
收入			支出		
项目	行次	金额	项目	行次	金额
栏次		1	栏次		2
一、一般公共预算财政拨款收入	1	30.00	一、教育支出	32	20.00
总计	30	30.00	总计	60	30.00
""",
        "income_expenditure_summary",
    )
    assert found.department == "平川市教育局"
    assert found.number_label == "公开01表"
    assert [row.name for row in found.rows] == [
        "一、一般公共预算财政拨款收入",
        "一、教育支出",
        "总计",
        "总计",
    ]
    assert amounts(found, "amount")["一、教育支出"] == "20.00"


def test_budget_and_final_figures_stand_in_columns_of_their_own() -> None:
    found = table(
        """财政拨款“三公”经费支出决算表
单位：万元
合计		因公出国（境）费		公务用车购置及运行维护费						公务接待费	
				小计		公务用车购置费		公务用车运行维护费			
预算数	决算数	预算数	决算数	预算数	决算数	预算数	决算数	预算数	决算数	预算数	决算数
2.85	0.39	0.00	0.00	1.00	0.20	0.00	0.00	1.00	0.20	1.85	0.19
""",
        "three_public_expenses",
    )
    values = {key: figure.text for key, figure in found.rows[0].values.items() if figure}
    assert values["total.budget"] == "2.85"
    assert values["vehicles.final"] == "0.20"
    assert values["reception.final"] == "0.19"


def test_last_year_stands_apart_from_this_year() -> None:
    found = table(
        """一般公共预算支出表
单位：万元
功能分类科目		2024年执行数	2025年预算数			2025年预算数比2024年执行数	
科目编码	科目名称		小计	基本支出	项目支出	增减额	增减%
205	教育支出	90.00	100.00	40.00	60.00	10.00	11.11%
""",
        "general_budget_expenditure",
    )
    assert [column.key for column in found.columns] == [
        "amount.prior",
        "total",
        "basic",
        "project",
        "difference",
        "rate",
    ]


def test_unit_of_thousand_and_hundred_million_is_exact() -> None:
    text = EXPENDITURE.replace("单位：万元", "单位：亿元")
    figure = table(text, "expenditure_summary").rows[0].values["total"]
    assert figure is not None
    assert figure.value == 12 * 100_000_000 * 1_000_000


def test_text_in_an_amount_cell_is_said_and_kept() -> None:
    disclosure = read(EXPENDITURE.replace("2050202\t小学教育\t12.00", "2050202\t小学教育\t见附件"))
    row = disclosure.tables[0].rows[-1]
    assert row.values["total"] is None
    assert row.texts == {"total": "见附件"}
    assert any("见附件" in problem.message for problem in disclosure.problems)


def test_the_unit_is_read_beside_a_department_that_is_left_blank() -> None:
    lines = EXPENDITURE.splitlines()
    found = read("\n".join([lines[0], "编制部门：\t\t单位：元", *lines[2:]])).tables[0]
    assert (found.unit, found.department) == ("元", None)


@pytest.mark.parametrize(
    "header",
    [
        "项目\t预算数\t决算数\t\t\n合计\t公共预算\t合计\t公共预算\t\n",
        "项目\t预算数\t\t决算数\t\n合计\t公共预算\t合计\t公共预算\n",
        "项目\t预算数\t\t决算数\t\n\t合计\t公共预算\t合计\t公共预算\n",
    ],
)
def test_labels_that_a_conversion_moved_to_the_left_stand_under_their_groups(header: str) -> None:
    text = (
        "2024年度部门决算\n“三公”经费支出决算表\n单位：万元\n"
        + header
        + "公务接待费\t0.95\t0.90\t0.39\t0.30\n总计\t3.05\t3.00\t1.76\t1.70\n"
    )
    found = table(text, "three_public_expenses")
    assert [column.header for column in found.columns] == [
        ("预算数", "合计"),
        ("预算数", "公共预算"),
        ("决算数", "合计"),
        ("决算数", "公共预算"),
    ]
    assert [figure.text for figure in found.rows[-1].values.values() if figure] == [
        "3.05",
        "3.00",
        "1.76",
        "1.70",
    ]


def test_labels_in_the_row_of_the_total_name_their_columns() -> None:
    found = read(
        """政府性基金预算财政拨款收入支出决算表
单位：万元
项目		年初结转和结余	本年收入	本年支出			年末结转和结余
科目编码	科目名称						
合计		0	37.00	合计	基本支出	项目支出	0
212	城乡社区支出	0	37.00	37.00		37.00	0
21208	国有土地使用权出让收入安排的支出	0	37.00	37.00		37.00	0
2120803	城市建设支出	0	37.00	37.00		37.00	0
"""
    )
    fund = found.tables[0]
    assert [column.key for column in fund.columns] == [
        "opening_carryover", "income", "total", "basic", "project", "closing_carryover",
    ]  # fmt: skip
    assert amounts(fund, "income")["合计"] == "37.00"
    assert amounts(fund, "project")["2120803城市建设支出"] == "37.00"
    assert [problem.message for problem in found.problems if "合计" in problem.message] == [
        "政府性基金预算财政拨款收入支出决算表“合计”一行有3格印的是“合计”“基本支出”“项目支出”，不是数字。"
    ]


def test_project_named_like_a_place_is_a_project_and_units_are_units() -> None:
    found = table(
        """2025年项目支出预算表（本年预算）
单位：万元
项目名称	合计	一般公共预算	单位资金
1	2	3	4
平川市教育局	30.00	30.00	
平川市教育局	18.00	18.00	
市民学习会客厅	8.00	8.00	
校舍维修	10.00	10.00	
平川市第一中学	12.00	12.00	
实验设备	12.00	12.00	
""",
        "project_expenditure",
    )
    assert [row.role.value for row in found.rows] == [
        "total",
        "unit",
        "project",
        "project",
        "unit",
        "project",
    ]


def test_every_figure_knows_its_line_and_column() -> None:
    figure = table(EXPENDITURE, "expenditure_summary").rows[1].values["project"]
    assert figure is not None
    assert (figure.at.line, figure.at.column) == (6, 5)
