"""All forms of one disclosure in a folder with their manifest (发布): whole, or not at all."""

import os
import shutil
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from mingzhang.disclosure import Disclosure
from mingzhang.model import Summary, WrongUsage
from mingzhang.projection import Compiled
from mingzhang.writers.formats import write_compiled

MANIFEST = "manifest.json"


class Output(msgspec.Struct, frozen=True):
    """One written file: its path within the folder, its hash."""

    format: str
    path: str
    sha256: str
    bytes: int


class Manifest(msgspec.Struct, frozen=True):
    """What was published from which ledger; `check` counts what the rules found."""

    schema: str
    ledger: str
    ledger_sha256: str
    department: str
    year: int | None
    profile: str | None
    check: Summary
    outputs: tuple[Output, ...]


def publish(
    compiled: Compiled,
    directory: Path,
    formats: Sequence[str],
    check: Summary,
    step: Callable[[str], None] = lambda _: None,
) -> Manifest:
    """Write every format, then the manifest; files of an earlier run are replaced.

    The folder holds one compilation only: what an earlier manifest lists and this one does not
    is taken away, unless someone has changed it since. `step` is told what is being written.

    Raises:
        WrongUsage: an unknown format, or a folder that cannot be written.
    """
    partial = directory.with_name(f".{directory.name}.{os.getpid()}.partial")
    try:
        partial.mkdir(parents=True)
        outputs = []
        for name in formats:
            step(f"写出 {name}")
            files = _written(name, compiled, partial)
            outputs += [_output(name, file, partial) for file in files]
        manifest = _manifest(compiled.disclosure, check, outputs)
        data = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
        (partial / MANIFEST).write_bytes(data)
        _take_away(_earlier(directory), {one.path for one in outputs}, directory)
        _move(partial, directory)
    except OSError as error:
        raise WrongUsage(f"不能写入“{directory}”：{error.strerror}。") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return manifest


def _written(name: str, compiled: Compiled, partial: Path) -> list[Path]:
    """A document of one file stands in the folder itself, a form of several in its own."""
    folder = partial / name
    folder.mkdir()
    files = write_compiled(name, compiled, folder)
    if len(files) > 1:
        return files
    moved = [file.rename(partial / file.name) for file in files]
    folder.rmdir()
    return moved


def _output(name: str, file: Path, folder: Path) -> Output:
    data = file.read_bytes()
    path = file.relative_to(folder).as_posix()
    return Output(name, path, sha256(data).hexdigest(), len(data))


def _manifest(disclosure: Disclosure, check: Summary, outputs: list[Output]) -> Manifest:
    return Manifest(
        schema="mingzhang/manifest/1",
        ledger=disclosure.source.name,
        ledger_sha256=disclosure.source.sha256,
        department=disclosure.department.name,
        year=disclosure.year,
        profile=disclosure.profile,
        check=check,
        outputs=tuple(outputs),
    )


def _earlier(directory: Path) -> tuple[Output, ...]:
    """What the manifest of an earlier run lists; nothing where there is none that can be read."""
    try:
        data = (directory / MANIFEST).read_bytes()
        return msgspec.json.decode(data, type=Manifest).outputs
    except (FileNotFoundError, msgspec.DecodeError):
        return ()


def _take_away(earlier: Sequence[Output], kept: set[str], directory: Path) -> None:
    """Take away what is no longer published; never anything outside the folder."""
    inside = directory.resolve()
    for one in earlier:
        file = (directory / one.path).resolve()
        stale = one.path not in kept and file.is_relative_to(inside) and file.is_file()
        if stale and sha256(file.read_bytes()).hexdigest() == one.sha256:
            file.unlink()
            folder = file.parent
            while folder != inside and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent


def _move(partial: Path, directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for entry in sorted(partial.iterdir()):
        target = directory / entry.name
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        entry.replace(target)
