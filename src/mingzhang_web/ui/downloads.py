"""Files to be saved, never shown (下载): nothing in them can run on this site."""

from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseBase


def attachment(
    content: bytes | HttpResponseBase, name: str, media_type: str = "application/octet-stream"
) -> HttpResponseBase:
    """An answer that a browser saves under a name; a streamed one is given its heads."""
    response = (
        HttpResponse(content, content_type=media_type) if isinstance(content, bytes) else content
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
