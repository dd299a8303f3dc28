"""What an installation decides (安装设置), read from the environment: nothing secret in the code."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from mingzhang.model import WrongUsage

PREFIX = "MINGZHANG_"
SQLITE_BUSY_SECONDS = 20


def text(name: str, default: str = "") -> str:
    """One setting, such as `MINGZHANG_HOSTS` for the name HOSTS; blanks count as not given."""
    return os.environ.get(PREFIX + name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """A setting that is on with 1, true, yes or on."""
    given = text(name).lower()
    return given in ("1", "true", "yes", "on") if given else default


def words(name: str, default: str = "") -> list[str]:
    """A setting of several values, parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where an installation keeps its data (数据文件夹).

    `files`: uploads and editions by their hash, outside of anything a web server serves.
    """

    data: Path

    @property
    def database(self) -> Path:
        """The embedded database."""
        return self.data / "mingzhang.sqlite3"

    @property
    def files(self) -> Path:
        """Uploads and outputs by their hash."""
        return self.data / "files"

    @property
    def secret(self) -> Path:
        """The installation's own key, made at its first start, readable by its owner alone."""
        return self.data / "secret.key"


def folders() -> Folders:
    """The data folder, made where it is missing."""
    data = Path(text("DATA", "build/workspace")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    return Folders(data)


def secret_key(file: Path) -> str:
    """The key that signs sessions: from the environment, or the installation's own."""
    given = text("SECRET_KEY")
    if given:
        return given
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as new:
        new.write(secrets.token_urlsafe(50))
    return file.read_text("ascii").strip()


def database(address: str, embedded: Path) -> dict[str, Any]:
    """Django's settings of one database from `postgresql://user:password@host:port/name`.

    Without an address, or with `sqlite:///path`, the embedded one.

    Raises:
        WrongUsage: an address of another kind.
    """
    parts = urlsplit(address)
    if not address or parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)) if address else embedded)
    if parts.scheme not in ("postgresql", "postgres"):
        raise WrongUsage("MINGZHANG_DATABASE_URL 应是 postgresql://用户:密码@主机:端口/库名。")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    """Writers wait for each other instead of failing; what was acknowledged is on the disk."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": SQLITE_BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA mmap_size=268435456; PRAGMA cache_size=-32000;"
            ),
        },
        "TEST": {"NAME": file.with_name("test.sqlite3")},
    }
