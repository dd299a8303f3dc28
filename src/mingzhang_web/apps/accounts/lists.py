"""The lists of users, grants, departments, the journal (用户、授权、机构、日志): their columns."""

from operator import attrgetter

from django.utils import timezone

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.journal.selectors import PAGE, in_words
from mingzhang_web.apps.organisations.models import Department
from mingzhang_web.ui.tables import Column, Table, reading


def _roles(user: User) -> str:
    return "；".join(map(str, user.standing_grants()))


def _past(user: User) -> str:
    return "；".join(map(str, user.past_grants()))


def _state(user: User) -> str:
    return "可以登录" if user.is_active else "已停用"


_BY_NAME = (reading("full_name"), "username")
USERS: Table[User] = Table(
    "users",
    "用户",
    (
        Column("name", "姓名", str, _BY_NAME, heads=True, width=12),
        Column("username", "用户名", attrgetter("username"), "username", width=16),
        Column("email", "邮件", attrgetter("email"), "email", shown=False, width=26),
        Column("roles", "角色", _roles, width=40),
        Column("made", "建立", attrgetter("date_joined"), "date_joined", shown=False, width=16),
        Column("last", "最近登录", attrgetter("last_login"), "last_login", falls=True, width=16),
        Column("state", "状态", _state, "is_active", width=10),
    ),
    order="username",
    page=50,
)
GRANTS: Table[User] = Table(
    "grants",
    "现有的角色",
    (
        Column("name", "用户", str, _BY_NAME, heads=True, width=12),
        Column("username", "用户名", attrgetter("username"), "username", shown=False, width=16),
        Column("roles", "角色", _roles, width=60),
        Column("past", "到期的角色", _past, shown=False, width=40),
        Column("state", "状态", _state, "is_active", shown=False, width=10),
        Column("factor", "丢了手机", lambda user: None, filed=False),
    ),
    order="username",
    page=50,
)
DEPARTMENTS: Table[Department] = Table(
    "departments",
    "部门",
    (
        Column("name", "部门", str, reading("name"), heads=True, width=34),
        Column("code", "代码", attrgetter("code"), "code", width=10),
        Column("bureau", "财政部门", attrgetter("bureau.name"), reading("bureau__name"), width=22),
        Column("level", "级次", attrgetter("level"), reading("level"), width=8),
        Column("slug", "公开地址", lambda one: f"/d/{one.slug}/", "slug", shown=False, width=20),
        Column(
            "units", "预算单位", attrgetter("unit_count"), "unit_count", numeric=True, falls=True
        ),
        Column(
            "offices", "科室", attrgetter("office_count"), "office_count", numeric=True, falls=True
        ),
        Column("standing", "状态", attrgetter("standing"), "closed_on", width=24),
    ),
    page=100,
)


def _to_the_second(entry: Entry) -> str:
    return timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")


JOURNAL: Table[Entry] = Table(
    "journal",
    "操作日志",
    (
        Column(
            "number", "编号", attrgetter("number"), "number", numeric=True, falls=True, width=10
        ),
        Column("at", "时间", _to_the_second, width=20),
        Column("who", "操作人", attrgetter("user_name"), "user_name", width=14),
        Column("sentence", "内容", attrgetter("sentence"), heads=True, width=60),
        Column("values", "原值和新值", in_words, width=50),
        Column("address", "地址", attrgetter("address"), width=16),
        Column("action", "操作", attrgetter("action"), shown=False, width=18),
        Column("digest", "摘要", attrgetter("digest"), shown=False, width=66),
    ),
    order="-number",
    page=PAGE,
    keyset="number",
)
