"""The API of one's own second factor (动态码)."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from mingzhang.model import WrongUsage
from mingzhang_web.api import person
from mingzhang_web.apps.accounts import factors, services, signing_in
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.middleware import SHOWN_FACTOR
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.journal.actor import Actor

router = Router(tags=["我的账号"])


class FactorOut(Schema):
    """Whether there is a second factor; the key of the next one, until it is enrolled."""

    enrolled: bool
    required: bool = Field(description="按设置必须启用")
    key: str | None = Field(description="手工输入验证器的密钥")
    address: str | None = Field(description="otpauth:// 地址，供生成二维码")


class CodeIn(Schema):
    """What the authenticator app shows now, or a recovery code."""

    code: str = Field(max_length=40)


class CodesOut(Schema):
    """Recovery codes, shown this once (恢复码)."""

    codes: list[str]


@router.get("/me/second-factor", response=FactorOut, summary="我的动态码", url_name="factor")
def factor(request: HttpRequest) -> Any:
    """Only from a page, not by a token: the key is a secret of its owner."""
    user = person(request)
    enrolled = factors.has_factor(user)
    device = None if enrolled else factors.unconfirmed(user)
    return {
        "enrolled": enrolled,
        "required": factors.is_required(Access.of_request(request)),
        "key": device and factors.key_of(device),
        "address": device and device.config_url,
    }


@router.post(
    "/me/second-factor", response={201: CodesOut}, summary="启用动态码", url_name="enrol-factor"
)
def enrol(request: HttpRequest, payload: CodeIn) -> Any:
    """By the first code that the app shows; every other session ends."""
    user, session = person(request), request.session.session_key or ""
    codes = services.enrol(Actor.of(request), user, payload.code, session)
    request.session[SHOWN_FACTOR] = True
    return Status(201, {"codes": codes})


@router.post("/me/second-factor/codes", response={201: CodesOut}, summary="更换恢复码")
def renew_codes(request: HttpRequest, payload: CodeIn) -> Any:
    """Against a code; the recovery codes before no longer work."""
    user = _shown(request, payload)
    return Status(201, {"codes": services.renew_codes(Actor.of(request), user)})


@router.post("/me/second-factor/remove", response={204: None}, summary="取消动态码")
def remove(request: HttpRequest, payload: CodeIn) -> Any:
    """Against a code; who must have one enrols anew."""
    services.remove_factor(Actor.of(request), _shown(request, payload))
    request.session[SHOWN_FACTOR] = False
    return Status(204, None)


def _shown(request: HttpRequest, payload: CodeIn) -> User:
    """The caller, who has a second factor and showed it now."""
    user = person(request)
    if not factors.has_factor(user):
        raise WrongUsage("还没有启用动态码。")
    refusal = signing_in.check_code(request, user, payload.code)
    if refusal is not None:
        raise WrongUsage(refusal.sentence)
    return user
