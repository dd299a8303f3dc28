"""Backup and restore: nothing lost between the databases, nothing taken from a strange file."""

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest

from mingzhang.model import UnreadableFile
from mingzhang_web.keeping.archive import MANIFEST, unpacked
from web.killing import environment, run_python
from web.test_killed import CHECKED, PREPARE

DATABASE = f"mingzhang_keeping_{os.getpid()}"
WRITING = """
import django, sys, time
django.setup()
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.journal.services import record
end = time.monotonic() + 3
while time.monotonic() < end:
    record(SYSTEM, "trial.write", "边写边备份")
"""


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation in use: two departments, findings, imports, a journal."""
    data = tmp_path_factory.mktemp("used")
    run_python(data, PREPARE)
    return data


@pytest.fixture
def postgresql() -> Iterator[str]:
    """A new database on this machine's server."""
    try:
        server = psycopg.connect("postgresql:///postgres", autocommit=True)
    except psycopg.OperationalError as error:
        pytest.skip(f"没有 PostgreSQL：{error}")
    with server:
        server.execute(f"CREATE DATABASE {DATABASE}")
        yield f"postgresql:///{DATABASE}"
        server.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def _mingzhang(data: Path, *arguments: str, address: str = "", status: int = 0) -> str:
    variables = environment(data) | ({"MINGZHANG_DATABASE_URL": address} if address else {})
    done = subprocess.run(
        [sys.executable, "-m", "mingzhang.cli", *arguments],
        env=variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def _rows(archive: Path) -> dict[str, list[Any]]:
    with zipfile.ZipFile(archive) as file:
        names = [name for name in file.namelist() if name.startswith("rows/")]
        return {name: [json.loads(line) for line in file.read(name).splitlines()] for name in names}


def test_from_sqlite_to_postgresql_and_back(used: Path, postgresql: str, tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{number}.zip" for number in range(3))
    _mingzhang(used, "backup", str(first))
    server, again = tmp_path / "server", tmp_path / "again"
    assert "操作日志完整" in _mingzhang(server, "restore", str(first), address=postgresql)
    said = _mingzhang(server, "doctor", address=postgresql, status=0)
    assert "正常  操作日志" in said
    _mingzhang(server, "backup", str(second), address=postgresql)
    _mingzhang(again, "restore", str(second))
    _mingzhang(again, "backup", str(third))
    assert _rows(first) == _rows(second) == _rows(third)
    assert any(_rows(first).values())
    run_python(again, CHECKED)


def test_a_backup_is_of_one_moment_while_others_write(used: Path, tmp_path: Path) -> None:
    archive, again = tmp_path / "busy.zip", tmp_path / "again"
    writer = subprocess.Popen([sys.executable, "-c", WRITING], env=environment(used))
    _mingzhang(used, "backup", str(archive))
    assert writer.wait(60) == 0
    _mingzhang(again, "restore", str(archive))
    run_python(again, CHECKED)


def test_a_backup_of_postgresql_is_of_one_moment_while_others_write(
    used: Path, postgresql: str, tmp_path: Path
) -> None:
    first, busy, server = tmp_path / "a.zip", tmp_path / "busy.zip", tmp_path / "server"
    _mingzhang(used, "backup", str(first))
    _mingzhang(server, "restore", str(first), address=postgresql)
    there = environment(server) | {"MINGZHANG_DATABASE_URL": postgresql}
    writer = subprocess.Popen([sys.executable, "-c", WRITING], env=there)
    time.sleep(1)
    _mingzhang(server, "backup", str(busy), address=postgresql)
    assert writer.wait(60) == 0
    _mingzhang(tmp_path / "again", "restore", str(busy))
    run_python(tmp_path / "again", CHECKED)


def test_rows_that_do_not_fit_are_refused_and_nothing_is_kept(used: Path, tmp_path: Path) -> None:
    archive, strange, new = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "new"
    _mingzhang(used, "backup", str(archive))
    name = "rows/accounts.user.jsonl"
    with zipfile.ZipFile(archive) as file:
        twice = file.read(name) * 2

    def honest(manifest: dict[str, Any]) -> None:
        part = next(part for part in manifest["parts"] if part["name"] == name)
        part |= {"bytes": len(twice), "sha256": sha256(twice).hexdigest()}

    _changed(archive, strange, honest, {name: twice})
    assert "读不懂" in _mingzhang(new, "restore", str(strange), status=2)
    _mingzhang(new, "restore", str(archive))


def test_a_backup_larger_than_the_disk_is_refused_before_it_is_unpacked(
    used: Path, tmp_path: Path
) -> None:
    archive, strange = tmp_path / "a.zip", tmp_path / "b.zip"
    _mingzhang(used, "backup", str(archive))
    _changed(archive, strange, lambda manifest: manifest["parts"][0].update(bytes=1 << 60))
    with pytest.raises(UnreadableFile, match="磁盘放不下"):
        unpacked(strange, tmp_path, lambda done, whole: None)


def test_nothing_is_restored_over_what_is_there(used: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    _mingzhang(used, "backup", str(archive))
    assert "已经有数据" in _mingzhang(used, "restore", str(archive), status=64)


def test_a_backup_of_another_version_is_refused(used: Path, tmp_path: Path) -> None:
    archive, other = tmp_path / "a.zip", tmp_path / "b.zip"
    _mingzhang(used, "backup", str(archive))
    _changed(archive, other, lambda manifest: manifest["migrations"].append("later.0001_step"))
    assert "更新的版本" in _mingzhang(tmp_path / "new", "restore", str(other), status=64)


def _changed(
    source: Path, target: Path, change: Any, entries: dict[str, bytes] | None = None
) -> None:
    """A copy of an archive with another manifest and other entries."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == MANIFEST:
                manifest = json.loads(data)
                change(manifest)
                data = json.dumps(manifest).encode()
            new.writestr(name, (entries or {}).get(name, data))
        for name, data in (entries or {}).items():
            if name not in old.namelist():
                new.writestr(name, data)


def _strange(used: Path, tmp_path: Path, what: str) -> Path:
    archive, strange = tmp_path / "good.zip", tmp_path / f"{what}.zip"
    _mingzhang(used, "backup", str(archive))
    first = next(name for name, rows in _rows(archive).items() if rows)
    with zipfile.ZipFile(archive) as file:
        data = file.read(first)
    part = {"name": "../evil", "bytes": 1, "sha256": "0" * 64, "rows": 0}
    match what:
        case "path":
            _changed(archive, strange, lambda m: m["parts"].append(part), {"../evil": b"x"})
        case "extra":
            _changed(archive, strange, lambda m: None, {"rows/extra.extra.jsonl": b"{}"})
        case "damaged":
            _changed(archive, strange, lambda m: None, {first: data[:-2] + b" \n"})
        case "bomb":
            _changed(archive, strange, lambda m: None, {first: data + b"0" * 50_000_000})
        case "cut":
            strange.write_bytes(archive.read_bytes()[:-500])
        case "other":
            strange.write_bytes(b"no archive")
    return strange


@pytest.mark.parametrize("what", ["path", "extra", "damaged", "bomb", "cut", "other"])
def test_nothing_is_taken_from_a_strange_file(used: Path, tmp_path: Path, what: str) -> None:
    strange, folder = _strange(used, tmp_path, what), tmp_path / "out"
    folder.mkdir()
    with pytest.raises(UnreadableFile):
        unpacked(strange, folder, lambda done, whole: None)
    assert not (tmp_path / "evil").exists()
    kept = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert kept < 20_000_000
