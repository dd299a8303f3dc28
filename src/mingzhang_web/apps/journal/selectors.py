"""Reading the journal (查日志)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from mingzhang_web.apps.journal.chain import first_broken
from mingzhang_web.apps.journal.models import Entry

PAGE = 50
AT_ONCE = 2000
_EARLIEST, _LATEST = 1900, 9000
"""Years beyond which a day narrows nothing."""

WORDS = {
    "active": "可以登录",
    "address": "地址",
    "approved_on": "财政批复日期",
    "at": "范围",
    "bytes": "大小",
    "cells": "格子",
    "code": "代码",
    "due": "期限",
    "expires": "到期",
    "for_review": "财政审核用",
    "kind": "类别",
    "left": "剩余",
    "manifest_sha256": "清单指纹",
    "name": "名称",
    "number": "版次",
    "office": "科室",
    "profile": "公开样式",
    "reason": "原因",
    "revision": "账簿版本",
    "role": "角色",
    "rows": "行数",
    "scopes": "权限",
    "sha256": "文件指纹",
    "sheet": "工作表",
    "slug": "网址中的名字",
    "source": "来源",
    "stage": "环节",
    "state": "状态",
    "text": "内容",
    "to": "处理人",
    "until": "有效期",
    "valid_from": "开始日期",
    "valid_until": "结束日期",
    "user": "用户",
    "username": "用户名",
    "words": "筛选",
    "year": "年度",
}
"""How the page calls the values that entries tell of; others by their own name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; empty for everything. Days are inclusive, local time."""

    words: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value before and after (原值、新值), as a page shows them."""

    name: str
    old: str
    new: str


def entries() -> QuerySet[Entry]:
    """All entries, newest first."""
    return Entry.objects.order_by("-number")


def narrowed(asked: Asked) -> QuerySet[Entry]:
    """The entries that fit, newest first."""
    found = entries()
    for word in asked.words.split():
        found = found.filter(
            Q(sentence__icontains=word) | Q(user_name__icontains=word) | Q(address=word)
        )
    if asked.action:
        found = found.filter(action__startswith=asked.action)
    if asked.since and asked.since.year > _EARLIEST:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until and asked.until.year < _LATEST:
        found = found.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return found


def page(asked: Asked, before: int | None = None) -> tuple[list[Entry], int | None]:
    """One page of entries, and the number below which the next page begins."""
    found = narrowed(asked)
    if before is not None:
        found = found.filter(number__lt=before)
    chosen = list(found[: PAGE + 1])
    return chosen[:PAGE], chosen[PAGE - 1].number if len(chosen) > PAGE else None


def streamed(asked: Asked) -> Iterator[Entry]:
    """Every entry that fits, oldest first, without holding them all."""
    return narrowed(asked).order_by("number").iterator(chunk_size=AT_ONCE)


def values_of(entry: Entry) -> list[Value]:
    """The values that an entry tells of, each with its name in Chinese, its old and new text."""
    old, new = entry.old or {}, entry.new or {}
    return [
        Value(WORDS.get(name, name), _text(old.get(name)), _text(new.get(name)))
        for name in {**old, **new}
    ]


def actions() -> list[str]:
    """The first words of the actions that were ever written."""
    found = Entry.objects.order_by().values_list("action", flat=True).distinct()
    return sorted({action.partition(".")[0] for action in found})


def history_of(subject_type: str, subject_id: object) -> QuerySet[Entry]:
    """What happened to one thing, newest first; `subject_type` such as `workspace.budgetyear`."""
    return entries().filter(subject_type=subject_type, subject_id=str(subject_id))


def broken() -> tuple[int, str] | None:
    """The first entry that breaks the chain, and why; None where the journal is whole."""
    return first_broken(Entry.objects.order_by("number").iterator(chunk_size=AT_ONCE))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "；".join(f"{name}：{_text(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return "、".join(map(_text, value))
    return str(value)
