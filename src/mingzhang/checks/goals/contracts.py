"""Contracts in the overview of a project (合同额、已付、尾款)."""

from collections.abc import Iterator

import msgspec

from mingzhang.checks.goals.text_amounts import Amount, Part
from mingzhang.checks.goals.text_items import Text


class Contract(msgspec.Struct, frozen=True):
    """One contract: its amount in force, what was paid (None where not said), and the tail.

    `other_fees`: the tail is broken down into several contracts' fees.
    """

    whole: Amount
    paid: Amount | None
    tail: Amount
    other_fees: bool


def contracts_of(read: Text) -> Iterator[Contract]:
    """The contracts whose amount and tail stand together, in one item or in a text without items."""
    covered = 0
    for items in read.lists:
        for item in items:
            covered += 1
            yield from _one(item.amounts, other_fees=False)
    first = min((items[0].start for items in read.lists), default=len(read.text))
    head = tuple(amount for amount in read.amounts if amount.start < first)
    yield from _one(head, other_fees=covered > 1)


def _one(amounts: tuple[Amount, ...], *, other_fees: bool) -> Iterator[Contract]:
    outside = [amount for amount in amounts if not amount.bracketed]
    wholes = [amount for amount in outside if amount.part is Part.CONTRACT]
    paid = [amount for amount in outside if amount.part is Part.PAID]
    tails = [amount for amount in outside if amount.part is Part.TAIL]
    if not wholes or len(tails) != 1 or len(paid) > 1 or not _in_force(wholes):
        return
    yield Contract(wholes[-1], paid[0] if paid else None, tails[0], other_fees)


def _in_force(wholes: list[Amount]) -> bool:
    """One contract, or the last of its amendments (变更为)."""
    return len(wholes) == 1 or any(
        word in wholes[-1].lead for word in ("变更", "调整", "核减", "审减")
    )
