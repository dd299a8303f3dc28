"""Which columns somebody chose (选择列): kept in their browser, signed, for them alone."""

from collections.abc import Sequence
from typing import Any

import msgspec
from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from mingzhang_web.ui.tables.columns import Column, Table

_KEPT = 400 * 24 * 3600
_SALT = "columns"


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
    response.set_signed_cookie(
        _name(request),
        msgspec.json.encode(kept).decode("ascii"),
        salt=_SALT,
        max_age=_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _all(request: HttpRequest) -> dict[str, list[str]]:
    try:
        text = request.get_signed_cookie(_name(request), salt=_SALT)
        return msgspec.json.decode(text or "", type=dict[str, list[str]])
    except (KeyError, BadSignature, msgspec.MsgspecError):
        return {}


def _name(request: HttpRequest) -> str:
    """Two people at one computer keep their own; a cookie's name is part of what is signed."""
    return f"columns-{request.user.pk or 0}"
