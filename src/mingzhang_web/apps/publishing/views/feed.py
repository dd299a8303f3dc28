"""News of publications (订阅): an Atom feed."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from mingzhang_web.apps.publishing.models import Edition
from mingzhang_web.apps.publishing.selectors import portal as selectors
from mingzhang_web.apps.publishing.views.caching import public


@require_safe
@public
def publications(request: HttpRequest) -> HttpResponse:
    """The last publications and corrections (公开与更正), the newest first."""
    whole = request.build_absolute_uri
    feed = Atom1Feed(
        title="预算公开",
        link=whole(reverse("publishing:portal")),
        description="各部门最近公开和更正的预算、决算。",
        feed_url=whole(request.path),
        language="zh-CN",
    )
    for one in selectors.newest():
        feed.add_item(
            title=_title(one),
            link=whole(one.get_absolute_url()),
            description=f"更正原因：{one.reason}" if one.reason else _title(one),
            pubdate=one.published_at,
            updateddate=one.published_at,
            unique_id=whole(one.get_absolute_url()),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{feed.content_type}")


def _title(edition: Edition) -> str:
    return (
        f"{edition.budget_year}{'更正' if edition.number > 1 else '公开'}（第 {edition.number} 版）"
    )
