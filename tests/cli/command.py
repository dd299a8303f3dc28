"""Runs the real command in a process of its own, as a shell would."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 120
Json = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """How a run ended: exit status, both outputs, and the most memory it held, in bytes."""

    status: int
    out: bytes
    err: str
    peak: int


def mingzhang(
    *arguments: str | Path,
    stdin: bytes | None = None,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run `mingzhang` with these arguments; without `stdin` its standard input is closed."""
    file = tempfile.TemporaryFile
    with file() as given, file() as out, file() as err:
        given.write(stdin or b"")
        given.seek(0)
        process = subprocess.Popen(
            ["timeout", str(PATIENCE), sys.executable, "-m", "mingzhang.cli", *map(str, arguments)],
            stdin=subprocess.DEVNULL if stdin is None else given,
            stdout=out,
            stderr=err,
            cwd=folder,
            env={**os.environ, **(environment or {})},
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Outcome(process.returncode, out.read(), err.read().decode(), usage.ru_maxrss * 1024)


def as_json(*arguments: str | Path) -> Json:
    """The object that a run with `--format json` prints."""
    outcome = mingzhang(*arguments, "--format", "json")
    assert outcome.status in (0, 1), outcome.err
    found: Json = json.loads(outcome.out)
    return found
