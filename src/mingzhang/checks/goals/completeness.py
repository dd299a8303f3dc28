"""Which parts of the indicator tree a form lacks (指标完整性)."""

from collections.abc import Sequence

from mingzhang.disclosure import Indicator
from mingzhang.model import Severity

_BENEFITS = ("效益", "可持续")
PARTS = {
    "数量指标": ("数量",),
    "质量指标": ("质量",),
    "时效指标": ("时效",),
    "成本指标": ("成本",),
    "效益指标": _BENEFITS,
    "满意度指标": ("满意",),
}


def missing_parts(indicators: Sequence[Indicator]) -> list[str]:
    """The parts of the tree under which no indicator stands, in their usual order."""
    levels = {(one.level1, one.level2) for one in indicators if one.level3 or one.target.raw}
    text = " ".join(f"{level1}/{level2}" for level1, level2 in levels)
    return [part for part, words in PARTS.items() if not any(word in text for word in words)]


def weight_of(missing: Sequence[str]) -> Severity | None:
    """None (the rule's own) where all outputs or all benefits are missing, else a warning.

    Every project promises output and benefit; which outputs can be counted, and whether cost
    and satisfaction are, depends on the project (财预〔2021〕101号).
    """
    outputs = ("数量指标", "质量指标", "时效指标")
    heavy = "效益指标" in missing or all(part in missing for part in outputs)
    return None if heavy else Severity.WARNING


def unplaced(indicators: Sequence[Indicator]) -> int:
    """How many indicators stand under no known level 2, so that a part may only seem missing."""
    known = {word for words in PARTS.values() for word in words}
    return sum(not any(w in f"{one.level1}{one.level2}" for w in known) for one in indicators)
