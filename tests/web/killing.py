"""Real processes of the site over a real data folder, and clients that work until these are gone."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

ROWS = "/api/v1/years/1/rows"
RUNNING: "list[subprocess.Popen[bytes]]" = []
"""Processes that were started, for a failed test not to leave them behind."""
Work = Callable[[Path, int], Iterator[str]]


def environment(data: Path) -> dict[str, str]:
    """Variables under which an installation is all there is."""
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


def run_python(data: Path, program: str, *arguments: str) -> str:
    """What a program of Django prints."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment(data),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout


def asked(data: Path, sql: str) -> Any:
    """What the database answers."""
    with sqlite3.connect(data / "mingzhang.sqlite3") as database:
        return database.execute(sql).fetchall()


def served(data: Path, port: int) -> "subprocess.Popen[bytes]":
    """A server of the site, once it answers."""
    granian = ["granian", "--interface", "wsgi", "--port", str(port)]
    server = started(data, *granian, "mingzhang_web.config.wsgi:application")
    for _ in range(150):
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return server
    raise AssertionError("the server did not start")


def started(data: Path, *module: str) -> "subprocess.Popen[bytes]":
    """A module of Python as a process with children of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        env=environment(data),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    RUNNING.append(process)
    return process


def called(
    data: Path, port: int, method: str, path: str, sent: object = None, upload: str = ""
) -> Any:
    """What the API answers; `upload`: the name of a small text file that is handed in."""
    body = None if sent is None else json.dumps(sent).encode()
    kind = "application/json"
    if upload:
        head = f'Content-Disposition: form-data; name="file"; filename="{upload}"'
        text = f"{upload} 部门预算公开"
        body = f"--b\r\n{head}\r\n\r\n{text}\r\n--b--\r\n".encode()
        kind = "multipart/form-data; boundary=b"
    request = Request(
        f"http://127.0.0.1:{port}{quote(path, safe='/?=&')}",
        method=method,
        data=body,
        headers={
            "Authorization": f"Bearer {(data / 'token').read_text()}",
            "Content-Type": kind,
        },
    )
    with urlopen(request, timeout=30) as answer:
        return json.load(answer)


class Client(Thread):
    """Works on until the server is gone, and remembers what it was told is done."""

    def __init__(self, data: Path, port: int, work: Work) -> None:
        super().__init__(daemon=True)
        self._steps = work(data, port)
        self._done: list[str] = []
        self._refused = ""
        self.start()

    def run(self) -> None:
        """Until a connection breaks; an answer that refuses is kept for `acknowledged`."""
        try:
            for text in self._steps:
                self._done.append(text)
        except HTTPError as refused:
            self._refused = f"{refused.code} {refused.read().decode()}"
        except (OSError, HTTPException):
            return

    def reach(self, number: int) -> "Client":
        """Wait until so many things were acknowledged."""
        for _ in range(3000):
            if len(self._done) >= number or not self.is_alive():
                break
            time.sleep(0.01)
        return self

    def acknowledged(self) -> list[str]:
        """What outlives the kill."""
        self.join(30)
        assert not self.is_alive()
        assert self._refused == ""
        return self._done


def changing(data: Path, port: int) -> Iterator[str]:
    """Changes one row over and over."""
    row = called(data, port, "GET", f"{ROWS}?sheet=说明")["rows"][0]
    for number in count():
        text = f"{os.urandom(4).hex()} 第 {number} 次"
        edits = [{"row": row["id"], "version": row["version"], "texts": {"内容": text}}]
        row = called(data, port, "PATCH", ROWS, {"edits": edits})["rows"][0]
        yield text


def adding(data: Path, port: int) -> Iterator[str]:
    """Adds row after row."""
    for number in count():
        text = f"{os.urandom(4).hex()} 第 {number} 行"
        called(data, port, "POST", ROWS, {"sheet": "说明", "texts": {"项目": text}})
        yield text


def uploading(data: Path, port: int) -> Iterator[str]:
    """Hands in file after file."""
    for number in count():
        name = f"{os.urandom(4).hex()}-{number}.txt"
        called(data, port, "POST", "/api/v1/years/1/imports", upload=name)
        yield name


def kill(*processes: "subprocess.Popen[bytes]") -> None:
    """End processes and their children with SIGKILL."""
    for process in processes:
        os.killpg(process.pid, signal.SIGKILL)
    for process in processes:
        process.wait()
