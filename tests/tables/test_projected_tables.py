"""Published tables from a ledger, as an officer would look them up."""

from dataclasses import replace

import pytest

from mingzhang.disclosure import Role, Row, Side, Table
from mingzhang.ledger import BudgetLine, Fund, Ledger, LineKind
from mingzhang.ledger.worked import worked_example
from mingzhang.model import WrongUsage
from mingzhang.profiles import profiles
from mingzhang.tables import tables_of
from mingzhang.tables.layout import layouts

SHANXI, SHANGHAI = "shanxi-2025", "shanghai-budget-2024"


def table(subject: str, ledger: Ledger | None = None, profile: str = SHANXI) -> Table:
    found = next(one for one in profiles() if one.id == profile)
    made = tables_of(ledger or worked_example(), found)
    return next(one for one in made if one.subject == subject)


def printed(row: Row) -> dict[str, str | None]:
    return {key: figure.text if figure else None for key, figure in row.values.items()}


def row(sheet: Table, name: str, side: Side | None = None) -> dict[str, str | None]:
    return printed(next(r for r in sheet.rows if r.name == name and r.side is side))


def with_line(**fields: object) -> Ledger:
    """The worked example with one more project line."""
    ledger = worked_example()
    line = BudgetLine(
        ledger.name, "2070109", "", "", LineKind.PROJECT, "新项目", Fund.GENERAL, 0, 0
    )
    return replace(ledger, lines=(*ledger.lines, replace(line, **fields)))


def test_thirteen_tables_carry_their_captions_numbers_and_unit() -> None:
    found = tables_of(worked_example(), next(p for p in profiles() if p.id == SHANXI))

    assert len(found) == 13
    assert found[2].title == "2025年预算支出总表"
    assert found[2].number_label == "预算公开表3"
    assert {one.unit for one in found} == {"万元"}


def test_nine_tables_are_in_yuan_but_for_public_expenses() -> None:
    found = tables_of(worked_example(), next(p for p in profiles() if p.id == SHANGHAI))

    assert [one.unit for one in found] == ["元"] * 8 + ["万元"]
    assert row(found[2], "合计")["total"] == "13487000"


def test_income_and_expenditure_balance() -> None:
    sheet = table("income_expenditure_summary")

    assert row(sheet, "收入总计", Side.INCOME) == {"amount": "1348.70"}
    assert row(sheet, "支出总计", Side.EXPENDITURE) == {
        "total": "1348.70",
        "current": "1334.05",
        "carryover": "14.65",
    }


def test_classes_nest_by_their_codes() -> None:
    levels = {r.code: r.level for r in table("expenditure_summary").rows if r.code}

    assert (levels["207"], levels["20701"], levels["2070101"]) == (1, 2, 3)


def test_economic_classes_stand_in_pairs_under_their_group() -> None:
    rows = table("basic_expenditure").rows
    names = [(r.name, r.government_class) for r in rows]

    assert names.index(("工资福利支出", "")) < names.index(("基本工资", "工资奖金津补贴"))
    assert ("基本工资", "工资福利支出") in names


def test_a_table_without_data_says_so() -> None:
    sheet = table("state_capital_income_expenditure")

    assert sheet.empty_note == "注：本表无数据"
    assert all(figure is None for one in sheet.rows for figure in one.values.values())


def test_state_capital_is_printed_on_both_sides() -> None:
    ledger = with_line(
        function="2230105",
        fund=Fund.STATE_CAPITAL,
        current=1_000_000,
        revenue=("1030601", "利润收入"),
    )
    sheet = table("state_capital_income_expenditure", ledger)

    assert sheet.empty_note is None
    assert row(sheet, "利润收入", Side.INCOME) == {"amount": "1.00"}
    assert row(sheet, "合计", Side.EXPENDITURE)["project"] == "1.00"


def test_money_of_a_unit_that_is_carried_over_has_its_column() -> None:
    plain = table("project_expenditure_carryover")
    own = table("project_expenditure_carryover", with_line(fund=Fund.UNIT_FUNDS, carried=10**6))

    assert [column.key for column in plain.columns][-1] == "state_capital"
    assert [column.key for column in own.columns][-2:] == ["special_account", "unit_funds"]
    assert row(own, "新项目")["unit_funds"] == "1.00"


def test_projects_stand_under_their_units() -> None:
    roles = [(r.role, r.name) for r in table("project_expenditure").rows[:3]]

    assert roles == [
        (Role.TOTAL, "平川市文化旅游体育局"),
        (Role.UNIT, "平川市文化旅游体育局"),
        (Role.PROJECT, "群众文化惠民演出"),
    ]


@pytest.mark.parametrize(
    ("fields", "reception"),
    [
        ({"current": 10**6, "tags": ("三公-接待",)}, "3.20"),
        ({"current": 10**6}, "2.20"),
        ({"current": 10**6, "economic": "30217"}, "3.20"),
        ({"current": 10**6, "economic": "30217", "tags": ("不计三公",)}, "2.20"),
        ({"current": 10**6, "economic": "30217", "fund": Fund.UNIT_FUNDS}, "2.20"),
        ({"carried": 10**6, "economic": "30217"}, "2.20"),
    ],
)
def test_reception_is_fiscal_money_of_this_year_by_class_or_tag(
    fields: dict[str, object], reception: str
) -> None:
    sheet = table("three_public_expenses", with_line(**fields))

    assert row(sheet, "公务接待费")["total"] == reception


def test_operating_expenses_are_those_of_administrative_units() -> None:
    names = [one.name for one in table("agency_operating_expenses").rows]

    assert names == ["部门合计", "平川市文化旅游体育局", "平川市文化市场综合行政执法队"]


def test_every_budget_profile_with_a_layout_prints_all_its_tables() -> None:
    for profile in (SHANXI, SHANGHAI):
        found = next(one for one in profiles() if one.id == profile)
        assert set(found.subjects) == set(layouts(profile).tables)


def test_a_place_without_layout_is_said() -> None:
    with pytest.raises(WrongUsage, match="没有公开样式“海南”的版式"):
        layouts("海南")
