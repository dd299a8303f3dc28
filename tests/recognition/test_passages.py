"""片段文字（没有封面和表格）：年度、预算还是决算，各看什么判断。"""

import pytest

from mingzhang.model import UnreadableFile
from mingzhang.recognition import read_disclosure


def read(*lines: str):
    return read_disclosure("\n\n".join(lines).encode(), "片段.txt")


THREE_PUBLIC = (
    "“三公”经费预算安排11.80万元，其中：因公出国（境）费0.00万元，"
    "公务用车运行维护费10.00万元，公务接待费1.80万元。"
)


def test_a_passage_about_one_kind_of_money_is_read():
    assert read(THREE_PUBLIC).statements


def test_amounts_of_a_company_are_no_budget():
    with pytest.raises(UnreadableFile):
        read("公司预算安排11.80万元，其中：市场费0.00万元，用车费10.00万元，招待费1.80万元。")


@pytest.mark.parametrize("word", ["较", "比", "比较", "与", "同"])
def test_the_year_compared_with_is_not_the_year_of_the_text(word: str):
    text = f"收入总计10.00万元，{word}2022年度减少2.00万元，{word}2022年下降16.67%。"
    assert read(text, "2023年支出总计10.00万元。", THREE_PUBLIC).year == 2023


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("基本支出年初预算为10.00万元，支出决算为9.00万元，完成年初预算的90%。", "final_accounts"),
        ("基本支出10.00万元，完成年初预算的90%。", "final_accounts"),
        ("基本支出10.00万元，比上年年初预算减少1.00万元。", "budget"),
        ("基本支出预算10.00万元，比上年决算数减少1.00万元。", "budget"),
    ],
)
def test_a_passage_without_title_tells_its_kind_by_the_outturn(printed: str, kind: str):
    assert read(f"财政拨款支出情况说明如下。{printed}", THREE_PUBLIC).kind == kind
