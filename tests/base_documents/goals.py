"""Project goal forms (项目支出绩效目标表) as rows of eight cells."""

from dataclasses import dataclass

from base_documents.ledger import yuan

LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}


@dataclass(frozen=True)
class Goal:
    """One project's promise: texts, and indicators as (二级, 三级, 指标值).

    `sources` shares the year's money over 中央, 省级, 市县, 自筹; `total_sources` likewise
    for the whole period.
    """

    name: str
    unit: str
    attribute: str
    period: str
    sources: tuple[int, int, int, int]
    total_sources: tuple[int, int, int, int]
    overview: str
    basis: str
    necessity: str
    measures: str
    plan: str
    total_goal: str
    annual_goal: str
    indicators: tuple[tuple[str, str, str], ...]
    filled_at: str


def form(goal: Goal, department: str) -> list[list[str]]:
    """The form's rows."""
    return [
        *_head(goal, department),
        *_funds(goal),
        *(_text(label, text) for label, text in _texts(goal)),
        ["", "实施期目标", "", "", "", "年度目标", "", ""],
        ["总体目标", goal.total_goal, "", "", "", goal.annual_goal, "", ""],
        [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "指标值",
            "二级指标",
            "三级指标",
            "指标值",
        ],
        *_indicators(goal),
        ["负责人：", "", "经办人：", "", "联系电话：", "", "填报日期：", goal.filled_at],
    ]


def _head(goal: Goal, department: str) -> list[list[str]]:
    return [
        ["项目名称", "", goal.name, "", "", "", "", ""],
        ["主管部门及代码", "", department, "", "", "实施单位", goal.unit, ""],
        ["项目属性", "", goal.attribute, "", "", "项目期", goal.period, ""],
    ]


def _funds(goal: Goal) -> list[list[str]]:
    labels = ("其中：中央财政资金", "省级财政资金", "市县（区）财政资金", "单位自筹")
    total, annual = sum(goal.total_sources), sum(goal.sources)
    first = ["项目资金（元）", "实施期资金总额：", "", yuan(total)]
    return [
        [*first, "", "年度资金总额：", yuan(annual), ""],
        *(
            ["", label, "", yuan(whole), "", label, yuan(part), ""]
            for label, whole, part in zip(labels, goal.total_sources, goal.sources, strict=True)
        ),
        ["", "其他资金", "", "0", "", "其他资金", "0", ""],
    ]


def _texts(goal: Goal) -> tuple[tuple[str, str], ...]:
    return (
        ("项目概况", goal.overview),
        ("立项依据", goal.basis),
        ("项目设立必要性", goal.necessity),
        ("保证项目实施的制度、措施", goal.measures),
        ("项目实施计划", goal.plan),
    )


def _text(label: str, text: str) -> list[str]:
    return [label, "", text, "", "", "", "", ""]


def _indicators(goal: Goal) -> list[list[str]]:
    found = []
    for level1, level2s in LEVELS.items():
        shown1 = level1
        for level2 in level2s:
            shown2 = level2
            mine = [item[1:] for item in goal.indicators if item[0] == level2] or [("", "")]
            for name, target in mine:
                found.append(["", shown1, shown2, name, target, shown2, name, target])
                shown1 = shown2 = ""
    return found
