"""Finance bureaus, departments, units and offices (机构): for the system administrator."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingzhang_web.apps.accounts.admin_forms import BureauForm, DepartmentForm, OfficeForm, UnitForm
from mingzhang_web.apps.accounts.guards import needs
from mingzhang_web.apps.accounts.lists import DEPARTMENTS
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.organisations import selectors, services
from mingzhang_web.apps.organisations.models import Department
from mingzhang_web.ui.tables import Listing


@needs(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def organisations(request: HttpRequest) -> HttpResponseBase:
    """Every bureau with its departments; a new one of either."""
    sent = request.POST if request.method == "POST" else None
    what = request.POST.get("what", "")
    bureau = BureauForm(sent if what == "bureau" else None, prefix="bureau")
    department = DepartmentForm(sent if what == "department" else None, prefix="department")
    if bureau.is_bound and bureau.is_valid():
        made = services.found_bureau(Actor.of(request), **bureau.cleaned_data)
        messages.success(request, f"已建立“{made}”。")
        return redirect("accounts:organisations")
    if department.is_bound and department.is_valid():
        found = services.found_department(Actor.of(request), **department.cleaned_data)
        messages.success(request, f"已建立“{found}”，请再写它的预算单位和科室。")
        return redirect("accounts:department", found.pk)
    listing = Listing.of(DEPARTMENTS, request, selectors.departments_with_counts())
    context = {
        "departments": listing,
        "bureau_form": bureau,
        "department_form": department,
    }
    status = 422 if bureau.errors or department.errors else 200
    page = "accounts/organisations.html"
    return listing.answer() or render(request, page, context, status=status)


@needs(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """One department: its units and offices; a new one of either."""
    found = selectors.departments().filter(pk=pk).first()
    if found is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    what = request.POST.get("what", "")
    unit = UnitForm(found, sent if what == "unit" else None, prefix="unit")
    office = OfficeForm(found, sent if what == "office" else None, prefix="office")
    if _added(request, found, unit, office):
        return redirect("accounts:department", pk)
    context = {"department": found, "unit_form": unit, "office_form": office}
    wrong = unit.errors or office.errors
    return render(request, "accounts/department.html", context, status=422 if wrong else 200)


def _added(request: HttpRequest, found: Department, unit: forms.Form, office: forms.Form) -> bool:
    if unit.is_bound and unit.is_valid():
        made = services.found_unit(Actor.of(request), found, **unit.cleaned_data)
    elif office.is_bound and office.is_valid():
        made = services.found_office(Actor.of(request), found, **office.cleaned_data)  # type: ignore[assignment]
    else:
        return False
    messages.success(request, f"已建立“{made}”。")
    return True
