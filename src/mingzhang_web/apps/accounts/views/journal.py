"""The journal's page (操作日志): for the audit administrator alone."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mingzhang.writers.to_data import guarded
from mingzhang_web.apps.accounts.guards import needs
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal import selectors
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.journal.selectors import Asked
from mingzhang_web.apps.journal.services import record

HEADS = ("编号", "时间", "操作人", "地址", "操作", "内容", "原值", "新值", "摘要")
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
def journal(request: HttpRequest) -> HttpResponse:
    """Entries, the newest first, in pages."""
    asked = _asked(request)
    before = request.GET.get("before", "")
    found, following = selectors.page(asked, int(before) if _number(before) else None)
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "lines": [(entry, selectors.values_of(entry)) for entry in found],
        "asked": asked,
        "actions": [(word, WORDS.get(word, word)) for word in selectors.actions()],
        "following": following,
        "query": query.urlencode(),
        "later": bool(before),
    }
    return render(request, "accounts/journal.html", context)


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
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What is narrowed to as CSV or JSON lines, the oldest first; that it was taken is recorded."""
    if kind not in _LINES:
        raise Http404
    asked = _asked(request)
    record(Actor.of(request), "journal.export", f"导出日志（{kind}）", new={"words": asked.words})
    media_type, lines = _LINES[kind]
    response = StreamingHttpResponse(lines(asked), content_type=media_type)
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="journal-{day}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


class _Echo:
    """Hands back what a writer writes."""

    def write(self, text: str) -> str:
        return text


def _csv(asked: Asked) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(HEADS)
    for entry in selectors.streamed(asked):
        yield writer.writerow([guarded(text) for text in _cells(entry)])


def _cells(entry: Entry) -> list[str]:
    values = selectors.values_of(entry)
    return [
        str(entry.number),
        timezone.localtime(entry.at).isoformat(timespec="seconds"),
        entry.user_name,
        entry.address,
        entry.action,
        entry.sentence,
        "；".join(f"{one.name}：{one.old}" for one in values if one.old),
        "；".join(f"{one.name}：{one.new}" for one in values if one.new),
        entry.digest,
    ]


def _jsonl(asked: Asked) -> Iterator[str]:
    for entry in selectors.streamed(asked):
        yield json.dumps(_object(entry), ensure_ascii=False) + "\n"


def _object(entry: Entry) -> dict[str, Any]:
    """Everything that the hash of an entry is made of, so that others can follow the chain."""
    names = [field.attname for field in Entry._meta.concrete_fields]
    return {name: getattr(entry, name) for name in names} | {"at": entry.at.isoformat()}


_LINES = {"csv": ("text/csv; charset=utf-8", _csv), "jsonl": ("application/x-ndjson", _jsonl)}


def _asked(request: HttpRequest) -> Asked:
    sent = request.POST if request.method == "POST" else request.GET
    return Asked(
        words=sent.get("words", "").replace("\0", "")[:100],
        action=sent.get("action", "").replace("\0", "")[:60],
        since=_day(sent.get("since", "")),
        until=_day(sent.get("until", "")),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 < day.year < 9000 else None


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
