"""The file of a backup (备份文件): a zip of rows and files with a manifest of their hashes.

An archive may come from anywhere: names, sizes and hashes are checked against its manifest
before anything of it is used.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import msgspec

from mingzhang.model import UnreadableFile

MANIFEST = "manifest.json"
SCHEMA = "mingzhang/backup/1"
LARGEST_MANIFEST = 64 * 1024 * 1024
_NAMES = re.compile(r"rows/[a-z_]+\.[a-z_]+\.jsonl|files/[0-9a-f]{64}")
_CHUNK = 1 << 20


class Part(msgspec.Struct, frozen=True):
    """One entry: its name in the archive, its size, its hash; `rows` of a table."""

    name: str
    bytes: int
    sha256: str
    rows: int = 0


class Manifest(msgspec.Struct, frozen=True):
    """What an archive holds, of which state of the tables, made when."""

    schema: str
    made_at: datetime
    database: str
    migrations: list[str]
    parts: list[Part]


class Writing:
    """An archive being written."""

    def __init__(self, file: ZipFile) -> None:
        self._zip = file
        self.parts: list[Part] = []

    def table(self, name: str, rows: Iterable[object]) -> None:
        """The rows of one table, a line each."""
        entry, digest, size, count = f"rows/{name}.jsonl", sha256(), 0, 0
        with self._zip.open(entry, "w", force_zip64=True) as out:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                size, count = size + len(line), count + 1
                out.write(line)
        self.parts.append(Part(entry, size, digest.hexdigest(), count))

    def file(self, path: Path) -> None:
        """One file of the store."""
        data = path.read_bytes()
        self._zip.writestr(f"files/{path.name}", data, ZIP_STORED)
        self.parts.append(Part(f"files/{path.name}", len(data), sha256(data).hexdigest()))

    def close(self, manifest: Manifest) -> None:
        """The manifest comes last."""
        self._zip.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))


def writing(file: Path) -> ZipFile:
    """A new archive."""
    return ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3)


def unpacked(file: Path, folder: Path, tell: Callable[[int, int], None]) -> Manifest:
    """Everything of an archive in a folder, each entry proved by its hash.

    Raises:
        UnreadableFile: it is no backup, is damaged, or holds what its manifest does not name.
    """
    try:
        with ZipFile(file) as archive:
            manifest = _manifest(archive)
            names = {name for name in archive.namelist() if name != MANIFEST}
            if names != {part.name for part in manifest.parts}:
                raise UnreadableFile("备份里的文件和清单不一致，没有恢复任何内容。")
            _demand_room(folder, sum(part.bytes for part in manifest.parts))
            for number, part in enumerate(manifest.parts):
                tell(number, len(manifest.parts))
                _extract(archive, part, folder)
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(f"“{file.name}”不是完整的备份文件（{error}）。") from None
    return manifest


def _manifest(archive: ZipFile) -> Manifest:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > LARGEST_MANIFEST:
            raise UnreadableFile("备份的清单过大，不是明账的备份。")
        manifest = msgspec.json.decode(archive.read(info), type=Manifest)
    except (KeyError, msgspec.MsgspecError):
        raise UnreadableFile("没有备份清单，不是明账的备份文件。") from None
    if manifest.schema != SCHEMA:
        raise UnreadableFile(f"不认识这种备份（{manifest.schema}），请用写出它的版本恢复。")
    if not all(_NAMES.fullmatch(part.name) for part in manifest.parts):
        raise UnreadableFile("备份里有不该有的文件，没有恢复任何内容。")
    return manifest


def _demand_room(folder: Path, needed: int) -> None:
    """What an archive says it holds is unpacked and then kept."""
    if needed < 0 or shutil.disk_usage(folder).free < 2 * needed:
        raise UnreadableFile(
            f"备份展开后有 {needed / 1024**3:.1f} GB，磁盘放不下，没有恢复任何内容。"
        )


def _extract(archive: ZipFile, part: Part, folder: Path) -> None:
    """One entry, never more of it than the manifest names."""
    digest, size, path = sha256(), 0, folder / part.name
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(part.name) as source, path.open("xb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > part.bytes:
                break
            digest.update(chunk)
            out.write(chunk)
    named = part.name.partition("/")[2]
    wrong = part.name.startswith("files/") and digest.hexdigest() != named
    if size != part.bytes or digest.hexdigest() != part.sha256 or wrong:
        raise UnreadableFile(f"备份里的 {part.name} 已损坏，没有恢复任何内容。")
