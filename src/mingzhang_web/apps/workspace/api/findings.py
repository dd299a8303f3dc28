"""Findings for programs (发现接口): list, explain, reject, comment, assign."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from mingzhang_web.api import Id, Line, Pages, Text, demand, found
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.models import Finding
from mingzhang_web.apps.workspace.selectors import checks as selectors
from mingzhang_web.apps.workspace.selectors.checks import Wanted, weight_of
from mingzhang_web.apps.workspace.selectors.sight import Sight, finding_in_sight, year_in_sight
from mingzhang_web.apps.workspace.services import findings as services

router = Router(tags=["发现"])


class FindingOut(Schema):
    """One thing that does not agree (发现)."""

    id: int
    rule: str
    severity: str = Field(description="error、warning、info 或 rounding（尾差）")
    message: str
    places: list[str] = Field(description="在文件里的位置，如 表格14 第20行")
    where: list[str] = Field(description="按印出的表号、表名、行、栏说的位置；认不出时同 places")
    state: Finding.State
    explained_until: date | None
    assigned_to: str | None
    due_on: date | None
    gone: bool = Field(description="最近一次核对里已经没有")

    @classmethod
    def of(cls, finding: Finding) -> "FindingOut":
        """A finding with its places in words."""
        return cls(
            id=finding.pk,
            rule=finding.rule,
            severity=weight_of(finding),
            message=finding.message,
            places=selectors.places_of(finding),
            where=selectors.where_of(finding),
            state=Finding.State(finding.state),
            explained_until=finding.explained_until,
            assigned_to=str(finding.assigned_to) if finding.assigned_to else None,
            due_on=finding.due_on,
            gone=finding.gone_at is not None,
        )


class SaidOut(Schema):
    """An answer or comment: who, when, what."""

    by: str
    at: datetime
    text: str


class FindingDetail(FindingOut):
    """One finding with what was said of it."""

    answers: list[SaidOut]
    comments: list[SaidOut]


class AnswerIn(Schema):
    """Why a finding stands, or is none."""

    state: Literal["explained", "rejected"]
    reason: Text
    valid_until: date | None = None


class TextIn(Schema):
    """What is said."""

    text: Text


class AssignIn(Schema):
    """Who deals with it until when; no person takes it back."""

    username: str | None = Field(None, max_length=150)
    due_on: date | None = None


State = Literal["open", "explained", "rejected", "fixed", "all"]
Weight = Literal["error", "warning", "info", "rounding", ""]


@router.get("/years/{int:year}/findings", response=list[FindingOut], summary="一个预算年度的发现")
@paginate(Pages)
def listed(
    request: HttpRequest,
    year: Id,
    state: State = "open",
    severity: Weight = "",
    rule: str = "",
    words: Line = "",
    mine: bool = False,
) -> Any:
    """Those one may see, worst first."""
    sight = year_in_sight(demand(request), _user(request), year)
    wanted = Wanted(severity, state, rule.replace("\0", "")[:8], words, mine)
    chosen = selectors.narrowed(sight.findings(), wanted, sight.user_id)
    return [FindingOut.of(one) for one in chosen.select_related("assigned_to")]


@router.get("/findings/{int:finding}", response=FindingDetail, summary="一条发现")
def one(request: HttpRequest, finding: Id) -> Any:
    """What it says, where it stands, what was said."""
    return _detail(_found(request, finding)[0])


@router.post("/findings/{int:finding}/answer", response=FindingDetail, summary="说明或判为不成立")
def answer(request: HttpRequest, finding: Id, body: AnswerIn) -> Any:
    """With a reason, perhaps until a day."""
    chosen, sight = _found(request, finding)
    given = (body.state, body.reason, body.valid_until)
    services.answer(Actor.of(request), sight, chosen, *given)
    return _detail(chosen)


@router.post("/findings/{int:finding}/take-back", response=FindingDetail, summary="重新列为待处理")
def take_back(request: HttpRequest, finding: Id, body: TextIn) -> Any:
    """Take an answer back."""
    chosen, sight = _found(request, finding)
    services.take_back(Actor.of(request), sight, chosen, body.text)
    return _detail(chosen)


@router.post("/findings/{int:finding}/comment", response=FindingDetail, summary="评论")
def comment(request: HttpRequest, finding: Id, body: TextIn) -> Any:
    """Say something in its thread."""
    chosen, sight = _found(request, finding)
    services.comment(Actor.of(request), sight, chosen, body.text)
    return _detail(chosen)


@router.post("/findings/{int:finding}/assign", response=FindingDetail, summary="分派")
def assign(request: HttpRequest, finding: Id, body: AssignIn) -> Any:
    """Give it to a person."""
    chosen, sight = _found(request, finding)
    person = None
    if body.username is not None:
        person = found(User.objects.filter(username=body.username.replace("\0", "")).first())
    services.assign(Actor.of(request), sight, chosen, person, body.due_on)
    return _detail(chosen)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _found(request: HttpRequest, pk: int) -> tuple[Finding, Sight]:
    return finding_in_sight(demand(request), _user(request), pk)


def _detail(finding: Finding) -> FindingDetail:
    answers = finding.explanations.select_related("by")
    comments = finding.comments.select_related("by")
    return FindingDetail(
        **FindingOut.of(finding).dict(),
        answers=[SaidOut(by=str(one.by), at=one.at, text=one.reason) for one in answers],
        comments=[SaidOut(by=str(one.by), at=one.at, text=one.text) for one in comments],
    )
