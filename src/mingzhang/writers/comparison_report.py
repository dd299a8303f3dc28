"""A comparison of two disclosures as text and as JSON (比较结果)."""

import itertools
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from mingzhang.comparison import Change, Comparison, Part
from mingzhang.comparison.model import Line, Wording
from mingzhang.model import Figure, Unit, format_money
from mingzhang.model.figures import MILLIONTHS
from mingzhang.writers.terminal import wrap

_WIDTH = 80
_DEEP = " " * 8
_WORDS = {Change.ADDED: "新增", Change.REMOVED: "减去", Change.CHANGED: "改变"}


def comparison_text(comparison: Comparison) -> str:
    """What changed, table by table, on lines of 80 columns; what stayed is counted only."""
    counts = "，".join(f"{word} {comparison.count(one)} 个" for one, word in _WORDS.items())
    lines = [
        wrap(comparison.old, _WIDTH, "　　", "旧："),
        wrap(comparison.new, _WIDTH, "　　", "新："),
        f"逐数比较：相同 {comparison.count(Change.SAME)} 个，{counts}。",
    ]
    for change in (Change.ADDED, Change.REMOVED):
        names = comparison.projects(change)
        if names:
            told = f"{_WORDS[change]}项目 {len(names)} 个："
            lines.append(wrap("、".join(names), _WIDTH, "　　", told))
    for part in comparison.parts:
        lines += _part(part)
    return "\n".join(lines) + "\n"


def _part(part: Part) -> Iterator[str]:
    changed, reworded = part.changed(), part.reworded()
    if not changed and not reworded and part.status is Change.SAME and not part.former:
        return
    only = {Change.ADDED: "（只在新文本中）", Change.REMOVED: "（只在旧文本中）"}
    form = "项目绩效目标表：" if part.project else ""
    former = f"（原名：{part.former}）" if part.former else ""
    yield ""
    yield wrap(f"{form}{part.title}{former}{only.get(part.status, '')}", _WIDTH, "　　", "")
    for row, members in itertools.groupby(changed, lambda line: line.row):
        yield from _row(row, list(members))
    for one in reworded:
        told = " → ".join(text for text in (one.before, one.after) if text is not None)
        yield wrap(f"{one.words}：{told}", _WIDTH, _DEEP, f"  {_WORDS[one.change]}　")


def _row(row: str, lines: list[Line]) -> Iterator[str]:
    """One row's changes: what came or went on one line, what changed on a line each."""
    changes = {line.change for line in lines}
    if len(lines) == 1 or (len(changes) == 1 and Change.CHANGED not in changes):
        named = "、".join(f"{line.column} {_told(line)}".lstrip() for line in lines)
        yield wrap(f"{row}：{named}", _WIDTH, _DEEP, f"  {_WORDS[lines[0].change]}　")
        return
    yield wrap(row, _WIDTH, _DEEP, f"  {_WORDS[Change.CHANGED]}　")
    for line in lines:
        mark = "" if line.change is Change.CHANGED else _WORDS[line.change]
        yield wrap(f"{mark}{line.column} {_told(line)}", _WIDTH, _DEEP + "  ", _DEEP)


def _told(line: Line) -> str:
    before, after = line.before, line.after
    if before is None or after is None:
        figure = after or before
        return "" if figure is None else f"{figure.text}{figure.unit}"
    change = f"{before.text}{before.unit} → {after.text}{after.unit}"
    share = percentage(line) if after.unit != "%" else None
    told = f"{change}，{_signed(difference(line))}{after.unit}"
    return f"{told}（{_signed(share)}%）" if share and Decimal(share) else told


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
                "former": part.former or None,
                "figures": [_line(line) for line in part.lines],
                "texts": [_wording(one) for one in part.wordings],
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


def _wording(one: Wording) -> dict[str, object]:
    return {
        "name": one.words,
        "change": one.change.value,
        "before": one.before,
        "after": one.after,
    }


def _figure(figure: Figure | None) -> dict[str, object] | None:
    if figure is None:
        return None
    return {"value": figure.text, "unit": figure.unit, "at": msgspec.to_builtins(figure.at)}
