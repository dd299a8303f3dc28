"""The files of an edition (版本的文件): the site's pages to look at, all others to save."""

import mimetypes
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET

from mingzhang_web import files
from mingzhang_web.apps.publishing.models import Edition, EditionFile
from mingzhang_web.apps.publishing.selectors.editions import (
    edition_or_404,
    file_or_404,
    newest_number,
)
from mingzhang_web.apps.publishing.services.editions import manifest_bytes
from mingzhang_web.apps.publishing.views.caching import FOR_EVER, MINUTES

SITE = "html"
_SHOWN = {".html", ".css", ".js", ".svg"}
_TYPES = {".js": "text/javascript", ".csv": "text/csv", ".json": "application/json"}
_HEAD, _BODY = b"</head>", b'<header class="top">'


@require_GET
def file(
    request: HttpRequest, slug: str, year: int, kind: str, number: int, path: str
) -> HttpResponse:
    """One file of an edition; it never changes, so that it may be kept for ever."""
    edition = edition_or_404(slug, year, kind, number)
    found = file_or_404(edition, path)
    if found.format == SITE and path.endswith(".html"):
        return _page(request, edition, found)
    return _kept(request, found.sha256, FOR_EVER) or _file(edition, found)


@require_GET
def manifest(request: HttpRequest, slug: str, year: int, kind: str, number: int) -> HttpResponse:
    """The manifest: every file with its hash."""
    found = edition_or_404(slug, year, kind, number)
    response = HttpResponse(manifest_bytes(found), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="manifest.json"'
    response["Cache-Control"] = FOR_EVER
    return response


def _page(request: HttpRequest, edition: Edition, found: EditionFile) -> HttpResponse:
    """A page of the site with the way back to the portal above it; the file itself is as it was."""
    newest = newest_number(edition)
    tag = f"{found.sha256}-{newest}"
    if (same := _kept(request, tag, MINUTES)) is not None:
        return same
    context = {
        "edition": edition,
        "year": edition.budget_year,
        "department": edition.budget_year.department,
        "corrected": newest > edition.number,
    }
    head = render_to_string("publishing/bar_head.html").encode()
    bar = render_to_string("publishing/bar.html", context).encode()
    data = _content(found).replace(_HEAD, head + _HEAD, 1).replace(_BODY, bar + _BODY, 1)
    return _with(HttpResponse(data, content_type="text/html; charset=utf-8"), tag, MINUTES)


def _file(edition: Edition, found: EditionFile) -> HttpResponse:
    folder, _, name = found.path.rpartition("/")
    ending = f".{name.rpartition('.')[2].lower()}"
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    response = HttpResponse(_content(found), content_type=f"{kind}{charset}")
    if found.format != SITE or ending not in _SHOWN:
        name = name if folder else f"{edition.budget_year}{name}"
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _with(response, found.sha256, FOR_EVER)


def _kept(request: HttpRequest, tag: str, keep: str) -> HttpResponse | None:
    """The answer to somebody who has this already."""
    found = get_conditional_response(request, etag=quote_etag(tag))
    if not isinstance(found, HttpResponse):
        return None
    return _with(found, tag, keep)


def _with(response: HttpResponse, tag: str, keep: str) -> HttpResponse:
    response["ETag"] = quote_etag(tag)
    response["Cache-Control"] = keep
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _content(found: EditionFile) -> bytes:
    try:
        return files.content(found.sha256)
    except OSError:
        raise Http404 from None
