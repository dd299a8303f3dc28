"""What officers filled in and the template of their profile never prints (没有印出的数)."""

import re
from collections import Counter
from collections.abc import Iterator

from mingzhang.ledger import CENT, Ledger, Lines
from mingzhang.ledger.sheets import ASSETS, PROJECTS
from mingzhang.model import Place, Problem, Unit
from mingzhang.model.figures import format_money
from mingzhang.projection.template import Template

_CALL = re.compile(r"资产\(([^()]*)\)")
_LABEL = re.compile(r"'([^']+)'")


def unprinted_assets(ledger: Ledger, template: Template) -> Iterator[Problem]:
    """The lines of the sheet 资产 whose names no expression of the template asks for."""
    printed = asset_labels(template)
    lost = [label for label in ledger.assets.counts if label not in printed]
    if lost:
        yield Problem(
            f"“资产”表的“{'”“'.join(lost)}”没有印在公开文本里：模板“{template.file}”"
            f"只印{'、'.join(printed)}，请改用其中的名称。",
            Place(sheet=ASSETS.name),
        )


def unprinted_projects(ledger: Ledger, facts: Ledger) -> dict[tuple[str, str], Problem]:
    """The projects whose money is rounded away, by unit and name: `facts` is the rounded ledger.

    No table has a row for them, so they have no goal form either.
    """
    given, left = _money(ledger), _money(facts)
    return {
        (unit, name): Problem(
            f"“{name}”共 {format_money(amount * CENT, Unit.YUAN.scale, CENT)} 元，按公开文本的"
            "单位四舍五入后是零：报表里没有它的行，绩效目标表也不印。",
            Place(sheet=PROJECTS.name),
        )
        for (unit, name), amount in given.items()
        if (unit, name) not in left
    }


def _money(ledger: Ledger) -> Counter[tuple[str, str]]:
    """The amounts of every project that has any, in 分."""
    found: Counter[tuple[str, str]] = Counter()
    for entry in Lines.of(ledger).projects.entries:
        found[entry.line.unit, entry.line.project] += entry.amount
    return found


def asset_labels(template: Template) -> tuple[str, ...]:
    """The assets that a template prints, in its order, each once."""
    texts = [one.text for block in template.block for one in (block, *block.part)]
    texts += [*template.names.values(), *(listing.item for listing in template.lists.values())]
    calls = [call for text in texts for call in _CALL.findall(text)]
    return tuple(dict.fromkeys(label for call in calls for label in _LABEL.findall(call)))
