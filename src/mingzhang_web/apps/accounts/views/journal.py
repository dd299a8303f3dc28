"""The journal's page (操作日志): for the audit administrator alone."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mingzhang_web.apps.accounts.guards import needs
from mingzhang_web.apps.accounts.lists import JOURNAL
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal import selectors
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.exporting import as_lines, record_export
from mingzhang_web.apps.journal.selectors import Asked
from mingzhang_web.apps.organisations.selectors import departments
from mingzhang_web.ui.downloads import saved_as
from mingzhang_web.ui.tables import Listing

WORDS = {
    "user": "用户和授权",
    "token": "接口令牌",
    "session": "会话",
    "sign_in": "登录",
    "organisation": "机构",
    "year": "预算年度",
    "ledger": "账簿",
    "import": "导入",
    "check": "核对",
    "finding": "发现",
    "edition": "公开",
    "journal": "日志",
}


@needs(Action.READ_JOURNAL)
@require_safe
def journal(request: HttpRequest) -> HttpResponseBase:
    """Entries, the newest first, in pages or as a file; that a file was taken is recorded."""
    asked = _asked(request)
    listing = Listing.of(JOURNAL, request, selectors.narrowed(asked))
    if listing.wanted:
        record_export(Actor.of(request), asked, listing.wanted)
    words = selectors.first_words(selectors.actions())
    context = {
        "journal": listing,
        "asked": asked,
        "actions": [(word, WORDS.get(word, word)) for word in words],
        "kinds": [(kind, selectors.kind_name(kind)) for kind in selectors.kinds()],
        "about": _about(asked.about),
        "by": _by(asked.by),
        "departments": departments(),
    }
    return listing.answer() or render(request, "accounts/journal.html", context)


@needs(Action.READ_JOURNAL)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Follow the chain of hashes from the first entry to the last."""
    broken = selectors.broken()
    if broken is None:
        messages.success(request, "日志完整：从第一条到最后一条都没有缺失、改动。")
    else:
        messages.error(request, f"日志不完整：{broken[1]}请保留现场并报告。")
    return redirect("accounts:journal")


@needs(Action.READ_JOURNAL)
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """What is narrowed to with all that its hashes are made of, as JSON lines, the oldest first."""
    asked = _asked(request)
    record_export(Actor.of(request), asked, "jsonl")
    lines = StreamingHttpResponse(as_lines(asked), content_type="application/x-ndjson")
    return saved_as(lines, f"操作日志 {timezone.localdate().isoformat()}.jsonl")


def _about(asked: str) -> str:
    """How the one thing is called that is asked about; "" for all things of a kind."""
    kind, _, one = asked.partition(":")
    return one and (selectors.name_of(asked) or f"{selectors.kind_name(kind)}（第 {one} 号）")


def _by(number: int | None) -> str:
    """Who is asked about, by name."""
    found = number is not None and User.objects.filter(pk=number).first()
    return str(found) if found else "" if number is None else f"第 {number} 号用户"


def _asked(request: HttpRequest) -> Asked:
    sent = request.POST if request.method == "POST" else request.GET
    return Asked(
        words=sent.get("words", "").replace("\0", "")[:100],
        action=sent.get("action", "").replace("\0", "")[:60],
        since=_day(sent.get("since", "")),
        until=_day(sent.get("until", "")),
        by=int(by) if _number(by := sent.get("by", "")) else None,
        about=sent.get("about", "").replace("\0", "")[:100],
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 < day.year < 9000 else None


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
