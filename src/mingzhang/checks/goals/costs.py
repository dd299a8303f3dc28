"""Cost indicators (成本指标): which they are, and their money as an operand."""

from mingzhang.checks.goals.forms import Form
from mingzhang.checks.goals.words import any_of
from mingzhang.disclosure import Indicator, Target
from mingzhang.model import Figure, Place, Term, Unit, parse_figure

_SCALES = {unit.value: unit.scale for unit in Unit}


def is_cost(indicator: Indicator) -> bool:
    """Whether it stands under 成本指标 and is no saving (节约)."""
    under = "成本" in indicator.level2 or "成本" in indicator.level1
    return under and not any_of("costs", "saving").search(indicator.level3)


def money_of(target: Target, at: Place) -> Figure | None:
    """The money of a target, None where it is no plain amount (a price, a range, words)."""
    if target.type != "money" or target.value is None or target.upper is not None:
        return None
    unit = (target.unit or "").removesuffix("人民币").removeprefix("人民币")
    scale = _SCALES.get(unit)
    return parse_figure(target.value, scale, unit, at) if scale else None


Cost = tuple[Indicator, Term]


def costs_of(form: Form, indicators: tuple[Indicator, ...]) -> list[Cost]:
    """The cost indicators that name an amount, with the amount as an operand."""
    found: list[Cost] = []
    for one in indicators:
        figure = money_of(one.target, one.at) if one.target.type == "money" else None
        if figure is not None and is_cost(one):
            label = f"“{form.name}”成本指标“{one.level3}”"
            found.append((one, Term(label, figure, 1, one.at)))
    return found
