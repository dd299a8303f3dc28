"""Rows that stand in no file: the same ledger, and every fault by sheet, row and header."""

from mingzhang.ledger.reading import read_rows
from mingzhang.ledger.rows import LedgerRows, rows_of
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source
from mingzhang.projection import compile_ledger

Spot = tuple[str | None, int | None, str | None]


def example() -> LedgerRows:
    return rows_of(worked_example())


def spots(rows: LedgerRows) -> dict[Spot, str]:
    problems = read_rows(rows).problems
    return {(one.at.sheet, one.at.row, one.at.header): one.message for one in problems}


def test_the_rows_of_a_ledger_are_the_same_ledger() -> None:
    ledger = read_rows(example()).ledger

    assert ledger is not None
    assert rows_of(ledger) == example()
    source = Source("工作区", "ledger", "0" * 64)
    again, first = compile_ledger(ledger, source), compile_ledger(worked_example(), source)
    assert again.disclosure == first.disclosure


def test_every_fault_is_told_with_its_row_and_header_and_all_at_once() -> None:
    rows = example()
    rows["预算明细"][0]["本年金额"] = "约9万"
    rows["预算明细"][4]["功能科目"] = "2079998"
    rows["上年"].append({"项目": "收入总计", "金额": "1"})
    found = spots(rows)

    assert "不是数" in found["预算明细", 1, "本年金额"]
    assert "不在支出功能分类科目里" in found["预算明细", 5, "功能科目"]
    assert "没有“收入总计”这一项" in found["上年", len(rows["上年"]), "项目"]
    assert read_rows(rows).ledger is None


def test_a_blank_is_told_where_it_must_be_filled() -> None:
    rows = example()
    del rows["项目"][1]["项目期"]

    assert spots(rows) == {("项目", 2, "项目期"): "“项目期”没有填，请补上。"}


def test_a_cell_that_no_sheet_has_is_told() -> None:
    rows = example()
    rows["资产"][0]["颜色"] = "红"

    assert "“资产”表没有“颜色”一列" in spots(rows)["资产", 1, "颜色"]


def test_without_rows_every_sheet_says_what_it_needs() -> None:
    found = spots({})

    assert ("部门", None, None) in found
    assert "没有一行预算明细" in found["预算明细", None, None]


def test_a_fault_reads_as_a_sentence_with_its_spot() -> None:
    rows = example()
    rows["预算明细"][2]["本年金额"] = "-5"

    assert str(read_rows(rows).problems[0].at) == "工作表“预算明细” 第3行 “本年金额”一栏"
