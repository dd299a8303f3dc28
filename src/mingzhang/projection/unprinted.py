"""What officers filled in and the template of their profile never prints (没有印出的数)."""

import re
from collections.abc import Iterator

from mingzhang.ledger import Ledger
from mingzhang.ledger.sheets import ASSETS
from mingzhang.model import Place, Problem
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


def asset_labels(template: Template) -> tuple[str, ...]:
    """The assets that a template prints, in its order, each once."""
    texts = [one.text for block in template.block for one in (block, *block.part)]
    texts += [*template.names.values(), *(listing.item for listing in template.lists.values())]
    calls = [call for text in texts for call in _CALL.findall(text)]
    return tuple(dict.fromkeys(label for call in calls for label in _LABEL.findall(call)))
