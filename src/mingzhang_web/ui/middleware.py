"""What a browser may load (内容安全策略): the site's own files, nothing else; how much it may send."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mingzhang_web.ui.views import not_allowed, too_large

TAKES_FILES = {"imports", "verify"}
"""The last words of the addresses that files are sent to."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """No inline script or style, no other site; a view's own stricter policy stands."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        if request.user.is_authenticated if hasattr(request, "user") else False:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def readable_refusals(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A page for an address that was opened but only takes what forms send."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            page = not_allowed(request)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    return middleware


def bounded_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse more than is ever needed before any of it is read, whoever sends it.

    A form is read for its CSRF token before anybody asks who sent it; its files would fill
    the disk.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        takes_files = request.path_info.rstrip("/").rpartition("/")[2] in TAKES_FILES
        most = settings.LARGEST_UPLOAD if takes_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > most:
            return too_large(request)
        return get_response(request)

    return middleware
