"""Amounts that the plan says again (实施计划中重复写到的金额)."""

from collections.abc import Iterator

import msgspec

from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.text_amounts import Amount, Part
from mingzhang.checks.goals.text_items import Text

_YEAR = Late(r"20\d\d")
_LONG_ENOUGH = 6
_SAID_OF_PAYMENT = frozenset({Part.PLAIN, Part.TAIL, Part.CONTRACT})


class Repeat(msgspec.Struct, frozen=True):
    """An amount of the plan, and the amounts that the overview names for the same thing."""

    again: Amount
    first: tuple[Amount, ...]


def repeats(overview: Text, plan: Text) -> Iterator[Repeat]:
    """Amounts of the plan that the overview names too: by the words before them, or as the
    tail of the same years."""
    before = [a for a in overview.amounts if a.part in _SAID_OF_PAYMENT and not a.bracketed]
    for amount in plan.amounts:
        if amount.part not in _SAID_OF_PAYMENT or amount.bracketed:
            continue
        same = tuple(a for a in before if _same_words(a.lead, amount.lead))
        if not same and amount.part is Part.TAIL:
            same = tuple(a for a in before if _same_tail(a, amount))
        if same:
            yield Repeat(amount, same)


def _words(lead: str) -> str:
    return lead.lstrip("0123456789.、．。支付")


def _same_words(one: str, other: str) -> bool:
    one, other = _words(one), _words(other)
    size = min(len(one), len(other))
    return size >= _LONG_ENOUGH and (one.endswith(other) or other.endswith(one))


def _same_tail(one: Amount, other: Amount) -> bool:
    """A payment for the same two years: 2023.6-2024.7 and 2023-2024年度."""
    years = tuple(_YEAR.findall(one.lead))
    return len(years) == 2 and years == tuple(_YEAR.findall(other.lead))
