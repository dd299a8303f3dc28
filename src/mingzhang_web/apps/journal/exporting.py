"""The journal as a file (导出日志), from which others can follow the chain of hashes."""

import json
from collections.abc import Iterator
from typing import Any

from mingzhang_web.apps.journal import selectors
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.journal.selectors import Asked
from mingzhang_web.apps.journal.services import record


def record_export(actor: Actor, asked: Asked, kind: str) -> None:
    """That a file of it was taken, and of what."""
    told = {"words": asked.words} | ({"about": asked.about} if asked.about else {})
    record(actor, "journal.export", f"导出日志（{kind}）", new=told)


def as_lines(asked: Asked) -> Iterator[str]:
    """A JSON object a line, the oldest first."""
    for entry in selectors.streamed(asked):
        yield json.dumps(_object(entry), ensure_ascii=False) + "\n"


def _object(entry: Entry) -> dict[str, Any]:
    """Everything that the hash of an entry is made of."""
    names = [field.attname for field in Entry._meta.concrete_fields]
    return {name: getattr(entry, name) for name in names} | {"at": entry.at.isoformat()}
