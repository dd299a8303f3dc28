"""What a command loads before it works: start-up time is mostly that."""

import subprocess
import sys
from pathlib import Path

from mingzhang.checks.cases import FOLDER

HEAVY = {"ast", "dataclasses", "importlib.resources", "inspect", "pathlib", "typing_extensions"}
ASKED = """
import sys
from mingzhang.cli import main
main(["check", sys.argv[1], "--output", sys.argv[2]])
print(*sys.modules)
"""


def test_the_check_of_a_text_loads_nothing_heavy(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASKED]
    file, report = FOLDER / "base" / "shanxi.txt", tmp_path / "report.txt"
    done = subprocess.run([*command, file, report], capture_output=True, text=True, check=True)

    assert report.stat().st_size > 0
    assert HEAVY & set(done.stdout.split()) == set()


def test_typing_extensions_can_still_be_loaded_later() -> None:
    code = "import mingzhang.cli, typing_extensions; print(typing_extensions.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "typing_extensions"
