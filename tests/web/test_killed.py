"""Killed at any point of publishing, importing or editing: nothing half-written, nothing lost.

Real processes over a real database file are ended with SIGKILL, which no program can catch.
"""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

WORKER = """
import os, signal, sys
from datetime import timedelta
import django
django.setup()
from mingzhang_web.apps.jobs import services
from mingzhang_web.apps.jobs.worker import do_one
from mingzhang_web.apps.journal import services as journal
services.LEASE = timedelta(seconds=0)
point, at = sys.argv[1], int(sys.argv[2])
def die():
    os.kill(os.getpid(), signal.SIGKILL)
if point == "step":
    tell = services.tell
    services.tell = lambda job, step, *rest: die() if step == at else tell(job, step, *rest)
if point == "file":
    from mingzhang_web import files
    keep, kept = files.keep, []
    def keep_or_die(data):
        kept.append(1)
        return die() if len(kept) > at else keep(data)
    files.keep = keep_or_die
if point == "commit":
    from mingzhang_web.apps.publishing.services import editions
    from mingzhang_web.apps.workspace import tasks
    record = editions.record
    editions.record = lambda actor, action, *rest, **more: (
        die() if action == "edition.publish" else record(actor, action, *rest, **more)
    )
    keep_reading = tasks.keep_reading
    def written_then_die(*given):
        from django.db import transaction
        with transaction.atomic():
            keep_reading(*given)
            die()
    tasks.keep_reading = written_then_die
while do_one():
    pass
"""
PREPARE = """
import django, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from mingzhang_web.apps.jobs.models import Job
from mingzhang_web.demonstration import PEOPLE, load_demonstration
load_demonstration({person.username: "Correct-Horse-7" for person in PEOPLE})
from mingzhang.example.document import FILE_NAME, build_example
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.accounts.services.tokens import make_token
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.services.imports import hand_in
user = User.objects.get(username="finance")
year = BudgetYear.objects.select_related("department").order_by("pk")[0]
hand_in(Actor(user.pk, "财务"), Sight.of(Access.of(user), user, year), FILE_NAME, build_example().encode())
print(make_token(Actor(user.pk, "财务"), user, "试验", [Action.SEE, Action.EDIT_LEDGER, Action.EDIT_PROJECTS], 1)[1])
"""
CHECKED = """
import django
django.setup()
from mingzhang_web.apps.journal.selectors import broken
assert broken() is None, broken()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a publication and an import that wait for a worker, and a token."""
    data = tmp_path_factory.mktemp("killed")
    (data / "token").write_text(_python(data, PREPARE).strip().splitlines()[-1])
    return data


def _environment(data: Path) -> dict[str, str]:
    kept = {
        key: text
        for key, text in os.environ.items()
        if not key.startswith(("MINGZHANG_", "DJANGO_"))
    }
    return kept | {
        "DJANGO_SETTINGS_MODULE": "mingzhang_web.config.settings",
        "MINGZHANG_DATA": str(data),
        "MINGZHANG_INSECURE": "1",
        "MINGZHANG_SECOND_FACTOR": "optional",
    }


def _python(data: Path, program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=_environment(data),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout


def _killed(data: Path, point: str, at: int = 0) -> None:
    """A worker that dies at a point."""
    done = subprocess.run(
        [sys.executable, "-c", WORKER, point, str(at)],
        env=_environment(data),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


def _asked(data: Path, sql: str) -> Any:
    with sqlite3.connect(data / "mingzhang.sqlite3") as database:
        return database.execute(sql).fetchall()


def _only(data: Path, kind: str) -> None:
    """Let only jobs of a kind wait, as if never tried; others are held by somebody."""
    waiting = "WHERE state IN ('queued', 'running')"
    _asked(data, f"UPDATE jobs_job SET attempts = 0, state = 'queued' {waiting}")
    held = "state = 'running', lease_until = '2999-01-01'"
    _asked(data, f"UPDATE jobs_job SET {held} {waiting} AND kind <> '{kind}'")


@pytest.mark.parametrize(
    ("point", "at"), [("step", 0), ("step", 4), ("file", 3), ("step", 7), ("commit", 0)]
)
def test_a_publication_broken_off_leaves_nothing(folder: Path, point: str, at: int) -> None:
    _only(folder, "publish")
    _killed(folder, point, at)
    assert _asked(folder, "SELECT count(*) FROM publishing_edition") == [(0,)]
    assert _asked(folder, "SELECT count(*) FROM publishing_editionfile") == [(0,)]
    assert _asked(folder, "SELECT count(*) FROM publishing_searchentry") == [(0,)]
    assert _asked(folder, "SELECT stage FROM workspace_budgetyear WHERE id = 2") == [("approved",)]
    _python(folder, CHECKED)


@pytest.mark.parametrize(("point", "at"), [("step", 0), ("step", 1), ("step", 2), ("commit", 0)])
def test_an_import_broken_off_leaves_nothing(folder: Path, point: str, at: int) -> None:
    _only(folder, "import")
    before = _asked(folder, "SELECT count(*) FROM workspace_check")
    _killed(folder, point, at)
    assert _asked(folder, "SELECT count(*) FROM workspace_check") == before
    _python(folder, CHECKED)


def test_the_next_worker_finishes_both_once(folder: Path) -> None:
    _asked(folder, "UPDATE jobs_job SET state = 'queued', attempts = 0 WHERE state = 'running'")
    before = _asked(folder, "SELECT count(*) FROM workspace_check")[0][0]
    _python(folder, WORKER, "never", "0")
    assert _asked(folder, "SELECT count(*) FROM publishing_edition") == [(1,)]
    assert _asked(folder, "SELECT stage FROM workspace_budgetyear WHERE id = 2") == [("published",)]
    assert _asked(folder, "SELECT count(*) FROM workspace_check") == [(before + 1,)]
    assert _asked(folder, "SELECT count(*) FROM jobs_job WHERE state <> 'done'") == [(0,)]
    for (digest,) in _asked(folder, "SELECT sha256 FROM publishing_editionfile"):
        assert (folder / "files" / digest[:2] / digest).is_file()
    _python(folder, CHECKED)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


def test_every_acknowledged_edit_outlives_a_kill(folder: Path, port: int) -> None:
    server = _served(folder, port)
    row = _called(folder, port, "GET", "/api/v1/years/1/rows")["rows"][-1]
    header = next(name for name, text in row["values"].items() if text)
    acknowledged, deadline = row["values"][header], time.monotonic() + 0.5
    version = row["version"]
    while time.monotonic() < deadline:
        text = f"第 {version} 次改"
        sent = {"edits": [{"row": row["id"], "version": version, "texts": {header: text}}]}
        answer = _called(folder, port, "PATCH", "/api/v1/years/1/rows", sent)
        acknowledged, version = text, answer["rows"][0]["version"]
    assert version > row["version"]
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    kept = _asked(
        folder, f'SELECT "values", version FROM workspace_ledgerrow WHERE id = {row["id"]}'
    )
    assert json.loads(kept[0][0])[header] == acknowledged
    assert kept[0][1] == version
    _python(folder, CHECKED)


def _served(data: Path, port: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "mingzhang_web.config.wsgi:application"],
        env=_environment(data),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(150):
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return server
    raise AssertionError("the server did not start")


def _called(data: Path, port: int, method: str, path: str, sent: object = None) -> Any:
    request = Request(
        f"http://127.0.0.1:{port}{path}",
        method=method,
        data=None if sent is None else json.dumps(sent).encode(),
        headers={
            "Authorization": f"Bearer {(data / 'token').read_text()}",
            "Content-Type": "application/json",
        },
    )
    with urlopen(request, timeout=30) as answer:
        return json.load(answer)
