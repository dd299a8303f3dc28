"""What the two sides of an isolated reading say to each other (往来), as MessagePack."""

import msgspec

from mingzhang.disclosure import Disclosure
from mingzhang.model import Problem, Report

Rows = dict[str, list[dict[str, str]]]


class Ask(msgspec.Struct, frozen=True):
    """One file to be read: its name as the user knows it, its bytes, last year's document."""

    name: str
    data: bytes
    previous: Disclosure | None = None


class DisclosureRead(msgspec.Struct, frozen=True, tag="disclosure"):
    """A disclosure was read and checked."""

    disclosure: Disclosure
    report: Report


class LedgerRead(msgspec.Struct, frozen=True, tag="ledger"):
    """A ledger was read (账簿).

    `rows` by sheet, as `ledger.reading.read_rows` takes them; None where `problems` must be put
    right in the file first. What it compiles to is checked, as far as it compiles.
    """

    rows: Rows | None
    problems: tuple[Problem, ...] = ()
    disclosure: Disclosure | None = None
    report: Report | None = None


class Unread(msgspec.Struct, frozen=True, tag="unread"):
    """Nothing was read; why, in one sentence."""

    sentence: str


Answer = DisclosureRead | LedgerRead | Unread
