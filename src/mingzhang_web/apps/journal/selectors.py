"""Reading the journal (查日志)."""

from django.db.models import QuerySet

from mingzhang_web.apps.journal.chain import first_broken
from mingzhang_web.apps.journal.models import Entry


def entries() -> QuerySet[Entry]:
    """All entries, newest first."""
    return Entry.objects.order_by("-number")


def history_of(subject_type: str, subject_id: object) -> QuerySet[Entry]:
    """What happened to one thing, newest first; `subject_type` such as `workspace.budgetyear`."""
    return entries().filter(subject_type=subject_type, subject_id=str(subject_id))


def broken() -> tuple[int, str] | None:
    """The first entry that breaks the chain, and why; None where the journal is whole."""
    return first_broken(Entry.objects.order_by("number").iterator(chunk_size=2000))
