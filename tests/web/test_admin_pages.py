"""The pages of the three administrators: users and organisations, grants, the journal."""

import json

import pytest
from django.test import Client

from mingzhang_web.apps.accounts.models import Grant, User
from mingzhang_web.apps.accounts.roles import ALLOWED, Action, Role
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.journal.chain import START
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.journal.selectors import PAGE
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Bureau, Department
from web.browser import OpenAs, in_browser
from web.conftest import SignedIn, World

USERS, GRANTS, JOURNAL = "/accounts/users/", "/accounts/grants/", "/accounts/journal/"
PAGES = {
    USERS: Action.MANAGE_USERS,
    f"{USERS}new/": Action.MANAGE_USERS,
    f"{USERS}organisations/": Action.MANAGE_USERS,
    GRANTS: Action.MANAGE_GRANTS,
    JOURNAL: Action.READ_JOURNAL,
}


@pytest.mark.parametrize("role", Role)
def test_each_administrator_opens_their_own_pages_only(
    world: World, signed_in: SignedIn, role: Role
) -> None:
    client = signed_in(role)
    for path, action in PAGES.items():
        expected = 200 if action in ALLOWED[role] else 403
        assert client.get(path).status_code == expected, path


def test_a_new_user_signs_in_with_the_password_shown_once(
    world: World, signed_in: SignedIn
) -> None:
    client = signed_in(Role.SYSTEM_ADMIN)
    given = {"username": "li.ming", "full_name": "李明", "email": ""}
    answer = client.post(f"{USERS}new/", given)
    password = answer.context["password"]
    assert answer.headers["Cache-Control"] == "no-store"
    made = User.objects.get(username="li.ming")
    assert made.must_change_password
    assert made.check_password(password)
    assert not made.grants.exists()
    again = client.post(f"{USERS}new/", {**given, "username": "LI.Ming"})
    assert again.status_code == 422
    assert "已经有人用了" in again.content.decode()
    assert 'value="李明"' in again.content.decode()


def test_a_user_is_edited_locked_and_let_in(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.SYSTEM_ADMIN)
    person = world.users[Role.LEADER]
    path = f"{USERS}{person.pk}/"
    client.post(path, {"full_name": "王局长", "email": "w@example.cn", "sign_on_subject": ""})
    person.refresh_from_db()
    assert (person.full_name, person.email) == ("王局长", "w@example.cn")
    client.post(f"{path}lock/", {"what": "shut-out"})
    person.refresh_from_db()
    assert not person.is_active
    client.post(f"{path}lock/", {"what": "let-in"})
    person.refresh_from_db()
    assert person.is_active
    old = person.password
    assert "第一次登录" in client.post(f"{path}password/").content.decode()
    person.refresh_from_db()
    assert person.password != old


def test_an_administrator_does_not_lock_themselves_out(world: World, signed_in: SignedIn) -> None:
    own = world.users[Role.SYSTEM_ADMIN]
    answer = signed_in(Role.SYSTEM_ADMIN).post(f"{USERS}{own.pk}/lock/", follow=True)
    assert "不能停用自己" in answer.content.decode()
    own.refresh_from_db()
    assert own.is_active


def test_organisations_are_founded(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.SYSTEM_ADMIN)
    path = f"{USERS}organisations/"
    client.post(path, {"what": "bureau", "bureau-name": "南河市财政局", "bureau-region": "南河市"})
    bureau = Bureau.objects.get(name="南河市财政局")
    given = {
        "what": "department",
        "department-bureau": bureau.pk,
        "department-code": "101",
        "department-name": "南河市档案馆",
        "department-level": "市级",
        "department-slug": "archives",
    }
    client.post(path, given)
    made = Department.objects.get(slug="archives")
    assert client.post(path, given).status_code == 422
    own = f"{path}{made.pk}/"
    client.post(own, {"what": "unit", "unit-name": "南河市档案馆本级", "unit-code": "101001"})
    client.post(own, {"what": "office", "office-name": "利用科"})
    assert made.units.get().code == "101001"
    assert made.offices.get().name == "利用科"
    twice = client.post(own, {"what": "office", "office-name": "利用科"})
    assert "已经有" in twice.content.decode()


def test_a_role_is_granted_and_revoked(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.SECURITY_ADMIN)
    person = world.users[Role.LEADER]
    given = {"user": person.pk, "role": Role.PROJECT_OFFICE, "place": f"o{world.office.pk}"}
    client.post(GRANTS, given)
    made = Grant.objects.get(user=person, role=Role.PROJECT_OFFICE)
    assert (made.department, made.office) == (world.department, world.office)
    client.post(f"{GRANTS}{made.pk}/revoke/")
    assert not Grant.objects.filter(pk=made.pk).exists()


def test_administrators_exclude_each_other(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.SECURITY_ADMIN)
    given = {"user": world.users[Role.LEADER].pk, "role": Role.AUDIT_ADMIN, "place": ""}
    answer = client.post(GRANTS, given)
    assert answer.status_code == 422
    assert "三类管理员相互独立" in answer.content.decode()


def test_a_lost_phone_is_helped_by_the_security_administrator(
    world: World, signed_in: SignedIn
) -> None:
    person = world.users[Role.AUDIT_ADMIN]
    person.totpdevice_set.create(name="手机", confirmed=True)
    client = signed_in(Role.SECURITY_ADMIN)
    client.post(f"{GRANTS}users/{person.pk}/factor/")
    assert not person.totpdevice_set.exists()
    assert Entry.objects.filter(action="factor.remove").count() == 1
    own = world.users[Role.SECURITY_ADMIN]
    own.totpdevice_set.create(name="手机", confirmed=True)
    answer = client.post(f"{GRANTS}users/{own.pk}/factor/", follow=True)
    assert own.totpdevice_set.exists()
    assert "我的账号" in answer.content.decode()


def test_a_place_that_does_not_fit_is_told(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.SECURITY_ADMIN)
    given = {"user": world.users[Role.LEADER].pk, "role": Role.PUBLISHER, "place": ""}
    assert "应授予到一个部门" in client.post(GRANTS, given).content.decode()


def test_the_journal_shows_old_and_new_values(world: World, signed_in: SignedIn) -> None:
    record(SYSTEM, "ledger.edit", "改了一格", old={"金额": "1"}, new={"金额": "2"})
    page = signed_in(Role.AUDIT_ADMIN).get(JOURNAL, {"words": "改了一格"}).content.decode()
    assert "<del>1</del>" in page
    assert "<ins>2</ins>" in page


def test_the_journal_is_narrowed_and_paged(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.AUDIT_ADMIN)
    for number in range(PAGE + 5):
        record(SYSTEM, "trial.make", f"第{number}件")
    first = client.get(JOURNAL, {"action": "trial"})
    assert len(first.context["lines"]) == PAGE
    second = client.get(JOURNAL, {"action": "trial", "before": first.context["following"]})
    assert len(second.context["lines"]) == 5
    assert second.context["following"] is None
    assert "没有符合条件" in client.get(JOURNAL, {"since": "2999-01-01"}).content.decode()


def test_the_journal_is_exported_whole(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.AUDIT_ADMIN)
    record(SYSTEM, "trial.make", "=cmd|' /C calc'!A0")
    text = b"".join(client.post(f"{JOURNAL}export/csv/")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "'=cmd" in text
    lines = b"".join(client.post(f"{JOURNAL}export/jsonl/")).splitlines()  # type: ignore[arg-type]
    entries = [json.loads(line) for line in lines]
    assert entries[0]["previous"] == START
    assert [one["number"] for one in entries] == list(range(1, len(entries) + 1))
    assert Entry.objects.filter(action="journal.export").count() == 2


def test_the_journal_is_verified(world: World, signed_in: SignedIn) -> None:
    answer = signed_in(Role.AUDIT_ADMIN).post(f"{JOURNAL}verify/", follow=True)
    assert "日志完整" in answer.content.decode()


def test_visitors_are_led_to_sign_in(world: World) -> None:
    for path in PAGES:
        assert Client().get(path).headers["Location"].startswith("/accounts/sign-in/")


@pytest.mark.parametrize(
    ("role", "views"),
    [
        pytest.param(Role.SYSTEM_ADMIN, ("users", "new-user", "organisations"), marks=in_browser),
        pytest.param(Role.SECURITY_ADMIN, ("grants",), marks=in_browser),
        pytest.param(Role.AUDIT_ADMIN, ("journal",), marks=in_browser),
    ],
)
def test_the_pages_stand_in_the_browser(
    world: World, open_as: OpenAs, role: Role, views: tuple[str, ...]
) -> None:
    tab = open_as(role)
    for view in views:
        tab.go(f"accounts:{view}")
        tab.check(view)
    if role is Role.SYSTEM_ADMIN:
        tab.go("accounts:user", world.users[Role.LEADER].pk)
        tab.check("user")
        tab.go("accounts:department", world.department.pk)
        tab.check("department-admin")
