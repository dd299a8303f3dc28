"""The yearly official list is read out of a spreadsheet and then decides what is known."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.classification import (
    Certainty,
    Kind,
    economic_class,
    function_class,
    is_official,
    official_rows,
    store_official,
)
from mingzhang.model import MingzhangError, Place

JOINED = [
    ["2026年政府收支分类科目", "", ""],
    ["科目编码", "科目名称", "说明"],
    ["201", "一般公共服务支出", ""],
    ["20103", "政府办公厅（室）及相关机构事务", ""],
    ["2010306", "政务公开审批", "反映……"],
]
SPLIT = [
    ["科目编码", "", "", "科目名称"],
    ["类", "款", "项", ""],
    ["201", "", "", "一般公共服务支出"],
    ["", "3", "", "政府办公厅（室）及相关机构事务"],
    ["", "", "06", "政务公开审批"],
    ["类", "款", "项", ""],
    ["", "", "50", "事业运行"],
    ["205", "", "", "教育支出"],
    ["205", "02", "", "普通教育"],
    ["205", "02", "99", "其他普通教育支出"],
]


def codes(rows: list[list[str]], kind: Kind = Kind.FUNCTION) -> list[str]:
    return [entry.code for entry in official_rows(rows, kind, 2026).entries]


def messages(rows: list[list[str]], kind: Kind = Kind.FUNCTION) -> list[str]:
    return [problem.message for problem in official_rows(rows, kind, 2026).problems]


def test_joined_codes_are_read_below_their_heading() -> None:
    assert codes(JOINED) == ["201", "20103", "2010306"]
    assert messages(JOINED) == []


def test_split_codes_go_on_from_the_row_above() -> None:
    assert codes(SPLIT) == ["201", "20103", "2010306", "2010350", "205", "20502", "2050299"]
    assert messages(SPLIT) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["2010", "缺一位", ""], "不是 3、5、7 位数字"),
        (["30101", "基本工资", ""], "不是支出功能分类的科目"),
        (["20104", "", ""], "没有名称"),
        (["", "说明文字", ""], "没有科目编码"),
        (["20103", "另一个名称", ""], "编码重复"),
        (["2020101", "行政运行", ""], "上级 20201 没有出现"),
    ],
)
def test_a_doubtful_row_is_reported_with_its_place(row: list[str], says: str) -> None:
    found = official_rows([*JOINED, row], Kind.FUNCTION, 2026)
    (problem,) = found.problems
    assert says in problem.message
    assert problem.at == Place(row=6)


def test_a_table_without_the_two_columns_is_reported() -> None:
    found = official_rows([["项目", "金额"], ["合计", "1.00"]], Kind.FUNCTION, 2026)
    assert found.entries == ()
    assert "找不到" in found.problems[0].message


def test_a_loaded_list_decides_for_its_year_only(tmp_path: Path) -> None:
    entries = official_rows(JOINED, Kind.FUNCTION, 2026).entries
    assert store_official(entries, Kind.FUNCTION, 2026, tmp_path, "2026年科目.xlsx") == 3
    assert is_official(Kind.FUNCTION, 2026, tmp_path)
    assert not is_official(Kind.FUNCTION, 2025, tmp_path)
    assert not is_official(Kind.ECONOMIC, 2026, tmp_path)
    known = function_class("2010306", 2026, tmp_path)
    assert known is not None
    assert known.certainty is Certainty.OFFICIAL
    assert function_class("2010350", 2026, tmp_path) is None
    assert function_class("2010350", 2025, tmp_path) is not None


def test_the_environment_names_the_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGZHANG_DATA", str(tmp_path))
    rows = [["编码", "名称"], ["301", "工资福利支出"], ["30101", "基本工资, 含试用期"]]
    store_official(official_rows(rows, Kind.ECONOMIC, 2026).entries, Kind.ECONOMIC, 2026)
    entry = economic_class("30101", 2026)
    assert entry is not None
    assert entry.name == "基本工资， 含试用期"


def test_nothing_is_stored_out_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(MingzhangError, match="没有读到任何科目"):
        store_official([], Kind.FUNCTION, 2026, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_list_is_an_error_and_not_an_empty_list(tmp_path: Path) -> None:
    folder = tmp_path / "classification"
    folder.mkdir()
    (folder / "function-2027.csv").write_bytes(b"# \xff\xfe")
    with pytest.raises(MingzhangError, match="重新装入"):
        function_class("201", 2027, tmp_path)


@given(st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=8))
def test_any_rows_give_entries_or_problems(rows: list[list[str]]) -> None:
    found = official_rows(rows, Kind.FUNCTION, 2026)
    assert found.entries or found.problems
