"""What the portal finds (搜索索引): the newest edition of each budget year."""

from collections.abc import Iterator, Sequence

import msgspec

from mingzhang_web.apps.publishing.grams import grams
from mingzhang_web.apps.publishing.models import Edition, SearchEntry

_OPENING = "window.mingzhangIndex = "
_CLOSING = ";\n"
LEFT_OUT = frozenset({"购买服务目录"})
"""The same list in every department; each document's own search has it."""
_AT_ONCE = 500


class _Index(msgspec.Struct):
    """The index of a site, as its writer makes it."""

    kinds: tuple[str, ...]
    entries: tuple[tuple[int, str, str, str], ...]


def index_edition(edition: Edition, found: Sequence[str]) -> None:
    """Let an edition be found in place of the earlier ones; `found`: the indexes of its site."""
    SearchEntry.objects.filter(edition__budget_year=edition.budget_year_id).delete()
    entries = (entry for text in found for entry in _entries(edition, text))
    SearchEntry.objects.bulk_create(entries, batch_size=_AT_ONCE)


def _entries(edition: Edition, text: str) -> Iterator[SearchEntry]:
    index = msgspec.json.decode(text.removeprefix(_OPENING).removesuffix(_CLOSING), type=_Index)
    for kind, title, words, address in index.entries:
        if index.kinds[kind] not in LEFT_OUT:
            yield SearchEntry(
                edition=edition,
                kind=kind,
                title=title,
                text=words,
                address=address,
                grams=grams(f"{title} {words}"),
            )
