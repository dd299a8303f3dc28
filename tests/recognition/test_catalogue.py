"""政府购买服务指导性目录：分部门、代码、级次、名称；代码印错的照印并说明。"""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.model import Place
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.catalogue import is_catalogue, read_catalogue


def table(text: str) -> TableBlock:
    """A table out of lines whose cells are parted by "|"."""
    rows = [line.strip().split("|") for line in text.strip().splitlines()]
    return TableBlock(rows, [Place(line=number) for number in range(1, len(rows) + 1)])


PAGE = """
    代码|一级目录|二级目录|三级目录|四级目录
    教育||||
    A|公共服务|||
    A02||教育公共服务||
    A0201|||课程研究服务|
    A020101||||课程研究与开发服务
""".strip()


def irregular(text: str) -> list[tuple[str, str]]:
    entries, _ = read_catalogue([table(text)])
    return [(entry.code, entry.irregular) for entry in entries if entry.irregular]


def test_an_entry_has_section_code_level_and_name():
    entries, problems = read_catalogue([table(PAGE)])
    assert problems == []
    assert [(one.section, one.code, one.level, one.name) for one in entries] == [
        ("教育", "A", 1, "公共服务"),
        ("教育", "A02", 2, "教育公共服务"),
        ("教育", "A0201", 3, "课程研究服务"),
        ("教育", "A020101", 4, "课程研究与开发服务"),
    ]
    assert entries[3].at.line == 6


def test_headers_of_further_pages_are_left_out():
    entries, _ = read_catalogue([table(PAGE), table("代码|一级目录|二级目录\nA03||卫生公共服务")])
    assert [entry.code for entry in entries][-1] == "A03"
    assert len(entries) == 5


def test_odd_codes_stay_as_printed_and_are_flagged():
    assert irregular(PAGE + "\n020102||||教材服务") == [("020102", "代码缺少首字母")]
    assert irregular(PAGE + "\nA030101||||体检服务") == [("A030101", "本部门内没有上级 A0301")]
    assert irregular(PAGE + "\nA0202|||考试服务|\nA020102||||教材服务") == [
        ("A020102", "没有印在上级 A0201 之下")
    ]
    assert irregular(PAGE + "\nA020101||||重复服务") == [("A020101", "代码在本部门内重复")]
    assert irregular(PAGE + "\nA0203||||缺级服务") == [("A0203", "代码位数与四级目录不符")]
    assert irregular(PAGE + "\nA020102||||") == [("A020102", "没有印名称")]


def test_a_section_whose_heading_is_lost_is_a_problem():
    text = PAGE + "\nA|公共服务|||\nA03||卫生公共服务||\n民政||||\nA|公共服务|||"
    entries, problems = read_catalogue([table(text)])
    assert [entry.section for entry in entries[4:]] == ["", "", "民政"]
    assert [problem.at.line for problem in problems] == [7]


def test_a_second_chapter_of_a_section_is_no_new_section():
    entries, problems = read_catalogue([table(PAGE + "\nB|履职辅助性服务|||")])
    assert (entries[-1].section, problems) == ("教育", [])


def test_a_name_that_goes_on_in_the_next_row_is_joined():
    entries, _ = read_catalogue([table(PAGE + "\n||||（含评估）")])
    assert entries[-1].name == "课程研究与开发服务（含评估）"


def test_a_catalogue_without_codes_keeps_the_deepest_name():
    entries, _ = read_catalogue(
        [table("序号|一级目录|二级目录|三级目录\n1|公共服务|教育|学前教育服务")]
    )
    assert [(one.level, one.name) for one in entries] == [(3, "学前教育服务")]


def test_catalogues_are_told_from_other_tables():
    assert is_catalogue(table(PAGE))
    assert is_catalogue(table("A02||教育||\nA0201|||课程|\nA020101||||开发"))
    assert not is_catalogue(table("绩效指标|一级指标|二级指标|三级指标\n|产出指标|数量指标|人数"))
    assert not is_catalogue(table("A020101|电脑|5\nA020102|打印机|3\nA020103|扫描仪|1"))


@given(st.lists(st.lists(st.sampled_from(["", " ", "A", "A01", "A0101", "x", "名称"]), max_size=6)))
def test_any_rows_are_read(rows):
    read_catalogue([TableBlock(rows, [Place(line=i) for i in range(len(rows))])])


SAMPLE = Path(__file__).resolve().parents[2] / "../shared/samples/jincheng-2025.txt"


@pytest.mark.skipif(not SAMPLE.exists(), reason="缺少 ../shared/samples/jincheng-2025.txt")
def test_the_samples_catalogue_is_complete():
    lines = SAMPLE.read_text("utf-8").split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("代码\t"))
    rows = [
        (i, line.split("\t")) for i, line in enumerate(lines[start:], start + 1) if "\t" in line
    ]
    block = TableBlock([row for _, row in rows], [Place(line=number) for number, _ in rows])
    assert is_catalogue(block)
    entries, problems = read_catalogue([block])
    assert Counter(entry.level for entry in entries) == {1: 52, 2: 250, 3: 534, 4: 1071}
    own = Counter(entry.level for entry in entries if entry.section == "行政审批")
    assert own == {1: 1, 2: 5, 3: 15, 4: 47}
    assert (
        len({entry.code for entry in entries if entry.level == 4 and entry.code[0] == "A"}) == 404
    )
    assert len({entry.section for entry in entries}) == 52
    assert len(problems) == 1
    odd = {entry.code for entry in entries if entry.irregular}
    assert odd == {"160601", "A1604", "A040102", "A160401"}
