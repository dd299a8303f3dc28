"""Goal forms as the cells of their official layout (绩效目标申报表的版式)."""

from collections.abc import Iterable, Sequence

from mingzhang.disclosure import Funds, OverallGoal, ProjectForm
from mingzhang.model import Figure
from mingzhang.writers.published.cells import Cell, Cells, Look, grouped, row_of, run_down
from mingzhang.writers.published.indicators import indicator_rows

PROJECT_TITLE = "部门（单位）项目支出绩效目标表"
OVERALL_TITLE = "部门（单位）整体支出绩效目标申报表"
_PROJECT_WIDTHS = (3.7, 4.9, 5.8, 9.2, 6.0, 7.9, 9.6, 6.4)
_OVERALL_WIDTHS = (4.2, 11.9, 9.4, 15.5, 12.5)
_SOURCES = (
    ("central", "其中：中央财政资金"),
    ("provincial", "省级财政资金"),
    ("municipal", "市县（区）财政资金"),
    ("fiscal", "财政拨款"),
    ("carryover", "上年结转"),
    ("self_raised", "单位自筹"),
    ("other", "其他资金"),
)
_OPTIONAL = frozenset({"fiscal", "carryover"})
_TEXTS = (
    ("overview", "项目概况"),
    ("basis", "立项依据"),
    ("necessity", "项目设立必要性"),
    ("measures", "保证项目实施的制度、措施"),
    ("plan", "项目实施计划"),
)


def printings(forms: Iterable[ProjectForm]) -> list[ProjectForm]:
    """Every form, each followed by its other printings (同一张表的其他印本)."""
    return [printed for form in forms for printed in (form, *form.variants)]


def project_cells(form: ProjectForm) -> Cells:
    """One project's form on eight columns: the whole period left, the year right."""
    texts = [_whole(label, getattr(form, name)) for name, label in _TEXTS]
    rows = [
        _whole("项目名称", form.name),
        _halves("主管部门及代码", form.department, "实施单位", form.unit),
        _halves("项目属性", form.attribute, "项目期", form.period),
        *_funds(form),
        *texts,
        *_goals(form),
        *_indicators(form),
        row_of(
            (0, "负责人：", Look.LABEL, 2),
            (2, "", Look.TEXT),
            (3, "经办人：", Look.LABEL),
            (4, "", Look.TEXT),
            (5, "填报日期：", Look.LABEL),
            (6, form.filled_at, Look.TEXT, 2),
        ),
    ]
    return Cells(tuple(rows), _PROJECT_WIDTHS, header=1)


def _whole(label: str, text: str) -> tuple[Cell, ...]:
    return row_of((0, label, Look.LABEL, 2), (2, text, Look.TEXT, 6))


def _halves(left: str, text: str, right: str, other: str) -> tuple[Cell, ...]:
    return row_of(
        (0, left, Look.LABEL, 2),
        (2, text, Look.TEXT, 3),
        (5, right, Look.LABEL),
        (6, other, Look.TEXT, 2),
    )


def _funds(form: ProjectForm) -> list[tuple[Cell, ...]]:
    total, annual = form.total_funds, form.annual_funds
    rows = [_amounts(("实施期资金总额：", "年度资金总额："), "total", total, annual)]
    for name, label in _SOURCES:
        known = _amount(total, name)[0] or _amount(annual, name)[0]
        if known or name not in _OPTIONAL:
            rows.append(_amounts((label, label), name, total, annual))
    return run_down(rows, Cell(0, f"项目资金（{_unit(total, annual)}）", Look.LABEL))


def _unit(*funds: Funds) -> str:
    names = ("total", *(name for name, _ in _SOURCES))
    figures = (getattr(one, name) for one in funds for name in names)
    return next((figure.unit for figure in figures if figure is not None), "元")


def _amounts(labels: tuple[str, str], name: str, total: Funds, annual: Funds) -> tuple[Cell, ...]:
    left, whole = _amount(total, name)
    right, year = _amount(annual, name)
    return (
        Cell(1, labels[0], Look.LABEL, 2),
        Cell(3, left, Look.NUMBER, 2, figure=whole),
        Cell(5, labels[1], Look.LABEL),
        Cell(6, right, Look.NUMBER, 2, figure=year),
    )


def _amount(funds: Funds, name: str) -> tuple[str, Figure | None]:
    figure: Figure | None = getattr(funds, name)
    if figure is not None:
        return grouped(figure), figure
    return funds.texts.get(name, ""), None


def _goals(form: ProjectForm) -> list[tuple[Cell, ...]]:
    return [
        row_of((0, "", Look.LABEL), (1, "实施期目标", Look.HEAD, 4), (5, "年度目标", Look.HEAD, 3)),
        row_of(
            (0, "总体目标", Look.LABEL),
            (1, form.total_goal, Look.TEXT, 4),
            (5, form.annual_goal, Look.TEXT, 3),
        ),
    ]


def _indicators(form: ProjectForm) -> list[tuple[Cell, ...]]:
    if not form.indicators and not form.annual_indicators:
        return []
    rows = indicator_rows(form.indicators, form.annual_indicators, dual=True)
    return run_down(rows, Cell(0, "绩效指标", Look.LABEL))


def overall_cells(goal: OverallGoal) -> Cells:
    """The whole department's form on five columns."""
    rows = [
        *run_down(_facts(goal), Cell(0, "部门基本信息", Look.LABEL)),
        *(
            row_of((0, label, Look.LABEL), (1, text, Look.TEXT, 4))
            for label, text in (("部门职责", goal.duties), ("部门战略目标", goal.strategy))
            if text
        ),
        *run_down(_money(goal), Cell(0, "年度预算情况", Look.LABEL)),
        *run_down(_tasks(goal), Cell(0, "年度重点任务", Look.LABEL)),
        row_of((0, "年度绩效目标", Look.LABEL), (1, goal.annual_goal, Look.TEXT, 4)),
        *_overall_indicators(goal),
    ]
    return Cells(tuple(rows), _OVERALL_WIDTHS)


def _facts(goal: OverallGoal) -> list[tuple[Cell, ...]]:
    rows = [row_of((1, "部门名称", Look.LABEL), (2, goal.department, Look.TEXT, 3))]
    facts = [(label, _counted(figure)) for label, figure in goal.facts.items()]
    return rows + _pairs(facts)


def _pairs(items: Sequence[tuple[str, str]]) -> list[tuple[Cell, ...]]:
    rows = []
    for start in range(0, len(items), 2):
        left, right = (*items[start : start + 2], ("", ""))[:2]
        rows.append(
            row_of(
                (1, left[0], Look.LABEL),
                (2, left[1], Look.TEXT),
                (3, right[0], Look.LABEL),
                (4, right[1], Look.TEXT),
            )
        )
    return rows


def _counted(figure: Figure | None) -> str:
    return "" if figure is None else f"{figure.text}{figure.unit}"


def _money(goal: OverallGoal) -> list[tuple[Cell, ...]]:
    """The year's money by source on the left, by direction on the right."""
    sides = {"source": list[tuple[str, Figure | None]](), "direction": []}
    for key, figure in goal.funds.items():
        kind, colon, label = key.partition(":")
        sides.setdefault(kind if colon else "source", []).append((label if colon else kind, figure))
    left, right = sides["source"], sides["direction"]
    if not left and not right:
        return []
    unit = next((figure.unit for figure in goal.funds.values() if figure is not None), "万元")
    head = row_of(
        (1, "按资金来源划分", Look.HEAD),
        (2, f"资金总额（{unit}）", Look.HEAD),
        (3, "按资金方向划分", Look.HEAD),
        (4, f"资金总额（{unit}）", Look.HEAD),
    )
    count = max(len(left), len(right))
    return [head, *((*_fund(left, n, 1), *_fund(right, n, 3)) for n in range(count))]


def _fund(side: Sequence[tuple[str, Figure | None]], number: int, column: int) -> tuple[Cell, ...]:
    label, figure = side[number] if number < len(side) else ("", None)
    shown = f"其中：{label}" if number == 1 and label else label
    words = "" if figure is None else grouped(figure)
    return (
        Cell(column, shown, Look.LABEL),
        Cell(column + 1, words, Look.NUMBER, figure=figure),
    )


def _tasks(goal: OverallGoal) -> list[tuple[Cell, ...]]:
    if not goal.tasks:
        return []
    head = row_of((1, "核心职能", Look.HEAD, 2), (3, "重点任务", Look.HEAD, 2))
    return [
        head,
        *(row_of((1, duty, Look.TEXT, 2), (3, task, Look.TEXT, 2)) for duty, task in goal.tasks),
    ]


def _overall_indicators(goal: OverallGoal) -> list[tuple[Cell, ...]]:
    if not goal.indicators:
        return []
    rows = indicator_rows(goal.indicators, (), dual=False)
    return run_down(rows, Cell(0, "年度绩效指标", Look.LABEL))
