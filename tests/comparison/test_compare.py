"""Two disclosures figure by figure: over formats, units and years."""

import json
from pathlib import Path

import msgspec
import pytest

from mingzhang.comparison import Change, compare
from mingzhang.disclosure import Disclosure
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source
from mingzhang.projection import compile_ledger
from mingzhang.recognition import read_disclosure
from mingzhang.writers.comparison_report import comparison_json, comparison_text
from mingzhang.writers.formats import write_compiled
from mingzhang.writers.terminal import display_width
from mingzhang.writers.to_docx import document
from mingzhang.writers.to_text import disclosure_text
from writers import published


def budget(year: int, unit: str, rows: str) -> Disclosure:
    text = (
        f"平川市档案馆\n\n{year}年度部门预算公开\n\n{year}年预算支出总表\n\n"
        f"部门名称：平川市档案馆\n\n单位：{unit}\n\n"
        f"科目编码\t科目名称\t合计\t基本支出\t项目支出\n{rows}"
    )
    return read_disclosure(text.encode(), f"{year}.txt")


def test_a_document_agrees_with_itself_in_another_format() -> None:
    source = published.source("example")
    found = compare(source, read_disclosure(document(source), "公开文本.docx"))

    assert found.count(Change.SAME) > 600
    assert [line for part in found.parts for line in part.changed()] == []


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pdf", "html", "txt"])
def test_what_a_ledger_gives_differs_in_nothing_from_any_of_its_documents(
    ending: str, tmp_path: Path
) -> None:
    compiled = compile_ledger(worked_example(), Source("账簿.xlsx", "ledger", "0" * 64))
    written = write_compiled({"txt": "text"}.get(ending, ending), compiled, tmp_path)
    whole = next((file for file in written if file.stem == "document"), written[0])
    found = compare(compiled.disclosure, read_disclosure(whole.read_bytes(), f"甲.{ending}"))

    assert found.count(Change.SAME) > 500
    assert [line for part in found.parts for line in part.changed()] == []


def test_next_year_in_another_unit_is_matched_by_code_and_column() -> None:
    old = budget(
        2024,
        "元",
        "合计\t\t1200000\t800000\t400000\n201\t一般公共服务支出\t1200000\t800000\t400000\n",
    )
    new = budget(
        2025, "万元", "合计\t\t126.00\t80.00\t46.00\n201\t一般公共服务支出\t126.00\t80.00\t46.00\n"
    )

    assert comparison_text(compare(old, new)).splitlines()[2:] == [
        "逐数比较：相同 2 个，新增 0 个，减去 0 个，改变 4 个。",
        "",
        "2025年预算支出总表",
        "  改变　合计",
        "        合计 1200000元 → 126.00万元，+6.0000万元（+5.00%）",
        "        项目支出 400000元 → 46.00万元，+6.0000万元（+15.00%）",
        "  改变　201 一般公共服务支出",
        "        合计 1200000元 → 126.00万元，+6.0000万元（+5.00%）",
        "        项目支出 400000元 → 46.00万元，+6.0000万元（+15.00%）",
    ]


def test_rows_that_came_and_went_stand_where_they_are_printed() -> None:
    old = budget(
        2024,
        "万元",
        "201\t一般公共服务支出\t3.00\t3.00\t\n205\t教育支出\t1.00\t1.00\t\n合计\t\t4.00\t4.00\t\n",
    )
    new = budget(
        2025,
        "万元",
        "201\t一般公共服务支出\t3.00\t3.00\t\n213\t农林水支出\t1.00\t1.00\t\n合计\t\t4.00\t4.00\t\n",
    )
    words = [
        (line.change, line.words) for part in compare(old, new).parts for line in part.changed()
    ]

    assert words == [
        (Change.REMOVED, "205 教育支出的合计"),
        (Change.REMOVED, "205 教育支出的基本支出"),
        (Change.ADDED, "213 农林水支出的合计"),
        (Change.ADDED, "213 农林水支出的基本支出"),
    ]


def test_a_class_whose_code_changed_is_still_the_same_class() -> None:
    old = budget(2024, "万元", "2010399\t综合窗口支出\t3.00\t3.00\t\n合计\t\t3.00\t3.00\t\n")
    new = budget(2025, "万元", "2010350\t综合窗口支出\t3.00\t3.00\t\n合计\t\t3.00\t3.00\t\n")

    assert compare(old, new).count(Change.SAME) == 4


def test_a_table_that_only_one_document_prints_is_said_so() -> None:
    old = published.source("shanxi")
    new = msgspec.structs.replace(old, tables=old.tables[:-1])
    gone = [part for part in compare(old, new).parts if part.status is Change.REMOVED]

    assert [part.title for part in gone] == ["2025年项目支出预算表（上年结转）"]
    assert "（只在旧文本中）" in comparison_text(compare(old, new))


def test_json_has_every_figure_with_its_places() -> None:
    source = published.source("shanghai")
    found = json.loads(comparison_json(compare(source, source)))
    first = found["parts"][0]["figures"][0]

    assert found["schema"] == "mingzhang/comparison/1"
    assert found["summary"]["same"] == sum(len(part["figures"]) for part in found["parts"])
    assert first["before"] == first["after"]
    assert first["before"]["at"]["line"]


def next_year() -> Disclosure:
    """The worked example a year later: two projects changed, a promise raised, one clause."""
    text = disclosure_text(published.source("shanxi")).replace("2025", "2026")
    for old, new in (
        ("全域旅游宣传推广", "全域旅游宣传推广项目"),
        ("文创产品研发", "非遗工坊建设"),
        ("≥144场", "≥150场"),
        ("政府采购货物预算", "政府采购货物类预算"),
    ):
        assert old in text
        text = text.replace(old, new)
    return read_disclosure(text.encode(), "2026.txt")


def test_projects_that_came_went_or_changed_their_name_are_told() -> None:
    found = compare(published.source("shanxi"), next_year())

    assert found.projects(Change.ADDED) == ["非遗工坊建设"]
    assert found.projects(Change.REMOVED) == ["文创产品研发"]
    assert {part.title: part.former for part in found.parts if part.former} == {
        "全域旅游宣传推广项目": "全域旅游宣传推广"
    }


def test_a_promise_that_was_raised_is_told() -> None:
    found = compare(published.source("shanxi"), next_year())
    changed = [
        (one.before, one.after)
        for part in found.parts
        for one in part.reworded()
        if one.change is Change.CHANGED
    ]

    assert ("≥144场", "≥150场") in changed


def test_numbers_of_the_narrative_are_compared_by_what_they_are_said_of() -> None:
    found = compare(published.source("shanxi"), next_year())
    narrative = next(part for part in found.parts if part.title == "说明文字")
    changed = {line.words for line in narrative.changed()}

    assert len(narrative.lines) > 60
    assert all("货物" in words or "合同" in words or "项目" in words for words in changed), changed


def test_every_line_fits_a_terminal() -> None:
    text = comparison_text(compare(published.source("shanxi"), published.source("example")))

    assert [line for line in text.splitlines() if display_width(line) > 80] == []
