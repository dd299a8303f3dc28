"""The disclosure as JSON (公开文本的 JSON), contract disclosure/1.

Amounts are decimal strings as printed, blanks are null, places show only what they know.
"""

from typing import Any

import msgspec

from mingzhang.disclosure.forms import Funds, Indicator, OverallGoal, ProjectForm, Target
from mingzhang.disclosure.narrative import Organisation, Statement
from mingzhang.disclosure.tables import Row, Table
from mingzhang.disclosure.whole import Disclosure
from mingzhang.model import Figure, Place
from mingzhang.model.figures import MILLIONTHS, parse_number

Json = dict[str, Any]


def disclosure_json(disclosure: Disclosure) -> bytes:
    """One disclosure in UTF-8, the same bytes for the same document."""
    return msgspec.json.format(msgspec.json.encode(as_object(disclosure)), indent=1) + b"\n"


def as_object(disclosure: Disclosure) -> Json:
    """The contract's object, of plain dictionaries and lists."""
    goal = disclosure.overall_goal
    return {
        "schema": "mingzhang/disclosure/1",
        "source": msgspec.to_builtins(disclosure.source),
        "kind": disclosure.kind,
        "level": disclosure.level,
        "year": disclosure.year,
        "profile": disclosure.profile,
        "department": msgspec.to_builtins(disclosure.department),
        "tables": [_table(table) for table in disclosure.tables],
        "narrative": [
            {"section": p.section, "text": p.text, "at": _at(p.at)} for p in disclosure.narrative
        ],
        "statements": [_statement(statement) for statement in disclosure.statements],
        "organisation": _organisation(disclosure.organisation),
        "overall_goal": _goal(goal) if goal else None,
        "projects": [_form(form) for form in disclosure.projects],
        "catalogue": [
            {
                "section": entry.section,
                "code": entry.code,
                "name": entry.name,
                "level": entry.level,
                "irregular": entry.irregular or None,
                "at": _at(entry.at),
            }
            for entry in disclosure.catalogue
        ],
        "glossary": [
            {"term": entry.term, "text": entry.text, "at": _at(entry.at)}
            for entry in disclosure.glossary
        ],
        "problems": [{"message": p.message, "at": _at(p.at)} for p in disclosure.problems],
        "contents": list(disclosure.contents),
    }


def _at(place: Place) -> Json:
    found: Json = msgspec.to_builtins(place)
    return found


def _amount(figure: Figure | None) -> str | None:
    return None if figure is None else figure.text


def _amounts(values: dict[str, Figure | None]) -> dict[str, str | None]:
    return {key: _amount(figure) for key, figure in values.items()}


def _table(table: Table) -> Json:
    return {
        "id": table.id,
        "subject": table.subject,
        "title": table.title,
        "unit": table.unit,
        "department": table.department,
        "empty_note": table.empty_note,
        "columns": [
            {
                "key": column.key,
                "header": list(column.header),
                "side": column.side.value if column.side else None,
            }
            for column in table.columns
        ],
        "rows": [_row(row) for row in table.rows],
        "grid": [list(row) for row in table.grid] or None,
        "at": _at(table.at),
    }


def _row(row: Row) -> Json:
    found: Json = {
        "side": row.side.value if row.side else None,
        "code": row.code or None,
        "name": row.name,
        "role": row.role.value,
        "level": row.level,
        "values": _amounts(row.values),
        "at": _at(row.at),
    }
    if row.government_class:
        found["government_class"] = row.government_class
    if row.texts:
        found["texts"] = row.texts
    if row.unit:
        found["unit"] = row.unit
    return found


def _statement(statement: Statement) -> Json:
    figure = statement.figure
    found: Json = {
        "subject": statement.subject,
        "value": _plain(figure),
        "unit": figure.unit,
        "kind": statement.kind,
        "comparison": statement.comparison or None,
        "text": statement.clause,
        "at": _at(figure.at),
    }
    if found["value"] != figure.text:
        found["printed"] = figure.text
    return found


def _plain(figure: Figure) -> str | None:
    """The number as a decimal string; None for codes, 3 for 第三, 20250331 for a date."""
    if parse_number(figure.text) is not None:
        return figure.text
    return str(figure.value // MILLIONTHS) if figure.value else None


def _organisation(organisation: Organisation) -> Json:
    return {
        "bodies": [
            {
                "name": body.name,
                "kind": body.kind or None,
                "quota": _amount(body.quota),
                "staff": _amount(body.staff),
                "retired": _amount(body.retired),
                "at": _at(body.at),
            }
            for body in organisation.bodies
        ],
        "offices": list(organisation.offices),
        "headcount": {label: figure.text for label, figure in organisation.headcount.items()},
    }


def _target(target: Target) -> Json:
    """The five fields of the contract, then what else is known of it."""
    found: Json = {
        "raw": target.raw,
        "type": target.type,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
    }
    more = msgspec.to_builtins(target)
    return found | {name: more[name] for name in more if name not in found and more[name]}


def _indicator(indicator: Indicator) -> Json:
    found: Json = {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.level3,
        "target": _target(indicator.target),
        "at": _at(indicator.at),
    }
    if indicator.printed_level2 is not None:
        found["printed_level2"] = indicator.printed_level2
    if indicator.truncated:
        found["truncated"] = True
    return found


def _goal(goal: OverallGoal) -> Json:
    return {
        "department": goal.department,
        "funds": _amounts(goal.funds),
        "facts": _amounts(goal.facts),
        "duties": goal.duties,
        "strategy": goal.strategy,
        "annual_goal": goal.annual_goal,
        "tasks": [list(pair) for pair in goal.tasks],
        "indicators": [_indicator(indicator) for indicator in goal.indicators],
        "at": _at(goal.at),
    }


def _funds(funds: Funds) -> dict[str, str | None]:
    return {name: _amount(getattr(funds, field)) for name, field in _FUNDS}


_FUNDS = tuple(
    (name, field)
    for name, field in zip(Funds.__struct_encode_fields__, Funds.__struct_fields__, strict=True)
    if field != "texts"
)

_TEXTS = (
    "name",
    "unit",
    "department",
    "attribute",
    "period",
    "overview",
    "basis",
    "necessity",
    "measures",
    "plan",
    "total_goal",
    "annual_goal",
    "filled_at",
)


def _form(form: ProjectForm) -> Json:
    found: Json = {name: getattr(form, name) for name in _TEXTS}
    found["total_funds"] = _funds(form.total_funds)
    found["annual_funds"] = _funds(form.annual_funds)
    found["indicators"] = [_indicator(indicator) for indicator in form.indicators]
    found["annual_indicators"] = [_indicator(indicator) for indicator in form.annual_indicators]
    found["truncated"] = form.truncated
    found["variants"] = [_form(variant) for variant in form.variants]
    found["at"] = _at(form.at)
    return found
