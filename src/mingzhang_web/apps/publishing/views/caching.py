"""How long what is public may be kept (缓存): by anybody, but not beside a signed-in person."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
MINUTES = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"


def public(view: View[P]) -> View[P]:
    """A page that everybody sees alike; whoever is signed in sees their menu on it."""

    @wraps(view)
    def kept(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not request.user.is_authenticated and response.status_code == 200:
            response.headers.setdefault("Cache-Control", MINUTES)
        return response

    return kept
