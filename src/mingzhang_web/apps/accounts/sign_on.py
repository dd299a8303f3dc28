"""Single sign-on (单点登录) by OpenID Connect: the provider says who somebody is, nothing more.

Authorization code flow with state, nonce and PKCE. A user is found by the provider's own mark
of a person (`sub`), which a system administrator has put into the user; none is ever made.
"""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote_plus

import httpx
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from mingzhang.model import MingzhangError

SECONDS = 10
LEEWAY = 120
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA"]
_STRONG = frozenset({"mfa", "otp", "hwk", "sc"})
"""Ways of signing in (RFC 8176) that stand for a second factor."""


class NotSignedOn(MingzhangError):
    """The provider did not say who somebody is; the sentence is for that person."""


@dataclass(frozen=True, slots=True)
class Request:
    """What this side must remember until the browser comes back."""

    state: str
    nonce: str
    verifier: str
    after: str

    def kept(self) -> dict[str, str]:
        """For the session."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is. `strong`: the provider asked for a second factor."""

    subject: str
    strong: bool


def begin(back: str, after: str) -> tuple[str, Request]:
    """Where to send the browser, and what to remember. Raises NotSignedOn."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    asking = {
        "response_type": "code",
        "client_id": settings.SIGN_ON.client_id,
        "scope": "openid",
        "redirect_uri": back,
        "state": state,
        "nonce": nonce,
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
    }
    try:
        with _client() as client:
            endpoint = _discovered(client)["authorization_endpoint"]
    except (httpx.HTTPError, KeyError, ValueError) as error:
        raise NotSignedOn("连不上统一身份认证，请稍后再试，或用密码登录。") from error
    return str(add_params_to_uri(endpoint, list(asking.items()))), Request(
        state, nonce, verifier, after
    )


def finish(back: str, asked: Request, given: dict[str, str]) -> Identity:
    """Who came back. Raises NotSignedOn."""
    if not secrets.compare_digest(given.get("state", "").encode(), asked.state.encode()):
        raise NotSignedOn("这次登录不是从本页面开始的，请重新登录。")
    if "code" not in given:
        raise NotSignedOn("统一身份认证没有完成登录，请重新登录。")
    try:
        with _client() as client:
            known = _discovered(client)
            token = _exchange(client, known["token_endpoint"], back, given["code"], asked.verifier)
            keys = _json(client.get(known["jwks_uri"]))
        return _identity(token, keys, known["issuer"], asked.nonce)
    except (httpx.HTTPError, JoseError, KeyError, ValueError) as error:
        raise NotSignedOn("统一身份认证的答复不能采信，没有登录，请联系系统管理员。") from error


def _exchange(client: httpx.Client, endpoint: str, back: str, code: str, verifier: str) -> str:
    """The ID token that a code stands for."""
    rules = settings.SIGN_ON
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": rules.client_id,
        "code_verifier": verifier,
    }
    auth = httpx.BasicAuth(quote_plus(rules.client_id), quote_plus(rules.client_secret))
    response = client.post(endpoint, data=form, auth=auth if rules.client_secret else httpx.Auth())
    return str(_json(response)["id_token"])


def _identity(text: str, keys: Any, issuer: str, nonce: str) -> Identity:
    token = jwt.decode(text, KeySet.import_key_set(keys), algorithms=ALGORITHMS)
    client = settings.SIGN_ON.client_id
    options = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client},
    }
    params = {"nonce": nonce, "client_id": client}
    claims = CodeIDToken(token.claims, token.header, options, params)
    claims.validate(leeway=LEEWAY)
    if claims.get("nonce") != nonce:
        raise ValueError("nonce")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise ValueError("sub")
    ways = claims.get("amr")
    return Identity(subject, bool(_STRONG & set(ways if isinstance(ways, Iterable) else ())))


def _client() -> httpx.Client:
    return httpx.Client(timeout=SECONDS)


def _discovered(client: httpx.Client) -> dict[str, Any]:
    """The provider's own description; every address in it is a safe one."""
    known: dict[str, Any] = _json(client.get(settings.SIGN_ON.discovery))
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not str(known[name]).startswith("https://"):
            raise ValueError(name)
    return known


def _json(response: httpx.Response) -> Any:
    response.raise_for_status()
    return response.json()
