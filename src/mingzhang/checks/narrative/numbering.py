"""序号：numbers of one level begin at one and leave no gap."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.trials import holds
from mingzhang.model import Severity, Trial
from mingzhang.recognition.narrative.labels import match_label

_INLINE = re.compile(r"(?<=[。；：;:，有])(\d{1,2})(?:[、．]|\.(?!\d))")
_HEAD = 14


@rule(
    "B48",
    "序号连续",
    "同一级的序号从一开始、连续、不重复。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="补上缺少的一项，或改正序号。",
)
def numbering(facts: Facts) -> Iterator[Trial]:
    """同级序号：后一个 = 前一个 + 1"""
    last: dict[int, int] = {}
    for part in narrative(facts).parts:
        label = match_label(part.text)
        if label is None:
            if part.paragraph.heading:
                last.clear()
            continue
        level, number, end = label
        before = last.get(level, 0)
        last = {depth: value for depth, value in last.items() if depth < level} | {level: number}
        right = number in (1, before + 1) or before == 0
        note = f"“{part.text[: end + 12]}”的序号与前一项不连续（前一项是第{before}项）。"
        yield holds(right, note, places=(part.paragraph.at,))
    yield from _inline_numbering(facts)


def _inline_numbering(facts: Facts) -> Iterator[Trial]:
    """Numbers inside a paragraph, and inside the annual goal of the whole department."""
    goal = facts.disclosure.overall_goal
    texts = [(part.text, part.paragraph.at) for part in narrative(facts).body]
    if goal is not None:
        texts.append((goal.annual_goal, goal.text_places.get("annual_goal", goal.at)))
    for text, at in texts:
        numbers = [int(n) for n in _INLINE.findall(text)]
        gap = next((i for i in range(1, len(numbers)) if numbers[i] > numbers[i - 1] + 1), None)
        if len(numbers) > 1 and numbers[0] == 1 and gap is not None:
            note = f"“{text[:_HEAD]}…”中的序号从{numbers[gap - 1]}跳到{numbers[gap]}。"
            yield holds(False, note, places=(at,))
