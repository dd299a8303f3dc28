"""Where lists that the user loaded lie, and the one text form of all lists."""

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from mingzhang.classification.entries import Certainty, ClassEntry, Kind, plain_name
from mingzhang.model import MingzhangError
from mingzhang.model.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS = "code,name,certainty,years,spellings,former"


def data_directory() -> "Path":
    """The user's data directory: $MINGZHANG_DATA, else `mingzhang` in the XDG data directory."""
    from pathlib import Path  # slow to load, and most checks never ask for it

    return Path(data_directory_text())


def data_directory_text() -> str:
    """The same as a string, for lookups that come by the hundred."""
    own, home = os.environ.get("MINGZHANG_DATA"), os.environ.get("XDG_DATA_HOME")
    return own or os.path.join(home or _default_home(), "mingzhang")


@lru_cache(maxsize=1)
def _default_home() -> str:
    return os.path.expanduser("~/.local/share")


def package_rows(file: str) -> list[str]:
    """The data lines of one of the package's own lists, without comments and heading."""
    return body(shipped(__file__, file).decode())


def body(text: str) -> list[str]:
    """The data lines of a list: comments (#) come first, then one heading line."""
    lines = text.splitlines()
    start = 0
    while start < len(lines) and lines[start].startswith("#"):
        start += 1
    return lines[start + 1 :]


class ClassList:
    """One code list; lines become entries when they are asked for."""

    def __init__(self, kind: Kind, lines: list[str]) -> None:
        self.kind = kind
        self._lines = dict(line.split(",", 1) for line in lines)
        self._entries: dict[str, ClassEntry] = {}
        self._codes: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[ClassEntry]:
        for code in self._lines:
            entry = self.get(code)
            if entry is not None:
                yield entry

    def get(self, code: str) -> ClassEntry | None:
        """The entry of a code, or None."""
        known = self._entries.get(code)
        line = self._lines.get(code)
        if known or line is None:
            return known
        name, certainty, years, spellings, former = line.split(",")
        others = tuple(spellings.split("|")) if spellings else ()
        entry = ClassEntry(self.kind, code, name, Certainty(certainty), years, others, former)
        self._entries[code] = entry
        return entry

    def codes_of(self, plain: str) -> tuple[str, ...]:
        """The codes that carry a name (as `plain_name` writes it); sure entries go first.

        Entries of the old list count only where no other has the name.
        """
        if not self._codes:
            self._codes = self._index()
        return self._codes.get(plain, ())

    def _index(self) -> dict[str, tuple[str, ...]]:
        current: dict[str, list[str]] = {}
        old: dict[str, list[str]] = {}
        of_old = Certainty.OLD.value
        for code, line in self._lines.items():  # entries are made for those that are asked for
            name, certainty, _, spellings, _ = line.split(",")
            index = old if certainty == of_old else current
            names = (name, *spellings.split("|")) if spellings else (name,)
            for one in names:
                index.setdefault(plain_name(one), []).append(code)
        return {name: tuple(codes) for name, codes in {**old, **current}.items()}


def official_file(kind: Kind, year: int, directory: str) -> str:
    """Where the official list of a year lies in a data directory."""
    return os.path.join(directory, "classification", f"{kind.value}-{year}.csv")


@lru_cache(maxsize=64)
def official_list(kind: Kind, year: int, directory: str) -> ClassList | None:
    """The official list that the user loaded for a year, or None."""
    try:
        with open(official_file(kind, year, directory), encoding="utf-8") as file:
            return ClassList(kind, body(file.read()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise MingzhangError(
            f"已装入的{year}年{kind.title}科目表无法读取，请重新装入该年的官方科目表。"
        ) from error


def store_official(
    entries: Sequence[ClassEntry],
    kind: Kind,
    year: int,
    directory: "Path | None" = None,
    source: str = "",
) -> int:
    """Keep a yearly official list for all later checks and tell how many classes it has.

    `source` says where the list came from. Replaces a list of the same year as a whole.
    Raises MingzhangError if there is nothing to keep or the directory cannot be written.
    """
    if not entries:
        raise MingzhangError("没有读到任何科目，未装入，请核对表格里的“科目编码”和“科目名称”两列。")
    lines = [
        f"# {year}年{kind.title}科目 (official list loaded by the user)",
        f"# source: {' '.join(source.split())}",
        _COLUMNS,
        *(_line(entry, year) for entry in sorted(entries, key=lambda entry: entry.code)),
    ]
    _write(
        official_file(kind, year, str(directory or data_directory_text())), "\n".join(lines) + "\n"
    )
    official_list.cache_clear()
    return len(entries)


def _line(entry: ClassEntry, year: int) -> str:
    name = " ".join(entry.name.replace(",", "，").split())
    return f"{entry.code},{name},{Certainty.OFFICIAL.value},{year},,"


def _write(target: str, text: str) -> None:
    """Write beside the target and swap, so that no half list is ever read."""
    import tempfile  # slow to load, and lists are stored once a year

    folder = os.path.dirname(target)
    try:
        os.makedirs(folder, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder, suffix=".tmp")
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(draft, target)
    except OSError as error:
        raise MingzhangError(
            f"无法写入数据目录 {folder}，请检查权限或用 MINGZHANG_DATA 指定别的目录。"
        ) from error
