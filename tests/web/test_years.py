"""Opening a year, giving projects to offices, and being reminded."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mingzhang.ledger.reading import read_rows
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.jobs import services as jobs
from mingzhang_web.apps.jobs import worker
from mingzhang_web.apps.jobs.models import Job, State
from mingzhang_web.apps.journal.actor import SYSTEM, Actor
from mingzhang_web.apps.workspace.models import Finding
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.ledgers import typed_rows
from mingzhang_web.apps.workspace.selectors.reminders import reminders
from mingzhang_web.apps.workspace.services import reminding
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.reminding import Sent, remind
from mingzhang_web.apps.workspace.services.rows import assign_project
from mingzhang_web.apps.workspace.services.years import begin_year
from web.conftest import SignedIn, World

PROFILE = "shanxi-2025"


def access(world: World, role: Role) -> tuple[Actor, Access]:
    user = world.users[role]
    return Actor(user.pk, str(user)), Access.of(user)


def test_next_year_carries_on_ledger_and_offices(world: World) -> None:
    finance = access(world, Role.FINANCE_OFFICER)
    next_year = world.year.year + 1
    found = begin_year(*finance, world.department, next_year, PROFILE, carry_on=world.year)
    assert found.rows.count() == world.year.rows.count()
    assert found.rows.filter(sheet="项目", office=world.office).exists()
    reading = read_rows(typed_rows(found))
    assert reading.ledger is not None
    assert reading.ledger.year == next_year


def test_first_year_starts_with_the_department_and_its_units(world: World) -> None:
    found = begin_year(*access(world, Role.FINANCE_OFFICER), world.department, 2031, PROFILE)
    rows = typed_rows(found)["部门"]
    assert rows[0]["名称"] == world.department.name
    assert rows[0]["年度"] == "2031"
    assert [row["名称"] for row in rows[1:]] == [u.name for u in world.department.units.all()]


def test_year_that_is_open_is_left_as_it_is(world: World) -> None:
    before = typed_rows(world.year)
    finance = access(world, Role.FINANCE_OFFICER)
    assert begin_year(*finance, world.department, world.year.year, PROFILE) == world.year
    assert typed_rows(world.year) == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FINANCE_OFFICER])
def test_only_finance_opens_years(world: World, signed_in: SignedIn, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        begin_year(*access(world, role), world.department, 2031, PROFILE)
    assert signed_in(role).get("/work/new/").status_code == 403


def test_year_is_opened_by_the_page(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.FINANCE_OFFICER)
    assert "山西部门预算（十三表）" in client.get("/work/new/").content.decode()
    typed = {"department": world.department.pk, "year": 2031, "kind": "budget", "profile": PROFILE}
    page = client.post("/work/new/", typed, follow=True)
    assert "2031年预算已开立" in page.content.decode()
    foreign = client.post("/work/new/", {**typed, "department": world.other.pk})
    assert foreign.status_code == 422


def test_project_and_its_indicators_go_to_an_office(world: World, signed_in: SignedIn) -> None:
    row = world.year.rows.filter(sheet="项目", office=world.office)[0]
    address = f"/work/{world.year.pk}/offices/rows/{row.pk}/"
    signed_in(Role.FINANCE_OFFICER).post(address, {"office": world.second_office.pk})
    assert not world.year.rows.filter(office=world.office).exists()
    with pytest.raises(Refused, match="不能分派"):
        assign_project(*access(world, Role.PROJECT_OFFICE), world.year, row.pk, world.office)


def test_office_is_reminded_until_it_hands_in(world: World) -> None:
    user = world.users[Role.PROJECT_OFFICE]
    today = timezone.localdate()
    assert "还没有提交" in reminders(user, Access.of(user), today)[0].sentence
    world.year.submissions.create(
        office=world.office, submitted_by=user, submitted_at=timezone.now()
    )
    assert reminders(user, Access.of(user), today) == []


def test_publication_is_reminded_of_in_its_last_days(world: World) -> None:
    world.year.approved_on, world.year.stage = date(2026, 1, 20), Stage.APPROVED
    world.year.save()
    user = world.users[Role.PUBLISHER]
    due = date(2026, 2, 9)
    assert reminders(user, Access.of(user), due - timedelta(6)) == []
    assert "还有 3 天" in reminders(user, Access.of(user), due - timedelta(3))[0].sentence
    assert "已超过 2 天" in reminders(user, Access.of(user), due + timedelta(2))[0].sentence
    stranger = world.strangers[Role.PUBLISHER]
    assert reminders(stranger, Access.of(stranger), due) == []


def given(world: World, to: Role, due_on: date) -> Finding:
    return Finding.objects.create(
        budget_year=world.year, fingerprint="1", rule="B20", severity="error", verdict="fail",
        message="不符", places=[], order=1, first_seen_at=timezone.now(),
        assigned_to=world.users[to], due_on=due_on,
    )  # fmt: skip


def with_mail(world: World, *roles: Role) -> None:
    for role in roles:
        user = world.users[role]
        user.email = f"{role}@example.cn"
        user.save()


def test_assignments_are_reminded_of_before_and_after_their_day(world: World) -> None:
    user, day = world.users[Role.FINANCE_OFFICER], timezone.localdate()
    given(world, Role.FINANCE_OFFICER, day)
    assert reminders(user, Access.of(user), day - timedelta(6)) == []
    assert "请在" in reminders(user, Access.of(user), day - timedelta(5))[0].sentence
    assert "已逾期 3 天" in reminders(user, Access.of(user), day + timedelta(3))[0].sentence
    user.grants.all().delete()
    assert reminders(user, Access.of(user), day) == [], "no role there any more"


def test_mail_goes_once_a_day_to_who_has_something_to_do(world: World) -> None:
    today = timezone.localdate()
    with_mail(world, Role.FINANCE_OFFICER, Role.PUBLISHER)
    given(world, Role.FINANCE_OFFICER, today)
    for _ in range(2):
        jobs.enqueue_daily(SYSTEM, today)
        while worker.do_one():
            pass
    assert remind(today, lambda *_: None) == Sent((), ()), "the command sends nothing again"
    assert [message.to for message in mail.outbox] == [["finance_officer@example.cn"]]
    assert "B20" in mail.outbox[0].body
    assert Job.objects.get(kind="workspace.remind").state == State.DONE
    remind(today + timedelta(1), lambda *_: None)
    assert "已逾期 1 天" in mail.outbox[1].body


def test_a_mail_that_fails_stops_no_other_and_is_sent_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_mail(world, Role.FINANCE_OFFICER, Role.PROJECT_OFFICE)
    today = timezone.localdate()
    given(world, Role.FINANCE_OFFICER, today)
    send = reminding.send_mail

    def broken(subject: str, text: str, sender: str, to: list[str]) -> None:
        if to == ["finance_officer@example.cn"]:
            raise OSError
        send(subject, text, sender, to)

    monkeypatch.setattr(reminding, "send_mail", broken)
    assert remind(today, lambda *_: None) == Sent(("项目科室",), ("财务人员",))
    monkeypatch.setattr(reminding, "send_mail", send)
    assert remind(today, lambda *_: None).to == ("财务人员",)
