"""What is kept beside the bytecode is what Python would make anew."""

import marshal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mingzhang import kept
from mingzhang.example import write_example

KEEP = "import sys, pathlib; from mingzhang.cli.keep import keep; keep(pathlib.Path(sys.argv[1]))"
CHECK = """
import sys
from mingzhang import kept
from mingzhang.cli import main
kept.use(sys.argv[1])
kept.compiled = lambda pattern, flags: print("compiled anew:", pattern)
main(["check", sys.argv[2], "--output", sys.argv[3]])
print("tomllib" in sys.modules)
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "cache" / "kept"
    subprocess.run([sys.executable, "-c", KEEP, path], check=True)
    return path


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(kept.compiler, "compile", kept.compiled)
    monkeypatch.setattr(kept, "tables", {})
    return kept


def test_every_kept_pattern_is_the_one_that_would_be_compiled(file: Path, untouched: Any) -> None:
    untouched.use(str(file))
    patterns = marshal.loads(file.read_bytes())[1]

    assert len(patterns) > 500
    for pattern, flags in patterns:
        taken = kept.compiler.compile(pattern, flags)
        anew = kept.compiled(pattern, flags)
        assert taken == anew, pattern
        assert taken.groupindex == anew.groupindex, pattern


def test_every_kept_table_is_what_its_file_says(file: Path, untouched: Any) -> None:
    untouched.use(str(file))

    assert len(untouched.tables) >= 8
    for content, table in untouched.tables.items():
        assert table == tomllib.loads(content.decode())


def test_a_check_of_the_example_compiles_and_parses_nothing(file: Path, tmp_path: Path) -> None:
    example = write_example(tmp_path)
    command = [sys.executable, "-c", CHECK, file, example, tmp_path / "report.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
    assert (tmp_path / "report.txt").stat().st_size > 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00 no such thing",
        marshal.dumps(("another Python", {("a", 0): ()}, {})),
        marshal.dumps([1, 2]),
        marshal.dumps(None),
    ],
)
def test_a_damaged_file_or_one_of_another_python_is_not_taken(
    content: bytes, tmp_path: Path, untouched: Any
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(content)
    untouched.use(str(path))

    assert kept.compiler.compile is kept.compiled
    assert untouched.tables == {}


def test_without_a_file_everything_is_made_anew(tmp_path: Path, untouched: Any) -> None:
    untouched.use(str(tmp_path / "none"))

    assert kept.compiler.compile is kept.compiled
