"""Amounts of the narrative (说明文字里的数): rounded once to what is printed, then exact."""

from dataclasses import dataclass
from functools import total_ordering

from mingzhang.ledger import CENT, half_up
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

    @classmethod
    def of(cls, amount: int, unit: Unit, quantum: int) -> "Money":
        """The printed amount of an exact one."""
        return cls(half_up(amount, quantum), unit, quantum)

    def __str__(self) -> str:
        return format_money(self.amount * CENT, self.unit.scale, self.quantum * CENT)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + other.amount, self.unit, self.quantum)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - other.amount, self.unit, self.quantum)

    def __abs__(self) -> "Money":
        return Money(abs(self.amount), self.unit, self.quantum)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __lt__(self, other: "Money") -> bool:
        return self.amount < other.amount


def percent(part: Money, whole: Money) -> str:
    """A share with two decimals, half up; `whole` is not zero."""
    hundredths = (abs(part.amount) * 20_000 + abs(whole.amount)) // (2 * abs(whole.amount))
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
