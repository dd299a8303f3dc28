"""Amounts of the narrative (说明文字里的数): rounded once to what is printed, then exact."""

from dataclasses import dataclass
from functools import total_ordering

from mingzhang.ledger import CENT
from mingzhang.model import Unit
from mingzhang.model.figures import format_money


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in multiples of the printed precision, so that what is printed adds up.

    `amount` and `quantum` in 分; prints its number in `unit` without the unit's name.
    """

    amount: int
    unit: Unit = Unit.TEN_THOUSAND
    quantum: int = 10_000

    def __str__(self) -> str:
        return format_money(self.amount * CENT, self.unit.scale, self.quantum * CENT)

    def __add__(self, other: object) -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.amount + other.amount, self.unit, min(self.quantum, other.quantum))

    def __sub__(self, other: object) -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.amount - other.amount, self.unit, min(self.quantum, other.quantum))

    def __abs__(self) -> "Money":
        return Money(abs(self.amount), self.unit, self.quantum)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount < other.amount


def percent(part: Money, whole: Money) -> str:
    """A share with two decimals, half up; `whole` is not zero."""
    hundredths = (abs(part.amount) * 20_000 + abs(whole.amount)) // (2 * abs(whole.amount))
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
