"""The steps of signing in (登录的步骤): name and password, then the second factor where there is one.

Between the two nobody is signed in: the anonymous session only remembers whose password was right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from mingzhang_web.apps.accounts import factors, lockout, services, sessions
from mingzhang_web.apps.accounts.middleware import SHOWN_FACTOR
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.journal.actor import Actor, address_of

_WAITING = "waiting"
_PATIENCE = timedelta(minutes=5)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody is not let in, as one sentence."""

    sentence: str


def check_password(request: HttpRequest, name: str, password: str) -> User | Refusal:
    """Whose name and password these are."""
    attempt = lockout.begin(name, address_of(request))
    if attempt.locked_until is not None:
        return _locked(attempt.locked_until)
    user = authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        known = User.objects.filter(username=name).first()
        return _failed(request, known, name, "用户名或密码", attempt.left)
    lockout.succeed(attempt)
    return user


def check_code(request: HttpRequest, user: User, code: str) -> Refusal | None:
    """Whether a code is this user's second factor; failures lock as wrong passwords do."""
    attempt = lockout.begin(user.username, address_of(request))
    if attempt.locked_until is not None:
        return _locked(attempt.locked_until)
    if not factors.matches(user, code):
        return _failed(request, user, user.username, "动态码或恢复码", attempt.left)
    lockout.succeed(attempt)
    return None


def _failed(request: HttpRequest, user: User | None, name: str, step: str, left: int) -> Refusal:
    actor = Actor.of(request)
    services.tell_failed(actor, user, step, left)
    until = lockout.locked_until(name)
    if until is not None:
        services.tell_locked(actor, user, until)
        return _locked(until)
    return Refusal(f"{step}不对，还可以再试 {left} 次。" if left else f"{step}不对。")


def _locked(until: datetime) -> Refusal:
    clock = timezone.localtime(until + timedelta(seconds=59)).strftime("%H:%M")
    return Refusal(f"尝试次数太多，已暂时锁定，请在 {clock} 以后再试，或联系系统管理员。")


def wait_for_factor(request: HttpRequest, user: User, way: str, after: str) -> None:
    """Remember whose first step was right."""
    request.session[_WAITING] = {
        "user": user.pk,
        "password": user.password[-12:],
        "way": way,
        "after": after,
        "at": timezone.now().timestamp(),
    }


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whose first step was right, how it was done, and where they were going."""

    user: User
    way: str
    after: str


def waiting(request: HttpRequest) -> Waiting | None:
    """Who is between the two steps; None where nobody is, or for too long."""
    kept = request.session.get(_WAITING)
    if not kept or timezone.now().timestamp() - kept["at"] > _PATIENCE.total_seconds():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or user.password[-12:] != kept["password"]:
        return None
    return Waiting(user, kept["way"], kept["after"])


def finish(request: HttpRequest, user: User, way: str, *, factor: bool) -> None:
    """Begin the session."""
    request.session.pop(_WAITING, None)
    request.session.pop("ended", None)
    login(request, user, backend=BACKEND)
    request.session[SHOWN_FACTOR] = factor
    services.tell_signed_in(Actor.of(request), user, way)


def renew(request: HttpRequest, user: User) -> None:
    """A session of its own after the password changed and every other one ended."""
    shown = request.session.get(SHOWN_FACTOR, False)
    sessions.forget(request.session.session_key)
    login(request, user, backend=BACKEND)
    request.session[SHOWN_FACTOR] = shown


def safe_address(request: HttpRequest, address: str) -> str:
    """An address of this site to go on to; "" for any other."""
    good = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if good else ""
