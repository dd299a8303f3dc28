"""The API of one's own account (我的账号)."""

from datetime import date, datetime
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from mingzhang.model import WrongUsage
from mingzhang_web.api import Id, Line, Pages, cleaned, demand, found, person
from mingzhang_web.apps.accounts import selectors, services, signing_in
from mingzhang_web.apps.accounts.forms import PasswordForm
from mingzhang_web.apps.accounts.models import Grant, Token, User
from mingzhang_web.apps.accounts.roles import Action, Role
from mingzhang_web.apps.journal.actor import Actor

router = Router(tags=["我的账号"])
NAMES = "、".join(f"{action.name} {action.value}" for action in Action)


class GrantOut(Schema):
    """A role at a place, for good or from day to day, both included (角色)."""

    id: int
    role: str
    label: str
    bureau: str | None
    department: str | None
    unit: str | None
    office: str | None
    year: int | None
    valid_from: date | None
    valid_until: date | None
    state: Literal["ahead", "in_force", "over"] = Field(
        description="还没开始、有效、已经到期（留作记录）"
    )

    @classmethod
    def of(cls, grant: Grant) -> "GrantOut":
        """A grant with the names of its places."""
        places = {
            name: str(place) if (place := getattr(grant, name)) else None
            for name in ("bureau", "department", "unit", "office")
        }
        return cls(
            id=grant.pk,
            role=grant.role,
            label=str(Role(grant.role).label),
            year=grant.year,
            valid_from=grant.valid_from,
            valid_until=grant.valid_until,
            state="over" if grant.is_over else "ahead" if grant.is_ahead else "in_force",
            **places,
        )


class Me(Schema):
    """Who sends the request (我)."""

    username: str
    name: str
    actions: list[str] = Field(description=f"能做的事：{NAMES}")
    grants: list[GrantOut]


class TokenIn(Schema):
    """A token to be made (新令牌)."""

    name: Line = Field(min_length=1, max_length=60, description="用途")
    scopes: list[Line] = Field(max_length=30, description=f"范围，可以没有：{NAMES}")
    days: int = Field(90, ge=1, le=3650, description="有效天数")


class TokenOut(Schema):
    """A token as it is kept (令牌)."""

    id: int
    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class TokenMade(TokenOut):
    """A token just made, with its text, which is shown this once."""

    secret: str


@router.get("/me", response=Me, summary="我是谁，能做什么", operation_id="me")
def me(request: HttpRequest) -> Me:
    """The user behind the session or token, narrowed to the token's scopes."""
    access, user = demand(request), request.user
    assert isinstance(user, User)
    actions = sorted(action.name for action in Action if access.may(action))
    grants = [GrantOut.of(grant) for grant in access.grants]
    return Me(username=user.username, name=user.full_name, actions=actions, grants=grants)


@router.get("/me/tokens", response=list[TokenOut], summary="我的令牌", operation_id="tokens")
@paginate(Pages)
def tokens(request: HttpRequest) -> QuerySet[Token]:
    """All tokens, ended ones too, newest first."""
    return selectors.own_tokens(person(request))


@router.post("/me/tokens", response={201: TokenMade}, summary="建立令牌", operation_id="make_token")
def make_token(request: HttpRequest, payload: TokenIn) -> Any:
    """Only from a page, not by a token. The answer alone holds the token's text."""
    user = person(request)
    unknown = [name for name in payload.scopes if name not in Action.__members__]
    actions = [Action[name] for name in payload.scopes if name not in unknown]
    if unknown:
        raise WrongUsage(f"没有这些范围：{'、'.join(unknown)}。")
    token, secret = services.make_token(
        Actor.of(request), user, payload.name, actions, payload.days
    )
    out = TokenOut.from_orm(token).dict()
    return Status(201, TokenMade(**out, secret=secret))


@router.delete(
    "/me/tokens/{token_id}", response={204: None}, summary="收回令牌", operation_id="revoke_token"
)
def revoke_token(request: HttpRequest, token_id: Id) -> Any:
    """Ends it at once; one that has ended stays ended."""
    token = selectors.own_tokens(person(request)).filter(pk=token_id).first()
    services.revoke_token(Actor.of(request), found(token))
    return Status(204, None)


class SessionOut(Schema):
    """One place where the caller is signed in (会话)."""

    id: int
    address: str
    agent: str
    started_at: datetime
    seen_at: datetime


class PasswordIn(Schema):
    """The password that holds, and a new one."""

    current: str = Field(max_length=200)
    new: str = Field(max_length=200)


@router.get("/me/sessions", response=list[SessionOut], summary="登录的地方")
def sessions(request: HttpRequest) -> Any:
    """The one in use last first."""
    return selectors.own_sessions(person(request))


@router.delete("/me/sessions/{int:session_id}", response={204: None}, summary="结束一个会话")
def end_session(request: HttpRequest, session_id: Id) -> Any:
    """End one of one's own sessions."""
    session = selectors.own_sessions(person(request)).filter(pk=session_id).first()
    services.end_session(Actor.of(request), found(session))
    return Status(204, None)


@router.post("/me/sessions/end-others", response={204: None}, summary="结束其他会话")
def end_others(request: HttpRequest) -> Any:
    """End all of one's own sessions but this one."""
    services.end_sessions(Actor.of(request), person(request), but=request.session.session_key or "")
    return Status(204, None)


@router.put("/me/password", response={204: None}, summary="修改密码")
def change_password(request: HttpRequest, payload: PasswordIn) -> Any:
    """Only from a page, not by a token; every session ends but a new one of this page."""
    user = person(request)
    given = {"current": payload.current, "new": payload.new, "again": payload.new}
    new = cleaned(PasswordForm(user, given))["new"]
    checked = signing_in.check_password(request, user.username, payload.current)
    if not isinstance(checked, User):
        raise WrongUsage(checked.sentence.replace("用户名或密码", "密码"))
    services.change_password(Actor.of(request), user, new)
    signing_in.renew(request, user)
    return Status(204, None)
