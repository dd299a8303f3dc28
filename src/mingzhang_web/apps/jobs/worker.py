"""The worker (任务进程): takes up one job after the other, in a process of its own."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from mingzhang.model import MingzhangError
from mingzhang_web.apps.jobs import services
from mingzhang_web.apps.jobs.models import Job, State
from mingzhang_web.apps.jobs.registry import Cancelled, Handle, work_of
from mingzhang_web.apps.journal.actor import SYSTEM, Actor

log = logging.getLogger(__name__)
PAUSE = 0.2


class Stop:
    """Set by SIGTERM and SIGINT: the job in hand is finished, no other is begun."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def install(self) -> None:
        """Listen to the signals that end a process."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._event.set())

    def __bool__(self) -> bool:
        return self._event.is_set()


def work(stop: Stop, sleep: Callable[[float], None] = time.sleep) -> None:
    """Do jobs until told to stop."""
    queued: date | None = None
    while not stop:
        close_old_connections()
        settings.FOLDERS.worker.touch()
        today = timezone.localdate()
        if queued != today:
            services.enqueue_daily(SYSTEM, today)
            queued = today
        if not do_one():
            sleep(PAUSE)


def do_one() -> bool:
    """Do the oldest waiting job; False where there is none."""
    job = services.claim()
    if job is None:
        return False
    actor = Actor(job.user_id, job.user_name, job.address)
    handle = Handle(actor, lambda *progress: services.tell(job, *progress))
    try:
        work_of(job.kind)(handle, job.arguments)
    except Cancelled:
        _cancelled(job)
    except MingzhangError as error:
        services.end(job, State.FAILED, str(error))
    except Exception:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        services.end(job, State.FAILED, "程序出错，没有完成，请把文件报给维护者。")
    else:
        services.end(job, State.DONE)
    return True


def _cancelled(job: Job) -> None:
    """End a job that was to be cancelled; one that another worker took up is left to it."""
    job.refresh_from_db()
    if job.cancel_requested:
        services.end(job, State.CANCELLED, "已按要求取消，没有改动任何内容。")
