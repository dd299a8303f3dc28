"""A provider of OpenID Connect that runs beside a test: real TLS, real codes, signed tokens.

It checks what a strict provider checks (client, address, code once, PKCE), and lies on request:
`claims` are put over those of an honest token, `sign` replaces the honest signature.
"""

import base64
import hashlib
import json
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from secrets import token_urlsafe
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "mingzhang", "a secret: 明账"
KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
Claims = dict[str, Any]


def honestly(claims: Claims) -> str:
    """A token as the provider signs it."""
    return jwt.encode({"alg": "RS256", "kid": "1"}, claims, KEY)


@dataclass
class Provider:
    """`person`: who sits at the browser; None where they refuse."""

    issuer: str = ""
    person: str | None = "p-1"
    claims: Claims = field(default_factory=dict)
    sign: Callable[[Claims], str] = honestly
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        """Answer one request."""
        pages = {
            "/.well-known/openid-configuration": self._described,
            "/authorize": self._authorized,
            "/token": self._token,
            "/keys": lambda _: ("200 OK", {"keys": [KEY.as_dict(private=False)]}),
        }
        status, given = pages[environ["PATH_INFO"]](environ)
        if isinstance(given, str):
            start(status, [("Location", given)])
            return [b""]
        start(status, [("Content-Type", "application/json")])
        return [json.dumps(given).encode()]

    def _described(self, environ: dict[str, Any]) -> tuple[str, Any]:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
        known = {name: f"{self.issuer}/{page}" for name, page in names.items()}
        return "200 OK", known | {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"}

    def _authorized(self, environ: dict[str, Any]) -> tuple[str, Any]:
        asked = dict(parse_qsl(environ["QUERY_STRING"]))
        if (asked["client_id"], asked["response_type"]) != (CLIENT, "code"):
            return "400 Bad Request", {"error": "unauthorized_client"}
        answer = {"state": asked["state"]}
        if self.person is None:
            answer["error"] = "access_denied"
        else:
            answer["code"] = token_urlsafe(8)
            self.codes[answer["code"]] = asked
        return "302 Found", f"{asked['redirect_uri']}?{urlencode(answer)}"

    def _token(self, environ: dict[str, Any]) -> tuple[str, Any]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        asked = self.codes.pop(form["code"], None)
        if asked is None or not _fits(asked, form, environ.get("HTTP_AUTHORIZATION", "")):
            return "400 Bad Request", {"error": "invalid_grant"}
        now = int(time.time())
        honest = {"iss": self.issuer, "sub": self.person, "aud": CLIENT, "iat": now}
        honest |= {"exp": now + 300, "nonce": asked["nonce"]}
        told = {name: value for name, value in (honest | self.claims).items() if value is not None}
        return "200 OK", {"token_type": "Bearer", "access_token": "x", "id_token": self.sign(told)}


def _fits(asked: dict[str, str], form: dict[str, str], authorization: str) -> bool:
    """Whether a code comes from who asked for it: client, address, and the PKCE verifier."""
    given = base64.b64decode(authorization.removeprefix("Basic ")).decode()
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    secret = urlencode({"": SECRET})[1:]
    return (
        given == f"{CLIENT}:{secret}"
        and form["redirect_uri"] == asked["redirect_uri"]
        and challenge == asked["code_challenge"]
    )


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing to the terminal."""


@contextmanager
def running(folder: Path) -> Iterator[tuple[Provider, Path]]:
    """A provider on a port of its own, and the certificate to trust it by."""
    certificate, key = folder / "provider.pem", folder / "provider.key"
    _certify(certificate, key)
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider, handler_class=_Quiet)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    provider.issuer = f"https://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield provider, certificate
    server.shutdown()
    thread.join()
    server.server_close()


def _certify(certificate: Path, key: Path) -> None:
    """A certificate for 127.0.0.1 that signs itself."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    signed = builder.sign(secret, hashes.SHA256())
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
