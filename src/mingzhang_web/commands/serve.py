"""mingzhang serve: the workspace with everything it needs, until it is told to stop."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from mingzhang.model import MingzhangError
from mingzhang_web.commands import prepare

EXAMPLE = "mingzhang serve --port 8000 --data 数据"
LOCAL = ("127.0.0.1", "localhost", "::1")
PAUSE = 0.5
RESTARTS = 5


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--port", type=int, default=8000, help="端口")
    parser.add_argument("--host", default="127.0.0.1", help="监听的地址")
    parser.add_argument("--data", type=Path, help="数据文件夹（默认 build/workspace）")
    parser.add_argument("--workers", type=int, default=2, help="网页进程数")
    parser.add_argument("--demo", action="store_true", help="首次启动时装入示例年度和演示用户")


def run(options: Namespace) -> int:
    """Bring the database up to date, then serve pages and work on jobs.

    Plain http is only spoken on this machine itself, or behind a proxy that says so.

    Raises:
        MingzhangError: nothing can listen at the address.
    """
    _demand_free(options.host, options.port)
    if options.host in LOCAL and not os.environ.get("MINGZHANG_PROXY"):
        os.environ.setdefault("MINGZHANG_INSECURE", "1")
    if options.demo:
        os.environ.setdefault("MINGZHANG_SECOND_FACTOR", "optional")
    prepare(options.data)
    _bring_up()
    if options.demo:
        _demonstrate()
    print(f"明账工作台：http://{options.host}:{options.port}/（按 Ctrl+C 停止）", flush=True)
    return _Supervisor([_pages(options), _jobs()]).watch()


def _demand_free(host: str, port: int) -> None:
    """Processes of the site share a port, so a second site would silently take half the calls."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OverflowError:
        raise MingzhangError(
            f"端口 {port} 不存在，请用 --port 给出 1 到 65535 之间的数。"
        ) from None
    except OSError as error:
        taken = "已被别的程序占用" if error.errno == errno.EADDRINUSE else "不能使用"
        raise MingzhangError(f"{host} 的端口 {port} {taken}，请用 --port 换一个端口。") from error


def _bring_up() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def _demonstrate() -> None:
    from django.conf import settings

    from mingzhang_web.demonstration import PEOPLE, load_demonstration, passwords

    words = passwords(settings.FOLDERS.data)
    load_demonstration(words)
    print("演示用户（用户名 密码 角色）：")
    for person in PEOPLE:
        print(f"  {person.username:<10} {words[person.username]}  {person.role.label}")


def _pages(options: Namespace) -> list[str]:
    python = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
    where = ["--host", options.host, "--port", str(options.port)]
    size = ["--workers", str(options.workers), "--blocking-threads", "1"]
    return [*python, *where, *size, "mingzhang_web.config.wsgi:application"]


def _jobs() -> list[str]:
    return [sys.executable, "-m", "django", "work"]


@dataclass
class _Supervisor:
    """Keeps processes alive; ends them all together."""

    commands: list[list[str]]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    stopping: bool = False

    def watch(self) -> int:
        """Until a signal ends it; 2 where a process keeps dying."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self.running = [subprocess.Popen(command) for command in self.commands]  # noqa: S603
        left = RESTARTS
        while not self.stopping and left:
            time.sleep(PAUSE)
            left -= self._revive()
        self._end()
        return 0 if self.stopping else 2

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _revive(self) -> int:
        """Start again what died; how many."""
        revived = 0
        for index, process in enumerate(self.running):
            if process.poll() is not None and not self.stopping:
                self.running[index] = subprocess.Popen(self.commands[index])  # noqa: S603
                revived += 1
        return revived

    def _end(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
