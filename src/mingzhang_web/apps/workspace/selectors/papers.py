"""What is written about a check to save (核对的文件): reports, the checklist, the letter."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingzhang.writers.checklist import checklist
from mingzhang.writers.report_xlsx import checklist_xlsx
from mingzhang.writers.words import document_name
from mingzhang_web.apps.workspace.models import Check
from mingzhang_web.apps.workspace.selectors.drawings import REPORTS, unpacked
from mingzhang_web.apps.workspace.selectors.letters import letter_of
from mingzhang_web.apps.workspace.selectors.sight import Sight

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = REPORTS["xlsx"][0]


class PaperKind(StrEnum):
    """The report as a page, workbook or data; the checklist (检查表) alone."""

    HTML = "html"
    XLSX = "xlsx"
    JSON = "json"
    CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class Paper:
    """One file to save."""

    name: str
    media_type: str
    data: bytes


def report_paper(check: Check, kind: PaperKind) -> Paper:
    """The report of a check, or its checklist."""
    disclosure, said = unpacked(check)
    name = document_name(disclosure).replace(" ", "")
    if kind is PaperKind.CHECKLIST:
        data = checklist_xlsx(disclosure, checklist(disclosure, said))
        return Paper(f"{name}检查表.xlsx", XLSX, data)
    media_type, write = REPORTS[kind]
    return Paper(f"{name}核对报告.{kind}", media_type, write(disclosure, said))


def letter_paper(check: Check, sight: Sight, dated: date, reply_by: date | None) -> Paper:
    """The letter of findings from the bureau to the department."""
    disclosure, _ = unpacked(check)
    name = f"{document_name(disclosure).replace(' ', '')}核对意见函.docx"
    return Paper(name, DOCX, letter_of(check, sight, dated, reply_by))
