"""Writing the journal (记日志): called inside the transaction of the write it tells of."""

from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.chain import START, digest_of
from mingzhang_web.apps.journal.models import Entry

_LOCK = 0x6D7A6A
"""The name of the lock that puts writers of the journal in a row (PostgreSQL)."""


@transaction.atomic
def record(
    actor: Actor,
    action: str,
    sentence: str,
    subject: models.Model | None = None,
    *,
    department_id: int | None = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
) -> Entry:
    """Append one entry; it stands or falls with the write around it.

    `action` is a dotted word such as `ledger.edit`; `sentence` tells a person in Chinese.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Entry.objects.order_by("-number").values_list("number", "digest").first()
    number, previous = last or (0, START)
    entry = Entry(
        number=number + 1,
        at=timezone.now(),
        user_id=actor.user_id,
        user_name=actor.name,
        address=actor.address,
        action=action,
        sentence=sentence,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        department_id=department_id,
        old=old,
        new=new,
        previous=previous,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry
