"""A comparison of two disclosures as text and as JSON (比较结果)."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from mingzhang.comparison import Change, Comparison, Part
from mingzhang.comparison.model import Line
from mingzhang.model import Figure, Unit, format_money
from mingzhang.model.figures import MILLIONTHS

_WORDS = {Change.ADDED: "新增", Change.REMOVED: "减去", Change.CHANGED: "改变"}


def comparison_text(comparison: Comparison) -> str:
    """What changed, table by table; what stayed is counted only."""
    counts = "，".join(f"{word} {comparison.count(one)} 个" for one, word in _WORDS.items())
    lines = [
        f"旧：{comparison.old}",
        f"新：{comparison.new}",
        f"逐数比较：相同 {comparison.count(Change.SAME)} 个，{counts}。",
    ]
    for part in comparison.parts:
        lines += _part(part)
    return "\n".join(lines) + "\n"


def _part(part: Part) -> Iterator[str]:
    changed = part.changed()
    if not changed and part.status is Change.SAME:
        return
    only = {Change.ADDED: "（只在新文本中）", Change.REMOVED: "（只在旧文本中）"}
    yield f"\n{part.title}{only.get(part.status, '')}"
    for line in changed:
        yield f"  {_WORDS[line.change]}　{line.words}：{_told(line)}"


def _told(line: Line) -> str:
    before, after = line.before, line.after
    if before is None or after is None:
        figure = after or before
        return "" if figure is None else f"{figure.text}{figure.unit}"
    change = f"{before.text}{before.unit} → {after.text}{after.unit}"
    share = percentage(line)
    told = f"{change}，{_signed(difference(line))}{after.unit}"
    return f"{told}（{_signed(share)}%）" if share is not None else told


def _signed(number: str) -> str:
    return number if number.startswith("-") else f"+{number}"


def difference(line: Line) -> str:
    """After less before in the unit of the new printing (else the old one), as a decimal."""
    figure = line.after or line.before
    if figure is None:
        return "0"
    finest = min(one.quantum for one in (line.before, line.after) if one is not None)
    return format_money(line.difference, _scale(figure), finest)


def _scale(figure: Figure) -> int:
    return next((unit.scale for unit in Unit if unit.value == figure.unit), MILLIONTHS)


def percentage(line: Line) -> str | None:
    """The change in percent of the old figure, two decimals; None where that is zero or absent."""
    if line.before is None or line.after is None or line.before.value == 0:
        return None
    share = Decimal(100 * line.difference) / Decimal(abs(line.before.value))
    return str(share.quantize(Decimal("0.01"), ROUND_HALF_UP))


def comparison_json(comparison: Comparison) -> bytes:
    """Every figure of both documents, also those that stayed; the same bytes every time."""
    found = {
        "schema": "mingzhang/comparison/1",
        "old": comparison.old,
        "new": comparison.new,
        "summary": {change.value: comparison.count(change) for change in Change},
        "parts": [
            {
                "title": part.title,
                "status": part.status.value,
                "figures": [_line(line) for line in part.lines],
            }
            for part in comparison.parts
        ],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def _line(line: Line) -> dict[str, object]:
    return {
        "name": line.words,
        "change": line.change.value,
        "before": _figure(line.before),
        "after": _figure(line.after),
        "difference": difference(line) if line.change is Change.CHANGED else None,
        "percentage": percentage(line) if line.change is Change.CHANGED else None,
    }


def _figure(figure: Figure | None) -> dict[str, object] | None:
    if figure is None:
        return None
    return {"value": figure.text, "unit": figure.unit, "at": msgspec.to_builtins(figure.at)}
