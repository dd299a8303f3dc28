"""The leader's board and one's own reminders for programs (看板和提醒接口)."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from mingzhang_web.api import Id, demand
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.selectors.board import board
from mingzhang_web.apps.workspace.selectors.reminders import reminders

router = Router(tags=["看板和提醒"])


class AmountOut(Schema):
    """One key figure as printed, beside last year's."""

    name: str
    now: str
    unit: str
    before: str
    percent: str


class OpenOut(Schema):
    """How many findings are open for a year or a person; no name: given to nobody."""

    name: str | None
    errors: int
    warnings: int
    late: int


class LateOut(Schema):
    """A finding past its day."""

    finding: int
    rule: str
    message: str
    assigned_to: str | None
    due_on: date | None
    days: int


class BoardOut(Schema):
    """Where the money goes, what is open, who is late (领导看板)."""

    year_id: int | None
    year: str | None
    amounts: list[AmountOut]
    waiting: list[str]
    by_year: list[OpenOut]
    by_person: list[OpenOut]
    late: list[LateOut]


class ReminderOut(Schema):
    """One thing that waits for the caller; `due` where a day is set."""

    sentence: str
    address: str
    due: date | None


@router.get("/board", response=BoardOut, summary="领导看板")
def the_board(request: HttpRequest, year: Id | None = None) -> Any:
    """Of the year that is named, else the newest that there is something to show of."""
    found = board(demand(request, Action.SEE_BOARD), timezone.localdate(), year)
    return BoardOut(
        year_id=found.chosen.pk if found.chosen else None,
        year=str(found.chosen) if found.chosen else None,
        amounts=[AmountOut.from_orm(one) for one in found.amounts],
        waiting=[str(one) for one in found.waiting],
        by_year=[OpenOut.from_orm(one) for one in found.by_year],
        by_person=[OpenOut.from_orm(one) for one in found.by_person],
        late=[
            LateOut(
                finding=one.finding.pk,
                rule=one.finding.rule,
                message=one.finding.message,
                assigned_to=str(one.finding.assigned_to) if one.finding.assigned_to else None,
                due_on=one.finding.due_on,
                days=one.days,
            )
            for one in found.late
        ],
    )


@router.get("/me/reminders", response=list[ReminderOut], summary="等我办的事")
def mine(request: HttpRequest) -> Any:
    """Deadlines and assignments, the most urgent first."""
    assert isinstance(request.user, User)
    found = reminders(request.user, demand(request), timezone.localdate())
    return [
        ReminderOut(
            sentence=one.sentence,
            address=one.address,
            due=one.deadline.due if one.deadline else None,
        )
        for one in found
    ]
