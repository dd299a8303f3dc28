"""The list of what was published (已公开的版本): its columns."""

from operator import attrgetter

from mingzhang_web.apps.publishing.models import Edition
from mingzhang_web.ui.tables import Column, Table, reading

EDITIONS: Table[Edition] = Table(
    "editions",
    "已公开的版本",
    (
        Column(
            "number", "版本", lambda one: f"第 {one.number} 版", "number", heads=True, falls=True
        ),
        Column("at", "公开时间", attrgetter("published_at"), "published_at", falls=True, width=16),
        Column(
            "by", "公开人", lambda one: str(one.published_by), reading("published_by__full_name")
        ),
        Column("reason", "更正原因", attrgetter("reason"), width=40),
        Column("changes", "更正内容", lambda one: None, filed=False),
    ),
    order="-number",
)
