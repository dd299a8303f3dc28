"""From draft to publication: each step has its conditions, its actor, its date."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import ALLOWED, Role
from mingzhang_web.apps.accounts.services import grant, make_user
from mingzhang_web.apps.journal.actor import SYSTEM, Actor
from mingzhang_web.apps.workspace.models import BudgetYear, Check, Finding
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.deadlines import publication
from mingzhang_web.apps.workspace.services import stages
from mingzhang_web.apps.workspace.services.conditions import outstanding_offices
from mingzhang_web.apps.workspace.services.stages import NotYet
from web.conftest import World


def who(world: World, role: Role) -> tuple[Actor, Access, BudgetYear]:
    user = world.users[role]
    return Actor(user.pk, str(user)), Access.of(user), world.year


def at(world: World, stage: Stage) -> BudgetYear:
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=stage)
    world.year.refresh_from_db()
    return world.year


def checked(world: World, *, errors: int = 0) -> None:
    """The current ledger was checked; so many errors are open."""
    year = world.year
    year.current_check = Check.objects.create(
        budget_year=year,
        source_name="账簿",
        from_ledger=True,
        revision=year.revision,
        disclosure=b"",
        report=b"",
        errors=errors,
        warnings=0,
        infos=0,
        undetermined=0,
        made_at=timezone.now(),
    )
    year.save()
    for number in range(errors):
        Finding.objects.create(
            budget_year=year,
            fingerprint=str(number),
            rule="A01",
            severity="error",
            verdict="fail",
            message="不符",
            places=[],
            order=number,
            first_seen_at=timezone.now(),
        )


def submit_all(world: World) -> None:
    finance = who(world, Role.FINANCE_OFFICER)
    stages.submit(*who(world, Role.PROJECT_OFFICE), world.office)
    stages.submit(*finance, world.second_office)


def test_year_is_submitted_with_the_last_office(world: World) -> None:
    stages.submit(*who(world, Role.PROJECT_OFFICE), world.office)
    assert world.year.stage == Stage.DRAFT
    assert outstanding_offices(world.year) == [world.second_office]
    stages.submit(*who(world, Role.FINANCE_OFFICER), world.second_office)
    assert world.year.stage == Stage.SUBMITTED


def test_office_hands_in_for_itself_alone(world: World) -> None:
    with pytest.raises(PermissionDenied):
        stages.submit(*who(world, Role.PROJECT_OFFICE), world.second_office)


def test_office_with_something_wrong_cannot_hand_in(world: World) -> None:
    row = world.year.rows.filter(sheet="项目", office=world.office)[0]
    row.values = {**row.values, "项目属性": "随便"}
    row.save()
    with pytest.raises(NotYet, match="项目属性"):
        stages.submit(*who(world, Role.PROJECT_OFFICE), world.office)


def test_returned_office_may_hand_in_again(world: World) -> None:
    submit_all(world)
    finance = who(world, Role.FINANCE_OFFICER)
    with pytest.raises(NotYet, match="写明原因"):
        stages.send_back(*finance, world.office, " ")
    stages.send_back(*finance, world.office, "概况太简略")
    assert world.year.stage == Stage.DRAFT
    stages.submit(*who(world, Role.PROJECT_OFFICE), world.office)
    assert world.year.stage == Stage.SUBMITTED


def test_whole_way_to_approval(world: World) -> None:
    submit_all(world)
    finance, leader = who(world, Role.FINANCE_OFFICER), who(world, Role.LEADER)
    stages.take(*finance, stages.COMPILE)
    stages.take(*finance, stages.CHECK)
    check = world.year.current_check
    assert check is not None
    assert (check.from_ledger, check.revision) == (True, world.year.revision)
    stages.take(*leader, stages.APPROVE)
    way = list(world.year.transitions.values_list("after", flat=True))
    assert way == [Stage.SUBMITTED, Stage.COMPILED, Stage.CHECKED, Stage.APPROVED]
    assert world.year.transitions.last().user == world.users[Role.LEADER]


def test_open_error_stops_approval_and_an_explained_one_does_not(world: World) -> None:
    at(world, Stage.CHECKED)
    checked(world, errors=1)
    leader = who(world, Role.LEADER)
    with pytest.raises(NotYet, match="还有 1 处错误"):
        stages.take(*leader, stages.APPROVE)
    world.year.findings.update(state=Finding.State.EXPLAINED)
    stages.take(*leader, stages.APPROVE)


def test_check_of_an_older_ledger_does_not_count(world: World) -> None:
    at(world, Stage.CHECKED)
    checked(world)
    BudgetYear.objects.filter(pk=world.year.pk).update(revision=world.year.revision + 1)
    with pytest.raises(NotYet, match="还没有核对现在的账簿"):
        stages.take(*who(world, Role.LEADER), stages.APPROVE)


def test_publishing_needs_the_reply_of_the_finance_bureau(world: World) -> None:
    at(world, Stage.APPROVED)
    checked(world)
    publisher = who(world, Role.PUBLISHER)
    with pytest.raises(NotYet, match="批复日期"):
        stages.take(*publisher, stages.PUBLISH)
    stages.set_approved_on(*publisher, date(2026, 1, 20))
    stages.take(*publisher, stages.PUBLISH)


def test_reasons_are_asked_for(world: World) -> None:
    at(world, Stage.CHECKED)
    with pytest.raises(NotYet, match="写明原因"):
        stages.take(*who(world, Role.LEADER), stages.REJECT)
    stages.take(*who(world, Role.LEADER), stages.REJECT, "三公经费说明不清")
    assert world.year.transitions.get().reason == "三公经费说明不清"


@pytest.mark.parametrize("step", stages.STEPS, ids=lambda step: step.name)
@pytest.mark.parametrize("role", Role)
def test_steps_are_taken_by_their_role_alone(world: World, step: stages.Step, role: Role) -> None:
    at(world, step.before[0])
    checked(world)
    world.year.approved_on = date(2026, 1, 20)
    world.year.save()
    world.year.submissions.create(
        office=world.office, submitted_by=world.users[role], submitted_at=timezone.now()
    )
    world.year.submissions.create(
        office=world.second_office, submitted_by=world.users[role], submitted_at=timezone.now()
    )
    if step.action in ALLOWED[role]:
        stages.take(*who(world, role), step, "理由")
        assert world.year.stage == step.after
    else:
        with pytest.raises(PermissionDenied):
            stages.take(*who(world, role), step, "理由")


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("step", stages.STEPS, ids=lambda step: step.name)
def test_steps_are_taken_from_their_stages_alone(
    world: World, step: stages.Step, stage: Stage
) -> None:
    at(world, stage)
    everything = make_user(SYSTEM, "all", "全能", "x")
    for role in (Role.FINANCE_OFFICER, Role.LEADER, Role.PUBLISHER):
        grant(SYSTEM, everything, role, department=world.department)
    if stage not in step.before:
        with pytest.raises(NotYet, match="现在的环节"):
            stages.take(SYSTEM, Access.of(everything), world.year, step, "理由")


def test_publication_clock_runs_in_calendar_days(world: World) -> None:
    world.year.approved_on = date(2026, 1, 20)
    clock = publication(world.year, date(2026, 2, 8))
    assert clock is not None
    assert (clock.due, clock.left, clock.weight) == (date(2026, 2, 9), 1, "warning")
    late = publication(world.year, clock.due + timedelta(1))
    assert late is not None
    assert late.weight == "error"
    assert publication(world.other_year, date(2026, 2, 8)) is None


def test_what_an_office_must_put_right_is_told_shortly(world: World) -> None:
    rows = world.year.rows.filter(sheet="绩效指标", office=world.office)
    for row in rows:
        row.values.pop("二级指标")
        row.save()
    with pytest.raises(NotYet) as refused:
        stages.submit(*who(world, Role.PROJECT_OFFICE), world.office)
    assert f"另有 {len(rows) - 3} 处" in str(refused.value)
    assert str(refused.value).count("没有填") == 3
