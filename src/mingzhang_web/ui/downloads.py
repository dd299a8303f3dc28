"""Files to be saved, never shown (下载): nothing in them can run on this site."""

from typing import TypeVar
from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)


def attachment(data: bytes, name: str, media_type: str) -> HttpResponse:
    """An answer that a browser saves under a name."""
    return saved_as(HttpResponse(data, content_type=media_type), name)


def saved_as(response: Answer, name: str) -> Answer:
    """The same for an answer of another making, as one that is streamed."""
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
