"""What may be wrong with an installation (体检): each thing looked at says what to do."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from mingzhang import fonts
from mingzhang.workdays import UnknownYear, is_working_day
from mingzhang_web import files
from mingzhang_web.apps.accounts.models import Grant
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS
from mingzhang_web.apps.jobs.models import Job, State
from mingzhang_web.apps.journal.selectors import broken
from mingzhang_web.apps.publishing.models import EditionFile
from mingzhang_web.apps.workspace.models import Import

LEAST_FREE = 2 * 1024**3
WAITED_LONG = timedelta(minutes=5)
BACKUP_EVERY = timedelta(days=2)
LEAST_KEY = 50
_SAMPLE = 200
"""How many files are read anew; the newest, which were never read since."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing looked at (检查项): how it is, in one sentence with what to do."""

    name: str
    state: Literal["good", "warning", "error"]
    sentence: str


def examined() -> Iterator[Examined]:
    """Everything, the database first; without it nothing else can be said."""
    base = _database()
    yield base
    if base.state == "error":
        return
    tables = _migrations()
    yield tables
    if tables.state == "good":
        for look in _LOOKS:
            yield look()
    for look in _OUTSIDE:
        yield look()


def _database() -> Examined:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA journal_mode")
                mode = cursor.fetchone()[0]
                if mode != "wal":
                    return Examined(
                        "数据库", "error", f"SQLite 不在 WAL 方式（{mode}），请重启服务。"
                    )
                cursor.execute("PRAGMA quick_check")
                if (said := cursor.fetchone()[0]) != "ok":
                    return Examined(
                        "数据库", "error", f"数据库损坏（{said}），请用最近的备份恢复。"
                    )
    except (DatabaseError, ImproperlyConfigured) as error:
        return Examined("数据库", "error", f"连不上：{error}。请核对 MINGZHANG_DATABASE_URL。")
    return Examined("数据库", "good", f"{connection.vendor} 可用。")


def _migrations() -> Examined:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Examined(
            "数据表", "error", f"有 {len(waiting)} 步没有更新，请运行 mingzhang serve。"
        )
    return Examined("数据表", "good", "已是这个版本的样子。")


def _journal() -> Examined:
    wrong = broken()
    if wrong:
        return Examined("操作日志", "error", f"{wrong[1]}请保留现场，与备份对照。")
    return Examined("操作日志", "good", "从头到尾完整。")


def _store() -> Examined:
    """Files that the database speaks of: all are there, the newest are what they were."""
    kept = set(EditionFile.objects.values_list("sha256", flat=True))
    kept |= set(Import.objects.values_list("sha256", flat=True))
    lost = [digest for digest in kept if not files.path_of(digest).is_file()]
    if lost:
        return Examined(
            "文件", "error", f"文件库里少了 {len(lost)} 个文件，请从备份找回 files 文件夹。"
        )
    newest = EditionFile.objects.order_by("-pk").values_list("sha256", flat=True)[:_SAMPLE]
    hurt = [d for d in set(newest) if sha256(files.content(d)).hexdigest() != d]
    if hurt:
        return Examined("文件", "error", f"{len(hurt)} 个公开文件的内容变了，请从备份找回。")
    return Examined("文件", "good", f"{len(kept)} 个都在。")


def _worker() -> Examined:
    now = timezone.now()
    stuck = Job.objects.filter(state=State.QUEUED, created_at__lt=now - WAITED_LONG).count()
    broke = Job.objects.filter(state=State.RUNNING, lease_until__lt=now - WAITED_LONG).count()
    if stuck or broke:
        return Examined(
            "后台任务", "error", f"{stuck + broke} 个任务没有人处理，请确认任务进程在运行。"
        )
    failed = Job.objects.filter(state=State.FAILED, finished_at__gt=now - timedelta(days=1))
    if count := failed.count():
        return Examined("后台任务", "warning", f"一天内有 {count} 个任务失败，请看各页面的说明。")
    held = Job.objects.filter(state=State.RUNNING, lease_until__gt=now).exists()
    if not held and _age(settings.FOLDERS.worker) > WAITED_LONG:
        return Examined(
            "后台任务", "warning", "任务进程没有在运行；服务开着时请查看它的输出并重启服务。"
        )
    return Examined("后台任务", "good", "没有积压。")


def _age(file: Path) -> timedelta:
    """How long ago a file was touched; longer than anything where it never was."""
    try:
        return timezone.now() - datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except FileNotFoundError:
        return timedelta.max


def _administrators() -> Examined:
    held = Grant.objects.in_force(timezone.localdate()).filter(user__is_active=True)
    missing = ADMINISTRATORS - set(held.values_list("role", flat=True))
    if missing:
        names = "、".join(sorted(str(role.label) for role in missing))
        return Examined("管理员", "warning", f"没有{names}，请按操作手册建立并授权。")
    return Examined("管理员", "good", "三类管理员都有。")


def _backup() -> Examined:
    age = _age(settings.FOLDERS.backed_up)
    if age == timedelta.max:
        return Examined("备份", "warning", "从来没有备份过，请按操作手册设每晚的定时备份。")
    if age > BACKUP_EVERY:
        return Examined("备份", "warning", f"{age.days} 天没有备份了，请查看定时备份的输出。")
    return Examined("备份", "good", f"{age // timedelta(hours=1)} 小时前备份过。")


def _secret() -> Examined:
    file = settings.FOLDERS.secret
    if len(settings.SECRET_KEY) < LEAST_KEY:
        return Examined(
            "密钥", "error", f"太短，请换成至少 {LEAST_KEY} 个随机字符，换后各人重新登录。"
        )
    if file.exists() and file.stat().st_mode & 0o077:
        return Examined("密钥", "error", f"别的用户也能读，请执行 chmod 600 {file}。")
    return Examined("密钥", "good", "只有服务自己能读。")


def _fonts() -> Examined:
    missing = [
        name
        for name in ("MingzhangSong-Regular.otf", "MingzhangHei-Bold.otf")
        if not (fonts.FOLDER / name).is_file()
    ]
    if missing:
        return Examined("字体", "error", f"少了 {'、'.join(missing)}，写不出 PDF，请重新安装。")
    return Examined("字体", "good", "随附的字体都在。")


def _disk() -> Examined:
    free = shutil.disk_usage(settings.FOLDERS.data).free
    shown = f"还有 {free / 1024**3:.1f} GB"
    if free < LEAST_FREE:
        return Examined(
            "磁盘", "error", f"{shown}，少于 {LEAST_FREE // 1024**3} GB，请清理或扩容。"
        )
    return Examined("磁盘", "good", f"{shown}。")


def _transport() -> Examined:
    if settings.INSECURE:
        return Examined(
            "传输",
            "warning",
            "没有要求 https，只适合在本机试用；正式使用请按操作手册放在代理之后。",
        )
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return Examined("传输", "warning", "没有设 MINGZHANG_PROXY=1，代理之后的 https 认不出来。")
    return Examined("传输", "good", "只用 https。")


def _hosts() -> Examined:
    local = {"localhost", "127.0.0.1", "[::1]"}
    if not settings.INSECURE and set(settings.ALLOWED_HOSTS) <= local:
        return Examined("域名", "error", "没有设 MINGZHANG_HOSTS，别的电脑打不开。")
    return Examined("域名", "good", "、".join(settings.ALLOWED_HOSTS))


def _mail() -> Examined:
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return Examined("邮件", "warning", "没有设邮件服务器，提醒只写在任务进程的输出里。")
    return Examined("邮件", "good", f"经 {settings.EMAIL_HOST} 发送。")


def _holidays() -> Examined:
    today = timezone.localdate()
    last = today.replace(month=1, day=1) + timedelta(days=366)
    for day in (today, last):
        try:
            is_working_day(day)
        except UnknownYear:
            late = day.year == today.year
            return Examined(
                "节假日",
                "error" if late else "warning",
                f"没有 {day.year} 年的节假日安排，工作日期限不能计算；国务院办公厅公布后请升级。",
            )
    return Examined("节假日", "good", f"{today.year}、{last.year} 年都有。")


def _clock() -> Examined:
    latest = Job.objects.order_by("-created_at").values_list("created_at", flat=True).first()
    if latest and latest > timezone.now() + timedelta(minutes=1):
        return Examined("时钟", "error", "系统时间比最近的记录还早，请校准时钟。")
    return Examined("时钟", "good", f"时区 {settings.TIME_ZONE}。")


_LOOKS: tuple[Callable[[], Examined], ...] = (_journal, _store, _worker, _administrators, _clock)
_OUTSIDE: tuple[Callable[[], Examined], ...] = (
    _disk,
    _backup,
    _secret,
    _transport,
    _hosts,
    _mail,
    _fonts,
    _holidays,
)
