"""Signing in: lock-out, the password policy, the second factor, sessions that end."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from mingzhang_web.apps.accounts import factors
from mingzhang_web.apps.accounts.models import FailedSignIn, SignedIn, User
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS, Role
from mingzhang_web.apps.accounts.services import let_in, shut_out
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.journal.models import Entry
from web.conftest import PASSWORD, World
from web.conftest import SignedIn as Opens

SIGN_IN, HOME, OWN = "/accounts/sign-in/", "/work/", "/accounts/me/"
NEW = "Another-Horse-8"


def tried(name: str, password: str, client: Client | None = None) -> str:
    """What the page says to a name and a password; where they are right, where it leads."""
    answer = (client or Client()).post(SIGN_IN, {"username": name, "password": password})
    return str(answer.headers.get("Location") or answer.content.decode())


def device_of(user: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="动态码", confirmed=True)


def code_of(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key):06d}"


def test_five_wrong_passwords_lock_and_time_or_the_administrator_unlocks(world: World) -> None:
    name = world.users[Role.LEADER].username
    for left in (4, 3, 2, 1):
        assert f"还可以再试 {left} 次" in tried(name, "wrong")
    assert "已暂时锁定" in tried(name, "wrong")
    assert "已暂时锁定" in tried(name, PASSWORD)
    assert Entry.objects.filter(action="sign_in.locked").count() == 1
    FailedSignIn.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert tried(name, PASSWORD) == HOME
    for _ in range(5):
        tried(name, "wrong")
    let_in(SYSTEM, world.users[Role.LEADER])
    assert tried(name, PASSWORD) == HOME


def test_a_name_that_nobody_has_is_answered_like_one_that_somebody_has(world: World) -> None:
    known, unknown = world.users[Role.LEADER].username, "nobody"
    for _ in range(6):
        told = [tried(name, "wrong").replace(name, "") for name in (known, unknown)]
        sentences = [
            text.partition("再试")[2][:6] or text.partition("锁定")[2][:6] for text in told
        ]
        assert sentences[0] == sentences[1] != ""
    texts = Entry.objects.filter(action__startswith="sign_in").values_list("sentence", flat=True)
    assert not any(unknown in text for text in texts)


def test_a_successful_sign_in_forgets_the_failures(world: World) -> None:
    name = world.users[Role.LEADER].username
    tried(name, "wrong")
    tried(name, PASSWORD)
    assert "还可以再试 4 次" in tried(name, "wrong")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Ab3-", "10"),
        ("alllowercaseletters", "至少三种"),
        ("Password123", "常见"),
        ("Leader-2026", "相似"),
        (PASSWORD, "最近 5 次用过"),
    ],
)
def test_a_poor_password_is_refused_with_the_reason(
    world: World, signed_in: Opens, password: str, why: str
) -> None:
    given = {"current": PASSWORD, "new": password, "again": password}
    answer = signed_in(Role.LEADER).post(f"{OWN}password/", given)
    assert answer.status_code == 422
    assert why in "".join(answer.context["form"].errors["new"])


def test_a_new_password_ends_the_other_sessions(world: World, signed_in: Opens) -> None:
    here, there = signed_in(Role.LEADER), signed_in(Role.LEADER)
    here.post(f"{OWN}password/", {"current": PASSWORD, "new": NEW, "again": NEW})
    assert here.get(OWN).status_code == 200
    assert there.get(OWN).status_code == 302
    assert tried(world.users[Role.LEADER].username, NEW) == HOME


def test_signing_in_as_somebody_else_goes_over_to_them(world: World, signed_in: Opens) -> None:
    client = signed_in(Role.LEADER)
    assert tried(world.users[Role.PUBLISHER].username, PASSWORD, client) == HOME
    assert client.get(OWN).context["user"] == world.users[Role.PUBLISHER]


@pytest.mark.parametrize("values", [{"must_change_password": True}, {"days": 91}])
def test_an_initial_or_old_password_is_changed_first(
    world: World, signed_in: Opens, values: dict[str, int]
) -> None:
    user = User.objects.filter(pk=world.users[Role.LEADER].pk)
    if "days" in values:
        user.update(password_changed_at=timezone.now() - timedelta(days=values["days"]))
    else:
        user.update(**values)
    client = signed_in(Role.LEADER)
    assert client.get(HOME).headers["Location"] == reverse("accounts:password")
    assert client.get("/api/v1/me").json()["code"] == "password_due"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_an_administrator_without_a_second_factor_enrols_first(world: World, role: Role) -> None:
    client = Client()
    assert tried(world.users[role].username, PASSWORD, client) == HOME
    for page in (HOME, OWN, "/accounts/users/", "/accounts/grants/", "/accounts/journal/"):
        assert client.get(page).headers["Location"] == reverse("accounts:enrol"), page
    assert client.get("/api/v1/me").json()["code"] == "second_factor_due"
    assert client.get("/api/v1/me/second-factor").json()["required"] is True
    device = factors.unconfirmed(world.users[role])
    answer = client.post(reverse("accounts:enrol"), {"code": code_of(device)})
    assert len(answer.context["codes"]) == factors.CODES
    assert client.get(OWN).status_code == 200


def test_a_code_is_asked_for_after_the_password_and_counts_once(world: World) -> None:
    user = world.users[Role.LEADER]
    code = code_of(device_of(user))
    for location in (HOME, None):
        client = Client()
        assert tried(user.username, PASSWORD, client) == reverse("accounts:verify")
        assert client.get(HOME).status_code == 302
        answer = client.post(reverse("accounts:verify"), {"code": code})
        assert answer.headers.get("Location") == location


def test_a_recovery_code_counts_once(world: World) -> None:
    user = world.users[Role.LEADER]
    device_of(user)
    code = factors.new_codes(user)[0]
    for location in (HOME, None):
        client = Client()
        tried(user.username, PASSWORD, client)
        answer = client.post(reverse("accounts:verify"), {"code": code.lower()})
        assert answer.headers.get("Location") == location


def test_wrong_codes_lock_as_wrong_passwords_do(world: World) -> None:
    user = world.users[Role.LEADER]
    device = device_of(user)
    client = Client()
    tried(user.username, PASSWORD, client)
    for _ in range(5):
        client.post(reverse("accounts:verify"), {"code": "000000"})
    answer = client.post(reverse("accounts:verify"), {"code": code_of(device)})
    assert "已暂时锁定" in answer.content.decode()


def test_the_fourth_place_ends_the_one_longest_at_rest(world: World, signed_in: Opens) -> None:
    clients = []
    for number in range(4):
        clients.append(signed_in(Role.LEADER))
        at = timezone.now() - timedelta(minutes=10 - number)
        SignedIn.objects.filter(session_key=clients[-1].session.session_key).update(seen_at=at)
    statuses = [client.get(OWN).status_code for client in clients]
    assert statuses == [302, 200, 200, 200]


def test_a_session_at_rest_for_an_hour_is_over_and_says_so(world: World, signed_in: Opens) -> None:
    client = signed_in(Role.LEADER)
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(minutes=59))
    assert client.get(OWN).status_code == 200
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(minutes=61))
    page = client.get(OWN, follow=True)
    assert "长时间没有操作" in page.content.decode()


def test_who_is_shut_out_is_out_at_once(world: World, signed_in: Opens) -> None:
    client = signed_in(Role.LEADER)
    shut_out(SYSTEM, world.users[Role.LEADER])
    assert client.get(OWN).status_code == 302
    assert "用户名或密码不对" in tried(world.users[Role.LEADER].username, PASSWORD)


PROFILE = "shanxi-2025"


def sent_too_late(world: World, client: Client) -> str:
    """Where a form leads that opens a year after the session rested too long."""
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(days=1))
    typed = {"department": world.department.pk, "year": 2031, "kind": "budget", "profile": PROFILE}
    page = {"Referer": f"http://testserver{HOME}new/"}
    answer = client.post("/work/new/", {**typed, "remark": "新的一年"}, headers=page)
    return str(answer.headers["Location"])


def fields_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_a_form_sent_when_the_session_was_over_waits_for_its_owner(
    world: World, signed_in: Opens
) -> None:
    client = signed_in(Role.FINANCE_OFFICER)
    assert sent_too_late(world, client) == f"{SIGN_IN}?next=/accounts/unsent/"
    name = world.users[Role.FINANCE_OFFICER].username
    client.post(SIGN_IN, {"username": name, "password": PASSWORD})
    page = client.get("/accounts/unsent/").content.decode()
    assert "新的一年" in page
    assert 'action="/work/new/"' in page
    done = client.post("/work/new/", fields_of(page), follow=True)
    assert "2031年预算已开立" in done.content.decode()


def test_nobody_else_sees_a_form_that_waits(world: World, signed_in: Opens) -> None:
    client = signed_in(Role.FINANCE_OFFICER)
    sent_too_late(world, client)
    name = world.users[Role.LEADER].username
    client.post(SIGN_IN, {"username": name, "password": PASSWORD})
    assert client.get("/accounts/unsent/").headers["Location"] == HOME


def test_a_new_password_is_never_kept(world: World, signed_in: Opens) -> None:
    client = signed_in(Role.LEADER)
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(days=1))
    client.post("/accounts/me/password/", {"current": PASSWORD, "new": NEW, "again": NEW})
    assert NEW not in str(dict(client.session))


def test_who_is_not_signed_in_is_led_back_to_the_page_of_the_form(db: None) -> None:
    page = "/work/findings/7/"
    answer = Client().post(f"{page}comment/", headers={"Referer": f"http://testserver{page}"})
    assert answer.headers["Location"] == f"{SIGN_IN}?next={page}"
    strange = Client().post(f"{page}comment/", headers={"Referer": "http://elsewhere.example/x"})
    assert strange.headers["Location"] == f"{SIGN_IN}?next={HOME}"


def test_a_part_of_a_page_gives_way_to_the_page_of_signing_in(db: None) -> None:
    asked = {"HX-Request": "true", "Referer": "http://testserver/work/1/findings/"}
    answer = Client().get("/work/1/findings/", headers=asked)
    assert answer.headers["HX-Redirect"] == f"{SIGN_IN}?next=/work/1/findings/"


def test_an_address_that_only_forms_are_sent_to_says_so(world: World, signed_in: Opens) -> None:
    answer = signed_in(Role.FINANCE_OFFICER).get(f"/work/{world.year.pk}/check/")
    assert answer.status_code == 405
    assert "请回到原来的页面" in answer.content.decode()
