"""A disclosure as a workbook: figures read back, totals live, relations recomputed."""

import io
from pathlib import Path

import msgspec
import openpyxl
import pytest

from ledger.random_ledgers import random_ledger
from mingzhang.disclosure import Disclosure
from mingzhang.model import Source
from mingzhang.projection import compile_ledger
from mingzhang.recognition import read_disclosure
from mingzhang.writers.to_xlsx import workbook, write
from writers import published
from writers.office import converted, needs_office, without_cached_values


def again(name: str) -> Disclosure:
    return read_disclosure(workbook(published.source(name)), f"{name}.xlsx")


def opened(name: str, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(published.source(name))), data_only=values)


@pytest.mark.parametrize("name", published.SOURCES)
def test_read_again_every_figure_and_indicator_is_the_same(name: str) -> None:
    source, read = published.source(name), again(name)

    assert published.figures(read) == published.figures(source)
    assert published.indicators(read) == published.indicators(source)
    assert published.money(read) == published.money(source)
    assert published.catalogue(read) == published.catalogue(source)
    assert (read.year, read.kind, read.level, read.department.name) == (
        source.year,
        source.kind,
        source.level,
        source.department.name,
    )


@pytest.mark.parametrize("name", published.SOURCES)
def test_read_again_the_rules_on_tables_and_forms_find_the_same(name: str) -> None:
    assert published.failures(again(name), "ACDE") == published.failures(
        published.source(name), "ACDE"
    )


def test_a_total_is_a_formula_that_keeps_its_printed_value() -> None:
    sheet, values = opened("shanxi")["表2 预算收入总表"], opened("shanxi", values=True)
    total = next(row for row in sheet.iter_rows(min_row=4) if row[1].value == "合计")

    assert total[2].value == "=SUM(C7,C15,C21,C28,C31)"
    assert values["表2 预算收入总表"][total[2].coordinate].value == 1334.05
    assert total[2].number_format == "0.00"


def test_a_sum_takes_in_the_blanks_between_its_parts_but_no_other_total() -> None:
    sheet = opened("shanxi")["表1 预算收支总表"]
    total = next(row for row in sheet.iter_rows() if row[2].value == "本年支出合计")
    last = next(row for row in sheet.iter_rows() if row[2].value == "支出总计")

    assert total[3].value == "=SUM(D6:D35)"
    assert last[3].value == f"={total[3].coordinate}"


def test_relations_between_tables_are_formulas_over_their_sheets() -> None:
    sheet = opened("shanghai")["勾稽关系"]

    assert sheet["D4"].value == "='表2 部门收入预算总表'!C30"
    assert sheet["G4"].value == "='表1 部门财务收支预算总表'!B12"
    assert sheet["J4"].value == '=IF(H4=0,"相等",IF(ABS(H4)<=I4,"尾差","不等"))'


def test_relations_of_a_contradictory_document_show_tails_and_differences() -> None:
    sheet = opened("example", values=True)["勾稽关系"]
    verdicts = [row[9] for row in sheet.iter_rows(min_row=4, values_only=True)]

    assert verdicts.count("尾差") > 5
    assert verdicts.count("不等") == 1


@needs_office
@pytest.mark.parametrize("name", ["shanxi", "final_accounts"])
def test_another_office_computes_the_printed_values(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.xlsx"
    file.write_bytes(without_cached_values(workbook(published.source(name))))
    computed = openpyxl.load_workbook(converted(file, "xlsx"), data_only=True)
    formulas, printed = opened(name), opened(name, values=True)
    wrong = [
        (sheet.title, cell.coordinate)
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        and computed[sheet.title][cell.coordinate].value
        != pytest.approx(printed[sheet.title][cell.coordinate].value, abs=1e-6)
    ]

    assert wrong == []


def test_header_is_frozen_and_repeated_in_print() -> None:
    sheet = opened("shanxi")["表3 预算支出总表"]

    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.page_setup.paperSize == 9


def test_the_title_of_a_narrow_table_has_room_above_it() -> None:
    sheet = opened("shanxi")["表7 政府性基金预算收入表"]
    width = sum(sheet.column_dimensions[letter].width for letter in "ABC")

    assert sheet["A2"].value == "2025年政府性基金预算收入表（不含上年结转）"
    assert width >= 2 * len(sheet["A2"].value) * 16 / 11


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "\t=1"])
def test_a_name_that_looks_like_a_formula_stays_words(name: str) -> None:
    source = published.source("shanxi")
    row = msgspec.structs.replace(source.tables[11].rows[1], name=name)
    rows = (source.tables[11].rows[0], row)
    tables = (*source.tables[:11], msgspec.structs.replace(source.tables[11], rows=rows))
    made = workbook(msgspec.structs.replace(source, tables=tables))
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[12]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == name)

    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_the_same_disclosure_gives_the_same_bytes(tmp_path: Path) -> None:
    source = published.source("shanghai")
    files = write(source, tmp_path / "甲") + write(source, tmp_path / "乙")

    assert files[0].read_bytes() == files[1].read_bytes()


@needs_office
def test_another_office_finds_every_relation_of_a_compiled_ledger_to_hold(tmp_path: Path) -> None:
    """A49 compares a figure in 元 with its printing in 万元."""
    ledger = random_ledger(5, "shanghai-budget-2024")
    disclosure = compile_ledger(ledger, Source("账簿.xlsx", "ledger", "0" * 64)).disclosure
    file = tmp_path / "公开文本.xlsx"
    file.write_bytes(without_cached_values(workbook(disclosure)))
    computed = openpyxl.load_workbook(converted(file, "xlsx"), data_only=True)
    lines = list(computed["勾稽关系"].iter_rows(min_row=4, values_only=True))
    twice = next(line for line in lines if line[0] == "A49" and line[4] == "＝")

    assert (twice[3], twice[6], twice[7], twice[9]) == (104973, 105000, 0, "相等")
    assert {line[9] for line in lines} == {"相等", "成立"}
