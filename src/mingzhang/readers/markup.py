"""XML cut into tags as printed: for parts of which most tags repeat and few matter."""

from collections.abc import Iterator

from mingzhang.readers.archive import Archive, fed, parser


def markup(archive: Archive, member: str) -> Iterator[list[str]]:
    """Cut one XML member into its tags as printed and its texts, a list for every few KB.

    A text comes decoded (entities, CDATA) behind a NUL character, which no XML can contain:
    "<w:t>", "\\0合计", "</w:t>". A list is empty again when the next one is asked for. The tags
    are known to match, so that the caller may count its depth by them.

    Raises UnreadableFile for XML that is broken.
    """
    tokens: list[str] = []
    made = parser(archive.name, namespaces=False)
    made.DefaultHandler = tokens.append
    made.CharacterDataHandler = lambda text: tokens.append("\0" + text)
    for _ in fed(made, archive, member):
        yield tokens
        tokens.clear()
