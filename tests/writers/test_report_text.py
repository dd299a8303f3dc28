"""The terminal report: what could not be decided comes first, nothing runs over 80 columns."""

import re

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.model import Verdict
from mingzhang.model.rule_info import RuleCase
from mingzhang.writers.checklist import checklist
from mingzhang.writers.report_text import Style, explain, report_text
from mingzhang.writers.terminal import display_width, wrap
from mingzhang.writers.words import Language
from writers import samples


def _text(style: Style | None = None) -> str:
    document, report = samples.disclosure(), samples.report()
    return report_text(document, report, samples.rules(), checklist(document, report), style)


def test_the_summary_names_document_file_and_counts():
    head = _text().split("\n\n")[0]
    assert "青禾市林业局 2025年度部门预算" in head
    assert "qinghe-2025.txt" in head
    assert "错误 2" in head
    assert "9 个数字中有 7 个被规则核对" in head


def test_undetermined_rules_stand_before_every_finding():
    text = _text()
    assert text.index("A57") < text.index("错误（2）")
    assert "没有读到项目支出预算表" in text


def test_a_finding_shows_both_values_the_difference_and_both_places():
    text = _text()
    finding = text[text.index("1. B20") : text.index("2. D22")]
    assert "应为 70.25 万元" in finding
    assert "实为 60.25 万元" in finding
    assert "差额 -10.00 万元" in finding
    assert "第71行" in finding
    assert "第43行" in finding


def test_errors_come_before_warnings_and_warnings_before_hints():
    text = _text()
    assert (
        text.index("错误（2）")
        < text.index("警告（1）")
        < text.index("提示（1）")
        < text.index("尾差（1）")
    )


def test_no_line_is_wider_than_eighty_columns():
    assert max(map(display_width, _text().split("\n"))) <= 80


def test_colours_only_where_asked_for():
    assert "\x1b[" not in _text()
    coloured = _text(Style(colour=True))
    assert re.sub(r"\x1b\[[\d;]+m", "", coloured) == _text()


def test_english_labels_keep_chinese_messages():
    text = _text(Style(Language.ENGLISH))
    assert "error 2" in text
    assert "Expected 70.25" in text
    assert "绩效管理情况写" in text


def test_a_rule_explains_itself_with_examples():
    case = RuleCase("收支相等", {"收入总计": "120.50", "支出总计": None}, Verdict.UNDETERMINED)
    text = explain(samples.rules()["A01"], [case])
    assert "收入总计 = 支出总计" in text
    assert "《预算法实施条例》第六条" in text
    assert "无法判定：收支相等" in text
    assert "支出总计 = 未读到" in text


def test_wrapping_never_begins_a_line_with_a_closing_mark():
    assert wrap("一二三四，五六", 8) == "一二三\n四，五六"


@given(st.text(alphabet="预算支出，。（）“”0123456789.AB ", max_size=200), st.integers(10, 90))
def test_wrapping_loses_no_character_and_keeps_the_width(text: str, width: int):
    lines = wrap(text, width).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(display_width(line) <= width for line in lines)
