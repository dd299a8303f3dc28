"""Ordinals, sums and shares as the example prints them."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "一二三四五六七八九"
ORDINALS = (
    *_DIGITS,
    *("十" + digit for digit in ("", *_DIGITS)),
    *("二十" + digit for digit in ("", *_DIGITS)),
    "三十",
)

Rows = list[list[str]]


def total(amounts: Iterable[str]) -> str:
    """The sum of printed amounts, with two decimals."""
    return f"{sum((Decimal(amount) for amount in amounts), Decimal(0)):.2f}"


def share(part: str, whole: str) -> str:
    """A percentage with two decimals, half up."""
    percent = Decimal(part) * 100 / Decimal(whole)
    return f"{percent.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def separated(amount: str) -> str:
    """With thousands separators: 4557.36 → 4,557.36."""
    return f"{Decimal(amount):,}"


def joined(rows: Rows) -> str:
    """Cells as tab-separated lines."""
    return "\n".join("\t".join(cells) for cells in rows)


def padded(cells: list[str], width: int) -> list[str]:
    """Cells filled up with blanks to the width of their table."""
    return cells + [""] * (width - len(cells))
