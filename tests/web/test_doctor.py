"""The doctor: a sound installation is told so, each trouble is named with what to do."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from mingzhang_web import files
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.jobs.models import Job
from mingzhang_web.apps.jobs.services import enqueue
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.services.imports import hand_in
from mingzhang_web.doctor import Examined, examined
from web.conftest import World
from web.test_publishing import who


def told(name: str) -> Examined:
    return next(one for one in examined() if one.name == name)


def test_a_sound_installation_has_no_error(world: World) -> None:
    wrong = [one for one in examined() if one.state == "error" and one.name != "数据库"]
    assert wrong == []


def test_a_lost_file_is_named(world: World) -> None:
    actor, access, year = who(world, Role.FINANCE_OFFICER)
    user = world.users[Role.FINANCE_OFFICER]
    made = hand_in(actor, Sight.of(access, user, year), "公开.txt", "内容".encode())
    assert told("文件").state == "good"
    files.path_of(made.sha256).unlink()
    assert (told("文件").state, "少了 1 个" in told("文件").sentence) == ("error", True)


def test_a_job_that_nobody_does_is_named(world: World) -> None:
    job = enqueue(SYSTEM, "import", {})
    settings.FOLDERS.worker.touch()
    assert told("后台任务").state == "good"
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(hours=1))
    assert told("后台任务").state == "error"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the triggers are the other database's")
def test_a_broken_journal_is_named(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER journal_entry_no_update")
    Entry.objects.filter(number=1).update(sentence="另一句话")
    assert told("操作日志").state == "error"


def test_a_worker_that_is_gone_is_named(world: World) -> None:
    settings.FOLDERS.worker.touch()
    assert told("后台任务").state == "good"
    settings.FOLDERS.worker.unlink()
    assert "没有在运行" in told("后台任务").sentence


def test_an_old_backup_is_named(world: World) -> None:
    done = settings.FOLDERS.backed_up
    done.unlink(missing_ok=True)
    assert "从来没有备份过" in told("备份").sentence
    done.touch()
    assert told("备份").state == "good"
    os.utime(done, (0, 0))
    assert "没有备份了" in told("备份").sentence


def test_a_key_that_others_can_read_is_named(world: World) -> None:
    file = settings.FOLDERS.secret
    file.chmod(0o644)
    assert "chmod 600" in told("密钥").sentence
    file.chmod(0o600)
    assert told("密钥").state == "good"


def test_missing_administrators_are_named(db: None) -> None:
    assert "审计管理员" in told("管理员").sentence


def test_a_full_disk_is_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 1024})
    monkeypatch.setattr("mingzhang_web.doctor.shutil.disk_usage", lambda path: usage)
    assert told("磁盘").state == "error"
