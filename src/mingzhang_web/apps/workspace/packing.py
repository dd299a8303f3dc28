"""The library's objects as bytes for the database (打包), and back."""

import zlib

import msgspec

from mingzhang.disclosure import Disclosure
from mingzhang.model import Report


def packed(thing: Disclosure | Report) -> bytes:
    """A disclosure or report, small."""
    return zlib.compress(msgspec.msgpack.encode(thing), 3)


def disclosure_of(data: bytes | memoryview) -> Disclosure:
    """A packed disclosure."""
    return msgspec.msgpack.decode(zlib.decompress(data), type=Disclosure)


def report_of(data: bytes | memoryview) -> Report:
    """A packed report."""
    return msgspec.msgpack.decode(zlib.decompress(data), type=Report)
