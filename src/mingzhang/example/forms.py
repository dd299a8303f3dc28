"""The goal forms of the example: the whole department's, and one a project."""

from collections.abc import Iterable

from mingzhang.example.facts import Facts, Form, Indicator
from mingzhang.example.numbers import ORDINALS, Rows, joined, padded

LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益", "社会效益", "生态效益", "可持续影响"),
    "满意度指标": ("服务对象满意度",),
}
OVERALL = "P00"
NONE = Indicator("", "", "", "", "")


def overall(facts: Facts) -> str:
    """整体支出绩效目标申报表."""
    department = facts.department
    title = "市级预算部门（单位）整体支出绩效目标申报表"
    body = [*_basics(facts), *_money(facts), *_tasks(facts), *_overall_indicators(facts)]
    return "\n\n".join((title, f"（{department.year}）年度", joined(body)))


def _basics(facts: Facts) -> Rows:
    department, staff = facts.department, facts.department.staff
    people = staff["staff"] + staff["temporary"]
    duties = "".join(
        f"（{ordinal}）{duty}"
        for ordinal, duty in zip(ORDINALS, facts.overall.duties, strict=False)
    )
    offices, units = len(department.offices.names), len(department.units)
    return [
        padded(["部门基本信息", "部门名称", f"{department.code}-{department.name}"], 5),
        ["", "内设职能部门数", f"{offices}个", "所属预算单位数", f"{units}个"],
        ["", "核定的人员编制数", f"{staff['quota']}人", "实际在职人员总数", str(people)],
        ["", "", "", "其中:在编人员数", str(staff["staff"])],
        ["", "", "", "其他人员数", f"{staff['temporary']}人"],
        padded(["部门职责", duties], 5),
        padded(["部门战略目标", facts.overall.strategy], 5),
    ]


def _money(facts: Facts) -> Rows:
    whole = facts.function("")
    head = [
        "年度预算情况",
        "按资金来源划分",
        "资金总额（万元）",
        "按资金方向划分",
        "资金总额（万元）",
    ]
    sources = ("政府性基金", "国有资本经营", "社会保险基金")
    return [
        head,
        ["", "合 计", whole.total, "合 计", whole.total],
        ["", "其中:一般公共预算资金", whole.total, "其中:基本支出", whole.basic],
        ["", f"{sources[0]}预算资金", "0.00", "项目支出", whole.project],
        *(["", f"{name}预算资金", "0.00", "", ""] for name in sources[1:]),
        ["", "专户管理资金", "0.00", "", ""],
        ["", "单位资金", "0.00", "", ""],
    ]


def _tasks(facts: Facts) -> Rows:
    first, *rest = facts.overall.task
    return [
        ["", "核心职能", "", "重点任务", ""],
        ["年度重点任务", first.duty, "", first.work, ""],
        *(["", task.duty, "", task.work, ""] for task in rest),
        padded(["年度绩效目标", facts.overall.annual_goal], 5),
    ]


def _overall_indicators(facts: Facts) -> Rows:
    found = [["年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]]
    for level1, level2, indicator in _levelled(facts, OVERALL):
        shown = level2 if level2.endswith("指标") or not level2 else f"{level2}指标"
        found.append(["", level1, shown, indicator.name, indicator.target])
    return found


def _levelled(facts: Facts, form: str) -> Iterable[tuple[str, str, Indicator]]:
    """Indicators in printed order; a level's name stands on its first row only."""
    for level1, level2s in LEVELS.items():
        shown1 = level1
        for level2 in level2s:
            shown2 = level2
            mine = [i for i in facts.indicators if i.form == form and i.level2 == level2]
            for indicator in mine or [NONE]:
                yield shown1, shown2, indicator
                shown1 = shown2 = ""


def projects(facts: Facts) -> list[str]:
    """项目支出绩效目标表, each sheet with its heading."""
    sheets = []
    for form in facts.forms:
        sheets.append(_first_sheet(facts, form))
        if form.again is not None:
            sheets.append(_second_sheet(facts, form))
    year, city = facts.department.year, facts.department.city
    title = f"{city}市级预算部门（单位）项目支出绩效目标表"
    return [f"{title}\n\n（{year}年度）\n\n{joined(sheet)}" for sheet in sheets]


def _first_sheet(facts: Facts, form: Form) -> Rows:
    if form.cut:
        return [*_head(facts, form), _text("项目概况", form.overview)]
    rows = list(_indicators(facts, form))
    if form.again is None:
        rows.append(_signed(form))
    return [*_head(facts, form), *_texts(form, form.overview), *rows]


def _second_sheet(facts: Facts, form: Form) -> Rows:
    assert form.again is not None
    overview = form.again.overview or form.overview
    return [*_head(facts, form), *_texts(form, overview), _INDICATOR_HEAD, _signed(form)]


def _head(facts: Facts, form: Form) -> Rows:
    department = f"{facts.department.code}-{facts.department.name}"
    whole, year = f"{form.total:,}", f"{form.annual:,}"
    money = (
        ("省级财政资金", "0", "0"),
        ("市县（区）财政资金", whole, year),
        ("单位自筹", "0", "0"),
    )
    return [
        padded(["项目名称", "", form.name], 8),
        ["主管部门及代码", "", department, "", "", "实施单位", facts.unit_of(form), ""],
        ["项目属性", "", form.attribute, "", "", "项目期", form.period, ""],
        ["项目资金（元）", "实施期资金总额：", "", whole, "", "年度资金总额：", year, ""],
        ["", "其中：中央财政资金", "", "0", "", "其中：中央财政资金", "0", ""],
        *(["", name, "", one, "", name, two, ""] for name, one, two in money),
        ["", "其他资金", "", "", "", "其他资金", "", ""],
    ]


def _text(label: str, text: str) -> list[str]:
    return padded([label, "", text], 8)


def _texts(form: Form, overview: str) -> Rows:
    return [
        _text("项目概况", overview),
        _text("立项依据", form.basis),
        _text("项目设立必要性", form.necessity),
        _text("保证项目实施的制度、措施", form.measures),
        _text("项目实施计划", form.plan),
        ["", "实施期目标", "", "", "", "年度目标", "", ""],
        ["总体目标", form.total_goal, "", "", "", form.annual_goal or form.total_goal, "", ""],
    ]


_INDICATOR_HEAD = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]
_INDICATOR_HEAD += _INDICATOR_HEAD[2:]


def _indicators(facts: Facts, form: Form) -> Iterable[list[str]]:
    yield _INDICATOR_HEAD
    for level1, level2, indicator in _levelled(facts, form.id):
        name = "" if indicator.annual == "blank" else indicator.name
        target = "" if indicator.annual else indicator.target
        yield ["", level1, level2, indicator.name, indicator.target, level2, name, target]


def _signed(form: Form) -> list[str]:
    return ["负责人：", "", "经办人：", "", "联系电话：", "", "填报日期：", form.filled_at]
