"""Reading the journal (查日志)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from mingzhang_web.apps.journal.chain import first_broken
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.journal.parts import about

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
    "closed_on": "最后一天",
    "code": "代码",
    "due": "期限",
    "expires": "到期",
    "findings": "发现",
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
KINDS = {
    "accounts.user": "用户",
    "accounts.token": "接口令牌",
    "organisations.bureau": "财政部门",
    "organisations.department": "部门",
    "organisations.unit": "预算单位",
    "organisations.office": "科室",
    "workspace.budgetyear": "预算年度",
    "workspace.ledgerrow": "账簿行",
    "workspace.import": "导入文件",
    "workspace.check": "核对",
    "workspace.finding": "发现",
    "publishing.edition": "公开版本",
}
"""How the page calls the kinds of things that entries are about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; empty for everything. Days are inclusive, local time.

    `action`: the first word of the actions; `by`: who acted, as the number of a user. `about`:
    what was touched, a kind such as `workspace.budgetyear`, or one thing of it:
    `workspace.budgetyear:12`.
    """

    words: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None
    by: int | None = None
    about: str = ""


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
        # letters alone have two cases; without any, the quicker comparison finds the same
        way = "contains" if word.lower() == word.upper() else "icontains"
        said = Q(**{f"sentence__{way}": word}) | Q(**{f"user_name__{way}": word})
        found = found.filter(said | Q(address=word))
    if asked.action:
        found = found.filter(action__in=[one for one in actions() if one.startswith(asked.action)])
    if asked.by is not None:
        found = found.filter(user_id=asked.by)
    if asked.about:
        found = found.filter(about(asked.about))
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
    numbers = list(found.values_list("number", flat=True)[: PAGE + 1])
    chosen = list(entries().filter(number__in=numbers[:PAGE]))
    return chosen, numbers[PAGE - 1] if len(numbers) > PAGE else None


def streamed(asked: Asked) -> Iterator[Entry]:
    """Every entry that fits, oldest first, without holding them all."""
    return narrowed(asked).order_by("number").iterator(chunk_size=AT_ONCE)


def in_words(entry: Entry) -> str:
    """The values that an entry tells of in one line: 金额：1 → 2."""
    return "；".join(f"{one.name}：{one.old} → {one.new}" for one in values_of(entry))


def values_of(entry: Entry) -> list[Value]:
    """The values that an entry tells of, each with its name in Chinese, its old and new text."""
    old, new = entry.old or {}, entry.new or {}
    return [
        Value(WORDS.get(name, name), _text(old.get(name)), _text(new.get(name)))
        for name in {**old, **new}
    ]


def actions() -> list[str]:
    """The actions that were ever written, each once."""
    return _each_once("action")


def first_words(actions: list[str]) -> list[str]:
    """What actions begin with: `ledger` of `ledger.edit`."""
    return sorted({action.partition(".")[0] for action in actions})


def kinds() -> list[str]:
    """The kinds of things that entries are about."""
    return [kind for kind in _each_once("subject_type") if kind]


def kind_name(kind: str) -> str:
    """What a kind of things is called."""
    return KINDS.get(kind, kind)


def name_of(about: str) -> str:
    """What the thing is called that is asked about; "" where it is not there any more."""
    kind, _, pk = about.partition(":")
    try:
        model: type[Model] = apps.get_model(kind)
        thing = model._base_manager.filter(pk=pk).first()
    except (LookupError, ValueError, OverflowError):
        return ""
    return str(thing) if thing and type(thing).__str__ is not Model.__str__ else ""


def _each_once(column: str) -> list[str]:
    """The values of an indexed column; the index is asked for the next one, entries are not read."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_OF.format(column=column))
        return [value for (value,) in cursor.fetchall()]


_NEXT_OF = """
WITH RECURSIVE found (value) AS (
    SELECT MIN({column}) FROM journal_entry
    UNION ALL
    SELECT (SELECT MIN({column}) FROM journal_entry WHERE {column} > value)
    FROM found WHERE value IS NOT NULL
)
SELECT value FROM found WHERE value IS NOT NULL
"""


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
