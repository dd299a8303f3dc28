"""What follows from Django's own sign-in and sign-out (登录信号)."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from mingzhang_web.apps.accounts import sessions
from mingzhang_web.apps.accounts.models import User


@receiver(user_logged_in)
def remember_session(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Every session is in the list of sessions, whichever way it began."""
    sessions.begin(request, user)


@receiver(user_logged_out)
def forget_session(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """A session that is over leaves the list."""
    sessions.forget(request.session.session_key)
