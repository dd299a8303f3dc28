"""Rounding once, on the facts (尾差处理): afterwards every printed sum adds up everywhere.

Largest remainder: every amount becomes a multiple of the printed unit, and together they come
to the rounded grand total. Projects come first, so that a project's row is its own amount
rounded half up (四舍五入) and agrees with its goal form; basic expenditure takes what is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingzhang.ledger.model import BudgetLine, Ledger, LineKind, Procurement


def half_up(amount: int, quantum: int) -> int:
    """The nearest multiple of `quantum`, halves away from zero."""
    sign = -1 if amount < 0 else 1
    return sign * ((abs(amount) * 2 + quantum) // (2 * quantum)) * quantum


@dataclass(frozen=True, slots=True)
class Precision:
    """How an amount is printed (精度), in 分: `quantum` here, `base` in the profile's tables.

    What is printed in 万元 beside tables in 元 is rounded from the printed 元, so that both
    agree. `once`: the facts are rounded already, and a sum is that of its printed parts.
    """

    quantum: int
    base: int
    once: bool = True

    def printed(self, amount: int) -> int:
        """The printed amount."""
        return half_up(half_up(amount, self.base), self.quantum)

    def total(self, amounts: Sequence[int]) -> int:
        """What is printed for a sum."""
        if self.once:
            return sum(map(self.printed, amounts))
        return self.printed(sum(amounts))


def largest_remainder(amounts: Sequence[int], quantum: int, total: int) -> list[int]:
    """Multiples of `quantum` near the amounts that add up to `total`, itself a multiple.

    The largest remainders are rounded up first; of equal ones the larger amount, then the
    earlier. Zero stays zero while another amount can take the difference.
    """
    shares = [amount // quantum for amount in amounts]
    missing = total // quantum - sum(shares)
    order = sorted(
        (index for index, amount in enumerate(amounts) if amount),
        key=lambda index: (-(amounts[index] % quantum), -amounts[index], index),
    )
    if not order:
        return [share * quantum for share in shares]
    each, rest = divmod(missing, len(order))
    for place, index in enumerate(order):
        shares[index] += each + (place < rest)
    return [share * quantum for share in shares]


def rounded(ledger: Ledger, quantum: int) -> Ledger:
    """The same ledger in multiples of `quantum` 分: lines, last year, purchases."""
    bought = ledger.procurement
    return replace(
        ledger,
        lines=_lines(ledger.lines, quantum),
        last_year={key: half_up(amount, quantum) for key, amount in ledger.last_year.items()},
        procurement=Procurement(
            half_up(bought.goods, quantum),
            half_up(bought.works, quantum),
            half_up(bought.services, quantum),
            half_up(bought.reserved, quantum),
            half_up(bought.reserved_small, quantum),
        ),
    )


def _lines(lines: tuple[BudgetLine, ...], quantum: int) -> tuple[BudgetLine, ...]:
    """Round both amounts of every line."""
    amounts = [amount for line in lines for amount in (line.current, line.carried)]
    result = list(amounts)
    groups: dict[tuple[str, str, bool], list[int]] = {}
    basic: list[int] = []
    for index, line in enumerate(lines):
        if line.kind is LineKind.PROJECT:
            for carried in (False, True):
                key = (line.unit, line.project, carried)
                groups.setdefault(key, []).append(2 * index + carried)
        else:
            basic += [2 * index, 2 * index + 1]
    for places in groups.values():
        _share(amounts, result, places, quantum, half_up(_sum(amounts, places), quantum))
    left = half_up(sum(amounts), quantum) - sum(_sum(result, places) for places in groups.values())
    _share(amounts, result, basic, quantum, left)
    return tuple(
        replace(line, current=result[2 * index], carried=result[2 * index + 1])
        for index, line in enumerate(lines)
    )


def _sum(amounts: list[int], places: list[int]) -> int:
    return sum(amounts[place] for place in places)


def _share(
    amounts: list[int], result: list[int], places: list[int], quantum: int, total: int
) -> None:
    shares = largest_remainder([amounts[place] for place in places], quantum, total)
    for place, share in zip(places, shares, strict=True):
        result[place] = share
