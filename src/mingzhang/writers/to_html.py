"""A disclosure as a static site: a folder of pages that opens without a server."""

from pathlib import Path, PurePosixPath

from mingzhang.assets import CHART_LICENCES, CHART_SCRIPT, CHARTS, ICON_LICENCE, TOKENS, asset
from mingzhang.disclosure import Disclosure
from mingzhang.projection import Compiled
from mingzhang.writers.site.shell import piece
from mingzhang.writers.site.site import site_pages

_OWN = ("site.css", "print.css", "early.js", "site.js", "search.js", "icon.svg")


def write(disclosure: Disclosure, directory: Path) -> list[Path]:
    """Write the site into a directory, made where missing; index.html comes first."""
    return _write(contents(disclosure), directory)


def write_compiled(compiled: Compiled, directory: Path) -> list[Path]:
    """Write the site of a compiled disclosure, whose figures say where the ledger has them."""
    return _write(contents(compiled.disclosure, compiled), directory)


def contents(disclosure: Disclosure, compiled: Compiled | None = None) -> dict[str, bytes]:
    """Path in the site → bytes, the same for the same disclosure."""
    files = site_pages(disclosure, compiled)
    for name in _OWN:
        files[f"assets/{name}"] = piece(name).encode()
    for path in (TOKENS, CHARTS, CHART_SCRIPT):
        files[f"assets/{path.name}"] = asset(path)
    for path in (*CHART_LICENCES, ICON_LICENCE):
        files[f"assets/licences/{_named(path)}"] = asset(path)
    return files


def _named(path: PurePosixPath) -> str:
    return f"{path.parent.name}-{path.name}.txt"


def _write(files: dict[str, bytes], directory: Path) -> list[Path]:
    paths = []
    for name, data in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths.append(path)
    return paths
