"""Writing a backup (备份) while people go on working."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from mingzhang.model import WrongUsage
from mingzhang_web.keeping.archive import SCHEMA, Manifest, Writing, writing
from mingzhang_web.keeping.rows import name_of, rows_of, state_of, tables

Tell = Callable[[int, int, str], None]
_SNAPSHOT = "snapshot"


def backup(file: Path, tell: Tell = lambda *_: None) -> Manifest:
    """Everything of this installation in one file, of one moment; whole, or not at all.

    Rows come first: files are never taken away, so that all they name is still there.

    Raises:
        WrongUsage: the file cannot be written.
    """
    partial = file.with_name(f".{file.name}.partial")
    try:
        with _snapshot() as alias, writing(partial) as archive:
            partial.chmod(0o600)
            manifest = _written(Writing(archive), alias, tell)
        with partial.open("rb") as done:
            os.fsync(done.fileno())
        partial.replace(file)
        settings.FOLDERS.backed_up.touch()
    except OSError as error:
        raise WrongUsage(f"不能写入“{file}”：{error.strerror}。") from None
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _written(archive: Writing, alias: str, tell: Tell) -> Manifest:
    models = tables()
    for number, model in enumerate(models):
        tell(number, len(models), f"数据表 {name_of(model)}")
        archive.table(name_of(model), rows_of(model, alias))
    kept = sorted(path for path in settings.FOLDERS.files.glob("??/*") if len(path.name) == 64)
    for number, path in enumerate(kept):
        tell(number, len(kept), "文件")
        archive.file(path)
    manifest = Manifest(SCHEMA, timezone.now(), connection.vendor, state_of(alias), archive.parts)
    archive.close(manifest)
    return manifest


@contextmanager
def _snapshot() -> Iterator[str]:
    """The database of one moment; nobody waits for the backup."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield "default"
        return
    with TemporaryDirectory(dir=settings.FOLDERS.data) as folder:
        copy = Path(folder) / "snapshot.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        connections.databases[_SNAPSHOT] = {**connection.settings_dict, "NAME": copy}
        try:
            yield _SNAPSHOT
        finally:
            connections[_SNAPSHOT].close()
            del connections[_SNAPSHOT]
            del connections.databases[_SNAPSHOT]
