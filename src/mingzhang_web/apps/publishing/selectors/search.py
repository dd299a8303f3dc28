"""Searching all that is published (搜索), by the database's own full-text index."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from mingzhang.writers.site.search import KINDS
from mingzhang_web.apps.publishing.grams import Wanted, plain, wanted
from mingzhang_web.apps.publishing.models import SearchEntry
from mingzhang_web.apps.publishing.services.index import LEFT_OUT

PAGE = 20
MOST = 1000
"""How many are counted; whoever finds more should say more."""
LONGEST = 60
FOUND_KINDS = tuple((number, name) for number, name in enumerate(KINDS) if name not in LEFT_OUT)
_ORDER = {0: 0, 1: 1, 2: 2, 5: 3, 3: 4, 4: 5}
"""Projects first, running text last."""
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it is typed; None for no limit."""

    words: str = ""
    kind: int | None = None
    department: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text; whether it is what was searched for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its title and the words around the hit, in pieces."""

    entry: SearchEntry
    kind: str
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found; `count` stops at `MOST`."""

    hits: tuple[Hit, ...]
    count: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PAGE))

    @property
    def more(self) -> bool:
        """Whether there are more than are counted."""
        return self.count >= MOST


def search(asked: Asked, page: int = 1) -> Results:
    """What fits all words, titles first; two queries. Nothing typed and no kind finds nothing."""
    tokens = wanted(asked.words)
    if not tokens and (asked.words.strip() or asked.kind is None):
        return Results((), 0, 1)
    words = plain(asked.words).split()
    found = _ranked(_narrowed(asked, _matching(tokens)), words).values_list("pk", flat=True)[:MOST]
    page = max(1, min(page, -(-len(found) // PAGE)))
    chosen = found[(page - 1) * PAGE : page * PAGE]
    entries = (
        SearchEntry.objects.select_related("edition__budget_year__department")
        .defer("grams", "edition__disclosure", "edition__manifest")
        .in_bulk(chosen)
    )
    return Results(tuple(_hit(entries[pk], words) for pk in chosen), len(found), page)


def _matching(tokens: Sequence[Wanted]) -> QuerySet[SearchEntry]:
    entries = SearchEntry.objects.all()
    if not tokens:
        return entries
    if connection.vendor == "postgresql":
        query = " & ".join(f"'{one.token}'{':*' if one.opening else ''}" for one in tokens)
        sql = "publishing_grams(publishing_searchentry.grams) @@ %s::tsquery"
        return entries.filter(RawSQL(sql, [query], BooleanField()))  # noqa: S611  # nosec B611
    query = " AND ".join(f'"{one.token}"{"*" if one.opening else ""}' for one in tokens)
    sql = "SELECT rowid FROM publishing_grams WHERE publishing_grams MATCH %s"
    return entries.filter(pk__in=RawSQL(sql, [query]))  # noqa: S611  # nosec B611


def _narrowed(asked: Asked, found: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    if asked.kind is not None:
        found = found.filter(kind=asked.kind)
    if asked.department:
        found = found.filter(edition__budget_year__department__slug=asked.department)
    if asked.year is not None:
        found = found.filter(edition__budget_year__year=asked.year)
    return found


def _ranked(found: QuerySet[SearchEntry], words: Sequence[str]) -> QuerySet[SearchEntry]:
    """Those that say all words in their title first, then by kind, the newest year first."""
    kinds = Case(*(When(kind=kind, then=Value(at)) for kind, at in _ORDER.items()), default=9)
    titled = When(title__icontains=words[0], then=Value(0)) if words else None
    title = Case(titled, default=Value(1)) if titled else Value(0)
    return found.order_by(title, kinds, "-edition__budget_year__year", "pk")


def _hit(entry: SearchEntry, words: Sequence[str]) -> Hit:
    return Hit(
        entry,
        KINDS[entry.kind],
        _pieces(entry.title, words),
        _pieces(_excerpt(entry.text, words), words),
    )


def _excerpt(text: str, words: Sequence[str]) -> str:
    """The part of a text around the first hit."""
    places = [at for word in words if (at := text.lower().find(word)) >= 0]
    start = max(0, min(places, default=0) - _AROUND)
    end = start + 3 * _AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"


def _pieces(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """A text cut where one of the words stands."""
    lower, pieces, at = text.lower(), [], 0
    if len(lower) != len(text):
        return (Piece(text, False),)
    while True:
        spots = [(place, word) for word in words if (place := lower.find(word, at)) >= 0]
        if not spots:
            break
        place, word = min(spots, key=lambda spot: (spot[0], -len(spot[1])))
        pieces += [Piece(text[at:place], False), Piece(text[place : place + len(word)], True)]
        at = place + len(word)
    pieces.append(Piece(text[at:], False))
    return tuple(piece for piece in pieces if piece.text)
