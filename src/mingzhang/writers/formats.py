"""The forms a disclosure is published in (发布格式): name → writer, loaded when first used.

A writer is a module with `write(disclosure, directory) -> list[Path]`: it writes its files
into an existing directory and returns them in the order they are meant to be read. It may also
have `write_compiled(compiled, directory)`, which tells more of what a ledger was compiled to.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.disclosure import Disclosure
from mingzhang.model import WrongUsage

if TYPE_CHECKING:
    from mingzhang.projection import Compiled

Write = Callable[[Disclosure, Path], list[Path]]

MODULES = {
    "text": "mingzhang.writers.to_text",
    "docx": "mingzhang.writers.to_docx",
    "xlsx": "mingzhang.writers.to_xlsx",
    "pdf": "mingzhang.writers.to_pdf",
    "html": "mingzhang.writers.to_html",
    "data": "mingzhang.writers.to_data",
}


def available() -> tuple[str, ...]:
    """The names of the formats that can be written."""
    return tuple(name for name, module in MODULES.items() if find_spec(module) is not None)


def demand(name: str) -> None:
    """Make sure of a format without loading its writer.

    Raises:
        WrongUsage: there is no such format.
    """
    if name not in available():
        raise WrongUsage(f"不能写成“{name}”格式，可用：{'、'.join(available())}。")


def writer(name: str) -> Write:
    """The writer of a format.

    Raises:
        WrongUsage: there is no such format.
    """
    demand(name)
    found: Write = import_module(MODULES[name]).write
    return found


def write_compiled(name: str, compiled: "Compiled", directory: Path) -> list[Path]:
    """Write what a ledger was compiled to, with its origin where the format can tell it.

    Raises:
        WrongUsage: there is no such format.
    """
    demand(name)
    module = import_module(MODULES[name])
    own: Callable[[Compiled, Path], list[Path]] | None = getattr(module, "write_compiled", None)
    found: list[Path] = (
        own(compiled, directory) if own else module.write(compiled.disclosure, directory)
    )
    return found
