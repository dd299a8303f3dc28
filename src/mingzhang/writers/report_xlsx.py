"""The findings as a workbook to pass on (发现清单), with the tables and their marked cells.

Strings of the document are written as strings: none can become a formula or a link.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.workbook import Workbook

from mingzhang.disclosure import Disclosure
from mingzhang.model import Finding, Report, RuleResult, Severity, Verdict
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.checklist import Answer, ChecklistRow
from mingzhang.writers.evidence import Evidence
from mingzhang.writers.report_xlsx_tables import write_tables
from mingzhang.writers.words import document_name, word
from mingzhang.writers.xlsx_sheets import Sheet, Styles

# A fixed day in the file's properties, so that the same input gives the same workbook.
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FINDINGS = (
    ("序号", 6),
    ("规则", 7),
    ("严重程度", 9),
    ("结论", 9),
    ("说明", 54),
    ("应为", 13),
    ("实为", 13),
    ("差额", 13),
    ("单位", 7),
    ("位置", 28),
    ("依据", 26),
    ("处理建议", 30),
    ("处理情况", 16),
    ("备注", 16),
)
_RULES = (
    ("规则", 8),
    ("名称", 28),
    ("结论", 10),
    ("核对次数", 9),
    ("原因", 40),
    ("要求", 46),
    ("公式", 40),
    ("依据", 32),
)
_CHECKLIST = (
    ("应公开的内容", 38),
    ("有无", 10),
    ("问题", 54),
    ("发现序号", 14),
    ("位置", 22),
    ("依据", 42),
)
_SEVERITY_STYLE = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}
_ANSWER_STYLE = {
    Answer.YES: "pass",
    Answer.NO: "error",
    Answer.UNDETERMINED: "undetermined",
}
_VERDICT_STYLE = {
    Verdict.PASS: "pass",
    Verdict.ROUNDING: "rounding",
    Verdict.FAIL: "error",
    Verdict.NOT_APPLICABLE: "cell",
    Verdict.UNDETERMINED: "undetermined",
}
_TOP = 3
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_LONG = _OPTIONS | {"in_memory": False, "constant_memory": True}


def report_xlsx(
    disclosure: Disclosure,
    report: Report,
    rules: Mapping[str, RuleInfo],
    checklist: Sequence[ChecklistRow] = (),
) -> bytes:
    """The workbook: 发现, 检查表, 规则, then one sheet a published table."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as workbook:
        title = f"{document_name(disclosure)} 核对报告"
        workbook.set_properties({"title": title, "created": _MADE})
        styles = Styles(workbook)
        _findings(workbook, styles, title, report)
        if checklist:
            _checklist(workbook, styles, title, checklist)
        _rules(workbook, styles, title, report, rules)
        write_tables(workbook, styles, disclosure, Evidence(report, rules), rules)
    return stream.getvalue()


def checklist_xlsx(disclosure: Disclosure, rows: Sequence[ChecklistRow]) -> bytes:
    """A workbook of the checklist alone (检查表), as a reviewer files it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as workbook:
        title = document_name(disclosure)
        workbook.set_properties({"title": f"{title} 检查表", "created": _MADE})
        _checklist(workbook, Styles(workbook), title, rows)
    return stream.getvalue()


def list_xlsx(
    title: str,
    name: str,
    heads: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str | int | Decimal]],
) -> bytes:
    """A workbook of one list: heads with their widths; a string stays a string (代码 keep their 0).

    Rows are written as they come, and not held.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _LONG) as workbook:
        workbook.set_properties({"title": title, "created": _MADE})
        sheet = _list(workbook, Styles(workbook), name, title, heads)
        last = _TOP - 1
        for last, row in enumerate(rows, _TOP):
            for column, value in enumerate(row):
                put = sheet.words if isinstance(value, str) else sheet.number
                put(last, column, str(value), "cell")
        sheet.page.autofilter(_TOP - 1, 0, last, len(heads) - 1)
    return stream.getvalue()


def _list(
    workbook: Workbook, styles: Styles, name: str, title: str, heads: Sequence[tuple[str, int]]
) -> Sheet:
    """A sheet of rows: a title, a line for remarks, the header."""
    sheet = Sheet(workbook, styles, name)
    sheet.words(0, 0, f"{title}：{name}", "title")
    sheet.heads(_TOP - 1, heads)
    sheet.set_up()
    return sheet


def _findings(workbook: Workbook, styles: Styles, title: str, report: Report) -> None:
    sheet = _list(workbook, styles, "发现", title, _FINDINGS)
    summary = report.summary
    counts = (
        f"错误 {summary.error}，警告 {summary.warning}，提示 {summary.info}，"
        f"无法判定 {summary.undetermined}；文件 {report.source.name}"
    )
    sheet.words(1, 0, counts, "note")
    for number, finding in enumerate(report.findings, 1):
        _finding(sheet, _TOP + number - 1, number, finding)
    sheet.page.autofilter(_TOP - 1, 0, _TOP - 1 + len(report.findings), len(_FINDINGS) - 1)


def _finding(sheet: Sheet, row: int, number: int, finding: Finding) -> None:
    rounding = finding.verdict is Verdict.ROUNDING
    marked = "rounding" if rounding else _SEVERITY_STYLE[finding.severity]
    where = "\n".join(str(place) for place in finding.places[:12] if str(place))
    sheet.page.write_number(row, 0, number, sheet.styles("cell"))
    sheet.words(row, 1, finding.rule, "cell")
    sheet.words(row, 2, word(finding.severity), marked)
    sheet.words(row, 3, word(finding.verdict), "cell")
    sheet.words(row, 4, finding.message, "cell")
    for column, value in enumerate((finding.expected, finding.actual, finding.difference), 5):
        sheet.number(row, column, value, "cell")
    more = f"\n等 {len(finding.places)} 处" if len(finding.places) > 12 else ""
    texts = (finding.unit or "", where + more, finding.basis, finding.remedy, "", "")
    for column, text in enumerate(texts, 8):
        sheet.words(row, column, text, "cell")


def _checklist(
    workbook: Workbook, styles: Styles, title: str, rows: Sequence[ChecklistRow]
) -> None:
    sheet = _list(workbook, styles, "检查表", title, _CHECKLIST)
    for number, row in enumerate(rows, _TOP):
        sheet.words(number, 0, row.title, "cell")
        sheet.words(number, 1, row.answer.value, _ANSWER_STYLE[row.answer])
        found = "、".join(map(str, row.findings))
        texts = (row.wrong, found, str(row.at) if row.at else "", row.basis)
        for column, text in enumerate(texts, 2):
            sheet.words(number, column, text, "cell")


def _rules(
    workbook: Workbook,
    styles: Styles,
    title: str,
    report: Report,
    rules: Mapping[str, RuleInfo],
) -> None:
    sheet = _list(workbook, styles, "规则", title, _RULES)
    for number, result in enumerate(report.rules, _TOP):
        _rule(sheet, number, result, rules.get(result.rule))
    sheet.page.autofilter(_TOP - 1, 0, _TOP - 1 + len(report.rules), len(_RULES) - 1)


def _rule(sheet: Sheet, row: int, result: RuleResult, info: RuleInfo | None) -> None:
    sheet.words(row, 0, result.rule, "cell")
    sheet.words(row, 1, info.title if info else "", "cell")
    sheet.words(row, 2, word(result.verdict), _VERDICT_STYLE[result.verdict])
    sheet.page.write_number(row, 3, result.tested, sheet.styles("cell"))
    texts = (result.reason or "",) + ((info.statement, info.formula, info.basis) if info else ())
    for column, text in enumerate(texts, 4):
        sheet.words(row, column, text, "cell")
