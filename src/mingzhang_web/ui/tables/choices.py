"""Which columns somebody chose (选择列): kept in their browser, signed, for them alone."""

from collections.abc import Sequence
from typing import Any

import msgspec
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from mingzhang_web.ui.tables.columns import Column, Table

_KEPT = 400 * 24 * 3600


def chosen(request: HttpRequest, table: Table[Any]) -> tuple[Column[Any], ...]:
    """The columns that whoever asks wants to see of a table, in its order."""
    names = _all(request).get(table.name)
    return tuple(
        one
        for one in table.columns
        if one.heads or (one.shown if names is None else one.name in names)
    )


def keep(
    request: HttpRequest, response: HttpResponse, table: Table[Any], names: Sequence[str] | None
) -> None:
    """Remember the columns of a table with an answer; None for those shown at first."""
    kept = _all(request)
    kept.pop(table.name, None)
    if names is not None:
        kept[table.name] = [one.name for one in table.columns if one.name in names]
    response.set_cookie(
        _name(request),
        signing.dumps(kept, salt=_salt(request), compress=True),
        max_age=_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _all(request: HttpRequest) -> dict[str, list[str]]:
    try:
        found = signing.loads(request.COOKIES.get(_name(request), ""), salt=_salt(request))
        return msgspec.convert(found, dict[str, list[str]])
    except (signing.BadSignature, msgspec.ValidationError):
        return {}


def _salt(request: HttpRequest) -> str:
    return f"mingzhang.{_name(request)}"


def _name(request: HttpRequest) -> str:
    """Two people at one computer keep their own."""
    return f"columns-{request.user.pk or 0}"
