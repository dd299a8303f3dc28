"""Indicators with their typed targets (绩效指标), as rows for forms and for the board."""

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.disclosure import Disclosure, Indicator, Target
from mingzhang.writers.published.forms import printings
from mingzhang.writers.site.markup import chip, text

TYPE_NAMES = {
    "count": "数量",
    "span": "数量（长度、面积）",
    "percentage": "比率",
    "duration": "时长",
    "unit_price": "单价",
    "money": "金额",
    "deadline": "期限",
    "month": "月份",
    "frequency": "频次",
    "coverage": "范围",
    "promptness": "及时性",
    "grade": "等级",
    "verdict": "定性结论",
    "quality": "定性描述",
    "empty": "未填",
    "unknown": "文字",
}
HORIZONS = {"both": "实施期和年度", "total": "实施期", "annual": "年度"}
_MEASURED = {"count", "span", "percentage", "duration", "unit_price", "money", "frequency"}
_SIGNS = {"≥": "不低于", "≤": "不超过", ">": "高于", "<": "低于", "=": "等于"}


@dataclass(frozen=True, slots=True)
class Promise:
    """One indicator; both horizons together where they promise the same.

    `form`: 0 for the whole department, else the number of the printed project form.
    """

    form: int
    project: str
    horizon: str
    item: Indicator


def promises(disclosure: Disclosure) -> list[Promise]:
    """Every indicator of every form, in printed order."""
    goal = disclosure.overall_goal
    found = [Promise(0, "部门整体", "annual", item) for item in goal.indicators] if goal else []
    for number, form in enumerate(printings(disclosure.projects), 1):
        found += _of_form(number, form.name, form.indicators, form.annual_indicators)
    return found


def _of_form(
    number: int, name: str, total: Sequence[Indicator], annual: Sequence[Indicator]
) -> list[Promise]:
    waiting = list(annual)
    found = []
    for item in total:
        same = next((other for other in waiting if _same(item, other)), None)
        if same is not None:
            waiting.remove(same)
        found.append(Promise(number, name, "total" if same is None else "both", item))
    return found + [Promise(number, name, "annual", item) for item in waiting]


def _same(one: Indicator, other: Indicator) -> bool:
    return (one.level1, one.level2, one.level3, one.target.raw) == (
        other.level1,
        other.level2,
        other.level3,
        other.target.raw,
    )


def type_name(target: Target) -> str:
    """The type of a target in Chinese."""
    return TYPE_NAMES.get(target.type, target.type)


def is_measured(target: Target) -> bool:
    """Whether a number says when the promise is kept."""
    return target.type in _MEASURED and target.value is not None


def target_html(target: Target) -> str:
    """The target as printed, then what type it is."""
    raw = text(target.raw) if target.raw.strip() else '<span class="quiet">未填</span>'
    return f'<b class="target">{raw}</b> {chip(type_name(target), "type")}'


def meaning(target: Target) -> str:
    """What a target with a number says, in words: 不低于 95%."""
    if not is_measured(target):
        return ""
    sign = _SIGNS.get(target.comparator or "", "")
    upper = f"～{target.upper}" if target.upper else ""
    return f"{sign} {target.value}{upper} {target.unit or ''}".strip()
