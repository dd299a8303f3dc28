"""Pages of the finance bureau (审核): all departments, their letters, comparisons."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingzhang.writers.report_xlsx import list_xlsx
from mingzhang.writers.words import document_name
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.selectors import reviewing as selectors
from mingzhang_web.apps.workspace.selectors.differences import differences_from_last_year
from mingzhang_web.apps.workspace.selectors.drawings import REPORTS, unpacked
from mingzhang_web.apps.workspace.selectors.letters import letter_of
from mingzhang_web.apps.workspace.views.common import check_of, download, sight_of

XLSX = REPORTS["xlsx"][0]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADS = (
    ("部门代码", 12),
    ("部门", 34),
    ("年度", 8),
    ("类别", 8),
    ("环节", 12),
    ("收到", 12),
    ("待处理错误", 12),
    ("待处理警告", 12),
    ("已说明", 10),
    ("无法判定", 10),
    ("公开期限", 12),
    ("剩余天数", 10),
)


@login_required
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """One row a department."""
    access, years, year = _chosen(request)
    lines = selectors.department_lines(access, year, timezone.localdate())
    context = {
        "years": years,
        "chosen": year,
        "lines": lines,
        "totals": selectors.totals(lines),
    }
    return render(request, "workspace/review.html", context)


@login_required
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    access, _, year = _chosen(request)
    lines = selectors.department_lines(access, year, timezone.localdate())
    title = f"{year}年度各部门预算公开核对情况"
    data = list_xlsx(title, "各部门", HEADS, [_cells(line) for line in lines])
    return download(data, f"{title}.xlsx", XLSX)


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Departments beside each other and beside last year."""
    access, years, year = _chosen(request)
    lines = selectors.compared(access, year)
    names = selectors.COMPARED
    context = {
        "years": years,
        "chosen": year,
        "before": year - 1,
        "names": names,
        "lines": lines,
        "middles": [selectors.median_change(lines, number) for number in range(len(names))],
    }
    return render(request, "workspace/compare.html", context)


@login_required
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of findings about a checked document."""
    check, sight = check_of(request, pk)
    if not sight.reviewer:
        raise PermissionDenied
    typed = request.GET.get("reply_by", "")
    try:
        reply_by = date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Http404 from None
    disclosure, _ = unpacked(check)
    data = letter_of(check, sight, timezone.localdate(), reply_by)
    return download(data, f"{document_name(disclosure).replace(' ', '')}核对意见函.docx", DOCX)


@login_required
@require_safe
def last_year(request: HttpRequest, year: int) -> HttpResponse:
    """Figure by figure beside last year's document."""
    sight = sight_of(request, year)
    if not sight.whole:
        raise Http404
    found = differences_from_last_year(sight)
    context = {"sight": sight, "year": sight.year, "found": found}
    return render(request, "workspace/last_year.html", context)


def _chosen(request: HttpRequest) -> tuple[Access, list[int], int]:
    """The access of a reviewer, the years there are, and the one asked for (else the newest)."""
    access = Access.of_request(request)
    if not access.may(Action.REVIEW):
        raise PermissionDenied
    years = selectors.reviewed_years(access)
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else 0
    return access, years, year if year in years else (years[0] if years else 0)


def _cells(line: selectors.DepartmentLine) -> list[str | int]:
    year, clock = line.year, line.clock
    counts = (line.errors, line.warnings, line.answered, line.undetermined)
    return [
        year.department.code,
        year.department.name,
        year.year,
        year.get_kind_display(),
        year.get_stage_display(),
        timezone.localtime(line.received).date().isoformat() if line.received else "",
        *("" if count is None else count for count in counts),
        clock.due.isoformat() if clock else "",
        clock.left if clock and not clock.done else "",
    ]
