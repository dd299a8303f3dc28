"""What each column key and each item means as a selection of budget lines (口径)."""

from collections.abc import Callable

from mingzhang.ledger import FISCAL, OWN, Fund, Lines

SELECTIONS: dict[str, Callable[[Lines], Lines]] = {
    "total": lambda lines: lines,
    "amount": lambda lines: lines,
    "basic": lambda lines: lines.basic,
    "project": lambda lines: lines.projects,
    "personnel": lambda lines: lines.basic.staff,
    "public": lambda lines: lines.basic.public,
    "current": lambda lines: lines.current,
    "carryover": lambda lines: lines.carried,
    "general_budget": lambda lines: lines.fund(Fund.GENERAL),
    "government_fund": lambda lines: lines.fund(Fund.GOVERNMENT_FUND),
    "state_capital": lambda lines: lines.fund(Fund.STATE_CAPITAL),
    "special_account": lambda lines: lines.fund(Fund.SPECIAL_ACCOUNT),
    "unit_funds": lambda lines: lines.fund(*OWN),
    "fiscal": lambda lines: lines.fund(*FISCAL),
    # Tables without a column for 财政专户 print that money, school fees, as 事业收入.
    "service_income": lambda lines: lines.fund(Fund.SERVICE_INCOME, Fund.SPECIAL_ACCOUNT),
    "operating_income": lambda lines: lines.fund(Fund.OPERATING_INCOME),
    "other_income": lambda lines: lines.fund(Fund.OTHER_INCOME, Fund.UNIT_FUNDS),
}

TAGS = {
    "abroad": "三公-出国",
    "reception": "三公-接待",
    "vehicle_purchase": "三公-购车",
    "vehicle_operation": "三公-用车",
}
"""Tags of lines that are 三公经费 beyond what their economic class says."""

CLASSES = {
    "abroad": "30212",
    "reception": "30217",
    "vehicle_purchase": "31013",
    "vehicle_operation": "30231",
}
"""Department economic classes that are 三公经费 by their meaning (口径)."""

PARTS = tuple(TAGS)


def three_public(lines: Lines, part: str) -> Lines:
    """One item of 三公经费: this year's fiscal money by class or tag.

    `part`: abroad, reception, vehicle_purchase, vehicle_operation, vehicles or total.
    """
    if part == "total":
        wanted = PARTS
    elif part == "vehicles":
        wanted = ("vehicle_purchase", "vehicle_operation")
    else:
        wanted = (part,)
    classes, tags = {CLASSES[key] for key in wanted}, {TAGS[key] for key in wanted}
    return lines.current.fiscal.where(
        lambda line: (
            bool(tags.intersection(line.tags))
            or (line.economic in classes and _OVERRIDING.isdisjoint(line.tags))
        )
    )


EXEMPT = "不计三公"
_OVERRIDING = frozenset((*TAGS.values(), EXEMPT))


def select(lines: Lines, key: str) -> Lines:
    """The lines of a column key; "carryover:general_budget" applies one after the other."""
    for part in key.split(":"):
        lines = SELECTIONS[part](lines)
    return lines
