"""The figures a reader looks for first (主要数据), found in the tables by what they mean."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingzhang.checks.facts import Facts, Sheet, plain_name
from mingzhang.disclosure import Side, Statement
from mingzhang.model import Figure

_PURCHASE = re.compile("政府采购")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure with its name; `parts` are what it divides into, `icon` its picture."""

    name: str
    figure: Figure
    icon: str
    parts: tuple[tuple[str, Figure], ...] = ()


def key_figures(facts: Facts) -> list[KeyFigure]:
    """Those that the disclosure prints, in their usual order."""
    found = (
        _total(facts, Side.INCOME, "收入总计", "income_summary", "coins"),
        _total(facts, Side.EXPENDITURE, "支出总计", "expenditure_summary", "cash"),
        _part(facts, "basic", "基本支出", "users"),
        _part(facts, "project", "项目支出", "target-arrow"),
        _three_public(facts),
        _operating(facts),
        _procurement(facts),
    )
    return [one for one in found if one is not None]


def _total(facts: Facts, side: Side, name: str, other: str, icon: str) -> KeyFigure | None:
    sheet = facts.sheet("income_expenditure_summary")
    if sheet is not None:
        rows = [row for row in sheet.totals if row.side is side]
        keys = sheet.side_keys(side)
        for row in reversed(rows):
            for key in keys:
                if (figure := row.values.get(key)) is not None:
                    return KeyFigure(name, figure, icon)
    figure = total_of(facts.sheet(other))
    return KeyFigure(name, figure, icon) if figure is not None else None


def total_of(sheet: Sheet | None, key: str = "") -> Figure | None:
    """What the total row of a table prints, in a column or its main one."""
    if sheet is None or sheet.total is None:
        return None
    return sheet.total.values.get(key or sheet.main)


def _part(facts: Facts, key: str, name: str, icon: str) -> KeyFigure | None:
    figure = total_of(facts.sheet("expenditure_summary"), key)
    if figure is not None:
        return KeyFigure(name, figure, icon)
    figure = total_of(facts.sheet("general_budget_expenditure"), key)
    return KeyFigure(f"一般公共预算{name}", figure, icon) if figure is not None else None


_ITEMS = (
    ("abroad", "因公出国", "因公出国（境）费"),
    ("reception", "公务接待", "公务接待费"),
    ("vehicle_purchase", "购置费", "公务用车购置费"),
    ("vehicle_operation", "运行", "公务用车运行维护费"),
)


def three_public(facts: Facts) -> tuple[Figure | None, list[tuple[str, Figure]]]:
    """The total of 三公经费 and its items, whether these stand in rows or in columns."""
    sheet = facts.sheet("three_public_expenses", "three_public_and_operating_expenses")
    if sheet is None or not sheet.table.rows:
        return None, []
    if any(key.startswith("reception") for key in sheet.keys):
        return _in_columns(sheet)
    main = sheet.main
    items = [
        (label, figure)
        for _, word, label in _ITEMS
        for row in sheet.table.rows
        if word in plain_name(row.name)
        and "购置及" not in row.name
        and "购置和" not in row.name
        and (figure := row.values.get(main)) is not None
    ]
    return total_of(sheet, main), items


def _in_columns(sheet: Sheet) -> tuple[Figure | None, list[tuple[str, Figure]]]:
    row = sheet.total or sheet.table.rows[0]

    def value(name: str) -> Figure | None:
        return next((f for k in (name, f"{name}.final") if (f := row.values.get(k))), None)

    items = [(label, figure) for key, _, label in _ITEMS if (figure := value(key)) is not None]
    return value("total") or value("three_public"), items


def _three_public(facts: Facts) -> KeyFigure | None:
    total, items = three_public(facts)
    return KeyFigure("“三公”经费", total, "receipt", tuple(items)) if total is not None else None


def _operating(facts: Facts) -> KeyFigure | None:
    figure = total_of(facts.sheet("agency_operating_expenses"))
    if figure is None:
        sheet = facts.sheet("three_public_and_operating_expenses")
        rows = sheet.table.rows if sheet else ()
        figure = next((f for row in rows if (f := row.values.get("agency_operating"))), None)
    return KeyFigure("机关运行经费", figure, "building") if figure is not None else None


def _procurement(facts: Facts) -> KeyFigure | None:
    figure = total_of(facts.sheet("procurement"))
    said = list(_said_of(facts.disclosure.statements, _PURCHASE))
    whole = next((one for one in said if "总额" in one.measure + one.subject + one.clause), None)
    if figure is None and whole is None:
        return None
    parts = tuple(
        (f"政府采购{word}", one.figure)
        for word in ("货物", "工程", "服务")
        if (one := next((one for one in said if word in one.subject), None)) is not None
    )
    shown = figure if figure is not None else whole.figure if whole else None
    return KeyFigure("政府采购", shown, "shopping-cart", parts) if shown is not None else None


def _said_of(statements: Iterable[Statement], words: re.Pattern[str]) -> Iterator[Statement]:
    """Plain amounts that the narrative states about a subject."""
    for said in statements:
        if said.kind == "amount" and not said.comparison and words.search(said.subject):
            yield said
