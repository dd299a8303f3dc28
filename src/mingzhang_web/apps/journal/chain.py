"""The chain of hashes (日志哈希链): one changed, missing or added entry breaks it."""

import json
from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256

from mingzhang_web.apps.journal.models import Entry

START = "0" * 64
"""What stands before the first entry."""

_FIELDS = ("user_id", "user_name", "address", "action", "sentence", "subject_type", "subject_id")


def digest_of(entry: Entry) -> str:
    """The hash of an entry's content and of the entry before; the same on every database."""
    content = {field: getattr(entry, field) for field in _FIELDS}
    content |= {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "department_id": entry.department_id,
        "old": entry.old,
        "new": entry.new,
        "previous": entry.previous,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def first_broken(entries: Iterable[Entry]) -> tuple[int, str] | None:
    """The number of the first entry that does not fit, and why; None where all do.

    The entries come in their order from the first on.
    """
    previous, expected = START, 1
    for entry in entries:
        if entry.number != expected:
            return expected, f"第 {expected} 条缺失，后面是第 {entry.number} 条。"
        if entry.previous != previous:
            return entry.number, f"第 {entry.number} 条与前一条接不上。"
        if digest_of(entry) != entry.digest:
            return entry.number, f"第 {entry.number} 条的内容被改动过。"
        previous, expected = entry.digest, expected + 1
    return None
