"""The checklist answers 是, 否 or 无法判定 for each content that law demands."""

import msgspec

from mingzhang.writers.checklist import Answer, ChecklistRow, checklist
from writers import samples


def _rows(**changes) -> dict[str, ChecklistRow]:
    document = msgspec.structs.replace(samples.disclosure(), **changes)
    return {row.id: row for row in checklist(document, samples.report())}


def test_a_table_that_was_read_is_there():
    row = _rows()["income_expenditure_summary"]
    assert row.answer is Answer.YES
    assert row.wrong == ""


def test_a_present_table_with_a_finding_says_so():
    row = _rows()["expenditure_summary"]
    assert row.answer is Answer.YES
    assert row.findings == (1, 5)
    assert row.wrong == "有错误 1 条、尾差 1 条，请逐条核对。"


def test_a_missing_table_is_a_no():
    row = _rows()["three_public_expenses"]
    assert row.answer is Answer.NO
    assert "列出空表" in row.wrong


def test_a_missing_table_is_undetermined_while_another_was_not_recognised():
    tables = samples.disclosure().tables
    unknown = msgspec.structs.replace(tables[1], subject=None)
    row = _rows(tables=(tables[0], unknown))["expenditure_summary"]
    assert row.answer is Answer.UNDETERMINED
    assert "1 张表没有识别出主题" in row.wrong


def test_a_workbook_without_narrative_cannot_answer_for_it():
    assert _rows(narrative=())["assets"].answer is Answer.UNDETERMINED


def test_an_empty_table_needs_its_note():
    tables = samples.disclosure().tables
    bare = msgspec.structs.replace(tables[2], empty_note=None)
    assert _rows()["empty_tables"].answer is Answer.YES
    row = _rows(tables=(*tables[:2], bare))["empty_tables"]
    assert row.answer is Answer.NO
    assert "2025年政府性基金预算收入表" in row.wrong


def test_goal_forms_are_asked_of_budgets_only():
    assert _rows()["overall_goal"].answer is Answer.YES
    assert _rows(projects=())["project_goals"].answer is Answer.NO
    assert "overall_goal" not in _rows(kind="final_accounts")
    assert "small_business" in _rows(kind="final_accounts")


def test_rows_stand_in_the_order_of_the_document():
    order = list(_rows())
    assert order.index("expenditure_summary") < order.index("performance")
    assert order.index("performance") < order.index("project_goals") < order.index("glossary")
