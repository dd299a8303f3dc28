"""The way of a budget year from stage to stage (流程): conditions, actor, date, reason.

编制中 → 科室已提交 → 已汇总 → 已核对 → 已批准 → 已公开 → 更正中 → 已汇总 …
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mingzhang.model import MingzhangError
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Office
from mingzhang_web.apps.workspace.editing import standing_submissions
from mingzhang_web.apps.workspace.models import (
    BudgetYear,
    OfficeSubmission,
    Transition,
)
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.services.checks import CannotCheck, check_ledger
from mingzhang_web.apps.workspace.services.conditions import (
    approvable,
    compilable,
    first_of,
    outstanding_offices,
    problems_of_office,
    publishable,
)


class NotYet(MingzhangError):
    """A step whose conditions do not hold; the sentence says all that is missing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way (步骤): from where to where, who may take it."""

    name: str
    label: str
    before: tuple[Stage, ...]
    after: Stage
    action: Action
    needs_reason: bool = False


COMPILE = Step(
    "compile", "汇总", (Stage.SUBMITTED, Stage.CORRECTED), Stage.COMPILED, Action.COMPILE
)
CHECK = Step("check", "核对", (Stage.COMPILED,), Stage.CHECKED, Action.COMPILE)
APPROVE = Step("approve", "批准", (Stage.CHECKED,), Stage.APPROVED, Action.APPROVE)
REJECT = Step(
    "reject", "退回修改", (Stage.CHECKED, Stage.APPROVED), Stage.SUBMITTED, Action.APPROVE, True
)
PUBLISH = Step("publish", "公开", (Stage.APPROVED,), Stage.PUBLISHED, Action.PUBLISH)
CORRECT = Step("correct", "发起更正", (Stage.PUBLISHED,), Stage.CORRECTED, Action.PUBLISH, True)
RETURNABLE = (Stage.DRAFT, Stage.SUBMITTED, Stage.COMPILED, Stage.CHECKED)
"""Where an office's projects may still be returned to it."""
STEPS = (COMPILE, CHECK, APPROVE, REJECT, PUBLISH, CORRECT)


def blockers(year: BudgetYear, step: Step) -> list[str]:
    """What still stands in the way of a step, one sentence each; [] where nothing does."""
    if year.stage not in step.before:
        wanted = "或".join(Stage(stage).label for stage in step.before)
        return [f"现在的环节是“{year.get_stage_display()}”，“{step.label}”要在“{wanted}”之后。"]
    return _CONDITIONS[step.name](year) if step.name in _CONDITIONS else []


@transaction.atomic
def take(actor: Actor, access: Access, year: BudgetYear, step: Step, reason: str = "") -> None:
    """Take a step; the year is told again from the database. Checking (核对) is done here.

    Raises:
        PermissionDenied: not this user's to take.
        NotYet: its conditions do not hold, or its reason is missing.
    """
    _lock(year)
    if not access.may(step.action, year.department, year.year):
        raise PermissionDenied(step.label)
    if step.needs_reason and not reason.strip():
        raise NotYet(f"“{step.label}”要写明原因。")
    missing = blockers(year, step)
    if missing:
        raise NotYet("".join(missing))
    if step is CHECK:
        _check(actor, access, year)
    _move(actor, year, step.after, reason.strip(), f"{year}：{step.label}")


@transaction.atomic
def submit(actor: Actor, access: Access, year: BudgetYear, office: Office) -> None:
    """An office hands in its projects; with the last one the year is 科室已提交.

    Raises:
        PermissionDenied: not this user's office.
        NotYet: the office has no projects, or something in them must be put right.
    """
    _lock(year)
    _demand_office(access, year, office, Action.SUBMIT)
    if year.stage != Stage.DRAFT:
        raise NotYet(f"现在的环节是“{year.get_stage_display()}”，不能提交。")
    if office.pk in standing_submissions(year):
        raise NotYet(f"{office}已经提交过了。")
    wrong = problems_of_office(year, office)
    if wrong:
        raise NotYet("".join(first_of(wrong)))
    OfficeSubmission.objects.create(
        budget_year=year,
        office=office,
        submitted_by_id=actor.user_id or 0,
        submitted_at=timezone.now(),
    )
    record(
        actor,
        "year.submit",
        f"{year}：{office}提交项目",
        year,
        department_id=year.department_id,
        new={"office": office.name},
    )
    if not outstanding_offices(year):
        _move(actor, year, Stage.SUBMITTED, "", f"{year}：各科室都已提交")


@transaction.atomic
def send_back(actor: Actor, access: Access, year: BudgetYear, office: Office, reason: str) -> None:
    """Return the projects of an office (退回) for it to change them.

    Raises:
        PermissionDenied: not this user's to return.
        NotYet: nothing was handed in, the stage is past it, or the reason is missing.
    """
    _lock(year)
    if not access.may(Action.COMPILE, year.department, year.year):
        raise PermissionDenied("退回")
    if not reason.strip():
        raise NotYet("退回要写明原因。")
    if year.stage not in RETURNABLE:
        raise NotYet(f"现在的环节是“{year.get_stage_display()}”，不能退回科室。")
    if office.pk not in standing_submissions(year):
        raise NotYet(f"{office}还没有提交，不用退回。")
    newest = year.submissions.filter(office=office).order_by("-submitted_at", "-pk").first()
    assert newest is not None
    newest.returned_at, newest.reason = timezone.now(), reason.strip()
    newest.save(update_fields=["returned_at", "reason"])
    record(
        actor,
        "year.return",
        f"{year}：退回{office}的项目",
        year,
        department_id=year.department_id,
        new={"office": office.name, "reason": reason.strip()},
    )
    if year.stage != Stage.DRAFT:
        _move(actor, year, Stage.DRAFT, reason.strip(), f"{year}：退回{office}，重新编制")


@transaction.atomic
def set_approved_on(actor: Actor, access: Access, year: BudgetYear, day: date | None) -> None:
    """The day the finance bureau's reply came (财政批复日期); the clock of publication runs from it.

    Raises:
        PermissionDenied: not this user's to set.
        NotYet: the day lies in the future.
    """
    _lock(year)
    if not any(
        access.may(action, year.department, year.year)
        for action in (Action.COMPILE, Action.PUBLISH)
    ):
        raise PermissionDenied("批复日期")
    if day is not None and day > timezone.localdate():
        raise NotYet("批复日期不能晚于今天。")
    old = year.approved_on
    year.approved_on = day
    year.save(update_fields=["approved_on"])
    record(
        actor,
        "year.approved_on",
        f"{year}：填写财政批复日期",
        year,
        department_id=year.department_id,
        old={"approved_on": old.isoformat() if old else None},
        new={"approved_on": day.isoformat() if day else None},
    )


def fall_back(actor: Actor, year: BudgetYear) -> None:
    """A changed ledger must be compiled and checked anew."""
    if year.stage in (Stage.COMPILED, Stage.CHECKED):
        _move(actor, year, Stage.SUBMITTED, "账簿有改动", f"{year}：账簿有改动，须重新汇总")


def _check(actor: Actor, access: Access, year: BudgetYear) -> None:
    try:
        check_ledger(actor, access, year)
    except CannotCheck as error:
        raise NotYet(str(error)) from error


_CONDITIONS = {
    COMPILE.name: compilable,
    APPROVE.name: approvable,
    PUBLISH.name: publishable,
}


def _lock(year: BudgetYear) -> None:
    """Read the year anew and keep others from moving it until this is done."""
    BudgetYear.objects.select_for_update(of=("self",)).get(pk=year.pk)
    year.refresh_from_db()


def _demand_office(access: Access, year: BudgetYear, office: Office, action: Action) -> None:
    offices = access.offices(action, year.department, year.year)
    if office.department_id != year.department_id or (
        offices is not None and office.pk not in offices
    ):
        raise PermissionDenied(str(office))


def _move(actor: Actor, year: BudgetYear, after: Stage, reason: str, sentence: str) -> None:
    before = year.stage
    year.stage = after
    year.save(update_fields=["stage"])
    Transition.objects.create(
        budget_year=year,
        before=before,
        after=after,
        user_id=actor.user_id,
        at=timezone.now(),
        reason=reason,
    )
    record(
        actor,
        "year.stage",
        sentence,
        year,
        department_id=year.department_id,
        old={"stage": before},
        new={"stage": after, "reason": reason},
    )
