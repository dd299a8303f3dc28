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
    def worker(self) -> Path:
        """Touched by the process that does jobs, as long as it lives."""
        return self.data / "worker.alive"

    @property
    def backed_up(self) -> Path:
        """Touched whenever a backup is whole, wherever that went."""
        return self.data / "backup.done"

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


def number(name: str, default: int) -> int:
    """A setting that is a whole number from 0.

    Raises:
        WrongUsage: it is none.
    """
    given = text(name, str(default))
    if not given.isascii() or not given.isdigit():
        raise WrongUsage(f"{PREFIX}{name} 应是不小于 0 的整数，现在是“{given}”。")
    return int(given)


@dataclass(frozen=True, slots=True)
class SignInRules:
    """How people sign in (登录规则). 0 means no limit where a number is a limit.

    `second_factor`: who must have one: `administrators`, `all`, or nobody (`optional`).
    """

    attempts: int
    address_attempts: int
    lock_minutes: int
    idle_minutes: int
    sessions: int
    password_days: int
    token_days: int
    second_factor: str


def sign_in_rules() -> SignInRules:
    """The rules of this installation.

    Raises:
        WrongUsage: a value that is none.
    """
    factor = text("SECOND_FACTOR", "administrators")
    if factor not in ("administrators", "all", "optional"):
        raise WrongUsage("MINGZHANG_SECOND_FACTOR 应是 administrators、all 或 optional。")
    return SignInRules(
        attempts=number("SIGN_IN_ATTEMPTS", 5),
        address_attempts=number("ADDRESS_ATTEMPTS", 50),
        lock_minutes=number("LOCK_MINUTES", 15),
        idle_minutes=number("IDLE_MINUTES", 60),
        sessions=number("SESSIONS", 3),
        password_days=number("PASSWORD_DAYS", 90),
        token_days=number("TOKEN_DAYS", 365),
        second_factor=factor,
    )


@dataclass(frozen=True, slots=True)
class SignOn:
    """The provider of single sign-on (单点登录), by OpenID Connect; nothing where not given."""

    discovery: str
    client_id: str
    client_secret: str
    label: str

    def __bool__(self) -> bool:
        return bool(self.discovery and self.client_id)


def sign_on() -> SignOn:
    """The provider of this installation.

    Raises:
        WrongUsage: its address is not safe.
    """
    discovery = text("OIDC_DISCOVERY")
    if discovery and not discovery.startswith("https://"):
        raise WrongUsage("MINGZHANG_OIDC_DISCOVERY 应是 https:// 开头的地址。")
    label = text("OIDC_LABEL", "统一身份认证")
    return SignOn(discovery, text("OIDC_CLIENT_ID"), text("OIDC_CLIENT_SECRET"), label)


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
