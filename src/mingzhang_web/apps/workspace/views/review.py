"""Pages of the finance bureau (审核): all departments, their letters, comparisons."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.lists import COMPARE, DIFFERENCES, REVIEW
from mingzhang_web.apps.workspace.selectors import reviewing as selectors
from mingzhang_web.apps.workspace.selectors.differences import (
    differences_from_last_year,
    in_parts,
)
from mingzhang_web.apps.workspace.selectors.papers import letter_paper
from mingzhang_web.apps.workspace.views.common import check_of, sight_of
from mingzhang_web.ui.downloads import attachment
from mingzhang_web.ui.tables import Listing


@login_required
@require_safe
def review(request: HttpRequest) -> HttpResponseBase:
    """One row a department."""
    access, years, year = _chosen(request)
    lines = selectors.department_lines(access, year, timezone.localdate())
    listing = Listing.of(REVIEW, request, lines, f"{year}年度各部门预算公开核对情况")
    context = {
        "years": years,
        "chosen": year,
        "lines": listing,
        "totals": selectors.totals(lines),
    }
    return listing.answer() or render(request, "workspace/review.html", context)


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """Departments beside each other and beside last year."""
    access, years, year = _chosen(request)
    lines = selectors.compared(access, year)
    listing = Listing.of(COMPARE, request, lines, f"{year}年度部门比较")
    medians = [selectors.median_change(lines, number) for number in range(len(selectors.COMPARED))]
    context = {
        "years": years,
        "chosen": year,
        "before": year - 1,
        "lines": listing,
        "middles": list(zip(selectors.COMPARED, medians, strict=True)),
    }
    return listing.answer() or render(request, "workspace/compare.html", context)


@login_required
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The letter of findings about a checked document."""
    check, sight = check_of(request, pk)
    if not sight.reviewer:
        raise PermissionDenied
    typed = request.GET.get("reply_by", "")
    try:
        reply_by = date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Http404 from None
    paper = letter_paper(check, sight, timezone.localdate(), reply_by)
    return attachment(paper.data, paper.name, paper.media_type)


@login_required
@require_safe
def last_year(request: HttpRequest, year: int) -> HttpResponseBase:
    """Figure by figure beside last year's document; `?part=` shows one table alone."""
    sight = sight_of(request, year)
    if not sight.whole:
        raise Http404
    found = differences_from_last_year(sight)
    part = request.GET.get("part", "")
    lines = in_parts(found, int(part) if part.isdecimal() and len(part) < 6 else None)
    listing = Listing.of(DIFFERENCES, request, lines, f"{sight.year}与上年比较")
    context = {"sight": sight, "year": sight.year, "found": found, "lines": listing, "part": part}
    return listing.answer() or render(request, "workspace/last_year.html", context)


def _chosen(request: HttpRequest) -> tuple[Access, list[int], int]:
    """The access of a reviewer, the years there are, and the one asked for (else the newest)."""
    access = Access.of_request(request)
    if not access.may(Action.REVIEW):
        raise PermissionDenied
    years = selectors.reviewed_years(access)
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else 0
    return access, years, year if year in years else (years[0] if years else 0)
