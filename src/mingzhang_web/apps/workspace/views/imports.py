"""Pages of what was handed in (导入)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingzhang.model import MingzhangError
from mingzhang_web import files
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.lists_of_a_year import IMPORTS, PROBLEMS
from mingzhang_web.apps.workspace.models import Import
from mingzhang_web.apps.workspace.selectors import imports as selectors
from mingzhang_web.apps.workspace.selectors.drawings import drawn
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.services import imports as services
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.views.common import import_of, sight_of
from mingzhang_web.ui.downloads import attachment
from mingzhang_web.ui.tables import Listing


@login_required
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest, year: int) -> HttpResponseBase:
    """Hand in files, and see those handed in."""
    sight = sight_of(request, year)
    if request.method == "POST":
        return _hand_in(request, sight)
    return _page(request, sight)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was read of a file, and what taking it over would do."""
    made, sight = import_of(request, pk)
    check = made.check_made
    problems = selectors.problem_lines(made)
    listing = Listing.of(PROBLEMS, request, selectors.alike(problems), f"{made.name}要先改正的地方")
    context = {
        "sight": sight,
        "year": sight.year,
        "made": made,
        "mine": made.job.user_id == sight.user_id,
        "earlier": selectors.earlier(sight, made.sha256, made),
        "problems": problems,
        "alike": listing,
        "check": check,
        "drawn": drawn(check) if check else None,
        "coming": selectors.what_would_come(made) if not made.job.is_open else None,
        "why_not": services.why_not_taken_over(sight, made),
    }
    return listing.answer() or render(request, "workspace/import.html", context)


@login_required
@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what was read in place of the ledger."""
    made, sight = import_of(request, pk)
    try:
        services.take_over(Actor.of(request), sight, made)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("workspace:import", pk)
    messages.success(request, f"已接收“{made.name}”，账簿已换成文件里的内容。")
    return redirect("workspace:findings", sight.year.pk)


@login_required
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was handed in."""
    made, _ = import_of(request, pk)
    try:
        data = files.content(made.sha256)
    except OSError:
        raise Http404 from None
    return attachment(data, made.name, "application/octet-stream")


def _hand_in(request: HttpRequest, sight: Sight) -> HttpResponseBase:
    sent = request.FILES.getlist("files")
    try:
        services.demand_importing(sight)
        if not sent:
            raise Refused("请先选择文件。")
        if len(sent) > services.MAX_FILES:
            raise Refused(f"一次最多导入 {services.MAX_FILES} 个文件，请分几次导入。")
    except Refused as refused:
        return _page(request, sight, [str(refused)], status=422)
    made: list[Import] = []
    wrong: list[str] = []
    for upload in sent:
        try:
            made.append(_one(request, sight, upload))
        except MingzhangError as error:
            wrong.append(str(error))
    if len(made) == 1 and not wrong:
        return redirect("workspace:import", made[0].pk)
    if made and not wrong:
        messages.success(request, f"收到 {len(made)} 个文件，正在读取和核对。")
        return redirect("workspace:imports", sight.year.pk)
    return _page(request, sight, wrong, status=422)


def _one(request: HttpRequest, sight: Sight, upload: "UploadedFile[bytes]") -> Import:
    name = services.safe_name(upload.name or "")
    if (upload.size or 0) > services.MAX_BYTES:
        most = services.MAX_BYTES // 1024 // 1024
        raise Refused(f"“{name}”超过 {most} MB 的上限，没有导入。")
    return services.hand_in(Actor.of(request), sight, name, upload.read())


def _page(
    request: HttpRequest, sight: Sight, wrong: list[str] | None = None, status: int = 200
) -> HttpResponseBase:
    listing = Listing.of(IMPORTS, request, selectors.handed_in(sight), f"{sight.year}导入的文件")
    context = {
        "sight": sight,
        "year": sight.year,
        "imports": listing,
        "may_import": _may_import(sight),
        "accepted": ",".join(f".{ending}" for ending in services.ACCEPTED),
        "most": services.MAX_BYTES // 1024 // 1024,
        "most_files": services.MAX_FILES,
        "wrong": wrong or [],
    }
    page = "workspace/imports.html"
    return listing.answer() or render(request, page, context, status=status)


def _may_import(sight: Sight) -> bool:
    try:
        services.demand_importing(sight)
    except Refused:
        return False
    return True
