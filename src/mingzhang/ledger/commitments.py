"""What outlives the budget year (跨年度事项): the years of a project, contracts and their tails.

All money is in 分, exact; a date is ISO text, "" where none is given.
"""

from dataclasses import dataclass

from mingzhang.model import Place


@dataclass(frozen=True, slots=True)
class YearFunds:
    """What a project takes in one year of its period (分年资金)."""

    year: int
    amount: int


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract of a project (合同), as it stands when the budget is made.

    `amended`: what it is worth after its amendments (补充协议), None without one; `measured`:
    settled by what was delivered (据实结算), up to its worth. `paid` before this year; `payable`
    this year, of which `tail` ends it (尾款); `following` the year after; `later` after that.
    `retention` is held back until the warranty ends (质保金).
    """

    unit: str
    project: str
    name: str
    supplier: str
    amount: int
    number: str = ""
    signed: str = ""
    amended: int | None = None
    amendment: str = ""
    measured: bool = False
    paid: int = 0
    payable: int = 0
    following: int = 0
    later: int = 0
    tail: int = 0
    retention: int = 0
    warranty_end: str = ""
    at: Place = Place()  # noqa: RUF009

    @property
    def worth(self) -> int:
        """What it is worth now."""
        return self.amount if self.amended is None else self.amended

    @property
    def scheduled(self) -> int:
        """What was paid and will be."""
        return self.paid + self.payable + self.following + self.later

    @property
    def spans_years(self) -> bool:
        """Whether it is paid in more than one year (跨年度合同)."""
        years = (self.paid, self.payable, self.following + self.later)
        return sum(amount > 0 for amount in years) > 1
