"""A 自评表 is shown as it was printed, with what the rules say on its own cells."""

import io
import re

import openpyxl
import pytest

import documents
from mingzhang.checks.cases import FOLDER
from mingzhang.checks.report import check, rule_infos
from mingzhang.recognition import read_disclosure
from mingzhang.writers.checklist import checklist
from mingzhang.writers.report_html import report_html
from mingzhang.writers.report_xlsx import report_xlsx

TEXT = (FOLDER / "base" / "self_evaluation.txt").read_text("utf-8").replace("\t50%\t5", "\t55%\t5")
FORMATS = {
    "txt": str.encode,
    "docx": documents.as_docx,
    "xlsx": documents.as_xlsx,
    "html": documents.as_html,
    "pdf": documents.as_pdf,
}


@pytest.fixture(params=FORMATS)
def read_and_checked(request):
    disclosure = read_disclosure(FORMATS[request.param](TEXT), f"自评.{request.param}")
    return disclosure, check(disclosure)


def _reports(read_and_checked):
    disclosure, report = read_and_checked
    return disclosure, report, rule_infos(), checklist(disclosure, report)


def _cells(row: str) -> list[str]:
    return [re.sub("<[^>]+>", "", cell) for cell in re.findall("<td[^>]*>(.*?)</td>", row)]


def test_the_page_draws_its_rows_and_marks_the_wrong_rate(read_and_checked):
    page = report_html(*_reports(read_and_checked)).decode()
    form = page[page.index("项目支出绩效自评表 ") :]
    rows = re.findall("<tr id=[^>]*>(.*?)</tr>", form, re.DOTALL)

    assert _cells(rows[0])[:2] == ["项目名称", "校园维修"]
    assert _cells(rows[2])[0] == "项目资金（万元）"
    assert "<th" not in form[: form.index("</table>")]
    wrong = next(row for row in rows if "年度资金总额" in row)
    assert 'aria-label="55%，错误' in wrong
    met = next(row for row in rows if "师生满意度" in row)
    assert 'aria-label="95%，核对通过' in met


def test_the_workbook_fills_the_wrong_rate_and_says_why(read_and_checked):
    content = report_xlsx(*_reports(read_and_checked))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["T02 项目支出绩效自评表"]
    wrong = [cell for row in sheet for cell in row if cell.value == "55%"]

    assert sheet["A3"].value == "项目名称"
    assert len(wrong) == 1
    assert "E24" in wrong[0].comment.text
