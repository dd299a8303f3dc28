"""同一部门的数，用各地不同的写法说明：没有误报，写错一个数就能发现。"""

import re
from functools import cache
from pathlib import Path

import pytest

from mingzhang.checks.cases import FOLDER
from mingzhang.checks.report import check
from mingzhang.model import Report
from mingzhang.recognition import read_disclosure

BASE = FOLDER / "base"
WORDINGS = Path(__file__).parent / "wordings"
NAMES = sorted(path.stem for path in WORDINGS.glob("*.txt"))
HEADING = re.compile(r"^第三部分 .*情况说明\n+一、", re.MULTILINE)
ENDS = {"shanxi": "十一、国有资产占有使用情况\n\n1", "final_accounts": "第四部分 名词解释\n一"}


def worded(name: str) -> str:
    """A base document whose narrative is written in another way."""
    base = "final_accounts" if name.startswith("final_accounts") else "shanxi"
    text = (BASE / f"{base}.txt").read_text("utf-8")
    start = list(HEADING.finditer(text))[-1].start()
    words = (WORDINGS / f"{name}.txt").read_text("utf-8")
    return text[:start] + words + "\n" + text[text.rindex(ENDS[base]) :]


def checked(text: str) -> Report:
    return check(read_disclosure(text.encode(), "公开文本.txt"))


@cache
def of(name: str) -> Report:
    return checked(worded(name))


@pytest.mark.parametrize("name", NAMES)
def test_another_wording_raises_no_error(name):
    assert [f.message for f in of(name).findings if f.severity.value == "error"] == []


@pytest.mark.parametrize("name", NAMES)
def test_most_numbers_are_used_by_a_rule(name):
    coverage = of(name).coverage
    assert coverage.claimed_by_rules >= coverage.numbers_in_narrative * 0.88, coverage.unclaimed


@pytest.mark.parametrize(
    ("name", "printed", "wrong", "rule"),
    [
        ("shanxi_central", "收支总预算1348.70", "收支总预算1384.70", "B01"),
        ("shanxi_central", "住房保障（类）支出69.08", "住房保障（类）支出60.98", "B09"),
        ("shanxi_central", "增幅10.79%", "增幅17.09%", "B03"),
        ("shanxi_short", "收入预算1348.70", "收入预算1347.80", "B01"),
        ("shanxi_short", "公务用车运行维护费4.75", "公务用车运行维护费4.57", "B12"),
        ("shanxi_short", "货物类采购预算48.45", "货物类采购预算84.45", "B17"),
        ("shanxi_opening_figures", "预算数为973.05", "预算数为937.05", "B09"),
        ("shanxi_opening_figures", "公务用车运行费4.75", "公务用车运行费4.15", "B12"),
        ("shanxi_general", "占76.95%", "占79.65%", "B09"),
        ("final_accounts_national", "财政拨款收、支总计1171.95", "财政拨款收、支总计1117.95", "B08"),
        ("final_accounts_national", "占政府采购支出总额的42.74%", "占政府采购支出总额的47.24%", "B17"),
        ("final_accounts_national", "公务接待费预算为1.80", "公务接待费预算为8.10", "B12"),
    ],
)  # fmt: skip
def test_a_wrong_figure_is_found_in_any_wording(name, printed, wrong, rule):
    text = worded(name)
    assert printed in text
    found = {f.rule for f in checked(text.replace(printed, wrong, 1)).findings}
    assert rule in found


def test_items_that_no_table_prints_are_left_alone():
    """会议费、惠民演出 are no totals: nothing may be said of them."""
    unclaimed = {figure.text for figure in of("shanxi_opening_figures").coverage.unclaimed}
    assert {"86.40", "120.50", "3.20"} <= unclaimed


TRAPS = (
    "（三）局本级\n\n局本级收入预算700.00万元，支出预算700.00万元，其中基本支出500.00万元，项目支出200.00万元。",
    "平川市博物馆2025年收入预算210.00万元，其中：基本支出180.00万元，项目支出30.00万元。",
    "下属事业单位基本支出180.00万元，比上年增加3.00万元，主要原因是人员增加。",
    "其中：会议费3.00万元，培训费1.20万元。",
    "主要原因：人员经费增加，较上年增加12.00万元，增长5.00%。",
    "惠民演出项目86.40万元，其中10.00万元用于设备租赁。",
    "平川市博物馆没有“三公”经费。",
    "2024年收入预算为1217.39万元，2024年支出预算为1217.39万元。",
    "2023年以来，共接待游客120万人次，实现收入3.5亿元，同比增长12%。",
    "局本级：基本支出500.00万元，项目支出200.00万元。",
    "一般公共预算支出增长较快，平均每年增长5%。",
)


@pytest.mark.parametrize("trap", TRAPS, ids=range(len(TRAPS)))
def test_amounts_of_one_unit_or_another_year_are_not_taken_for_the_department(trap):
    text = (BASE / "shanxi.txt").read_text("utf-8")
    place = "四、财政拨款收支预算总体情况说明\n\n2025"
    assert place in text
    with_trap = text.replace(place, trap + "\n\n" + place)
    assert [f.message for f in checked(with_trap).findings if f.severity.value == "error"] == []
