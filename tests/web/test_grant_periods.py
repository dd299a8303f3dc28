"""Roles for some days (代理期): they begin and end by themselves, everywhere, and stay as history."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts import services
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import Grant, User
from mingzhang_web.apps.accounts.people import people_who_may
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS, ALLOWED, Action, Role
from mingzhang_web.apps.accounts.services import grant, make_token, make_user, revoke, set_period
from mingzhang_web.apps.accounts.services.grants import Period
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.doctor import examined
from web.browser import OpenAs, in_browser
from web.conftest import SignedIn, World

GRANTS, DAY = "/accounts/grants/", timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def deputy(world: World) -> User:
    return make_user(SYSTEM, "deputy", "代理的人", "x", must_change=False)


def moved(held: Grant, first: date | None, last: date | None) -> None:
    """As if the days had gone by since it was given."""
    Grant.objects.filter(pk=held.pk).update(valid_from=first, valid_until=last)


def test_a_deputy_may_on_the_days_of_the_holiday_and_no_other(
    world: World, deputy: User, today: date
) -> None:
    first, last = today + 3 * DAY, today + 9 * DAY
    period = Period(first, last)
    grant(SYSTEM, deputy, Role.FINANCE_OFFICER, department=world.department, period=period)

    def may(day: date) -> bool:
        return Access.of(deputy, day=day).may(Action.EDIT_LEDGER, world.department)

    assert [may(first - DAY), may(first), may(last), may(last + DAY)] == [False, True, True, False]
    assert not Access.of(deputy).may(Action.EDIT_LEDGER)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("shift", [-1, 1], ids=["over", "ahead"])
def test_a_role_outside_its_days_gives_nothing(
    world: World, signed_in: SignedIn, today: date, role: Role, shift: int
) -> None:
    """No page, no list, no place among the people to choose from, no administrator to count on."""
    user = world.users[role]
    held = user.grants.get()
    moved(held, *((today - 9 * DAY, today - DAY) if shift < 0 else (today + DAY, None)))
    access = Access.of(user)
    assert access.roles == frozenset()
    for action in ALLOWED[role]:
        assert not access.may(action)
        assert not BudgetYear.objects.filter(access.within(action)).exists()
        assert user not in people_who_may(action, world.department, world.year.year)
    client = signed_in(role)
    pages = ("/accounts/users/", GRANTS, "/accounts/journal/", "/work/board/", "/work/review/")
    assert {client.get(page).status_code for page in pages} == {403}
    assert client.get(f"/work/{world.year.pk}/").status_code == 404
    assert client.get("/api/v1/me").json()["actions"] == []
    if role in ADMINISTRATORS:
        Grant.objects.filter(user=world.strangers[role]).delete()
        (told,) = [one for one in examined() if one.name == "管理员"]
        assert role.label in told.sentence


def test_a_token_ends_with_the_role_behind_it(world: World, today: date) -> None:
    user = world.users[Role.FINANCE_OFFICER]
    _, secret = make_token(SYSTEM, user, "报表", [Action.SEE], 30)
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/years", headers=headers).json()["count"] == 1
    moved(user.grants.get(), None, today - DAY)
    assert Client().get("/api/v1/years", headers=headers).json()["count"] == 0


def test_administrators_exclude_each_other_on_the_same_days_only(
    world: World, deputy: User, today: date
) -> None:
    grant(SYSTEM, deputy, Role.LEADER, department=world.department, period=Period(None, today))
    later = grant(SYSTEM, deputy, Role.AUDIT_ADMIN, period=Period(today + DAY))
    with pytest.raises(WrongUsage, match="相互独立"):
        set_period(SYSTEM, later, Period(today))
    with pytest.raises(WrongUsage, match="相互独立"):
        grant(SYSTEM, deputy, Role.SYSTEM_ADMIN, period=Period(today + 5 * DAY, today + 6 * DAY))


def test_days_that_make_no_sense_are_told(world: World, deputy: User, today: date) -> None:
    wrong = {
        "早于开始日期": Period(today + 2 * DAY, today + DAY),
        "已经过去": Period(None, today - DAY),
        "不能早于今天": Period(today - DAY, None),
    }
    for said, period in wrong.items():
        with pytest.raises(WrongUsage, match=said):
            grant(SYSTEM, deputy, Role.LEADER, department=world.department, period=period)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            user=deputy, role=Role.LEADER, valid_from=today, valid_until=today - DAY
        )


def test_a_running_role_is_made_longer_or_shorter_and_the_journal_tells(
    world: World, deputy: User, today: date
) -> None:
    held = grant(SYSTEM, deputy, Role.PUBLISHER, department=world.department)
    moved(held, today - 5 * DAY, today + DAY)
    held.refresh_from_db()
    set_period(SYSTEM, held, Period(today - 5 * DAY, today + 8 * DAY))
    entry = Entry.objects.get(action="user.grant_period")
    assert (entry.old or {})["valid_until"] == str(today + DAY)
    assert (entry.new or {})["valid_until"] == str(today + 8 * DAY)
    made = Entry.objects.filter(action="user.grant").latest("number")
    assert (made.new or {})["valid_until"] is None


def test_what_is_over_stays_as_history(world: World, deputy: User, today: date) -> None:
    held = grant(SYSTEM, deputy, Role.PUBLISHER, department=world.department)
    moved(held, None, today - DAY)
    held.refresh_from_db()
    changes: tuple[Callable[[], None], ...] = (
        lambda: revoke(SYSTEM, held),
        lambda: set_period(SYSTEM, held, Period()),
    )
    for change in changes:
        with pytest.raises(WrongUsage, match="留作记录"):
            change()
    assert deputy.grants.get() == held


def test_the_last_security_administrator_gets_no_end(world: World, today: date) -> None:
    Grant.objects.filter(user=world.strangers[Role.SECURITY_ADMIN]).update(valid_until=today)
    held = world.users[Role.SECURITY_ADMIN].grants.get()
    for change in (
        lambda: set_period(SYSTEM, held, Period(None, today)),
        lambda: revoke(SYSTEM, held),
    ):
        with pytest.raises(WrongUsage, match="唯一长期的安全管理员"):
            change()


def test_the_last_system_administrator_is_not_shut_out_for_a_deputy(
    world: World, today: date
) -> None:
    Grant.objects.filter(user=world.strangers[Role.SYSTEM_ADMIN]).update(valid_until=today)
    with pytest.raises(WrongUsage, match="唯一的系统管理员"):
        services.shut_out(SYSTEM, world.users[Role.SYSTEM_ADMIN])


def test_the_page_gives_changes_and_shows_the_days(
    world: World, signed_in: SignedIn, deputy: User, today: date
) -> None:
    client = signed_in(Role.SECURITY_ADMIN)
    given = {
        "user": deputy.pk,
        "role": Role.LEADER,
        "place": f"d{world.department.pk}",
        "valid_from": str(today + DAY),
        "valid_until": str(today + 7 * DAY),
    }
    wrong = client.post(GRANTS, {**given, "valid_until": "下周"})
    assert wrong.status_code == 422
    assert "2026-01-20 的样子" in wrong.content.decode()
    client.post(GRANTS, given)
    held = deputy.grants.get()
    assert (held.valid_from, held.valid_until) == (today + DAY, today + 7 * DAY)
    page = client.get(GRANTS, {"text": "deputy"}).content.decode()
    assert f"{today + DAY} 至 {today + 7 * DAY}" in page
    assert "还没开始" in page
    own = f"{GRANTS}{held.pk}/"
    assert f'value="{today + 7 * DAY}"' in client.get(own).content.decode()
    refused = client.post(own, {"valid_from": str(today + DAY), "valid_until": str(today)})
    assert refused.status_code == 422
    assert f'value="{today}"' in refused.content.decode()
    client.post(own, {"valid_from": "", "valid_until": str(today)})
    held.refresh_from_db()
    assert (held.valid_from, held.valid_until) == (None, today)
    moved(held, None, today - DAY)
    page = client.get(GRANTS, {"text": "deputy"}).content.decode()
    assert "到期的 1 项" in page
    assert f"{own}revoke/" not in page


def test_one_grant_is_taken_back_and_the_others_of_its_role_stay(
    world: World, signed_in: SignedIn, deputy: User
) -> None:
    places = (world.department, world.other, world.department)
    years = (None, None, 2025)
    held = [
        grant(SYSTEM, deputy, Role.LEADER, department=place, year=year)
        for place, year in zip(places, years, strict=True)
    ]
    client = signed_in(Role.SECURITY_ADMIN)
    client.post(f"{GRANTS}{held[0].pk}/revoke/")
    assert list(deputy.grants.all()) == held[1:]
    path = f"/api/v1/users/{deputy.pk}/grants/"
    answer = client.delete(f"{path}{held[1].pk}")
    assert [one["id"] for one in answer.json()["grants"]] == [held[2].pk]
    other = world.users[Role.LEADER].grants.get()
    assert client.delete(f"{path}{other.pk}").status_code == 404
    assert Grant.objects.filter(pk=other.pk).exists()


def test_the_api_gives_and_changes_the_days(
    world: World, signed_in: SignedIn, deputy: User, today: date
) -> None:
    client, path = signed_in(Role.SECURITY_ADMIN), f"/api/v1/users/{deputy.pk}/grants"
    sent = {"role": "leader", "department": world.department.pk, "valid_until": str(today + DAY)}
    answer = client.post(path, json.dumps(sent), content_type="application/json")
    (held,) = answer.json()["grants"]
    assert (held["valid_until"], held["state"]) == (str(today + DAY), "in_force")
    sent = {"valid_from": str(today + DAY), "valid_until": None}  # type: ignore[dict-item]
    answer = client.put(f"{path}/{held['id']}", json.dumps(sent), content_type="application/json")
    assert answer.json()["grants"][0]["state"] == "ahead"
    sent = {"valid_from": None, "valid_until": str(today - DAY)}  # type: ignore[dict-item]
    answer = client.put(f"{path}/{held['id']}", json.dumps(sent), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")


@pytest.mark.parametrize("marks", [pytest.param(None, marks=in_browser)])
def test_the_pages_stand_in_the_browser(
    world: World, open_as: OpenAs, today: date, marks: None
) -> None:
    user = world.users[Role.LEADER]
    held = grant(SYSTEM, user, Role.FINANCE_OFFICER, department=world.department)
    moved(held, today - 9 * DAY, today - DAY)
    period = Period(today + DAY, today + 9 * DAY)
    grant(SYSTEM, user, Role.PUBLISHER, department=world.department, period=period)
    tab = open_as(Role.SECURITY_ADMIN)
    tab.go("accounts:grants")
    tab.page.click("summary")
    tab.check("grants")
    tab.go("accounts:grant", user.grants.last().pk)
    tab.check("grant")
