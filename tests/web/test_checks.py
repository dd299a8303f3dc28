"""Checking the ledger, and what follows from it: findings stay the same from check to check."""

import pytest

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import ALLOWED, Action, Role
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.workspace.models import BudgetYear, Check, Finding, LedgerRow
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.packing import disclosure_of, report_of
from mingzhang_web.apps.workspace.services.checks import CannotCheck, check_ledger
from mingzhang_web.apps.workspace.services.refusals import Refused
from web.conftest import SignedIn, World


def check(world: World, role: Role = Role.FINANCE_OFFICER) -> Check:
    user = world.users[role]
    return check_ledger(Actor(user.pk, str(user)), Access.of(user), world.year)


def spoil(world: World) -> LedgerRow:
    """An indicator of a project that promises something else than the department does."""
    row = world.year.rows.filter(sheet="绩效指标")[0]
    row.values = {**row.values, "指标值": "大概"}
    row.save()
    changed(world)
    return row


def changed(world: World) -> None:
    world.year.revision += 1
    world.year.save()


def test_check_is_of_the_ledger_as_it_stands(world: World) -> None:
    made = check(world)
    world.year.refresh_from_db()
    assert world.year.current_check == made
    assert (made.from_ledger, made.revision) == (True, world.year.revision)
    assert (made.errors, made.open_errors) == (0, 0)
    assert disclosure_of(made.disclosure).tables
    assert report_of(made.report).summary.error == 0
    assert Entry.objects.filter(action="check.make").count() == 1


def test_finding_goes_when_put_right_and_comes_back_as_itself(world: World) -> None:
    good = dict(world.year.rows.filter(sheet="绩效指标")[0].values)
    row = spoil(world)
    assert check(world).open_errors > 0
    first = world.year.findings.filter(severity="error")[0]
    row.values = good
    row.save()
    changed(world)
    check(world)
    first.refresh_from_db()
    assert first.state == Finding.State.FIXED
    assert first.gone_at is not None
    spoil(world)
    check(world)
    again = world.year.findings.get(fingerprint=first.fingerprint)
    assert (again.pk, again.state, again.gone_at) == (first.pk, Finding.State.OPEN, None)


def test_ledger_with_gaps_says_where(world: World) -> None:
    row = world.year.rows.filter(sheet="项目")[0]
    row.values = {**row.values, "项目属性": "随便"}
    row.save()
    with pytest.raises(CannotCheck, match="项目属性"):
        check(world)
    assert not world.year.checks.exists()


@pytest.mark.parametrize("role", Role)
def test_checking_belongs_to_finance(world: World, role: Role) -> None:
    if Action.COMPILE in ALLOWED[role]:
        check(world, role)
    else:
        with pytest.raises(Refused):
            check(world, role)


def test_published_year_is_not_checked_anew(world: World) -> None:
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.PUBLISHED)
    with pytest.raises(Refused, match="已经批准或公开"):
        check(world)


def test_one_button_leads_from_compiled_to_checked(world: World, signed_in: SignedIn) -> None:
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.COMPILED)
    client = signed_in(Role.FINANCE_OFFICER)
    page = client.get(f"/work/{world.year.pk}/").content.decode()
    assert '<button class="button primary">核对</button>' in page
    client.post(f"/work/{world.year.pk}/step/", {"step": "check"})
    world.year.refresh_from_db()
    assert world.year.stage == Stage.CHECKED
    assert world.year.current_check is not None
