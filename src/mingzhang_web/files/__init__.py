"""The store of files by their hash (文件库): uploads and editions, outside of the web root.

A file is written whole before anything in the database speaks of it; one that nothing speaks
of harms nobody. The same content is kept once.
"""

import os
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings


def keep(data: bytes) -> str:
    """Put content into the store; its hash. On the disk when this returns."""
    digest = sha256(data).hexdigest()
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{uuid4().hex}")
    with partial.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    _settle(path.parent)
    return digest


def path_of(digest: str) -> Path:
    """Where the content of a hash lies. Raises ValueError for what is no hash."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(digest)
    root: Path = settings.FOLDERS.files
    return root / digest[:2] / digest


def content(digest: str) -> bytes:
    """The content of a hash. Raises OSError where it is gone."""
    return path_of(digest).read_bytes()


def _settle(folder: Path) -> None:
    """Make the new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
