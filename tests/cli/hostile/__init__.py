"""Files that are no disclosure, or mean harm: each is built by one function, in memory.

Every one must end the command with one sentence, exit status 2, and nothing written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Hostile:
    """One file: its name with the ending, how its bytes are made, words the sentence must hold."""

    id: str
    file: str
    build: Callable[[], bytes]
    says: str


HOSTILE: list[Hostile] = []
Build = Callable[[], bytes]


def hostile(ending: str, says: str = "") -> Callable[[Build], Build]:
    """Register a builder under its own name."""

    def register(build: Build) -> Build:
        name = build.__name__
        HOSTILE.append(Hostile(f"{ending}-{name}", f"{name}.{ending}", build, says))
        return build

    return register


for _module in ("text", "office", "web", "pdf"):
    import_module(f"cli.hostile.{_module}")
