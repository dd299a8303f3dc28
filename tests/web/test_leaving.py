"""Somebody leaves: nothing in their hands is orphaned, and nobody gets a right by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.accounts.services import grant, make_user
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.workspace.models import Finding
from mingzhang_web.apps.workspace.services.leaving import leave
from mingzhang_web.apps.workspace.services.refusals import Refused
from web.conftest import SignedIn, World


@pytest.fixture
def given(world: World) -> Finding:
    """An overdue finding in the hands of somebody of the project office."""
    return Finding.objects.create(
        budget_year=world.year, fingerprint="1", rule="B20", severity="error", verdict="fail",
        message="基本支出不符", places=[], order=1, first_seen_at=timezone.now(),
        assigned_to=world.users[Role.PROJECT_OFFICE],
        due_on=timezone.localdate() - timedelta(1),
    )  # fmt: skip


def path(user: User) -> str:
    return f"/work/people/{user.pk}/leave/"


def test_shutting_out_and_handing_over_is_one_step(
    world: World, given: Finding, signed_in: SignedIn
) -> None:
    client, leaver = signed_in(Role.SYSTEM_ADMIN), world.users[Role.PROJECT_OFFICE]
    heir, year = world.users[Role.FINANCE_OFFICER], world.year
    page = client.get(path(leaver)).content.decode()
    assert f"{year}：1 条，逾期 1 条，移交给" in page
    assert f"{year}的项目还没有提交" in page
    assert "没有别人" in page
    assert "基本支出不符" not in page, "an administrator sees no content of a draft"
    client.post(path(leaver), {"what": "leave", f"heir-{year.pk}": heir.pk})
    given.refresh_from_db()
    leaver.refresh_from_db()
    assert (given.assigned_to, leaver.is_active) == (heir, False)
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.old) == ("finding.hand_over", {"to": str(leaver)})
    assert entry.new == {"to": str(heir), "findings": [given.pk]}


def test_only_who_may_deal_with_findings_there_takes_over(world: World, given: Finding) -> None:
    leaver, access = world.users[Role.PROJECT_OFFICE], Access.of(world.users[Role.SYSTEM_ADMIN])
    for nobody in (world.users[Role.LEADER], world.strangers[Role.FINANCE_OFFICER], leaver):
        with pytest.raises(Refused, match="没有处理"):
            leave(SYSTEM, access, leaver, {world.year: nobody})
    leaver.refresh_from_db()
    assert leaver.is_active, "all or nothing"
    finance = Access.of(world.users[Role.FINANCE_OFFICER])
    with pytest.raises(Refused, match="只有系统管理员"):
        leave(SYSTEM, finance, leaver, {})


def test_a_program_hands_over_after_the_shutting_out(
    world: World, given: Finding, signed_in: SignedIn
) -> None:
    client, leaver = signed_in(Role.SYSTEM_ADMIN), world.users[Role.PROJECT_OFFICE]
    second = make_user(SYSTEM, "second", "接手的人", "x")
    grant(SYSTEM, second, Role.PROJECT_OFFICE, department=world.department, office=world.office)
    address = f"/api/v1/users/{leaver.pk}"
    assert client.post(f"{address}/lock").json()["active"] is False
    in_hand = client.get(f"{address}/in-hand").json()
    assert in_hand["assigned"][0]["heirs"] == ["second", "finance_officer"]
    assert in_hand["posts"][0]["others"] == ["second"]
    to = {"to": [{"year_id": world.year.pk, "username": "second"}]}
    client.post(f"{address}/hand-over", to, content_type="application/json")
    given.refresh_from_db()
    assert given.assigned_to == second
    assert client.get(f"{address}/in-hand").json()["assigned"] == []
