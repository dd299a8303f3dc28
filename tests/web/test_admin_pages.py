"""The pages of the three administrators: users and organisations, grants, the journal."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.lists import JOURNAL as JOURNAL_TABLE
from mingzhang_web.apps.accounts.models import Grant, User
from mingzhang_web.apps.accounts.roles import ALLOWED, Action, Role
from mingzhang_web.apps.accounts.services import grant
from mingzhang_web.apps.accounts.views import journal as views
from mingzhang_web.apps.journal.actor import SYSTEM, Actor
from mingzhang_web.apps.journal.chain import START
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.journal.selectors import PAGE
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Unit
from mingzhang_web.apps.organisations.services import found_unit
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.rows import assign_project, delete_row
from mingzhang_web.apps.workspace.services.years import begin_year
from web.browser import OpenAs, in_browser
from web.conftest import SignedIn, World
from web.test_publishing import who

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
    client.post(f"/work/people/{person.pk}/leave/")
    person.refresh_from_db()
    assert not person.is_active
    client.post(f"{path}let-in/")
    person.refresh_from_db()
    assert person.is_active
    old = person.password
    assert "第一次登录" in client.post(f"{path}password/").content.decode()
    person.refresh_from_db()
    assert person.password != old


def test_an_administrator_does_not_lock_themselves_out(world: World, signed_in: SignedIn) -> None:
    own = world.users[Role.SYSTEM_ADMIN]
    answer = signed_in(Role.SYSTEM_ADMIN).post(f"/work/people/{own.pk}/leave/")
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


def place(kind: str, one: Bureau | Department | Unit | Office) -> str:
    return f"{USERS}organisations/{kind}/{one.pk}/"


def last_entry() -> tuple[str, object, object]:
    entry = Entry.objects.latest("number")
    return entry.action, entry.old, entry.new


def test_an_organisation_is_renamed_and_moved_with_one_entry_each(
    world: World, signed_in: SignedIn
) -> None:
    client, department = signed_in(Role.SYSTEM_ADMIN), world.department
    known = {"what": "edit", "code": department.code, "level": "市级", "bureau": world.bureau.pk}
    client.post(place("department", department), {**known, "name": "新名字"})
    assert last_entry() == ("organisation.edit", {"名称": department.name}, {"名称": "新名字"})
    elsewhere = world.other.bureau
    moved = {**known, "name": "新名字", "bureau": elsewhere.pk}
    client.post(place("department", department), moved)
    assert last_entry()[2] == {"财政部门": elsewhere.name}
    taken = client.post(place("department", department), {**moved, "code": world.other.code})
    assert taken.status_code == 422
    assert 'value="新名字"' in taken.content.decode()


def test_what_hangs_on_a_renamed_unit_is_still_seen(world: World, signed_in: SignedIn) -> None:
    """Ledgers have the unit under its old name; whoever is limited to it goes on seeing them."""
    unit = world.department.units.all()[0]
    person = world.users[Role.LEADER]
    grant(SYSTEM, person, Role.PUBLISHER, department=world.department, unit=unit)
    held = Access(tuple(person.grants.filter(role=Role.PUBLISHER)))
    client = signed_in(Role.SYSTEM_ADMIN)
    old, above = unit.name, world.department.pk
    client.post(
        place("unit", unit), {"what": "edit", "name": "新单位", "code": "", "department": above}
    )
    held.grants[0].unit.refresh_from_db()  # type: ignore[union-attr]
    names = held.units(Action.PUBLISH, world.department, world.year.year)
    assert names == {old, "新单位"}
    again = client.post(f"{USERS}organisations/{above}/", {"what": "unit", "unit-name": old})
    assert "已经有" in again.content.decode()
    stuck = client.post(
        place("unit", unit),
        {"what": "edit", "name": "新单位", "code": "", "department": world.other.pk},
    )
    assert "已有授权、项目或提交记录，不能移到别的部门" in stuck.content.decode()


def test_a_closed_organisation_stays_readable_and_takes_no_new_work(
    world: World, signed_in: SignedIn
) -> None:
    client, department, office = signed_in(Role.SYSTEM_ADMIN), world.department, world.office
    yesterday = timezone.localdate() - timedelta(1)
    for kind, one in (("department", department), ("office", office)):
        client.post(place(kind, one), {"what": "close", "last_day": yesterday.isoformat()})
        assert last_entry()[0] == "organisation.close"
        one.refresh_from_db()
    page = client.get(place("office", office)).content.decode()
    assert f"已停用，最后一天 {yesterday}" in page
    assert "已停用" in client.get(f"{USERS}organisations/").content.decode()
    assert (
        "不再接新的工作"
        in signed_in(Role.FINANCE_OFFICER).get(f"/work/{world.year.pk}/").content.decode()
    )
    with pytest.raises(WrongUsage, match="已停用"):
        grant(SYSTEM, world.users[Role.LEADER], Role.PUBLISHER, department=department)
    actor, access, year = who(world, Role.FINANCE_OFFICER)
    with pytest.raises(WrongUsage, match="不再接新的工作"):
        begin_year(actor, access, department, year.year + 1, year.profile)
    row = year.rows.filter(sheet="项目", office=world.second_office)[0]
    with pytest.raises(Refused, match="已停用"):
        assign_project(actor, access, year, row.pk, office)
    refused = client.post(place("office", office), {"what": "reopen"})
    assert "已停用" in refused.content.decode()
    client.post(place("department", department), {"what": "reopen"})
    client.post(place("office", office), {"what": "reopen"})
    assert last_entry() == (
        "organisation.reopen", {"closed_on": yesterday.isoformat()}, {"closed_on": None}
    )  # fmt: skip


def test_what_was_founded_as_the_wrong_kind_is_turned(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.SYSTEM_ADMIN)
    made = found_unit(SYSTEM, world.department, "信息科")
    client.post(place("unit", made), {"what": "change-kind"})
    assert last_entry() == ("organisation.kind", {"kind": "预算单位"}, {"kind": "科室"})
    assert world.department.offices.filter(name="信息科").exists()
    stuck = client.post(place("office", world.office), {"what": "change-kind"})
    assert "不能改类别" in stuck.content.decode()


def test_programs_edit_organisations_too(world: World, signed_in: SignedIn) -> None:
    client, path = signed_in(Role.SYSTEM_ADMIN), f"/api/v1/organisations/office/{world.office.pk}"
    sent = client.patch(path, {"name": "综合科"}, content_type="application/json")
    assert "综合科" in sent.content.decode()
    day = {"last_day": "2020-01-01"}
    closed = client.post(f"{path}/close", day, content_type="application/json").json()
    assert (closed["closed_on"], closed["takes_work"]) == ("2020-01-01", False)
    assert client.post(f"{path}/reopen").json()["takes_work"] is True
    bureau = f"/api/v1/organisations/bureau/{world.bureau.pk}/close"
    refused = client.post(bureau, day, content_type="application/json")
    assert "还有 1 个部门在用" in refused.json()["message"]


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
    first = client.get(JOURNAL, {"action": "trial"}).context["journal"].page
    assert [one.sentence for one in first][:2] == [f"第{PAGE + 4}件", f"第{PAGE + 3}件"]
    assert len(list(first)) == PAGE
    second = client.get(JOURNAL, {"action": "trial", "after": first.following})
    assert [one.sentence for one in second.context["journal"].page][-1] == "第0件"
    assert second.context["journal"].page.following is None
    assert "没有符合条件" in client.get(JOURNAL, {"since": "2999-01-01"}).content.decode()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("number", ["甲1", "乙1", "甲2", "乙2", "甲3", "乙3"]),
        ("-number", ["乙3", "甲3", "乙2", "甲2", "乙1", "甲1"]),
        ("who", ["乙1", "乙2", "乙3", "甲1", "甲2", "甲3"]),
        ("-who", ["甲3", "甲2", "甲1", "乙3", "乙2", "乙1"]),
    ],
)
def test_every_entry_stands_on_one_page_whatever_the_order(
    world: World,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
    expected: list[str],
) -> None:
    for number in (1, 2, 3):
        for name in ("甲", "乙"):
            record(Actor(None, name), "trial.make", f"{name}{number}")
    monkeypatch.setattr(views, "JOURNAL", replace(JOURNAL_TABLE, page=2))
    client, found, after = signed_in(Role.AUDIT_ADMIN), [], ""
    while after is not None:
        answer = client.get(JOURNAL, {"action": "trial", "sort": sort, "after": after})
        page = answer.context["journal"].page
        found += [one.sentence for one in page]
        after = page.following
    assert found == expected


def told(answer: HttpResponse) -> list[str]:
    return [one.sentence for one in answer.context["journal"].page]  # type: ignore[attr-defined]


def test_the_journal_shows_what_happened_to_one_thing(world: World, signed_in: SignedIn) -> None:
    client, person = signed_in(Role.AUDIT_ADMIN), world.users[Role.LEADER]
    other = world.users[Role.PUBLISHER]
    record(SYSTEM, "trial.make", "关于分管领导", person)
    record(SYSTEM, "trial.make", "关于公开专员", other)
    answer = client.get(JOURNAL, {"about": f"accounts.user:{person.pk}", "action": "trial"})
    assert told(answer) == ["关于分管领导"]
    assert "只列与“分管领导”有关的" in answer.content.decode()
    kind = client.get(JOURNAL, {"about": "accounts.user", "action": "trial"})
    assert told(kind) == ["关于公开专员", "关于分管领导"]
    for nothing in ("accounts.user:x", "no.such:1", "x", ":", f"accounts.user:{'9' * 30}"):
        assert told(client.get(JOURNAL, {"about": nothing})) == []


def test_what_belongs_to_a_budget_year_is_about_it_even_when_it_is_gone(
    world: World, signed_in: SignedIn
) -> None:
    actor, access, year = who(world, Role.FINANCE_OFFICER)
    row = year.rows.filter(sheet="预算明细").first()
    assert row is not None
    delete_row(actor, access, year, row.pk, row.version)
    record(SYSTEM, "trial.make", "别的年度", world.other_year)
    answer = signed_in(Role.AUDIT_ADMIN).get(JOURNAL, {"about": f"workspace.budgetyear:{year.pk}"})
    found = told(answer)
    assert found[0] == f"{year}：删除“预算明细”表的一行"
    assert found[-1] == f"开立{year}"
    assert "别的年度" not in found


def test_the_journal_shows_what_one_person_did(world: World, signed_in: SignedIn) -> None:
    person = world.users[Role.LEADER]
    record(Actor(person.pk, str(person), "10.0.0.9"), "trial.make", "领导做的")
    record(SYSTEM, "trial.make", "系统做的")
    answer = signed_in(Role.AUDIT_ADMIN).get(JOURNAL, {"by": person.pk, "action": "trial"})
    assert told(answer) == ["领导做的"]
    assert f"只列{person}所做的" in answer.content.decode()


def test_a_file_of_the_journal_is_recorded(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.AUDIT_ADMIN)
    record(SYSTEM, "trial.make", "=cmd|' /C calc'!A0", new={"金额": "2"})
    answer = client.get(JOURNAL, {"action": "trial", "download": "csv"})
    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "'=cmd" in text
    assert "金额： → 2" in text
    assert client.head(JOURNAL, {"download": "csv"}).status_code == 200
    assert Entry.objects.filter(action="journal.export").count() == 1


def test_the_journal_is_exported_whole(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.AUDIT_ADMIN)
    lines = b"".join(client.post(f"{JOURNAL}export/")).splitlines()  # type: ignore[arg-type]
    entries = [json.loads(line) for line in lines]
    assert entries[0]["previous"] == START
    assert [one["number"] for one in entries] == list(range(1, len(entries) + 1))
    assert Entry.objects.filter(action="journal.export").count() == 1


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
