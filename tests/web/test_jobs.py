"""Long work is done once, survives a worker that dies, and can be cancelled."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mingzhang.model import UnreadableFile
from mingzhang_web.apps.jobs import registry, services, worker
from mingzhang_web.apps.jobs.models import Job, State
from mingzhang_web.apps.journal.actor import Actor

CLERK = Actor(None, "张三")


@pytest.fixture
def done(db: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Jobs of the kind `write` leave their word here; `fail` and `break` end badly."""
    words: list[str] = []

    def write(handle: registry.Handle, arguments: dict[str, str]) -> None:
        handle.step(1, 2, "正在写")
        words.append(arguments["word"])

    def fail(handle: registry.Handle, arguments: dict[str, str]) -> None:
        raise UnreadableFile("文件是空的，没有内容可读。")

    def break_(handle: registry.Handle, arguments: dict[str, str]) -> None:
        raise ZeroDivisionError

    for kind, work in {"write": write, "fail": fail, "break": break_}.items():
        monkeypatch.setitem(registry._KINDS, kind, work)
    return words


def ask(kind: str, word: str = "甲") -> Job:
    return services.enqueue(CLERK, kind, {"word": word})


def test_jobs_are_done_in_their_order(done: list[str]) -> None:
    ask("write", "甲")
    ask("write", "乙")
    assert [worker.do_one(), worker.do_one(), worker.do_one()] == [True, True, False]
    assert done == ["甲", "乙"]


def test_bad_input_fails_with_its_sentence(done: list[str]) -> None:
    job = ask("fail")
    worker.do_one()
    job.refresh_from_db()
    assert (job.state, job.message) == (State.FAILED, "文件是空的，没有内容可读。")


def test_failing_program_ends_the_job_and_not_the_worker(done: list[str]) -> None:
    job = ask("break")
    ask("write")
    worker.do_one()
    worker.do_one()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "程序出错" in job.message
    assert done == ["甲"]


def test_job_of_a_dead_worker_is_taken_up_again(done: list[str]) -> None:
    job = ask("write")
    services.claim()
    assert services.claim() is None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert worker.do_one()
    job.refresh_from_db()
    assert (job.state, job.attempts, done) == (State.DONE, 2, ["甲"])


def test_job_that_kills_every_worker_is_given_up(done: list[str]) -> None:
    job = ask("write")
    for _ in range(services.ATTEMPTS):
        assert services.claim() is not None
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert services.claim() is None
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "多次中断" in job.message


def test_waiting_job_is_cancelled_at_once(done: list[str]) -> None:
    job = ask("write")
    services.cancel(CLERK, job)
    assert not worker.do_one()
    job.refresh_from_db()
    assert (job.state, done) == (State.CANCELLED, [])


def test_running_job_is_cancelled_at_its_next_step(done: list[str]) -> None:
    job = ask("write")
    running = services.claim()
    assert running is not None
    services.cancel(CLERK, job)
    with pytest.raises(registry.Cancelled):
        services.tell(running, 1, 2, "正在写")


def test_worker_that_lost_its_job_writes_no_more(done: list[str]) -> None:
    ask("write")
    first = services.claim()
    assert first is not None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert services.claim() is not None
    with pytest.raises(registry.Cancelled):
        services.tell(first, 1, 2, "正在写")
