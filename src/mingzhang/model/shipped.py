"""Data files that the program brings along (随附数据), beside the module that reads them."""

import os
from typing import Any

from mingzhang.kept import tables


def shipped(module: str, name: str) -> bytes:
    """The content of a data file; `module` is the `__file__` of the module beside it.

    Neither pathlib nor importlib.resources is asked: their loading takes as long as the reading
    of a document.
    """
    with open(os.path.join(os.path.dirname(module), name), "rb") as file:
        return file.read()


def shipped_toml(module: str, name: str) -> dict[str, Any]:
    """A data file in TOML, parsed, unless `mingzhang.kept` has it so already."""
    data = shipped(module, name)
    if data not in tables:
        import tomllib

        tables[data] = tomllib.loads(data.decode())
    return tables[data]
