"""Money of a form (项目资金): amounts by source and horizon, in the form's unit."""

import msgspec

from mingzhang.disclosure import Funds
from mingzhang.model import Figure, Place, Problem, Unit, parse_figure
from mingzhang.recognition.forms.vocabulary import printed_unit

TOTALS = {"total_of_all": "total", "total_of_year": "annual"}


class Amount(msgspec.Struct, gc=False):
    """One printed amount before the unit of the form is known."""

    side: str
    key: str
    text: str
    at: Place


class Money:
    """Collects a form's amounts; the unit may be printed below the first of them."""

    def __init__(self) -> None:
        self.unit: Unit | None = None
        self.amounts: list[Amount] = []
        self.sides: list[str] = []
        self.right: int | None = None

    def note_unit(self, text: str) -> None:
        """Take the unit from a label or heading that prints one; the first one counts."""
        if self.unit is None:
            self.unit = printed_unit(text)

    def keys(self, labels: list[str], columns: list[int]) -> list[tuple[str, str]]:
        """Horizon and source of each money label of one row, from left to right.

        Two totals side by side begin the two horizons, whatever they are called: 项目资金总额 is
        the whole of a project beside 年度资金申请总额, and the year's where it stands alone.
        """
        if len(labels) == 2 == len(self.sides) and labels[0] == labels[1]:
            return [(self.sides[0], labels[0]), (self.sides[1], labels[0])]
        totals = [at for at, label in enumerate(labels) if label in TOTALS]
        if totals:
            self.sides = [TOTALS[labels[at]] for at in totals]
            self.right = columns[totals[1]] if len(totals) > 1 else None
            if self.sides == ["annual", "annual"]:
                self.sides = ["total", "annual"]
        elif not self.sides:
            self.sides = ["annual"] if len(set(labels)) == len(labels) else ["total", "annual"]
        return [
            (self.sides[min(totals.index(at), 1)], "total")
            if label in TOTALS
            else (self._side(labels[:at].count(label), columns[at]), label)
            for at, label in enumerate(labels)
        ]

    def _side(self, before: int, column: int) -> str:
        """The horizon of a source: the right one if it stands there, or is named again."""
        beyond = self.right is not None and column >= self.right
        return self.sides[min(max(before, beyond), len(self.sides) - 1)]

    def read(self, problems: list[Problem]) -> tuple[Funds, Funds]:
        """Money of the whole period and of the year; unreadable amounts become problems."""
        unit = self.unit or Unit.TEN_THOUSAND
        if self.unit is None and self.amounts:
            problems.append(Problem(_NO_UNIT, self.amounts[0].at))
        scale, printed = unit.scale, unit.value
        sides: dict[str, dict[str, Figure]] = {"total": {}, "annual": {}}
        texts: dict[str, dict[str, str]] = {"total": {}, "annual": {}}
        for amount in self.amounts:
            figure = _figure(amount, scale, printed)
            if figure is None:
                problems.append(Problem(_unreadable(amount), amount.at))
                texts[amount.side].setdefault(amount.key, amount.text)
            else:
                sides[amount.side].setdefault(amount.key, figure)
        total = _funds(sides["total"], texts["total"])
        return total, _funds(sides["annual"], texts["annual"])


def _funds(by_key: dict[str, Figure], texts: dict[str, str]) -> Funds:
    get = by_key.get
    return Funds(
        total=get("total"),
        central=get("central"),
        provincial=get("provincial"),
        municipal=get("municipal"),
        self_raised=get("self_raised"),
        other=get("other"),
        fiscal=get("fiscal"),
        carryover=get("carryover"),
        texts=texts,
    )


_NO_UNIT = "表内没有写金额单位，金额按万元读取，请在“项目资金”后注明单位。"


def _unreadable(amount: Amount) -> str:
    return f"资金栏“{amount.text}”不是金额，未参加核对，请改为数字。"


def _figure(amount: Amount, scale: int, unit: str) -> Figure | None:
    """The amount in the form's unit, or in the unit printed behind it: "39.2万元"."""
    text = amount.text
    if text.endswith("元"):
        own = max((own for own in Unit if text.endswith(own.value)), key=lambda own: len(own.value))
        return parse_figure(text[: -len(own.value)], own.scale, own.value, amount.at)
    return parse_figure(text, scale, unit, amount.at)
