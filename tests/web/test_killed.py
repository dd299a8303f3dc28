"""Killed at any point of publishing, importing or editing: nothing half-written, nothing lost.

Real processes over a real database file are ended with SIGKILL, which no program can catch.
"""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.killing import (
    ROWS,
    RUNNING,
    Client,
    adding,
    asked,
    called,
    changing,
    environment,
    kill,
    run_python,
    served,
    started,
    uploading,
)

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
may = [Action.SEE, Action.EDIT_LEDGER, Action.EDIT_PROJECTS, Action.IMPORT]
print(make_token(Actor(user.pk, "财务"), user, "试验", may, 1)[1])
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
    (data / "token").write_text(run_python(data, PREPARE).strip().splitlines()[-1])
    return data


def _killed(data: Path, point: str, at: int = 0) -> None:
    """A worker that dies at a point."""
    done = subprocess.run(
        [sys.executable, "-c", WORKER, point, str(at)],
        env=environment(data),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


def _only(data: Path, kind: str) -> None:
    """Let only jobs of a kind wait, as if never tried; others are held by somebody."""
    waiting = "WHERE state IN ('queued', 'running')"
    asked(data, f"UPDATE jobs_job SET attempts = 0, state = 'queued' {waiting}")
    held = "state = 'running', lease_until = '2999-01-01'"
    asked(data, f"UPDATE jobs_job SET {held} {waiting} AND kind <> '{kind}'")


@pytest.mark.parametrize(
    ("point", "at"), [("step", 0), ("step", 4), ("file", 3), ("step", 7), ("commit", 0)]
)
def test_a_publication_broken_off_leaves_nothing(folder: Path, point: str, at: int) -> None:
    _only(folder, "publish")
    _killed(folder, point, at)
    assert asked(folder, "SELECT count(*) FROM publishing_edition") == [(0,)]
    assert asked(folder, "SELECT count(*) FROM publishing_editionfile") == [(0,)]
    assert asked(folder, "SELECT count(*) FROM publishing_searchentry") == [(0,)]
    assert asked(folder, "SELECT stage FROM workspace_budgetyear WHERE id = 2") == [("approved",)]
    run_python(folder, CHECKED)


@pytest.mark.parametrize(("point", "at"), [("step", 0), ("step", 1), ("step", 2), ("commit", 0)])
def test_an_import_broken_off_leaves_nothing(folder: Path, point: str, at: int) -> None:
    _only(folder, "import")
    before = asked(folder, "SELECT count(*) FROM workspace_check")
    _killed(folder, point, at)
    assert asked(folder, "SELECT count(*) FROM workspace_check") == before
    run_python(folder, CHECKED)


def test_the_next_worker_finishes_both_once(folder: Path) -> None:
    asked(folder, "UPDATE jobs_job SET state = 'queued', attempts = 0 WHERE state = 'running'")
    before = asked(folder, "SELECT count(*) FROM workspace_check")[0][0]
    run_python(folder, WORKER, "never", "0")
    assert asked(folder, "SELECT count(*) FROM publishing_edition") == [(1,)]
    assert asked(folder, "SELECT stage FROM workspace_budgetyear WHERE id = 2") == [("published",)]
    assert asked(folder, "SELECT count(*) FROM workspace_check") == [(before + 1,)]
    assert asked(folder, "SELECT count(*) FROM jobs_job WHERE state <> 'done'") == [(0,)]
    for (digest,) in asked(folder, "SELECT sha256 FROM publishing_editionfile"):
        assert (folder / "files" / digest[:2] / digest).is_file()
    run_python(folder, CHECKED)


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    yield
    kill(*(process for process in RUNNING if process.poll() is None))
    RUNNING.clear()


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@pytest.mark.parametrize("number", [1, 9])
def test_every_acknowledged_edit_outlives_a_kill(folder: Path, port: int, number: int) -> None:
    server = served(folder, port)
    changed, added = Client(folder, port, changing), Client(folder, port, adding)
    changed.reach(number)
    added.reach(number)
    kill(server)
    assert len(changed.acknowledged()) >= number
    assert len(added.acknowledged()) >= number
    server = served(folder, port)
    rows = called(folder, port, "GET", f"{ROWS}?sheet=说明")["rows"]
    kill(server)
    cells = {text for row in rows for text in row["values"].values()}
    assert set(added.acknowledged()) <= cells
    assert set(changed.acknowledged()) <= written(folder)
    nothing_by_halves(folder)
    run_python(folder, CHECKED)


def written(data: Path) -> set[str]:
    """Every text that the ledger ever held, as its changes tell."""
    found = asked(data, "SELECT new FROM workspace_ledgerchange WHERE new IS NOT NULL")
    return {text for (new,) in found for text in json.loads(new)["values"].values()}


def nothing_by_halves(data: Path) -> None:
    """Each change of a row has its version, its journal entry and its place in the revision."""
    changes = "SELECT count(*) FROM workspace_ledgerchange WHERE budget_year_id = 1"
    told = "SELECT count(*) FROM journal_entry WHERE action = 'ledger.edit'"
    assert asked(data, changes) == asked(data, told)
    behind = """
        SELECT r.id FROM workspace_ledgerrow r
        JOIN (SELECT row_id, max(version) v FROM workspace_ledgerchange GROUP BY row_id) c
        ON c.row_id = r.id WHERE c.v <> r.version
    """
    assert asked(data, behind) == []


@pytest.mark.parametrize("number", [1, 6])
def test_every_acknowledged_upload_outlives_a_kill(folder: Path, port: int, number: int) -> None:
    server, worker = served(folder, port), started(folder, "django", "work")
    client = Client(folder, port, uploading).reach(number)
    kill(server, worker)
    names = client.acknowledged()
    assert len(names) >= number
    broken_off = "state = 'running' AND lease_until < '2999'"
    asked(folder, f"UPDATE jobs_job SET state = 'queued', attempts = 0 WHERE {broken_off}")
    run_python(folder, WORKER, "never", "0")
    kept = dict(asked(folder, "SELECT name, sha256 FROM workspace_import"))
    assert [name for name in names if name not in kept] == []
    for name in names:
        assert (folder / "files" / kept[name][:2] / kept[name]).read_text("utf-8").startswith(name)
    states = dict(
        asked(
            folder,
            "SELECT i.name, j.state FROM workspace_import i JOIN jobs_job j ON j.id = job_id",
        )
    )
    assert {states[name] for name in names} <= {"done", "failed"}
    entries = "SELECT count(*) FROM journal_entry WHERE action = 'import.hand_in'"
    assert asked(folder, entries) == asked(folder, "SELECT count(*) FROM workspace_import")
    run_python(folder, CHECKED)
