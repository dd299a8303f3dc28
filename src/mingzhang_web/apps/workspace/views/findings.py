"""The findings desk (发现): the list beside the document, one finding with all that was said."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.people import people_who_may
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.lists_of_a_year import FINDINGS
from mingzhang_web.apps.workspace.models import Finding
from mingzhang_web.apps.workspace.selectors import checks as selectors
from mingzhang_web.apps.workspace.selectors.checks import Wanted
from mingzhang_web.apps.workspace.selectors.drawings import drawn, rule_of
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.selectors.trend import Trend
from mingzhang_web.apps.workspace.selectors.verdicts import Pin, where_to_fix
from mingzhang_web.apps.workspace.services import findings as services
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.views.common import finding_of, is_partial, sight_of
from mingzhang_web.ui.tables import Listing

ORDERS = {
    "": "报告里的次序",
    "weight": "严重程度",
    "rule": "规则",
    "due": "处理期限",
    "person": "处理人",
}


@login_required
@require_safe
def findings(request: HttpRequest, year: int) -> HttpResponseBase:
    """The list with its filters, and the document."""
    sight = sight_of(request, year)
    wanted = _wanted(request)
    found = sight.findings()
    narrowed = selectors.narrowed(found, wanted, sight.user_id)
    listing = Listing.of(FINDINGS, request, narrowed, f"{sight.year}发现")
    if (other := listing.answer()) is not None:
        return other
    context = {
        "sight": sight,
        "year": sight.year,
        "wanted": wanted,
        "states": selectors.STATES,
        "listing": listing,
        "orders": ORDERS,
        "order": request.GET.get("sort", ""),
        "lines": selectors.lines(list(listing.page)),
        "check": sight.check(),
    }
    if is_partial(request):
        return render(request, "workspace/finding_list.html", context)
    counted, checks = selectors.counts(found), selectors.trend(sight.year)
    context |= {
        "counts": counted,
        "rules": _rules(found),
        "trend": Trend.of(checks, counted, timezone.now()) if sight.whole else None,
        "may_check": sight.member and sight.whole and sight.may(Action.COMPILE),
    }
    return render(request, "workspace/findings.html", context)


@login_required
@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: what it says, where it stands, what was said."""
    found, sight = finding_of(request, pk)
    return _page(request, found, sight)


@login_required
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Answer, take back, comment or assign; what was typed stays where it is refused."""
    if what not in ACTS:
        raise Http404
    found, sight = finding_of(request, pk)
    try:
        said = ACTS[what](Actor.of(request), sight, found, request)
    except Refused as refused:
        return _page(request, found, sight, what, str(refused))
    messages.success(request, said)
    return redirect("workspace:finding", pk)


def _page(
    request: HttpRequest, found: Finding, sight: Sight, failed: str = "", why: str = ""
) -> HttpResponse:
    check = sight.check()
    said = drawn(check).found(found.order) if check and found.gone_at is None else None
    year = sight.year
    may_assign = services.may_assign(sight)
    context = {
        "sight": sight,
        "year": year,
        "line": selectors.line_of(found),
        "finding": found,
        "counted": tuple(selectors.places_of(found)),
        "said": said if said and said.message == found.message else None,
        "rule": rule_of(found.rule),
        "check": check,
        "fixes": _fixes(found, sight),
        "following": selectors.next_open(sight.findings(), found, sight.user_id),
        "answers": found.explanations.select_related("by"),
        "comments": found.comments.select_related("by"),
        "may_answer": services.may_answer(sight, found) and found.gone_at is None,
        "may_assign": may_assign and found.gone_at is None,
        "may_comment": sight.may(Action.COMMENT),
        "people": people_who_may(Action.RESOLVE, year.department, year.year) if may_assign else (),
        "failed": failed,
        "why": why,
        "typed": request.POST if failed else {},
    }
    status = 422 if failed else 200
    return render(request, "workspace/finding.html", context, status=status)


def _fixes(found: Finding, sight: Sight) -> list[Pin]:
    """Where in the ledger a finding is put right, for who works on it."""
    if found.gone_at is not None or not sight.member:
        return []
    return where_to_fix(sight.access, sight.year, found.rule, found.message)


def _answer(actor: Actor, sight: Sight, found: Finding, request: HttpRequest) -> str:
    posted = request.POST
    until = _day(posted.get("valid_until", ""))
    services.answer(actor, sight, found, posted.get("state", ""), posted.get("reason", ""), until)
    return "已保存。"


def _take_back(actor: Actor, sight: Sight, found: Finding, request: HttpRequest) -> str:
    services.take_back(actor, sight, found, request.POST.get("reason", ""))
    return "已重新列为待处理。"


def _comment(actor: Actor, sight: Sight, found: Finding, request: HttpRequest) -> str:
    services.comment(actor, sight, found, request.POST.get("text", ""))
    return "评论已发出。"


def _assign(actor: Actor, sight: Sight, found: Finding, request: HttpRequest) -> str:
    chosen = request.POST.get("person", "")
    person = User.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    if chosen and person is None:
        raise Refused("没有这个人，请重新选择。")
    services.assign(actor, sight, found, person, _day(request.POST.get("due_on", "")))
    return f"已分派给{person}。" if person else "已取消分派。"


ACTS: dict[str, Callable[[Actor, Sight, Finding, HttpRequest], str]] = {
    "answer": _answer,
    "take-back": _take_back,
    "comment": _comment,
    "assign": _assign,
}


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Refused("日期要写成 2026-01-20 的样子。") from None


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    weight, state = asked.get("weight", ""), asked.get("state", "open")
    return Wanted(
        weight if weight in selectors.WEIGHTS else "",
        state if state in selectors.STATES else "open",
        asked.get("rule", "").replace("\0", "")[:8],
        asked.get("words", "").replace("\0", "")[:100],
        asked.get("mine") == "1",
    )


def _rules(found: QuerySet[Finding]) -> list[tuple[str, str]]:
    """The rules that found anything, for the filter."""
    ids = found.order_by("rule").values_list("rule", flat=True).distinct()
    return [(id_, info.title if (info := rule_of(id_)) else "") for id_ in ids]
