"""Finance bureaus, departments, units and offices (机构): for the system administrator."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts.guards import needs
from mingzhang_web.apps.accounts.lists import DEPARTMENTS
from mingzhang_web.apps.accounts.place_forms import (
    BureauForm,
    ClosingForm,
    DepartmentForm,
    OfficeForm,
    UnitForm,
    form_of,
)
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.organisations import selectors, services
from mingzhang_web.apps.organisations.models import Department, Office, Place, Unit
from mingzhang_web.apps.organisations.services.changing import KIND_NAMES
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
    found = _founded(request, department)
    if found is not None:
        messages.success(request, f"已建立“{found}”，请再写它的预算单位和科室。")
        return redirect("accounts:department", found.pk)
    listing = Listing.of(DEPARTMENTS, request, selectors.departments_with_counts())
    context = {
        "departments": listing,
        "bureaus": selectors.bureaus(),
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


@needs(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One bureau, department, unit or office: rename, move, close, reopen, turn into another kind."""
    found = selectors.place_or_404(kind, pk)
    what = request.POST.get("what", "")
    form = form_of(found, request.POST if what == "edit" else None)
    closing = ClosingForm(request.POST if what == "close" else None)
    refused = ""
    if request.method == "POST":
        try:
            said = _done(Actor.of(request), found, what, form, closing)
        except WrongUsage as error:
            said, refused = "", str(error)
        if said:
            messages.success(request, said)
            return redirect(_page_above(found))
    context = {
        "place": found,
        "kind": KIND_NAMES[type(found)],
        "turns": isinstance(found, Unit | Office) and not found.is_closed,
        "other": KIND_NAMES[Office if isinstance(found, Unit) else Unit],
        "above": _page_above(found),
        "form": form,
        "closing": closing,
        "refused": refused,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/place.html", context, status=status)


def _done(actor: Actor, found: Place, what: str, form: forms.Form, closing: forms.Form) -> str:
    """What was done, in words; "" where a form must be put right."""
    if what == "edit" and form.is_valid():
        services.edit(actor, found, form.cleaned_data)
        return f"“{form.cleaned_data['name']}”已保存。"
    if what == "close" and closing.is_valid():
        services.close(actor, found, closing.cleaned_data["last_day"])
        return f"“{found}”的最后一天是 {found.closed_on}，以前的内容照常可以查看。"
    if what == "reopen":
        services.reopen(actor, found)
        return f"“{found}”已恢复。"
    if what == "change-kind":
        made = services.change_kind(actor, found)
        return f"“{made}”已改为{KIND_NAMES[type(made)]}。"
    return ""


def _page_above(found: Place) -> str:
    """The page that lists a place."""
    department = found if isinstance(found, Department) else getattr(found, "department", None)
    if department is None:
        return reverse("accounts:organisations")
    return reverse("accounts:department", args=(department.pk,))


def _founded(request: HttpRequest, form: forms.Form) -> Department | None:
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return services.found_department(Actor.of(request), **form.cleaned_data)
    except WrongUsage as closed:
        form.add_error("bureau", str(closed))
        return None


def _added(request: HttpRequest, found: Department, unit: forms.Form, office: forms.Form) -> bool:
    """Whether a unit or office was founded; why not is told beside its name."""
    form = unit if unit.is_bound else office
    if not (form.is_bound and form.is_valid()):
        return False
    founding = services.found_unit if form is unit else services.found_office
    try:
        made = founding(Actor.of(request), found, **form.cleaned_data)
    except WrongUsage as closed:
        form.add_error("name", str(closed))
        return False
    messages.success(request, f"已建立“{made}”。")
    return True
