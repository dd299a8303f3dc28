"""Users, grants and the journal for programs (管理接口)."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from mingzhang.model import WrongUsage
from mingzhang_web.api import Id, Line, Pages, a_file, cleaned, demand, found, person
from mingzhang_web.apps.accounts import selectors, services
from mingzhang_web.apps.accounts.admin_forms import EditUserForm, NewUserForm
from mingzhang_web.apps.accounts.api import GrantOut
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.passwords import random_password
from mingzhang_web.apps.accounts.roles import Action, Role
from mingzhang_web.apps.accounts.services.grants import Period
from mingzhang_web.apps.journal import selectors as journal_selectors
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.exporting import as_lines, record_export
from mingzhang_web.apps.journal.selectors import Asked
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Unit

router = Router(tags=["管理"])


class UserOut(Schema):
    """A user with their roles (用户)."""

    id: int
    username: str
    full_name: str
    email: str
    active: bool
    last_login: datetime | None
    grants: list[GrantOut]

    @classmethod
    def of(cls, user: User) -> "UserOut":
        """A user."""
        return cls(
            id=user.pk,
            username=user.username,
            full_name=user.full_name,
            email=user.email,
            active=user.is_active,
            last_login=user.last_login,
            grants=[GrantOut.of(grant) for grant in user.grants.all()],
        )


class UserIn(Schema):
    """A user to be made."""

    username: Line = Field(min_length=1, max_length=150)
    full_name: Line = Field(min_length=1, max_length=60)
    email: Line = ""


class UserEdit(Schema):
    """What is known about a user; `sign_on_subject`: who they are at the sign-on provider."""

    full_name: Line = Field(min_length=1, max_length=60)
    email: Line = ""
    sign_on_subject: Line = ""


class UserMade(Schema):
    """A user just made, with the password for the first sign-in, which is shown this once."""

    user: UserOut
    password: str


class PeriodIn(Schema):
    """The first and the last day of a grant, both included; none is without limit (期限)."""

    valid_from: date | None = None
    valid_until: date | None = None

    def period(self) -> Period:
        """As the services take it."""
        return Period(self.valid_from, self.valid_until)


class GrantIn(PeriodIn):
    """A role at a place."""

    role: Role
    bureau: Id | None = None
    department: Id | None = None
    unit: Id | None = None
    office: Id | None = None
    year: Annotated[int | None, Field(ge=2000, le=2100)] = None


class EntryOut(Schema):
    """One entry of the journal (日志条目)."""

    number: int
    at: datetime
    user_name: str
    address: str
    action: str
    sentence: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    previous: str
    digest: str


class JournalIn(Schema):
    """What the journal is narrowed to; nothing for all of it."""

    words: Line = ""
    action: Line = ""
    since: date | None = None
    until: date | None = None
    by: Id | None = None
    about: Line = ""


class EntriesOut(Schema):
    """One page of entries, and the number below which the next page begins."""

    items: list[EntryOut]
    before: int | None


class VerifiedOut(Schema):
    """Whether the journal is whole; the first entry that breaks it."""

    whole: bool
    number: int | None = None
    message: str = ""


@router.get("/users", response=list[UserOut], summary="用户")
@paginate(Pages)
def users(request: HttpRequest, text: Line = "") -> Any:
    """For both who manage users and who grant roles."""
    access = demand(request)
    if not access.may(Action.MANAGE_GRANTS):
        demand(request, Action.MANAGE_USERS)
    return [UserOut.of(user) for user in selectors.users(text)]


@router.post("/users", response={201: UserMade}, summary="建立用户")
def make_user(request: HttpRequest, body: UserIn) -> Any:
    """Only from a page, not by a token: the answer holds a password."""
    demand(request, Action.MANAGE_USERS)
    person(request)
    given = cleaned(NewUserForm(body.dict()))
    password = random_password()
    made = services.make_user(Actor.of(request), password=password, **given)
    return Status(201, UserMade(user=UserOut.of(made), password=password))


@router.get("/users/{int:user}", response=UserOut, summary="一个用户")
def one_user(request: HttpRequest, user: Id) -> Any:
    """What is known, and the roles."""
    demand(request, Action.MANAGE_USERS)
    return UserOut.of(_user(user))


@router.put("/users/{int:user}", response=UserOut, summary="修改用户资料")
def edit_user(request: HttpRequest, user: Id, body: UserEdit) -> Any:
    """The name, the mail address, who they are at the sign-on provider."""
    demand(request, Action.MANAGE_USERS)
    chosen = _user(user)
    services.edit_user(Actor.of(request), chosen, cleaned(EditUserForm(chosen, body.dict())))
    return UserOut.of(chosen)


@router.post("/users/{int:user}/password", response=UserMade, summary="重设密码")
def reset_password(request: HttpRequest, user: Id) -> Any:
    """Only from a page, not by a token: the answer holds the password for the next sign-in."""
    demand(request, Action.MANAGE_USERS)
    person(request)
    chosen = _user(user)
    password = services.reset_password(Actor.of(request), chosen)
    return UserMade(user=UserOut.of(chosen), password=password)


@router.delete("/users/{int:user}/factor", response=UserOut, summary="取消丢失的动态码")
def remove_factor(request: HttpRequest, user: Id) -> Any:
    """For somebody who lost their phone; not one's own."""
    demand(request, Action.MANAGE_GRANTS)
    chosen = _user(user)
    if chosen == request.user:
        raise WrongUsage("自己的动态码在“我的账号”里取消。")
    services.remove_factor(Actor.of(request), chosen)
    return UserOut.of(chosen)


@router.post("/users/{int:user}/unlock", response=UserOut, summary="恢复登录")
def unlock(request: HttpRequest, user: Id) -> Any:
    """Let a user in again."""
    demand(request, Action.MANAGE_USERS)
    chosen = _user(user)
    services.let_in(Actor.of(request), chosen)
    return UserOut.of(chosen)


@router.post("/users/{int:user}/grants", response={201: UserOut}, summary="授予角色")
def grant(request: HttpRequest, user: Id, body: GrantIn) -> Any:
    """Give a role at a place, for good or for some days."""
    demand(request, Action.MANAGE_GRANTS)
    chosen = _user(user)
    services.grant(
        Actor.of(request),
        chosen,
        body.role,
        bureau=_place(Bureau, body.bureau),
        department=_place(Department, body.department),
        unit=_place(Unit, body.unit),
        office=_place(Office, body.office),
        year=body.year,
        period=body.period(),
    )
    return Status(201, UserOut.of(_user(user)))


@router.put("/users/{int:user}/grants/{int:grant}", response=UserOut, summary="修改授权期限")
def set_period(request: HttpRequest, user: Id, grant: Id, body: PeriodIn) -> Any:
    """From when until when it holds; one that is over stays as history."""
    demand(request, Action.MANAGE_GRANTS)
    held = found(selectors.grant_of(grant, user))
    services.set_period(Actor.of(request), held, body.period())
    return UserOut.of(_user(user))


@router.delete("/users/{int:user}/grants/{int:grant}", response=UserOut, summary="收回一项授权")
def revoke(request: HttpRequest, user: Id, grant: Id) -> Any:
    """Take this one grant back, and no other."""
    demand(request, Action.MANAGE_GRANTS)
    services.revoke(Actor.of(request), found(selectors.grant_of(grant, user)))
    return UserOut.of(_user(user))


@router.get("/journal", response=EntriesOut, summary="操作日志")
def journal(
    request: HttpRequest,
    words: Line = "",
    action: Line = "",
    since: date | None = None,
    until: date | None = None,
    by: Id | None = None,
    about: Line = "",
    before: Id | None = None,
) -> Any:
    """The newest first, in pages."""
    demand(request, Action.READ_JOURNAL)
    asked = Asked(words, action, since, until, by, about)
    entries, following = journal_selectors.page(asked, before)
    return EntriesOut(items=[EntryOut.from_orm(one) for one in entries], before=following)


@router.post(
    "/journal/export", summary="导出日志（JSON 行）", openapi_extra=a_file("application/x-ndjson")
)
def export(request: HttpRequest, body: JournalIn) -> Any:
    """All that the hashes are made of, the oldest first; that it was taken is recorded."""
    demand(request, Action.READ_JOURNAL)
    asked = Asked(**body.dict())
    record_export(Actor.of(request), asked, "jsonl")
    return StreamingHttpResponse(as_lines(asked), content_type="application/x-ndjson")


@router.post("/journal/verify", response=VerifiedOut, summary="检查日志是否完整")
def verify(request: HttpRequest) -> Any:
    """Follow the chain of hashes."""
    demand(request, Action.READ_JOURNAL)
    broken = journal_selectors.broken()
    if broken is None:
        return VerifiedOut(whole=True)
    return VerifiedOut(whole=False, number=broken[0], message=broken[1])


def _user(pk: int) -> User:
    return found(selectors.users().filter(pk=pk).first())


def _place(model: Any, pk: int | None) -> Any:
    return None if pk is None else found(model.objects.filter(pk=pk).first())
