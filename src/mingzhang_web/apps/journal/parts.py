"""What belongs to a thing (涉及): entries about its parts are about it too.

The apps above say what that is when they start; the journal itself knows only names and numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import Q

Parts = Callable[[int], Q]
_PARTS: dict[str, list[Parts]] = defaultdict(list)
_LONGEST = 18


def belong(kind: str, parts: Parts) -> None:
    """Entries that fit `parts` of a thing's number are about things of a kind as well."""
    if parts not in _PARTS[kind]:
        _PARTS[kind].append(parts)


def of_kind(kind: str, numbers: Iterable[int]) -> Q:
    """Entries about some things of one kind."""
    return Q(subject_type=kind, subject_id__in=[str(number) for number in numbers])


def about(asked: str) -> Q:
    """Entries about a kind of things, `workspace.budgetyear`, or one: `workspace.budgetyear:12`."""
    kind, _, one = asked.partition(":")
    if not one:
        return Q(subject_type=kind)
    found = Q(subject_type=kind, subject_id=one)
    if one.isascii() and one.isdecimal() and len(one) <= _LONGEST:
        for parts in _PARTS.get(kind, ()):
            found |= parts(int(one))
    return found
