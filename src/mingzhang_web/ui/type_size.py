"""The large type (大字版) of every page: a cookie that a link sets, so that it needs no script."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

PARAMETER = "large-type"
COOKIE = "mingzhang-text"
LARGE = "large"
_A_YEAR = 365 * 24 * 3600


def is_large(request: HttpRequest) -> bool:
    """Whether the reader chose the large type."""
    return request.COOKIES.get(COOKIE) == LARGE


def other_size(request: HttpRequest) -> str:
    """The query of the same page in the other size."""
    query = request.GET.copy()
    query[PARAMETER] = "0" if is_large(request) else "1"
    return f"?{query.urlencode()}"


def type_size(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep what a link `?large-type=1` or `0` asks for, and lead back to the page without it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get(PARAMETER)
        if wanted in ("0", "1") and request.method == "GET":
            return _kept(request, LARGE if wanted == "1" else "normal")
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
        return response

    return middleware


def _kept(request: HttpRequest, size: str) -> HttpResponse:
    query = request.GET.copy()
    del query[PARAMETER]
    address = request.build_absolute_uri(request.path)
    response = HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)
    secure = not settings.INSECURE
    response.set_cookie(COOKIE, size, _A_YEAR, secure=secure, samesite="Lax")
    response.headers["Cache-Control"] = "no-store"
    return response
