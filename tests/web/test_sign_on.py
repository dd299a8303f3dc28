"""Single sign-on against a provider that runs beside the tests, honest and not."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.config.environment import SignOn
from web.conftest import SignedIn, World
from web.provider import CLIENT, KEY, SECRET, Claims, Provider, honestly, running

BEGIN, SIGN_IN = "/accounts/sign-on/", "/accounts/sign-in/"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Provider, Path]]:
    with running(tmp_path_factory.mktemp("provider")) as found:
        yield found


@pytest.fixture
def provider(
    started: tuple[Provider, Path],
    world: World,
    settings: object,
    monkeypatch: pytest.MonkeyPatch,
) -> Provider:
    """An honest provider that this installation trusts; its person p-1 is the finance officer."""
    running_one, certificate = started
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    discovery = f"{running_one.issuer}/.well-known/openid-configuration"
    settings.SIGN_ON = SignOn(discovery, CLIENT, SECRET, "统一身份认证")  # type: ignore[attr-defined]
    running_one.person, running_one.claims, running_one.sign = "p-1", {}, honestly
    User.objects.filter(pk=world.users[Role.FINANCE_OFFICER].pk).update(sign_on_subject="p-1")
    return running_one


def at_the_provider(client: Client, query: str = "") -> str:
    """Go to the provider as a browser does, and come to the address it sends back to."""
    there = client.get(f"{BEGIN}{query}").headers["Location"]
    return str(httpx.get(there).headers["Location"])


def refused(client: Client, back: str) -> str:
    """What somebody reads who was not let in."""
    page = client.get(back, follow=True)
    assert page.redirect_chain[-1][0] == SIGN_IN
    assert "_auth_user_id" not in client.session
    return str(page.content.decode())


def test_somebody_known_comes_in_and_goes_on(provider: Provider, world: World) -> None:
    client = Client()
    assert "统一身份认证" in client.get(SIGN_IN).content.decode()
    back = at_the_provider(client, "?next=/accounts/me/")
    assert client.get(back).headers["Location"] == "/accounts/me/"
    assert client.get("/accounts/me/").context["user"] == world.users[Role.FINANCE_OFFICER]
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.new) == ("sign_in", {"way": "单点登录"})


def test_an_address_elsewhere_is_not_gone_on_to(provider: Provider, world: World) -> None:
    client = Client()
    back = at_the_provider(client, "?next=https://elsewhere.example/")
    assert client.get(back).headers["Location"] == reverse("workspace:home")


def tampered(claims: Claims) -> str:
    head, _, signature = honestly(claims).split(".")
    other = honestly(claims | {"sub": "p-2"}).split(".")[1]
    return f"{head}.{other}.{signature}"


def unsigned(claims: Claims) -> str:
    head = "eyJhbGciOiJub25lIn0"
    return f"{head}.{honestly(claims).split('.')[1]}."


def by_the_public_key(claims: Claims) -> str:
    """Signed with what everybody knows, as if it were a shared secret."""
    return jwt.encode({"alg": "HS256", "kid": "1"}, claims, OctKey.import_key(KEY.as_pem(False)))


def by_a_stranger(claims: Claims) -> str:
    stranger = RSAKey.generate_key(2048, {"kid": "1"})
    return jwt.encode({"alg": "RS256", "kid": "1"}, claims, stranger)


@pytest.mark.parametrize("sign", [tampered, unsigned, by_the_public_key, by_a_stranger])
def test_a_signature_that_is_not_the_providers_lets_nobody_in(
    provider: Provider, sign: Callable[[Claims], str]
) -> None:
    provider.sign = sign
    client = Client()
    assert "不能采信" in refused(client, at_the_provider(client))
    assert Entry.objects.latest("number").action == "sign_in.failed"


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"nonce": "another"}, id="wrong nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"aud": "another"}, id="wrong audience"),
        pytest.param({"aud": None}, id="no audience"),
        pytest.param({"aud": [CLIENT, "another"], "azp": "another"}, id="for another party"),
        pytest.param({"iss": "https://elsewhere.example"}, id="wrong issuer"),
        pytest.param({"exp": 1}, id="expired"),
        pytest.param({"exp": None}, id="without an end"),
        pytest.param({"iat": time.time() + 9000}, id="from the future"),
        pytest.param({"sub": None}, id="nobody"),
        pytest.param({"sub": ""}, id="empty"),
    ],
)
def test_a_token_that_was_not_made_for_this_sign_in_lets_nobody_in(
    provider: Provider, claims: Claims
) -> None:
    provider.claims = claims
    client = Client()
    assert "不能采信" in refused(client, at_the_provider(client))


def test_somebody_unknown_learns_what_to_tell(provider: Provider) -> None:
    provider.person = "p-9"
    client, before = Client(), User.objects.count()
    assert "标识 p-9 还没有对应的用户" in refused(client, at_the_provider(client))
    assert User.objects.count() == before


def test_a_disabled_user_stays_out(provider: Provider, world: World) -> None:
    user = world.users[Role.FINANCE_OFFICER]
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    assert "已经停用" in refused(client, at_the_provider(client))
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.subject_id) == ("sign_in.failed", str(user.pk))


def test_somebody_who_refuses_at_the_provider_may_try_again(provider: Provider) -> None:
    provider.person = None
    client = Client()
    assert "没有完成登录" in refused(client, at_the_provider(client))


def test_a_code_of_another_browser_is_worth_nothing(provider: Provider) -> None:
    """Neither without having begun here, nor with one's own beginning and another's answer."""
    another = at_the_provider(Client())
    client = Client()
    assert "不是从本页面开始" in refused(client, another)
    client.get(BEGIN)
    assert "不是从本页面开始" in refused(client, another)


def test_an_answer_counts_once(provider: Provider, world: World) -> None:
    client = Client()
    back = at_the_provider(client)
    client.get(back)
    client.post("/accounts/sign-out/")
    assert "不是从本页面开始" in refused(client, back)


@pytest.mark.parametrize(("ways", "first"), [(["pwd"], True), (["pwd", "otp"], False)])
def test_an_administrator_needs_the_second_factor_here_or_there(
    provider: Provider, world: World, ways: list[str], first: bool
) -> None:
    provider.person, provider.claims = "p-2", {"amr": ways}
    User.objects.filter(pk=world.users[Role.SYSTEM_ADMIN].pk).update(sign_on_subject="p-2")
    client = Client()
    client.get(at_the_provider(client))
    answer = client.get("/accounts/users/")
    assert answer.status_code == (302 if first else 200)
    if first:
        assert answer.headers["Location"] == reverse("accounts:enrol")


def test_nobody_becomes_another_administrator_by_their_own_identity(
    world: World, signed_in: SignedIn
) -> None:
    other = world.users[Role.SECURITY_ADMIN]
    given = {"full_name": other.full_name, "email": "", "sign_on_subject": "p-1"}
    answer = signed_in(Role.SYSTEM_ADMIN).post(f"/accounts/users/{other.pk}/", given)
    assert answer.status_code == 422
    assert "不能由别人改" in answer.content.decode()
    other.refresh_from_db()
    assert other.sign_on_subject == ""


def test_a_provider_that_cannot_be_trusted_or_reached_is_told(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "连不上统一身份认证" in Client().get(BEGIN, follow=True).content.decode()
    settings.SIGN_ON = SignOn("", "", "", "")  # type: ignore[attr-defined]
    assert Client().get(BEGIN).status_code == 404
