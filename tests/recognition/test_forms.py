"""绩效目标表：标签认得、金额有单位、指标层级按词汇归位、重复印出的合成一份。"""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.disclosure import Indicator, ProjectForm
from mingzhang.model import Place
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.forms import (
    form_starts,
    is_overall_goal,
    is_project_form,
    merge_variants,
    read_overall_goal,
    read_project_form,
    read_project_forms,
    split_forms,
)

Spans = dict[tuple[int, int], tuple[int, int]]


def table(text: str, spans: Spans | None = None) -> TableBlock:
    """A table out of lines whose cells are parted by "|"."""
    rows = [line.strip().split("|") for line in text.strip().splitlines()]
    places = [Place(line=number) for number in range(1, len(rows) + 1)]
    return TableBlock(rows, places, spans)


def said(indicators: tuple[Indicator, ...]) -> list[tuple[str, str, str]]:
    return [(one.level2, one.level3, one.target.raw) for one in indicators]


FORM = """
    项目名称||设备运维||||
    主管部门及代码||033-某局||实施单位|某中心||
    项目属性||延续性项目（阶段开展）||项目期|3年||
    项目资金（元）|实施期资金总额：|1,200,000||年度资金总额：|400,000||
    |其中：中央财政资金|0||其中：中央财政资金|0||
    |省级财政资金|200,000||省级财政资金|100,000||
    |市县（区）财政资金|1,000,000||市县（区）财政资金|300,000||
    |单位自筹|0||单位自筹|0||
    |其他资金|||其他资金|||
    项目概况||全年巡检12次。|||||
    立项依据||某通知|||||
    项目设立必要性||设备老化。|||||
    保证项目实施的制度、措施||值班制度。|||||
    项目实施计划||6月签合同。|||||
    实施期目标||||年度目标|||
    总体目标|三年不停机。|||今年不停机。|||
    绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
    |产出指标|数量指标|巡检次数|≥12次|数量指标|巡检次数|≥12次
    |||维护设备台数|7台||维护设备台数|7台
    ||质量指标|设备验收合格率|100%|质量指标|设备验收合|100%
    ||时效指标|合同签订时间|6月底前|时效指标|合同签订时间|6月底前
    ||成本指标|运维成本|≤40万元|成本指标|运维成本|≤40万元
    |效益指标|经济效益|||经济效益||
    ||社会效益|保障开标|保障|社会效益|保障开标|保障
    ||生态效益|||生态效益||
    ||可持续影响|||可持续影响||
    |满意度指标|服务对象满意度|用户满意度|≥ 95%|服务对象满意度|用户满意度|≥ 95%
    负责人：||经办人：||联系电话：||填报日期：|20250305193627
"""


def read(text: str, spans: Spans | None = None) -> ProjectForm:
    form, _ = read_project_form([table(text, spans)], "", 2025)
    return form


PLANNED_FORM = """
    项目名称|设备运维|项目性质|阶段性项目|项目类别|特定目标类
    主管部门|某局|||实施单位|某中心
    计划开始日期|2024-01-01|||计划完成日期|2026-12-31
    项目资金（元）|项目资金总额|1,200,000.00||年度资金申请总额|400,000.00
    |其中：财政资金|1,150,000.00||其中：当年财政拨款|380,000.00
    ||||上年结转资金|20,000.00
    |其他资金|50,000.00||其他资金|0.00
    项目绩效目标|项目总体目标（2024年-2026年）|||年度总体目标|
    |三年不停机。|||今年不停机。|
    绩效指标|一级指标|二级指标|三级指标|年度(/项目)指标值|
    |成本指标|经济成本指标|成本控制合理性|合理|
    |产出指标|数量指标|巡检次数|=12.00(次)|
    ||质量指标|验收合格率|=100.00(%)|
    |满意度指标|服务对象满意度指标|用户满意度|≥95.00(%)|
"""


def test_a_form_with_its_first_and_last_day_tells_the_whole_and_the_year_apart():
    form = read(PLANNED_FORM)
    whole, year = form.total_funds, form.annual_funds
    assert form.period == "2024-01-01至2026-12-31"
    assert [f and f.text for f in (whole.total, whole.fiscal, whole.other, whole.carryover)] == [
        "1200000.00", "1150000.00", "50000.00", None,
    ]  # fmt: skip
    assert [f and f.text for f in (year.total, year.fiscal, year.other, year.carryover)] == [
        "400000.00", "380000.00", "0.00", "20000.00",
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["年度(/项目)指标值", "2025年指标值", "本年要求"])
def test_targets_are_read_whatever_their_column_is_called(label: str):
    form = read(PLANNED_FORM.replace("年度(/项目)指标值", label))
    assert said(form.annual_indicators)[1] == ("数量指标", "巡检次数", "=12.00(次)")


def test_targets_of_a_column_named_by_year_and_project_are_read():
    assert said(read(PLANNED_FORM).annual_indicators) == [
        ("经济成本指标", "成本控制合理性", "合理"),
        ("数量指标", "巡检次数", "=12.00(次)"),
        ("质量指标", "验收合格率", "=100.00(%)"),
        ("服务对象满意度指标", "用户满意度", "≥95.00(%)"),
    ]


def test_a_form_says_who_what_and_when():
    form = read(FORM)
    assert (form.name, form.unit, form.department) == ("设备运维", "某中心", "033-某局")
    assert (form.attribute, form.period) == ("延续性项目（阶段开展）", "3年")
    assert (form.overview, form.basis, form.necessity) == (
        "全年巡检12次。", "某通知", "设备老化。",
    )  # fmt: skip
    assert (form.measures, form.plan) == ("值班制度。", "6月签合同。")
    assert (form.total_goal, form.annual_goal) == ("三年不停机。", "今年不停机。")
    assert (form.filled_at, form.form_year) == ("20250305193627", 2025)
    assert form.text_places["plan"].line == 14
    assert not form.truncated


def test_money_is_read_by_source_and_horizon_and_a_blank_is_no_zero():
    form = read(FORM)
    total, annual = form.total_funds, form.annual_funds
    assert (total.total.text, total.total.unit) == ("1200000", "元")
    assert (annual.total.text, annual.provincial.text) == ("400000", "100000")
    assert (total.municipal.text, annual.self_raised.text) == ("1000000", "0")
    assert annual.other is None
    assert annual.total.at == Place(line=4, row=None, column=6)


def test_both_horizons_have_their_indicators():
    form = read(FORM)
    assert said(form.indicators) == [
        ("数量指标", "巡检次数", "≥12次"),
        ("数量指标", "维护设备台数", "7台"),
        ("质量指标", "设备验收合格率", "100%"),
        ("时效指标", "合同签订时间", "6月底前"),
        ("成本指标", "运维成本", "≤40万元"),
        ("社会效益指标", "保障开标", "保障"),
        ("服务对象满意度指标", "用户满意度", "≥ 95%"),
    ]
    assert len(form.annual_indicators) == 7
    assert {one.level1 for one in form.indicators} == {"产出指标", "效益指标", "满意度指标"}


def test_a_name_cut_off_in_the_annual_column_is_marked():
    marked = [one.level3 for one in read(FORM).annual_indicators if one.truncated]
    assert marked == ["设备验收合"]


def test_labels_of_merged_cells_that_slipped_are_put_right():
    form = read("""
        项目名称||专线运维|||||
        项目资金（元）|实施期资金总额：|1||年度资金总额：|1||
        绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
        |产出指标|数量指标|专线数量|2条|数量指标|专线数量|2条
        ||质量指标|专线质量|合格|质量指标|专线质量|合格
        |||尾款支付时间|6月底前||时效指标|尾款支付时间|6月底前
        |||时效指标|平台维护合同签订时间||12月底前|时效指标
        ||效益指标|租赁工作开展时间|5月|成本指标|租赁工作开展|5月
        |运维工作成本||≤ 80元|运维工作|| ≤ 80元|
        |经济效益|||经济效益|||
        |满意度指标|社会效益|提升|社会效益|提升||
        服务对象满意度||群众满意度|> 90%||服务对象满意度||群众满意度
    """)
    assert said(form.indicators) == [
        ("数量指标", "专线数量", "2条"),
        ("质量指标", "专线质量", "合格"),
        ("时效指标", "尾款支付时间", "6月底前"),
        ("时效指标", "平台维护合同签订时间", "12月底前"),
        ("时效指标", "租赁工作开展时间", "5月"),
        ("成本指标", "运维工作成本", "≤ 80元"),
        ("社会效益指标", "", "提升"),
        ("服务对象满意度指标", "群众满意度", "> 90%"),
    ]
    moved = form.indicators[4]
    assert (moved.level1, moved.printed_level2) == ("产出指标", "成本指标")


def test_a_target_cut_off_at_the_end_of_a_row_is_a_problem():
    _, problems = read_project_form(
        [
            table("""
        项目名称||培训|||||
        绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
        |满意度指标|服务对象满意度|学员满意度|≥95%|服务对象满意度|||学员满意度
    """)
        ],
        "",
        2025,
    )
    assert [problem.at.line for problem in problems] == [3]
    assert "学员满意度" in problems[0].message


def test_a_name_without_target_stays_and_a_label_without_name_is_no_indicator():
    form = read("""
        项目名称||评估|||||
        绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
        |效益指标|经济效益|||经济效益||
        ||社会效益|保证项目符合环保法规及技术标准||社会效益|保证项目符合环保法规|
        |可持续发展指标|可持续发展影响||可持续发展影响|||
    """)
    assert said(form.indicators) == [("社会效益指标", "保证项目符合环保法规及技术标准", "")]
    assert form.indicators[0].target.type == "empty"
    assert form.annual_indicators[0].truncated


def test_merged_cells_that_the_format_tells_are_believed():
    """In Word and Excel a wrong level is the author's and is left for the checks."""
    form = read(
        """
        项目名称||维护|||||
        绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
        |产出指标|数量指标|巡检次数|每月|数量指标|巡检次数|每月
        |||检查时间|6月底前||检查时间|6月底前
        ||成本指标|完成时间|12月底前|成本指标|完成时间|12月底前
        """,
        {(2, 2): (2, 1)},
    )
    assert [one.level2 for one in form.indicators] == ["数量指标", "数量指标", "成本指标"]
    assert all(one.printed_level2 is None for one in form.indicators)


NATIONAL = """
    项目名称||科研业务费|||
    主管部门及代码||[123]某部|实施单位|某院|
    项目资金（万元）||年度资金总额：||120.50|执行率分值（10）
    ||其中：财政拨款||100.50|
    ||上年结转||20.00|
    ||其他资金||0.00|
    年度总体目标|完成科研任务。||||
    绩效指标|一级指标|二级指标|三级指标|指标值|分值权重（90）
    |成本指标|经济成本指标|单项成本|≤5万元|10
    |产出指标|数量指标|发表论文|≥20篇|20
    ||质量指标|成果验收通过率|≥95%|10
    |满意度指标|服务对象满意度指标|服务对象满意度|≥90%|10
"""


@pytest.mark.parametrize("spans", [None, {(0, 2): (1, 4)}])
def test_a_form_of_one_horizon_is_the_years(spans):
    form = read(NATIONAL, spans)
    assert (form.total_goal, form.annual_goal) == ("", "完成科研任务。")
    assert form.total_funds.total is None
    assert (form.annual_funds.total.text, form.annual_funds.total.unit) == ("120.50", "万元")
    assert (form.annual_funds.fiscal.text, form.annual_funds.carryover.text) == ("100.50", "20.00")
    assert form.indicators == ()
    assert said(form.annual_indicators) == [
        ("经济成本指标", "单项成本", "≤5万元"),
        ("数量指标", "发表论文", "≥20篇"),
        ("质量指标", "成果验收通过率", "≥95%"),
        ("服务对象满意度指标", "服务对象满意度", "≥90%"),
    ]
    assert form.annual_indicators[0].level1 == "成本指标"


def test_comparison_and_unit_in_columns_of_their_own_are_joined():
    form = read("""
        项目名称|道路养护|主管部门|市交通局|当年预算（万元）|300
        当年绩效目标|养护100公里。||||
        绩效指标|指标名称|指标性质|指标值|度量单位|权重（%）
        |养护里程|≥|100|公里|30
        |验收合格率|=|100|%|20
        |通行条件|定性|明显改善||10
    """)
    assert form.annual_funds.total.text == "300"
    assert said(form.annual_indicators) == [
        ("", "养护里程", "≥100公里"),
        ("", "验收合格率", "=100%"),
        ("", "通行条件", "明显改善"),
    ]


def test_amounts_may_stand_below_their_labels():
    form = read("""
        单位：元|||||
        项目名称|社区服务||项目类别|一般项目|
        资金情况|资金总额||财政拨款||其他资金
        |500||450||50
        绩效指标|一级指标|二级指标|三级指标|指标值|
    """)
    money = form.annual_funds
    assert (money.total.text, money.fiscal.text, money.other.text) == ("500", "450", "50")
    assert money.total.unit == "元"


def test_a_missing_unit_is_a_problem():
    _, problems = read_project_form(
        [table("项目名称|某项目|\n项目资金|年度资金总额|5\n绩效指标|三级指标|指标值")], "", None
    )
    assert any("单位" in problem.message for problem in problems)


def test_a_form_over_two_pages_is_one():
    lines = FORM.strip().splitlines()
    pages = [table("\n".join(lines[:20])), table("\n".join(lines[20:]))]
    form, problems = read_project_form(pages, "", 2025)
    assert len(form.indicators) == 7
    assert form.filled_at == "20250305193627"
    assert problems == []


def test_a_long_text_goes_on_over_a_page_end():
    form = read("""
        项目名称||某项目||
        项目概况||第一段，||
        ||第二段。||
        立项依据||某通知||
    """)
    assert (form.overview, form.basis) == ("第一段，第二段。", "某通知")


def test_forms_that_follow_each_other_without_a_title_are_cut_apart():
    block = table(FORM.strip() + "\n" + FORM.strip().replace("设备运维", "云桌面租赁"))
    assert form_starts(block) == [0, 28]
    assert [len(run) for run in split_forms([block])] == [1, 1]
    forms, _ = read_project_forms([block], "", 2025)
    assert [form.name for form in forms] == ["设备运维", "云桌面租赁"]
    assert forms[1].at.line == 29


def test_a_name_that_comes_again_on_the_next_page_starts_no_other_form():
    lines = FORM.strip().splitlines()
    pages = [table("\n".join(lines[:20])), table("\n".join([lines[0], *lines[20:]]))]
    forms, _ = read_project_forms(pages, "", 2025)
    assert [len(form.indicators) for form in forms] == [7]


def test_a_form_may_start_in_the_last_row_of_a_page():
    lines = FORM.strip().splitlines()
    pages = [table("\n".join([*lines, lines[0]])), table("\n".join(lines[1:]))]
    forms, _ = read_project_forms(pages, "", 2025)
    assert [len(form.indicators) for form in forms] == [7, 7]
    assert [form.at.line for form in forms] == [1, 29]


def test_title_rows_inside_a_sheet_are_no_indicators():
    lines = FORM.strip().splitlines()[:-1]
    title = "项目支出绩效目标表\n（2025年度）"
    forms, _ = read_project_forms([table("\n".join([title, *lines, title, *lines]))], "", 2025)
    assert [len(form.indicators) for form in forms] == [7, 7]


def test_a_form_printed_twice_is_one_with_both_printings():
    """第二张只续印了满意度和填报日期：合起来才完整，不同的文字留在 variants。"""
    lines = FORM.strip().splitlines()
    first = read("\n".join(lines[:-2]))
    head = "\n".join([*lines[:17], *lines[-2:]]).replace("全年巡检12次", "全年巡检10次")
    (form,) = merge_variants([first, read(head)])
    assert form.overview == "全年巡检12次。"
    assert [other.overview for other in form.variants] == ["全年巡检10次。"]
    assert said(form.indicators)[-1] == ("服务对象满意度指标", "用户满意度", "≥ 95%")
    assert form.filled_at == "20250305193627"


def test_projects_of_one_name_and_other_money_are_two():
    other = read(FORM.replace("400,000", "500,000"))
    assert len(merge_variants([read(FORM), other])) == 2


def test_a_form_cut_off_is_kept_and_said():
    form, problems = read_project_form(
        [table("项目名称||专班经费|\n项目资金（元）|年度资金总额：|5|\n项目概况||租车、报纸、")],
        "",
        2025,
    )
    assert form.truncated
    assert form.overview == "租车、报纸、"
    assert "专班经费" in problems[0].message


def test_an_unknown_target_is_kept_and_said():
    form, problems = read_project_form(
        [table("项目名称||甲||\n绩效指标|二级指标|三级指标|指标值|\n|数量指标|场次|≥3场；≥5期|")],
        "",
        None,
    )
    assert form.annual_indicators[0].target.raw == "≥3场；≥5期"
    assert form.annual_indicators[0].target.type == "unknown"
    assert [problem.at.line for problem in problems] == [3]


def test_a_list_of_projects_is_one_form_each():
    block = table("""
        单位名称|项目名称|预算数（元）|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重
        820-某镇||882||||||||
        820001-某镇政府|村组报酬|330|按时发放|产出指标|数量指标|干部人数|＝|11|人|10
        ||||效益指标|社会效益指标|维护稳定|≥|95|%|10
        |基层活动|552|开展活动|产出指标|数量指标|活动次数|≥|4|次|10
    """)
    assert is_project_form(block)
    forms, problems = read_project_forms([block], "", 2025)
    assert [(one.name, one.unit, one.annual_funds.total.text) for one in forms] == [
        ("村组报酬", "820001-某镇政府", "330"),
        ("基层活动", "820001-某镇政府", "552"),
    ]
    assert said(forms[0].annual_indicators) == [
        ("数量指标", "干部人数", "＝11人"),
        ("社会效益指标", "维护稳定", "≥95%"),
    ]
    assert problems == []


def test_forms_are_told_from_tables_and_from_results():
    assert is_project_form(table(FORM))
    assert is_project_form(table(NATIONAL))
    assert not is_project_form(table("项目名称|合计|一般公共预算\n甲|1|1\n乙|2|2"))
    results = "项目名称|甲||\n主管部门|乙|实施单位|丙\n项目资金|年初预算数|全年预算数|全年执行数"
    assert not is_project_form(table(results))
    assert not is_overall_goal(table(FORM))


OVERALL = """
    部门基本信息|部门名称|033-某局||
    |内设职能部门数|20个|所属预算单位数|3个
    |核定的人员编制数|157人|实际在职人员总数|195
    |||其中:在编人员数|145
    部门职责|（一）制定规划。|||
    部门战略目标|一流服务。|||
    年度预算情况|按资金来源划分|资金总额（万元）|按资金方向划分|资金总额（万元）
    |合 计|4557.36|合 计|4557.36
    |其中:一般公共预算资金|4557.36|其中:基本支出|2568.94
    |政府性基金预算资金|0.00|项目支出|1988.42
    |单位资金|0.00||
    |核心职能||重点任务|
    年度重点任务|协调政务服务。|大力推动改革。||
    |协调交易。|推进平台整合。||
    年度绩效目标|1.办好一件事。|||
    年度绩效指标|一级指标|二级指标|三级指标|指标值
    |产出指标|数量指标|窗口数量|≤150个
    |效益指标|经济效益指标||
    |满意度指标|服务对象满意度指标|群众满意度|≥90%
"""


def test_the_whole_departments_form():
    block = table(OVERALL)
    assert is_overall_goal(block)
    assert not is_project_form(block)
    goal, problems = read_overall_goal([block], "")
    assert problems == []
    assert goal.department == "033-某局"
    assert {name: figure.text for name, figure in goal.facts.items()} == {
        "内设职能部门数": "20",
        "所属预算单位数": "3",
        "核定的人员编制数": "157",
        "实际在职人员总数": "195",
        "在编人员数": "145",
    }
    assert {name: figure.text for name, figure in goal.funds.items()} == {
        "source:合计": "4557.36",
        "source:一般公共预算资金": "4557.36",
        "source:政府性基金预算资金": "0.00",
        "source:单位资金": "0.00",
        "direction:合计": "4557.36",
        "direction:基本支出": "2568.94",
        "direction:项目支出": "1988.42",
    }
    assert goal.tasks == (("协调政务服务。", "大力推动改革。"), ("协调交易。", "推进平台整合。"))
    assert (goal.duties, goal.strategy) == ("（一）制定规划。", "一流服务。")
    assert goal.annual_goal == "1.办好一件事。"
    assert said(goal.indicators) == [
        ("数量指标", "窗口数量", "≤150个"),
        ("服务对象满意度指标", "群众满意度", "≥90%"),
    ]


def test_the_whole_departments_form_with_tasks_and_their_money():
    goal, _ = read_overall_goal(
        [
            table("""
        部门（单位）名称|某区财政局||||
        年度主要任务|任务名称|主要内容|预算金额（万元）||
        |||总额|财政拨款|其他资金
        |保障运转|人员和公用支出|500.00|500.00|0.00
        |金额合计||500.00|500.00|0.00
        年度总体目标|保障运转。||||
        年度绩效指标|一级指标|二级指标|三级指标|指标值|
        |产出指标|数量指标|评审项目数|≥100个|
    """)
        ],
        "",
    )
    assert goal.department == "某区财政局"
    assert goal.tasks == (("保障运转", "人员和公用支出"),)
    assert goal.funds["合计"].text == "500.00"
    assert goal.annual_goal == "保障运转。"


WORDS = ["", "", " ", "项目名称", "甲项目", "项目资金（元）", "年度资金总额：", "5", "财政拨款", "总体目标",
         "实施期目标", "年度目标", "绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "指标性质",
         "产出指标", "数量指标", "成本指标", "经济成本指标", "满意度指标", "服务对象满意度", "人数", "≥5人",
         "12月底前", "提升", "填报日期：2025", "部门职责", "按资金来源划分", "合计", "核心职能", "重点任务"]  # fmt: skip


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=8), min_size=1, max_size=12),
    st.sampled_from([None, {}, {(0, 0): (2, 1)}]),
)
def test_any_rows_are_read(rows, spans):
    block = TableBlock(rows, [Place(line=number) for number in range(1, len(rows) + 1)], spans)
    is_project_form(block)
    is_overall_goal(block)
    forms, _ = read_project_forms([block], "", None)
    merge_variants(forms)
    read_overall_goal([block], "")


ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "../shared/samples/jincheng-2025.txt"
ORACLE = ROOT / "../shared/domain/requirements.md"
sample = pytest.mark.skipif(
    not (SAMPLE.exists() and ORACLE.exists()), reason="缺少 ../shared 下的样本或需求文档"
)


def blocks_of(path: Path) -> list[TableBlock]:
    """Runs of lines with a tab; a line of text ends a run, a blank line does not."""
    found: list[TableBlock] = []
    open_run = False
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if "\t" in line:
            if not open_run:
                found.append(TableBlock([], []))
            open_run = True
            found[-1].rows.append(line.split("\t"))
            found[-1].places.append(Place(line=number))
        elif line.strip():
            open_run = False
    return found


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def oracle() -> dict[str, list[tuple[str, str]]]:
    """Name and target of each indicator by project, from section 6 of the requirements."""
    text = ORACLE.read_text("utf-8")
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text[text.index("### 6.00") : text.index("## 7. ")].splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 5 and re.fullmatch(r"P\d\d-\d\d", cells[1]):
            name = "" if cells[4] == "（名称缺失）" else cells[4]
            target = "" if cells[5] == "（空）" else cells[5]
            found.setdefault(cells[1][:3], []).append((plain(name), plain(target)))
    return found


@sample
def test_the_sample_has_28_projects_on_31_sheets_and_their_money():
    runs = [block for block in blocks_of(SAMPLE) if is_project_form(block)]
    printed, _ = read_project_forms(runs, "", 2025)
    forms = merge_variants(printed)
    assert (len(printed), len(forms)) == (31, 28)
    assert sum(len(form.variants) for form in forms) == 3
    yuan = 1_000_000
    assert sum(form.annual_funds.total.value for form in forms) == 19_884_175 * yuan
    assert sum(form.total_funds.total.value for form in forms) == 46_259_175 * yuan
    assert [form.name for form in forms if form.truncated] == ["优化营商环境工作专班工作经费"]


@sample
def test_the_samples_indicators_agree_with_the_oracle():
    blocks = blocks_of(SAMPLE)
    forms = merge_variants(
        read_project_forms([block for block in blocks if is_project_form(block)], "", 2025)[0]
    )
    goal, _ = read_overall_goal([block for block in blocks if is_overall_goal(block)], "")
    expected = Counter(pair for rows in oracle().values() for pair in rows)
    found = Counter(
        (plain(one.level3), plain(one.target.raw))
        for indicators in (goal.indicators, *(form.indicators for form in forms))
        for one in indicators
    )
    assert len(goal.indicators) == 32
    hits = (expected & found).total()
    precision, recall = hits / found.total(), hits / expected.total()
    assert 2 * precision * recall / (precision + recall) >= 0.97
    assert len({plain(one.target.raw) for form in forms for one in form.indicators}
               | {plain(one.target.raw) for one in goal.indicators}) == 158  # fmt: skip
