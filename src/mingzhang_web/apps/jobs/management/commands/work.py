"""Do waiting jobs until told to stop (任务进程)."""

from typing import Any

from django.core.management.base import BaseCommand

from mingzhang_web.apps.jobs.worker import Stop, work


class Command(BaseCommand):
    """`manage work`."""

    help = "处理后台任务，直到收到停止信号。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Until SIGTERM or SIGINT; the job in hand is finished first."""
        stop = Stop()
        stop.install()
        work(stop)
