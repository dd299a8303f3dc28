"""The example's ledger gives the published tables, cell by cell."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from mingzhang.checks.report import check
from mingzhang.disclosure import Disclosure
from mingzhang.example import build_example
from mingzhang.example.ledger import example_ledger
from mingzhang.ledger.reading import read_rows
from mingzhang.ledger.rows import rows_of
from mingzhang.model import Source
from mingzhang.projection import compile_ledger
from mingzhang.recognition import read_disclosure

SOURCE = Source("示例账.xlsx", "ledger", "0" * 64)
ROUNDED = {
    "行政事业单位医疗",
    "工资福利支出",
    "商品和服务支出",
    "机关事业单位基本养老保险缴费支出",
    "机关事业单位职业年金缴费支出",
}
"""The rows whose published sums are off by the last place."""
AND_THEIR_SUMS = {
    "合计",
    "卫生健康支出",
    "十、卫生健康支出",
    "事业运行",
    "政府办公厅（室）及相关机构事务",
    "一般公共服务支出",
    "一、一般公共服务支出",
}


BLANK = ("立项依据", "必要性", "制度措施", "实施计划", "实施期目标")
"""What one goal form of the original leaves blank; it promises no indicator either."""


@cache
def published() -> Disclosure:
    return read_disclosure(build_example().encode(), "示例.txt")


def differences(disclosure: Disclosure) -> Iterator[tuple[str, str, Decimal]]:
    """Table, row and difference of every cell that is not as published."""
    for ours, theirs in zip(disclosure.tables, published().tables, strict=True):
        if ours.empty_note:
            assert theirs.empty_note
            continue
        for row, other in zip(ours.rows, theirs.rows, strict=True):
            for key, figure in row.values.items():
                printed = other.values[key]
                texts = [one.text if one else "0" for one in (figure, printed)]
                if texts[0] != texts[1]:
                    yield ours.id, row.name, Decimal(texts[0]) - Decimal(texts[1])


def test_rounded_by_itself_every_figure_is_the_published_one() -> None:
    compiled = compile_ledger(example_ledger(), SOURCE, once=False)

    assert list(differences(compiled.disclosure)) == []


def test_rounded_once_only_the_rows_with_a_rounding_difference_change() -> None:
    found = list(differences(compile_ledger(example_ledger(), SOURCE).disclosure))

    assert {name for _, name, _ in found} == ROUNDED | AND_THEIR_SUMS
    assert {abs(difference) for *_, difference in found} == {Decimal("0.01")}


def test_what_the_original_left_blank_is_told_and_printed_blank_and_found_by_the_rules() -> None:
    reading = read_rows(rows_of(example_ledger()))
    assert reading.ledger is not None, reading.problems
    disclosure = compile_ledger(reading.ledger, SOURCE).disclosure
    blank = next(form for form in disclosure.projects if not form.basis)
    rules = {one.rule for one in check(disclosure).findings if blank.name in one.message}

    assert [(one.at.sheet, one.at.row, one.at.header) for one in reading.blanks] == [
        *(("项目", 11, header) for header in BLANK),
        ("项目", 11, "项目名称"),
        ("绩效指标", 35, "指标值"),
        ("绩效指标", 118, "指标名称"),
    ]
    assert (blank.necessity, blank.plan, blank.indicators) == ("", "", ())
    assert rules >= {"E01"}
