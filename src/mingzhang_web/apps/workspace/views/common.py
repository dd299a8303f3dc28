"""What the views of the workspace share (共用)."""

from django.http import HttpRequest

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.workspace.models import Check, Finding, Import
from mingzhang_web.apps.workspace.selectors import sight as sights
from mingzhang_web.apps.workspace.selectors.sight import Sight


def user_of(request: HttpRequest) -> User:
    """Who is signed in; only below `login_required`."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError(user)
    return user


def sight_of(request: HttpRequest, year: int) -> Sight:
    """What the signed-in user sees of a year. Raises Http404 where nothing."""
    return sights.year_in_sight(Access.of_request(request), user_of(request), year)


def finding_of(request: HttpRequest, pk: int) -> tuple[Finding, Sight]:
    """A finding that the signed-in user sees. Raises Http404."""
    return sights.finding_in_sight(Access.of_request(request), user_of(request), pk)


def import_of(request: HttpRequest, pk: int) -> tuple[Import, Sight]:
    """A file handed in that the signed-in user sees. Raises Http404."""
    return sights.import_in_sight(Access.of_request(request), user_of(request), pk)


def check_of(request: HttpRequest, pk: int) -> tuple[Check, Sight]:
    """A check whose document the signed-in user sees. Raises Http404."""
    return sights.check_in_sight(Access.of_request(request), user_of(request), pk)


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"
