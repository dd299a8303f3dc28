"""The checked document (核对过的公开文本): drawn, with its proofs, and as reports to save."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.selectors.drawings import drawn
from mingzhang_web.apps.workspace.selectors.papers import PaperKind, report_paper
from mingzhang_web.apps.workspace.services import checks as services
from mingzhang_web.apps.workspace.services.checks import CannotCheck
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.views.common import check_of, sight_of
from mingzhang_web.ui.downloads import attachment

KEPT = "private, max-age=86400, immutable"
"""A check never changes: whoever may see it may keep its document for a day."""


@login_required
@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The document on a page of its own; works without script."""
    found, sight = check_of(request, pk)
    context = {"check": found, "year": sight.year, "sight": sight, "drawn": drawn(found)}
    return render(request, "workspace/check.html", context)


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawn document as a part of another page."""
    found, _ = check_of(request, pk)
    made = drawn(found)
    response = HttpResponse(mark_safe(made.drawing.sprite + made.drawing.document))  # noqa: S308  # nosec B308 B703
    response["Cache-Control"] = KEPT
    return response


@login_required
@require_safe
def proofs(request: HttpRequest, pk: int) -> HttpResponse:
    """What opens the figures of the document."""
    found, _ = check_of(request, pk)
    response = HttpResponse(drawn(found).drawing.proofs, content_type="application/json")
    response["Cache-Control"] = KEPT
    return response


@login_required
@require_safe
def report(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report of a check to save: html, xlsx, json; checklist is the 检查表 alone."""
    found, _ = check_of(request, pk)
    if kind not in list(PaperKind):
        raise Http404
    paper = report_paper(found, PaperKind(kind))
    return attachment(paper.data, paper.name, paper.media_type)


@login_required
@require_POST
def check_ledger(request: HttpRequest, year: int) -> HttpResponse:
    """Compile the ledger as it stands, and check it."""
    sight = sight_of(request, year)
    try:
        made = services.check_ledger(Actor.of(request), Access.of_request(request), sight.year)
    except (Refused, CannotCheck) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"核对完成：错误 {made.errors} 处，警告 {made.warnings} 处。")
    return redirect("workspace:findings", year)
