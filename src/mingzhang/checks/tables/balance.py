"""The two sides of a summary table (收支总表的两方): sources, carry-over, classes, totals."""

from functools import cached_property

from mingzhang.checks.facts import Facts, Sheet, Undetermined, plain_name
from mingzhang.disclosure import Role, Row, Side

SOURCES = {
    "general_budget": ("一般公共预算", "一般公共预算拨款", "一般公共预算资金"),
    "government_fund": ("政府性基金", "政府性基金预算", "政府性基金预算拨款"),
    "state_capital": ("国有资本经营", "国有资本经营预算"),
    "special_account": ("财政专户管理资金", "财政专户"),
    "unit_funds": ("单位资金", "单位自有资金"),
    "fiscal": ("财政拨款",),
    "superior_subsidy": ("上级补助",),
    "service_income": ("事业收入", "事业预算收入"),
    "operating_income": ("事业单位经营", "经营收入"),
    "subordinate_payment": ("附属单位上缴",),
    "other_income": ("其他收入",),
}


class Half:
    """One side of a summary table.

    current: the 本年合计 row; total: the 总计 row; details: level-1 rows above `current` (or
    `total`); extras: rows between `current` and `total` (carry-over, surplus); carry_parts:
    the rows printed under a carry-over row as its parts.
    """

    def __init__(self, sheet: Sheet, side: Side) -> None:
        self.sheet = sheet
        self.rows = list(sheet.rows(side))
        self.keys = sheet.side_keys(side)
        self.total = self._last(Role.TOTAL)
        self.current = next((row for row in self.rows if row.role is Role.SUBTOTAL), None)
        self.details: list[Row] = []
        self.extras: list[Row] = []
        self.carry_parts: list[Row] = []
        self._sort()

    def _last(self, role: Role) -> Row | None:
        return next((row for row in reversed(self.rows) if row.role is role), None)

    def _sort(self) -> None:
        after_current = self.current is None
        carrying = False
        for row in self.rows:
            if row is self.current:
                after_current, carrying = True, False
            elif row.role in (Role.TOTAL, Role.SUBTOTAL):
                carrying = False
            elif row.role is Role.CARRYOVER:
                self.extras.append(row)
                carrying = True
            elif carrying:
                self.carry_parts.append(row)
            elif row.level == 1 and (self.current is None or not after_current):
                self.details.append(row)
            elif row.level == 1:
                self.extras.append(row)

    @cached_property
    def main(self) -> str:
        """The column of whole amounts.

        Raises:
            Undetermined: this side has no column of figures.
        """
        if not self.keys:
            raise Undetermined(f"{self.sheet.name}有一方没有读到金额栏，无法核对。")
        return next((key for key in ("total", "amount") if key in self.keys), self.keys[0])

    def source(self, key: str) -> Row | None:
        """The row of one source of income (一般公共预算, 政府性基金, …), at any level."""
        for row in self.rows:
            if row in self.carry_parts or row.role is not Role.DETAIL:
                continue
            name = plain_name(row.name)
            if any(name.startswith(start) for start in SOURCES[key]):
                return row
        return None

    def named(self, name: str) -> Row | None:
        """The detail row of this name."""
        return next((row for row in self.details if plain_name(row.name) == name), None)


def halves(facts: Facts, subject: str) -> tuple[Half, Half]:
    """Income side and expenditure side of a two-sided summary.

    Raises:
        Undetermined: it was expected but not read, or its sides were not told apart.
        NotApplicable: nobody expects it here.
    """
    known: tuple[Half, Half] | None = facts.memo.get(f"balance:{subject}")
    if known is None:
        sheet = facts.need(subject)
        known = Half(sheet, Side.INCOME), Half(sheet, Side.EXPENDITURE)
        facts.memo[f"balance:{subject}"] = known
    return known
