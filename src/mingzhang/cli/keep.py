"""Write what `mingzhang.kept` takes, at installation: `python -m mingzhang.cli.keep`."""

import marshal
import re
from array import array
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from typing import Any

import mingzhang
from mingzhang.kept import MADE_BY, PATH, Code, Key, compiled, compiler, tables


def keep(path: Path) -> None:
    """Keep the patterns and tables of every module, and those that a check of the example needs."""
    noted = _noting()
    tables.clear()
    for module in walk_packages(mingzhang.__path__, "mingzhang."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    _check_the_example()
    patterns = {key: _code(*key) for key in sorted(noted)}
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(marshal.dumps((MADE_BY, patterns, tables)))


def _noting() -> set[Key]:
    """Fills with the patterns that are compiled from now on, after those of the start."""
    cache = re._cache  # type: ignore[attr-defined]
    noted = {(pattern, flags) for kind, pattern, flags in cache if kind is str}

    def compile_and_note(pattern: Any, flags: int) -> re.Pattern[Any]:
        if isinstance(pattern, str):
            noted.add((pattern, flags))
        return compiled(pattern, flags)

    compiler.compile = compile_and_note
    return noted


def _check_the_example() -> None:
    from mingzhang.cli import main
    from mingzhang.example import write_example

    with TemporaryDirectory() as name:
        folder = Path(name)
        main(["check", str(write_example(folder)), "--output", str(folder / "report.txt")])


def _code(pattern: str, flags: int) -> Code:
    tree = re._parser.parse(pattern, flags)  # type: ignore[attr-defined]
    code = array("I", compiler._code(tree, flags)).tobytes()
    return flags | tree.state.flags, code, tree.state.groups - 1, tree.state.groupdict


if __name__ == "__main__":
    keep(Path(PATH))
