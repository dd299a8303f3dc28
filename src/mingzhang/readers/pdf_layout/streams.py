"""Compressed streams (压缩流) that would fill the memory once inflated, found before they are."""

import zlib
from collections.abc import Iterator

MAX_INFLATED = 24 * 1024 * 1024

_SMALL = 4 * 1024
_CHUNK = 1024 * 1024
_HEAD = 1024
_OTHERS = (b"/Image", b"/Length1", b"/Type1C", b"/CIDFontType0C", b"/OpenType", b"/ICCBased")


def has_bomb(data: bytes) -> bool:
    """Whether a stream of page content, or of objects, is larger than any real page's.

    Pictures and fonts are not looked at: they are not opened for their text.
    """
    return any(_inflates(head, body) for head, body in _streams(data))


def _streams(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Dictionaries and raw bytes of all streams that are not small."""
    view = memoryview(data)
    place = data.find(b"stream")
    while place >= 0:
        end = data.find(b"endstream", place)
        if end < 0:
            end = len(data)
        if end - place > _SMALL:
            start = data.rfind(b"obj", max(place - _HEAD, 0), place)
            head = data[max(start, place - _HEAD, 0) : place]
            if not any(other in head for other in _OTHERS):
                yield head, view[place + len(b"stream") : end]
        place = data.find(b"stream", end + len(b"endstream"))


def _inflates(head: bytes, body: memoryview) -> bool:
    """Whether a stream inflates beyond the limit; one that is deflated twice always counts."""
    if b"Fl" not in head:
        return b"Filter" not in head and len(body) > MAX_INFLATED
    if head.count(b"FlateDecode") + head.count(b"/Fl ") + head.count(b"/Fl]") > 1:
        return True
    raw = bytes(body).lstrip(b"\r\n")
    engine = zlib.decompressobj()
    size = 0
    try:
        while raw and not engine.eof and size <= MAX_INFLATED:
            size += len(engine.decompress(raw, _CHUNK))
            raw = engine.unconsumed_tail
    except zlib.error:
        return False
    return size > MAX_INFLATED
