"""A row that a page break cuts in two is one row again; rows that are whole stay apart."""

import pytest

from readers.pdf_files import Page, steps
from readers.pdf_reading import tables

XS = steps(60, 40, 120, 70, 70)
HEADER = ["编码", "科目名称", "合计", "项目支出"]


def _page(*body: list[str]) -> Page:
    return Page().table(XS, steps(760, *[-18] * (len(body) + 1)), [HEADER, *body])


def test_the_code_and_the_figure_that_go_on_over_the_page_break_are_whole() -> None:
    one, other = tables(
        _page(["205", "教育支出", "1.25", ""], ["2050", "其他教育管理", "1,346.3", "86.00"]),
        _page(["199", "事务支出", "5", ""], ["206", "科学技术", "3.10", ""]),
    )
    assert one.rows[-1] == ["2050199", "其他教育管理事务支出", "1,346.35", "86.00"]
    assert other.rows == [HEADER, ["206", "科学技术", "3.10", ""]]
    assert len(other.places) == 2


def test_the_code_of_a_unit_goes_on_too_beside_an_amount_that_is_torn_for_sure() -> None:
    """155 and 002 alone could be two codes."""
    one, other = tables(
        _page(["205", "教育支出", "1.25", ""], ["155", "图书馆", "2,381,3", "2,381,3"]),
        _page(["002", "", "06", "06"], ["206", "科学技术", "3.10", ""]),
    )
    assert one.rows[-1] == ["155002", "图书馆", "2,381,306", "2,381,306"]
    assert other.rows == [HEADER, ["206", "科学技术", "3.10", ""]]


@pytest.mark.parametrize(
    "first", [["20502", "普通教育", "5.00", ""], ["", "其他", "5", ""], ["", "项目", "", ""]]
)
def test_a_row_of_its_own_at_the_top_of_a_page_stays_a_row(first: list[str]) -> None:
    one, other = tables(_page(["20501", "教育管理", "346.35", ""]), _page(first))
    assert one.rows[-1] == ["20501", "教育管理", "346.35", ""]
    assert other.rows[-1] == first


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (["205", "教育支出", "1234", "1234"], ["206", "科技支出", "567", "567"]),
        (["", "教育支出", "12", "34"], ["", "科技支出", "567", "89012"]),
        (["", "教育支出", "346.3", "1"], ["", "科技支出", "5", "3"]),
        (["302", "教育支出", "11.5", "1.25"], ["302", "科技支出", "6", "3.10"]),
    ],
)
def test_whole_figures_without_two_decimals_are_never_put_together(
    last: list[str], first: list[str]
) -> None:
    one, other = tables(_page(["201", "国防支出", "3", "3"], last), _page(first))
    assert (one.rows[-1], other.rows[-1]) == (last, first)


def test_digits_under_each_other_for_want_of_room_are_one_number() -> None:
    page = Page().table(steps(60, 40, 120, 14), steps(760, -18, -30), [HEADER[:3]])
    page.text(62, 724, "205").text(102, 724, "教育支出").text(222, 730, "1").text(222, 719, "3")
    (table,) = tables(page)
    assert table.rows[1] == ["205", "教育支出", "13"]
