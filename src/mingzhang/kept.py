"""What Python makes anew in every process, kept beside the bytecode (编译结果的留存).

Python keeps the bytecode of a module, but compiles its patterns and parses its data files whenever
it starts: for a check some five hundred patterns and eight files, half of a cold process. Both are
kept as bytecode is, next to it, trusted as it is and for this Python alone, and found by their
whole text, so that nothing kept is ever out of date; what is not kept is made as ever. The file is written at
installation (`python -m mingzhang.cli.keep`), never by a check; decision 8.
"""

import _sre
import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from typing import Any

PATH = os.path.join(
    os.path.dirname(__file__), "__pycache__", f"kept.{sys.implementation.cache_tag}"
)
MADE_BY = f"{sys.version} {_sre.MAGIC} {_sre.CODESIZE}"

Key = tuple[str, int]
"""A pattern and the flags it is compiled with."""
Code = tuple[int, bytes, int, dict[str, int]]
"""All its flags, its code, the number of its groups, and the numbers of those with a name."""

tables: dict[bytes, dict[str, Any]] = {}
"""Parsed data files by their content."""

compiler: Any = re._compiler  # type: ignore[attr-defined]
compiled: Callable[[Any, int], re.Pattern[Any]] = compiler.compile


def use(path: str = PATH) -> None:
    """Take what a file keeps from now on; without one of this Python everything is made anew."""
    with suppress(OSError, ValueError, EOFError, TypeError), open(path, "rb") as file:
        made_by, patterns, parsed = marshal.loads(file.read())  # noqa: S302  # nosec B302
        if made_by == MADE_BY:
            compiler.compile = _Kept(patterns)
            tables.update(parsed)


class _Kept:
    """Stands before the compiler of `re`, which is asked for what is not kept."""

    def __init__(self, patterns: dict[Key, Code]) -> None:
        self._patterns = patterns

    def __call__(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        known = self._patterns.get((pattern, flags))
        if known is None:
            return compiled(pattern, flags)
        all_flags, code, groups, names = known
        numbered: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            numbered[number] = name
        words = array("I", code).tolist()
        made: re.Pattern[Any] = _sre.compile(
            pattern, all_flags, words, groups, names, tuple(numbered)
        )
        return made
