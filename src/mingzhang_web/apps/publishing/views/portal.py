"""The public portal (公开门户): no sign-in, nothing kept about who reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingzhang_web.apps.publishing.selectors import portal as selectors
from mingzhang_web.apps.publishing.selectors.editions import differences, edition_or_404
from mingzhang_web.apps.publishing.selectors.search import FOUND_KINDS, LONGEST, Asked, search
from mingzhang_web.apps.publishing.services.editions import fingerprint
from mingzhang_web.apps.publishing.views.caching import public

FORMAT_NAMES = {
    "docx": ("Word 文档", "file-type-docx"),
    "pdf": ("PDF 文档", "file-type-pdf"),
    "xlsx": ("Excel 工作簿", "file-spreadsheet"),
}


@require_safe
@public
def portal(request: HttpRequest) -> HttpResponse:
    """Every department that has published, with its newest figures."""
    context = {
        "bureaus": selectors.departments_by_bureau(),
        "newest": selectors.newest(),
        "longest": LONGEST,
    }
    return render(request, "publishing/portal.html", context)


@require_safe
@public
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """One department: its years beside each other."""
    found = selectors.department_or_404(slug)
    context = {"department": found, "kinds": selectors.years_by_kind(found), "longest": LONGEST}
    return render(request, "publishing/department.html", context)


@require_safe
@public
def edition(
    request: HttpRequest, slug: str, year: int, kind: str, number: int | None = None
) -> HttpResponse:
    """One edition: its figures, its pages and files, the editions before and after."""
    found = edition_or_404(slug, year, kind, number)
    files = list(found.files.filter(format__in=("docx", "pdf", "xlsx", "data")))
    context = {
        "edition": found,
        "year": found.budget_year,
        "department": found.budget_year.department,
        "figures": selectors.cards(found),
        "pages": selectors.pages_of(found),
        "documents": [(one, *FORMAT_NAMES[one.format]) for one in files if one.format != "data"],
        "data": [one for one in files if one.format == "data"],
        "others": selectors.editions_of(found),
        "fingerprint": fingerprint(found),
    }
    return render(request, "publishing/edition.html", context)


@require_safe
@public
def changes(request: HttpRequest, slug: str, year: int, kind: str, number: int) -> HttpResponse:
    """What a correction changed, figure by figure."""
    found = edition_or_404(slug, year, kind, number)
    context = {
        "edition": found,
        "year": found.budget_year,
        "department": found.budget_year.department,
        "found": differences(found),
    }
    return render(request, "publishing/changes.html", context)


@require_safe
@public
def find(request: HttpRequest) -> HttpResponse:
    """Search over all that is published, narrowed by kind, department and year."""
    asked = _asked(request)
    page = request.GET.get("page", "1")
    results = search(asked, int(page) if page.isdecimal() and len(page) < 5 else 1)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "asked": asked,
        "results": results,
        "kinds": FOUND_KINDS,
        "departments": selectors.departments(),
        "years": selectors.years(),
        "query": query.urlencode(),
        "longest": LONGEST,
        "typed": bool(asked.words.strip()) or asked.kind is not None,
    }
    return render(request, "publishing/search.html", context)


def _asked(request: HttpRequest) -> Asked:
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    return Asked(
        words=request.GET.get("q", "").replace("\0", "")[:LONGEST],
        kind=next((number for number, _ in FOUND_KINDS if str(number) == kind), None),
        department=request.GET.get("department", "").replace("\0", "")[:60],
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
    )
