"""Restoring a backup (恢复) into an empty installation, on either database."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from mingzhang.model import UnreadableFile, WrongUsage
from mingzhang_web import files
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.journal.selectors import broken
from mingzhang_web.keeping.archive import Manifest, unpacked
from mingzhang_web.keeping.rows import AT_ONCE, name_of, row_from, state_of, tables

LONGEST_ROW = 256 * 1024 * 1024
"""Bytes of one row; no row that was ever written is nearly as long."""
Tell = Callable[[int, int, str], None]


def restore(file: Path, tell: Tell = lambda *_: None) -> Manifest:
    """Put a backup into this installation; all of it, or nothing.

    Raises:
        WrongUsage: something is there already, or the backup is of another version.
        UnreadableFile: the backup is damaged; nothing was changed.
    """
    if User.objects.exists() or Entry.objects.exists():
        raise WrongUsage("这里已经有数据，只能恢复到空的数据文件夹或数据库，请另给一个。")
    with TemporaryDirectory(dir=settings.FOLDERS.data) as folder:
        place = Path(folder)
        manifest = unpacked(file, place, lambda done, all_: tell(done, all_, "检查备份"))
        _demand_same_version(manifest)
        for path in sorted((place / "files").glob("*")):
            files.keep(path.read_bytes())
        with transaction.atomic():
            _fill(place / "rows", tell)
            if (wrong := broken()) is not None:
                raise UnreadableFile(f"备份里的操作日志不完整：{wrong[1]}没有恢复任何内容。")
    return manifest


def _demand_same_version(manifest: Manifest) -> None:
    own = set(state_of("default"))
    theirs = set(manifest.migrations)
    if theirs == own:
        return
    newer = "更新" if theirs - own else "更旧"
    raise WrongUsage(
        f"这个备份是{newer}的版本写出的，请先用写出它的版本恢复，再升级。没有改动任何内容。"
    )


def _fill(folder: Path, tell: Tell) -> None:
    kept = tables()
    for number, model in enumerate(kept):
        tell(number, len(kept), f"数据表 {name_of(model)}")
        _fill_one(model, _lines(folder / f"{name_of(model)}.jsonl"))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)


def _fill_one(model: type[models.Model], lines: Iterator[dict[str, Any]]) -> None:
    try:
        while batch := list(islice(lines, AT_ONCE)):
            model._base_manager.bulk_create([row_from(model, told) for told in batch])
    except (KeyError, TypeError, ValueError, RecursionError, ValidationError, DatabaseError) as e:
        raise UnreadableFile(
            f"备份里的数据表 {name_of(model)} 读不懂（{e}），没有恢复任何内容。"
        ) from None


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    if not file.exists():
        return
    with file.open("rb") as source:
        while line := source.readline(LONGEST_ROW):
            yield json.loads(line)
