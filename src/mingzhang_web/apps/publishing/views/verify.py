"""Whether a file is one that was published here (核验): by its content, not by its name."""

import re
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mingzhang_web.apps.publishing.selectors.editions import published_as

MAX_BYTES = 200 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Say which edition a file or hash belongs to; nothing is kept of it.

    Without a CSRF token, because it changes nothing and visitors are given no cookie.
    """
    digest, name, wrong = _sent(request) if request.method == "POST" else _named(request)
    context = {
        "digest": digest,
        "name": name,
        "wrong": wrong,
        "found": published_as(digest) if digest else [],
        "most": MAX_BYTES // 1024 // 1024,
    }
    return render(request, "publishing/verify.html", context, status=422 if wrong else 200)


def _sent(request: HttpRequest) -> tuple[str, str, str]:
    upload = request.FILES.get("file")
    if upload is None:
        return _typed(request.POST.get("sha256", ""))
    if (upload.size or 0) > MAX_BYTES:
        return "", "", f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请改用 SHA-256 核验。"
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest(), upload.name or "", ""


def _named(request: HttpRequest) -> tuple[str, str, str]:
    typed = request.GET.get("sha256", "")
    return _typed(typed) if typed else ("", "", "")


def _typed(typed: str) -> tuple[str, str, str]:
    digest = "".join(typed.split()).lower()
    if not _DIGEST.fullmatch(digest):
        return "", "", "请选择文件，或填写 64 位的 SHA-256（数字 0—9 和字母 a—f）。"
    return digest, "", ""
