"""The leader's board: money, open findings, who is late; only for those who may see it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mingzhang_web.apps.accounts.roles import ALLOWED, Action, Role
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.workspace.models import BudgetYear, Finding
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.services.checks import check_ledger
from mingzhang_web.apps.workspace.services.years import open_year
from web.browser import OpenAs, in_browser
from web.conftest import SignedIn, World
from web.test_publishing import who

BOARD = "/work/board/"


def checked(world: World) -> BudgetYear:
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.COMPILED)
    world.year.refresh_from_db()
    check_ledger(*who(world, Role.FINANCE_OFFICER))
    return world.year


@pytest.mark.parametrize("role", Role)
def test_only_who_may_see_the_board_does(world: World, signed_in: SignedIn, role: Role) -> None:
    expected = 200 if Action.SEE_BOARD in ALLOWED[role] else 403
    assert signed_in(role).get(BOARD).status_code == expected


def test_money_and_late_things_are_shown(world: World, signed_in: SignedIn) -> None:
    year = checked(world)
    late = timezone.localdate() - timedelta(days=3)
    finding = Finding.objects.create(
        budget_year=year,
        fingerprint="x",
        rule="A01",
        severity="error",
        verdict="fail",
        message="收入总计与支出总计不相等",
        places=[],
        order=0,
        first_seen_at=timezone.now(),
        assigned_to=world.users[Role.FINANCE_OFFICER],
        due_on=late,
    )
    page = signed_in(Role.LEADER).get(BOARD).content.decode()
    assert "支出总计" in page
    assert 'id="charts"' in page
    assert finding.message in page
    assert ">3</td>" in page


def test_figures_lead_to_their_document_and_stand_beside_last_year(
    world: World, signed_in: SignedIn
) -> None:
    year = checked(world)
    before = year.rows.get(sheet="上年", values__项目="三公经费").values["金额"]
    page = signed_in(Role.LEADER).get(BOARD).content.decode()
    assert re.search(rf"/work/{year.pk}/findings/\?state=all#c\d+", page)
    assert f"上年 {int(before) / 10_000:,.2f}" in page


def test_an_amount_of_last_year_that_is_none_is_left_out(world: World, signed_in: SignedIn) -> None:
    year = checked(world)
    row = year.rows.get(sheet="上年", values__项目="三公经费")
    row.values["金额"] = "很多"
    row.save()
    page = signed_in(Role.LEADER).get(BOARD)
    assert page.status_code == 200
    assert "没有上年数" in page.content.decode()


def test_offices_that_have_not_handed_in_are_named(world: World, signed_in: SignedIn) -> None:
    page = signed_in(Role.LEADER).get(BOARD).content.decode()
    assert "还没有提交的科室" in page
    assert world.office.name in page


def test_another_department_is_not_shown(world: World, signed_in: SignedIn) -> None:
    page = signed_in(Role.LEADER).get(f"{BOARD}?year={world.other_year.pk}").content.decode()
    assert world.other.name not in page


def test_many_years_ask_no_more_of_the_database(world: World, signed_in: SignedIn) -> None:
    checked(world)
    client = signed_in(Role.LEADER)
    client.get(BOARD)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(BOARD)
        return len(asked)

    few = queries()
    for number in range(5):
        open_year(SYSTEM, world.department, 2000 + number, world.year.profile)
    assert queries() == few


@pytest.mark.parametrize("marks", [pytest.param(None, marks=in_browser)])
def test_the_board_is_drawn(world: World, open_as: OpenAs, marks: None) -> None:
    checked(world)
    tab = open_as(Role.LEADER)
    tab.go("workspace:board")
    tab.page.wait_for_selector("#chart-flow svg")
    tab.check("board")
