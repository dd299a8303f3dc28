"""What people do about findings: explain, reject, take back, comment, assign."""

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.workspace.models import BudgetYear, Finding
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.checks import (
    Wanted,
    counts,
    is_open_on,
    narrowed,
    open_on,
)
from mingzhang_web.apps.workspace.selectors.sight import Sight, finding_in_sight
from mingzhang_web.apps.workspace.services import findings as services
from mingzhang_web.apps.workspace.services.refusals import Refused
from web.conftest import World
from web.test_checks import changed, check, spoil

TODAY = timezone.localdate()


@pytest.fixture
def finding(world: World) -> Finding:
    """An error of the checked ledger."""
    spoil(world)
    check(world)
    return world.year.findings.filter(severity="error")[0]


def who(world: World, role: Role) -> tuple[Actor, Sight]:
    user = world.users[role]
    return Actor(user.pk, str(user)), Sight.of(Access.of(user), user, world.year)


def explain(world: World, finding: Finding, until: date | None = None) -> None:
    finance = who(world, Role.FINANCE_OFFICER)
    services.answer(*finance, finding, "explained", "追加资金在年中下达", until)


def test_explanation_survives_the_next_check(world: World, finding: Finding) -> None:
    explain(world, finding)
    check(world)
    finding.refresh_from_db()
    assert finding.state == Finding.State.EXPLAINED
    assert finding.explanations.get().reason == "追加资金在年中下达"
    assert not is_open_on(finding, TODAY)


def test_explanation_comes_back_with_its_finding(world: World, finding: Finding) -> None:
    explain(world, finding)
    row = world.year.rows.filter(sheet="绩效指标")[0]
    spoilt = dict(row.values)
    row.values = {**spoilt, "指标值": "约一百场"}
    row.save()
    changed(world)
    check(world)
    finding.refresh_from_db()
    assert finding.gone_at is not None
    row.values = spoilt
    row.save()
    changed(world)
    check(world)
    finding.refresh_from_db()
    assert (finding.state, finding.gone_at) == (Finding.State.EXPLAINED, None)


def test_explanation_ends_with_its_day(world: World, finding: Finding) -> None:
    explain(world, finding, TODAY)
    finding.refresh_from_db()
    tomorrow = TODAY + timedelta(1)
    assert not is_open_on(finding, TODAY)
    assert is_open_on(finding, tomorrow)
    assert not world.year.findings.filter(open_on(TODAY), pk=finding.pk).exists()
    assert world.year.findings.filter(open_on(tomorrow), pk=finding.pk).exists()


def test_taken_back_explanation_opens_the_finding(world: World, finding: Finding) -> None:
    explain(world, finding)
    finance = who(world, Role.FINANCE_OFFICER)
    services.take_back(*finance, finding, "说明不成立")
    finding.refresh_from_db()
    assert finding.state == Finding.State.OPEN
    with pytest.raises(Refused, match="没有可以收回"):
        services.take_back(*finance, finding, "再收回")


@pytest.mark.parametrize(
    ("state", "reason", "until", "sentence"),
    [
        ("explained", "  ", None, "写明理由"),
        ("explained", "长" * 4001, None, "最多写"),
        ("fixed", "改了", None, "已说明"),
        ("explained", "有效", TODAY - timedelta(1), "不能早于今天"),
    ],
)
def test_answers_that_are_refused(
    world: World, finding: Finding, state: str, reason: str, until: date | None, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        services.answer(*who(world, Role.FINANCE_OFFICER), finding, state, reason, until)
    finding.refresh_from_db()
    assert finding.state == Finding.State.OPEN


def test_office_sees_and_answers_what_it_was_given(world: World, finding: Finding) -> None:
    clerk = world.users[Role.PROJECT_OFFICE]
    with pytest.raises(Http404):
        finding_in_sight(Access.of(clerk), clerk, finding.pk)
    with pytest.raises(Refused):
        services.answer(*who(world, Role.PROJECT_OFFICE), finding, "explained", "理由")
    services.assign(*who(world, Role.FINANCE_OFFICER), finding, clerk, TODAY)
    found, sight = finding_in_sight(Access.of(clerk), clerk, finding.pk)
    services.answer(Actor(clerk.pk, str(clerk)), sight, found, "rejected", "数据口径不同")
    finding.refresh_from_db()
    assert finding.state == Finding.State.REJECTED


def test_findings_are_given_to_those_who_may_deal_with_them(world: World, finding: Finding) -> None:
    finance = who(world, Role.FINANCE_OFFICER)
    for nobody in (world.users[Role.LEADER], world.strangers[Role.FINANCE_OFFICER]):
        with pytest.raises(Refused, match="没有处理"):
            services.assign(*finance, finding, nobody, None)
    clerk = world.users[Role.PROJECT_OFFICE]
    with pytest.raises(Refused, match="只有财务人员"):
        services.assign(*who(world, Role.LEADER), finding, clerk, None)


def test_reviewer_sees_nothing_before_it_is_checked(world: World, finding: Finding) -> None:
    reviewer = world.users[Role.REVIEWER]
    for stage in Stage:
        BudgetYear.objects.filter(pk=world.year.pk).update(stage=stage)
        if stage in (Stage.CHECKED, Stage.APPROVED, Stage.PUBLISHED):
            assert finding_in_sight(Access.of(reviewer), reviewer, finding.pk)[0] == finding
        else:
            with pytest.raises(Http404):
                finding_in_sight(Access.of(reviewer), reviewer, finding.pk)


def test_everything_done_is_in_the_journal(world: World, finding: Finding) -> None:
    finance = who(world, Role.FINANCE_OFFICER)
    explain(world, finding)
    services.comment(*finance, finding, "已与业务科室核实")
    services.take_back(*finance, finding, "口径变了")
    services.assign(*finance, finding, world.users[Role.PROJECT_OFFICE], TODAY)
    done = Entry.objects.filter(action__startswith="finding.").order_by("pk")
    assert [entry.action for entry in done] == [
        "finding.answer",
        "finding.comment",
        "finding.reopen",
        "finding.assign",
    ]


def test_list_is_narrowed(world: World, finding: Finding) -> None:
    found = world.year.findings.all()
    me = world.users[Role.FINANCE_OFFICER].pk
    assert counts(found)["error"] == narrowed(found, Wanted("error"), me).count() > 0
    assert finding in narrowed(found, Wanted(rule=finding.rule), me)
    assert finding in narrowed(found, Wanted(words=finding.message[3:9]), me)
    assert finding not in narrowed(found, Wanted(weight="warning"), me)
    assert not narrowed(found, Wanted(mine=True), me).exists()
    explain(world, finding)
    assert finding not in narrowed(found, Wanted(), me)
    assert list(narrowed(found, Wanted(state="explained"), me)) == [finding]
    assert counts(found)["answered"] == 1
