"""The files of an edition (版本的文件): the site's pages to look at, all others to save."""

import mimetypes
import re
from collections.abc import Callable
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from mingzhang_web import files
from mingzhang_web.apps.publishing.models import Edition, EditionFile
from mingzhang_web.apps.publishing.selectors.editions import (
    edition_or_404,
    file_or_404,
    newest_number,
)
from mingzhang_web.apps.publishing.services.editions import manifest_bytes
from mingzhang_web.apps.publishing.views.caching import FOR_EVER, MINUTES, shared_content, zipped
from mingzhang_web.ui.type_size import is_large, other_size

SITE = "html"
_SHOWN = {".html", ".css", ".js", ".svg"}
_TYPES = {".js": "text/javascript", ".csv": "text/csv", ".json": "application/json"}
_HEAD, _BODY = b"</head>", b'<header class="top">'
ASSETS = f"{SITE}/assets/"
_ASSET = re.compile(rb'(?<=")(?:\.\./)?assets/([\w.-]+)(?=")')


@require_safe
def file(
    request: HttpRequest, slug: str, year: int, kind: str, number: int, path: str
) -> HttpResponse:
    """One file of an edition; it never changes, so that it may be kept for ever."""
    edition = edition_or_404(slug, year, kind, number)
    found = file_or_404(edition, path)
    if found.format == SITE and path.endswith(".html"):
        return _page(request, edition, found)
    same = _kept(request, found.sha256, FOR_EVER)
    return same or zipped(request, _file(edition, found), path)


@require_safe
def asset(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """A script or style of the site by its hash: the same for all editions that have it."""
    found = EditionFile.objects.filter(sha256=digest, format=SITE, path=f"{ASSETS}{name}")
    if not found.exists():
        raise Http404
    tag = f'W/"{digest}"'
    if (same := _kept(request, tag, FOR_EVER)) is not None:
        return same
    try:
        response = shared_content(request, digest)
    except OSError:
        raise Http404 from None
    response["Content-Type"] = _type_of(name)
    return _with(response, tag, FOR_EVER)


@require_safe
@gzip_page
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
    tag = f"{found.sha256}-{newest}{'-large' * is_large(request)}"
    if (same := _kept(request, tag, MINUTES)) is not None:
        return same
    context = {
        "edition": edition,
        "year": edition.budget_year,
        "department": edition.budget_year.department,
        "corrected": newest > edition.number,
        "large_type": is_large(request),
        "other_size": other_size(request),
    }
    head = render_to_string("publishing/bar_head.html").encode()
    bar = render_to_string("publishing/bar.html", context).encode()
    top, body = _content(found).split(_HEAD, 1)
    top = _ASSET.sub(_shared(edition), top)
    if is_large(request):
        top = top.replace(b"<html ", b'<html data-text="large" ', 1)
    data = top + head + _HEAD + body.replace(_BODY, bar + _BODY, 1)
    response = HttpResponse(data, content_type="text/html; charset=utf-8")
    return zipped(request, _with(response, tag, MINUTES), found.path)


def _file(edition: Edition, found: EditionFile) -> HttpResponse:
    folder, _, name = found.path.rpartition("/")
    response = HttpResponse(_content(found), content_type=_type_of(name))
    if found.format != SITE or _ending(name) not in _SHOWN:
        name = name if folder else f"{edition.budget_year}{name}"
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _with(response, found.sha256, FOR_EVER)


def _shared(edition: Edition) -> Callable[[re.Match[bytes]], bytes]:
    """The address of a script or style by its hash in place of the one beside the page."""
    found = edition.files.filter(format=SITE, path__startswith=ASSETS)
    digests = dict(found.values_list("path", "sha256"))

    def address(place: re.Match[bytes]) -> bytes:
        name = place[1].decode()
        digest = digests.get(ASSETS + name)
        return reverse("publishing:asset", args=(digest, name)).encode() if digest else place[0]

    return address


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"


def _type_of(name: str) -> str:
    kind = _TYPES.get(_ending(name)) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


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
