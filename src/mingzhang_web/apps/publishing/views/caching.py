"""How what is public may be kept (缓存): by anybody, but not beside a signed-in person."""

from collections.abc import Callable
from functools import lru_cache, wraps
from gzip import compress
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page

from mingzhang_web import files

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
MINUTES = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"
_ZIPPED_AT_ONCE = 32


def public(view: View[P]) -> View[P]:
    """A page that everybody sees alike: kept for minutes, sent again only where it changed.

    Whoever is signed in sees their menu on it, so that theirs is not kept.
    """

    @wraps(view)
    def kept(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not request.user.is_authenticated and response.status_code == 200:
            response.headers.setdefault("Cache-Control", MINUTES)
        return response

    return gzip_page(conditional_page(kept))


_ZIPPING = GZipMiddleware(lambda request: HttpResponse())
_TEXTS = (".html", ".css", ".js", ".svg", ".csv", ".json", ".md", ".txt")


def zipped(request: HttpRequest, response: HttpResponse, name: str) -> HttpResponse:
    """The answer with its content compressed, where the file is text and the browser takes it."""
    if response.content and name.endswith(_TEXTS):
        _ZIPPING.process_response(request, response)
    return response


@lru_cache(maxsize=_ZIPPED_AT_ONCE)
def _zipped(digest: str) -> bytes:
    return compress(files.content(digest), 9, mtime=0)


def shared_content(request: HttpRequest, digest: str) -> HttpResponse:
    """A file that many pages load, compressed once for all of them. Raises OSError."""
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(_zipped(digest), headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(files.content(digest))
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
