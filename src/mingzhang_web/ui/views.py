"""Pages for what went wrong, and the answer to whether the site lives (出错页面)."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_TEXTS = {
    400: ("请求有误", "这个请求没有写对，请返回上一页重新操作。"),
    403: ("没有权限", "您的账号没有这项权限。需要时请联系安全管理员授予角色。"),
    404: ("没有找到", "这个地址没有内容，或者您的账号不能查看。请从首页重新进入。"),
    405: ("不能直接打开", "这个地址只接受页面上的按钮提交，请回到原来的页面操作。"),
    413: (
        "内容太大",
        "一次提交的内容超过了上限，没有收下。文件请分几次导入；每个文件的上限写在导入页上。",
    ),
    500: (
        "程序出错",
        "这一步没有完成，已有的内容没有受影响。请稍后再试，仍有问题请联系系统管理员。",
    ),
}


def _page(request: HttpRequest, status: int) -> HttpResponse:
    title, text = _TEXTS[status]
    return render(request, "ui/error.html", {"title": title, "text": text}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; the same for what is not there and for what somebody may not see."""
    return _page(request, 404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """405: an address that only forms are sent to, opened as a page."""
    return _page(request, 405)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: none of it was read."""
    return _page(request, 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, 500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of this site, or from one long ago (CSRF)."""
    words = {
        "title": "页面已过期",
        "text": "为了安全，这个表单没有提交。请返回上一页，刷新后再提交一次。",
    }
    return render(request, "ui/error.html", words, status=403)


def health(request: HttpRequest) -> HttpResponse:
    """For a supervisor: the process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
