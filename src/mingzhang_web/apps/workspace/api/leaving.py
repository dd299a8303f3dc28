"""Who leaves, for programs (停用和移交接口): what they have in hand, who takes it over."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from mingzhang_web.api import Id, Line, demand, found
from mingzhang_web.apps.accounts.admin_api import UserOut
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.accounts.selectors import users
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.selectors.leaving import assigned_to, posts_of
from mingzhang_web.apps.workspace.services.leaving import leave

router = Router(tags=["管理"])


class AssignedOut(Schema):
    """Open findings of one budget year in somebody's hands; `heirs`: user names that may take over."""

    year_id: int
    year: str
    count: int
    late: int
    heirs: list[str]


class PostOut(Schema):
    """One role, who else holds it, and the years whose projects are not handed in."""

    role: str
    others: list[str]
    drafts: list[str]


class InHandOut(Schema):
    """What somebody has in hand (手上的工作)."""

    assigned: list[AssignedOut]
    posts: list[PostOut]


class HeirIn(Schema):
    """Who takes over the findings of a budget year."""

    year_id: Id
    username: Line


class HandOverIn(Schema):
    """Who takes over what; years that are not named stay in their hands."""

    to: list[HeirIn] = Field(max_length=200)
    lock: bool = Field(False, description="同时停用这个人")


@router.get("/users/{int:user}/in-hand", response=InHandOut, summary="一个人手上的工作")
def in_hand(request: HttpRequest, user: Id) -> Any:
    """Counts and names, no content."""
    demand(request, Action.MANAGE_USERS)
    chosen, today = _user(user), timezone.localdate()
    return InHandOut(
        assigned=[
            AssignedOut(
                year_id=one.year.pk,
                year=str(one.year),
                count=one.count,
                late=one.late,
                heirs=[heir.username for heir in one.heirs],
            )
            for one in assigned_to(chosen, today)
        ],
        posts=[
            PostOut(
                role=str(one.grant),
                others=[other.username for other in one.others],
                drafts=[str(year) for year in one.drafts],
            )
            for one in posts_of(chosen, today)
        ],
    )


@router.post("/users/{int:user}/lock", response=UserOut, summary="停用")
def lock(request: HttpRequest, user: Id) -> Any:
    """Every session and token ends at once; what is in their hands stays there."""
    return _leave(request, user, [], lock=True)


@router.post("/users/{int:user}/hand-over", response=UserOut, summary="移交手上的发现")
def hand_over(request: HttpRequest, user: Id, body: HandOverIn) -> Any:
    """Give the findings in somebody's hands to others who may deal with them, all or nothing."""
    return _leave(request, user, body.to, lock=body.lock)


def _leave(request: HttpRequest, user: int, heirs: list[HeirIn], *, lock: bool) -> UserOut:
    access = demand(request, Action.MANAGE_USERS)
    chosen = _user(user)
    years = BudgetYear.objects.select_related("department")
    to = {
        found(years.filter(pk=one.year_id).first()): found(
            users().filter(username=one.username).first()
        )
        for one in heirs
    }
    leave(Actor.of(request), access, chosen, to, lock=lock)
    return UserOut.of(_user(user))


def _user(pk: int) -> User:
    return found(users().filter(pk=pk).first())
