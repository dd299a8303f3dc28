"""What the frame of every page knows (页面框架)."""

from typing import Any

from django.http import HttpRequest

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.ui.menu import menu_of
from mingzhang_web.ui.type_size import is_large, other_size


def site(request: HttpRequest) -> dict[str, Any]:
    """`access`: what the user may do; `menu`: the entries open to them; the size of the type."""
    access = Access.of_request(request)
    return {
        "access": access,
        "menu": menu_of(access, request.path),
        "large_type": is_large(request),
        "other_size": other_size(request),
    }
