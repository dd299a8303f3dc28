"""What must hold before a budget year takes a step (条件), told in sentences."""

from django.utils import timezone

from mingzhang.ledger.reading import read_rows
from mingzhang.ledger.sheets import PROJECTS
from mingzhang_web.apps.organisations.models import Office
from mingzhang_web.apps.workspace.editing import standing_submissions
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.selectors.checks import open_on
from mingzhang_web.apps.workspace.selectors.ledgers import typed_rows

SHOWN = 3
"""How many things to put right one sentence names."""


def outstanding_offices(year: BudgetYear) -> list[Office]:
    """The offices that answer for projects and have not handed them in."""
    answering = year.rows.filter(sheet=PROJECTS.name, office__isnull=False)
    ids = set(answering.values_list("office_id", flat=True)) - standing_submissions(year)
    return list(Office.objects.filter(pk__in=ids))


def problems_of_office(year: BudgetYear, office: Office) -> list[str]:
    """What an office must put right in its project and indicator rows before it hands them in."""
    rows = list(year.rows.all())
    if not any(row.office_id == office.pk for row in rows):
        return [f"{office}还没有项目，没有可以提交的内容。"]
    by_sheet: dict[str, list[int | None]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet, []).append(row.office_id)
    found = []
    for problem in read_rows(typed_rows(year)).problems:
        owners = by_sheet.get(problem.at.sheet or "", [])
        number = problem.at.row
        if number and number <= len(owners) and owners[number - 1] == office.pk:
            found.append(f"{problem.at}：{problem.message}")
    return found


def first_of(sentences: list[str]) -> list[str]:
    """As many as one takes in at once, and how many more; all of them stand in the ledger."""
    more = len(sentences) - SHOWN
    rest = [f"另有 {more} 处，请在账簿里改正标红的格子。"] if more > 0 else []
    return sentences[:SHOWN] + rest


def compilable(year: BudgetYear) -> list[str]:
    """What keeps a ledger from being compiled (汇总), one sentence each."""
    waiting = outstanding_offices(year)
    found = [f"还没有提交：{'、'.join(map(str, waiting))}。"] if waiting else []
    problems = read_rows(typed_rows(year)).problems
    if problems:
        found.append(f"账簿还有 {len(problems)} 处要改，请先在账簿里改正标红的格子。")
    return found


def _checked(year: BudgetYear) -> list[str]:
    check = year.current_check
    if check is None or not check.from_ledger or check.revision != year.revision:
        return ["还没有核对现在的账簿，请先核对。"]
    return []


def approvable(year: BudgetYear) -> list[str]:
    """What keeps a year from being approved (批准), one sentence each."""
    missing = _checked(year)
    open_ = year.findings.filter(open_on(timezone.localdate()), verdict="fail")
    errors = open_.filter(severity="error").count()
    if errors:
        missing.append(f"还有 {errors} 处错误没有改正或说明，请先在“发现”里处理。")
    return missing


def publishable(year: BudgetYear) -> list[str]:
    """What keeps a year from being published (公开), one sentence each."""
    missing = approvable(year)
    if year.approved_on is None:
        missing.append("还没有填写财政批复日期。")
    return missing
