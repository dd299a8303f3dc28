"""Every page and every operation of the API, for every role, for visitors, for another department.

Each address stands in one of the groups below; an address that stands in none fails the test:
put a new one where it belongs. What a group lets in follows from `roles.ALLOWED`.
"""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from mingzhang_web.apps.accounts.roles import ALLOWED, Action, Role
from mingzhang_web.apps.workspace.models import BudgetYear, Check, Finding, Import
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.services.checks import check_ledger
from mingzhang_web.apps.workspace.services.imports import hand_in
from mingzhang_web.config.api import api
from web.conftest import SignedIn, World
from web.test_publishing import who

EVERYBODY = {
    "publishing:portal", "publishing:search", "publishing:verify", "publishing:feed",
    "publishing:department", "publishing:newest", "publishing:edition", "publishing:changes",
    "publishing:manifest", "publishing:file", "publishing:asset", "publishing:key-figures",
    "publishing:figures", "accounts:sign-in", "accounts:verify",
    "accounts:sign-on", "accounts:sign-on-back", "accounts:sign-out", "health", "openapi",
}  # fmt: skip
SIGNED_IN = {
    "accounts:profile", "accounts:password", "accounts:enrol", "accounts:enrol-picture",
    "accounts:codes", "accounts:remove-factor", "accounts:sessions", "accounts:end-others",
    "accounts:end-session", "accounts:tokens", "accounts:revoke-token", "workspace:home",
    "accounts:unsent", "jobs:progress", "jobs:cancel",
}  # fmt: skip
OF_A_YEAR = {
    "workspace:year": Action.SEE,
    "workspace:offices": Action.EDIT_LEDGER,
    "workspace:assign": Action.SEE,
    "workspace:step": Action.SEE,
    "workspace:submit": Action.SEE,
    "workspace:send-back": Action.SEE,
    "workspace:approved-on": Action.SEE,
    "workspace:ledger": Action.SEE,
    "workspace:sheet": Action.SEE,
    "workspace:new-row": Action.SEE,
    "workspace:row": Action.SEE,
    "workspace:remove-row": Action.SEE,
    "publishing:publish": Action.SEE,
}
IN_SIGHT = {
    "workspace:imports", "workspace:import", "workspace:take-over", "workspace:import-file",
    "workspace:check-ledger", "workspace:check", "workspace:document", "workspace:proofs",
    "workspace:letter", "workspace:report", "workspace:findings", "workspace:last-year",
    "workspace:finding", "workspace:finding-act",
}  # fmt: skip
SOMEWHERE = {
    "workspace:begin": Action.COMPILE,
    "workspace:board": Action.SEE_BOARD,
    "workspace:review": Action.REVIEW,
    "workspace:compare": Action.REVIEW,
    "accounts:users": Action.MANAGE_USERS,
    "accounts:new-user": Action.MANAGE_USERS,
    "accounts:user": Action.MANAGE_USERS,
    "accounts:reset-password": Action.MANAGE_USERS,
    "accounts:let-in": Action.MANAGE_USERS,
    "workspace:leaving": Action.MANAGE_USERS,
    "accounts:organisations": Action.MANAGE_USERS,
    "accounts:department": Action.MANAGE_USERS,
    "accounts:place": Action.MANAGE_USERS,
    "accounts:grants": Action.MANAGE_GRANTS,
    "accounts:grant": Action.MANAGE_GRANTS,
    "accounts:revoke-grant": Action.MANAGE_GRANTS,
    "accounts:remove-their-factor": Action.MANAGE_GRANTS,
    "accounts:journal": Action.READ_JOURNAL,
    "accounts:verify-journal": Action.READ_JOURNAL,
    "accounts:export-journal": Action.READ_JOURNAL,
}
POSTED = {
    "accounts:sign-out", "accounts:end-others", "accounts:end-session", "accounts:revoke-token",
    "jobs:cancel", "workspace:assign", "workspace:step", "workspace:submit",
    "workspace:send-back", "workspace:approved-on", "workspace:remove-row", "workspace:take-over",
    "workspace:check-ledger", "workspace:finding-act", "accounts:reset-password",
    "accounts:let-in", "accounts:revoke-grant", "accounts:remove-their-factor", "accounts:verify-journal",
    "accounts:export-journal",
}  # fmt: skip
OPEN_API = "/api/v1/public/"
REFUSED, HIDDEN, LED = 403, 404, 302


def addresses() -> dict[str, str]:
    """The name of every page → its pattern; the API's own operations stand in its document."""
    return dict(_named(get_resolver().url_patterns, "", ""))


def _named(
    patterns: list[URLPattern | URLResolver], space: str, path: str
) -> Iterator[tuple[str, str]]:
    for one in patterns:
        here = f"{path}{one.pattern}"
        if isinstance(one, URLResolver):
            if one.namespace != "api-1":
                yield from _named(one.url_patterns, f"{one.namespace or space}", here)
        else:
            yield f"{space}:{one.name}" if space else str(one.name), here


@pytest.fixture
def full(world: World) -> World:
    """A checked year with a finding and a file, so that every address leads to something."""
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.COMPILED)
    world.year.refresh_from_db()
    actor, access, year = who(world, Role.FINANCE_OFFICER)
    check_ledger(actor, access, year)
    user = world.users[Role.FINANCE_OFFICER]
    hand_in(actor, Sight.of(access, user, year), "公开.txt", "没有报表".encode())
    Finding.objects.create(
        budget_year=year, fingerprint="x", rule="A01", severity="error", verdict="fail",
        message="不符", places=[], order=0, first_seen_at=year.created_at,
    )  # fmt: skip
    return world


def path_of(name: str, pattern: str, world: World) -> str:
    """An address filled with things of this department."""
    made = Import.objects.get()
    first = {
        "workspace:check": Check.objects.earliest("pk").pk,
        "workspace:finding": Finding.objects.filter(fingerprint="x").get().pk,
        "workspace:finding-act": Finding.objects.filter(fingerprint="x").get().pk,
        "accounts:department": world.department.pk,
        "accounts:place": world.department.pk,
        "accounts:grant": getattr(world.users[Role.LEADER].grants.first(), "pk", 1),
        "accounts:revoke-grant": getattr(world.users[Role.LEADER].grants.first(), "pk", 1),
    }
    checks = {"document", "proofs", "letter", "report"}
    imports = {"import", "take-over", "import-file"}
    word = name.partition(":")[2]
    pk = first.get(name, Check.objects.earliest("pk").pk if word in checks else made.pk)
    pk = made.pk if word in imports else pk
    row = world.year.rows.all()[0]
    values = {
        "year": world.year.pk, "pk": row.pk if word in ("row", "remove-row") else pk,
        "row": row.pk, "office": world.office.pk, "user": world.users[Role.LEADER].pk, "job": uuid4(), "token": 1, "number": 1,
        "kind": "json", "what": "comment", "name": "项目",
        "slug": "nobody", "path": "x", "digest": "0" * 64, "ending": "csv",
    }  # fmt: skip
    if word == "place":
        values["kind"] = "department"
    if word == "user" or word in ("reset-password", "let-in", "remove-their-factor"):
        values["pk"] = world.users[Role.LEADER].pk
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), pattern)


def asked(client: Client, name: str, path: str) -> int:
    return client.post(path).status_code if name in POSTED else client.get(path).status_code


def test_every_address_stands_in_a_group() -> None:
    grouped = EVERYBODY | SIGNED_IN | set(OF_A_YEAR) | IN_SIGHT | set(SOMEWHERE)
    assert set(addresses()) == grouped, "put the address into a group of this file"


def test_visitors_are_led_to_sign_in(full: World) -> None:
    visitor = Client()
    for name, pattern in addresses().items():
        status = asked(visitor, name, path_of(name, pattern, full))
        if name in EVERYBODY:
            assert status != REFUSED, name
        else:
            assert status == LED, name


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_own(full: World, signed_in: SignedIn, role: Role) -> None:
    client, allowed = signed_in(role), ALLOWED[role]
    for name, pattern in addresses().items():
        path = path_of(name, pattern, full)
        if name in OF_A_YEAR:
            refused = {HIDDEN} if OF_A_YEAR[name] not in allowed else set()
        elif name in IN_SIGHT:
            refused = (
                {HIDDEN} if Action.SEE not in allowed and Action.REVIEW not in allowed else set()
            )
        elif name in SOMEWHERE:
            refused = {REFUSED} if SOMEWHERE[name] not in allowed else set()
        else:
            continue
        status = asked(client, name, path)
        if refused:
            assert status in refused, name
        elif name in SOMEWHERE:
            assert status not in (REFUSED, HIDDEN, 500), name
        else:
            assert status != 500, name


@pytest.mark.parametrize("role", Role)
def test_another_department_sees_nothing(full: World, signed_in: SignedIn, role: Role) -> None:
    client = signed_in(full.strangers[role])
    for name, pattern in addresses().items():
        if name in OF_A_YEAR or name in IN_SIGHT:
            assert asked(client, name, path_of(name, pattern, full)) == HIDDEN, name


def operations() -> list[tuple[str, str]]:
    """Every operation of the API as (method, path)."""
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    return [(method.upper(), path) for path, ways in document["paths"].items() for method in ways]


def called(client: Client, method: str, path: str) -> int:
    return client.generic(method, path, b"{}", content_type="application/json").status_code


def filled(path: str, world: World) -> str:
    values = {
        "year": world.year.pk, "office": world.office.pk, "row": world.year.rows.all()[0].pk,
        "finding": Finding.objects.get(fingerprint="x").pk, "made": Import.objects.get().pk,
        "check": Check.objects.earliest("pk").pk, "job_id": uuid4(), "token_id": 1, "department": 1,
        "user": world.users[Role.LEADER].pk, "sha256": "0" * 64, "slug": "nobody",
        "number": 1, "grant": 1,
        "kind": "office" if "/organisations/" in path else "json" if "/checks/" in path else "budget",
        "place": world.office.pk, "session_id": 1,
    }  # fmt: skip
    return re.sub(r"{(\w+)}", lambda found: str(values[found[1]]), path)


def test_the_api_needs_somebody(full: World) -> None:
    for method, path in operations():
        status = called(Client(), method, filled(path, full))
        assert (status == 401) is not path.startswith(OPEN_API), (method, path)


ADMINISTRATION = {
    "/users": Action.MANAGE_USERS,
    "/organisations": Action.MANAGE_USERS,
    "/journal": Action.READ_JOURNAL,
}


def about_one_department() -> list[tuple[str, str]]:
    """Operations that name something of one department; 审核 lists the caller's own."""
    named = re.compile(r"{(year|finding|made|check)}")
    found = [one for one in operations() if named.search(one[1]) and "/review/" not in one[1]]
    return [one for one in found if not one[1].startswith(OPEN_API)]


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.REVIEWER, Role.SYSTEM_ADMIN])
def test_the_api_shows_nothing_to_another_department(
    full: World, signed_in: SignedIn, role: Role
) -> None:
    """A stranger gets what is missing, refused or theirs, never this department's."""
    client = signed_in(full.strangers[role])
    for method, path in about_one_department():
        status = called(client, method, filled(path, full))
        assert status in (HIDDEN, 422), (method, path)


@pytest.mark.parametrize("role", Role)
def test_the_api_of_administration(full: World, signed_in: SignedIn, role: Role) -> None:
    client, allowed = signed_in(role), ALLOWED[role]
    for method, path in operations():
        for opening, action in ADMINISTRATION.items():
            if not path.startswith(f"/api/v1{opening}"):
                continue
            grants = "/grants" in path or path.endswith("/factor")
            wanted = {Action.MANAGE_GRANTS} if grants else {action}
            if (method, path) == ("GET", "/api/v1/users"):
                wanted = {Action.MANAGE_USERS, Action.MANAGE_GRANTS}
            status = called(client, method, filled(path, full))
            if not wanted & allowed:
                assert status in (REFUSED, 422), (method, path)
            else:
                assert status != REFUSED, (method, path)


BY_SIGHT = re.compile(r"/(findings|imports|check|checks)(/|$)")


@pytest.mark.parametrize("role", Role)
def test_the_api_of_one_department_for_each_role(
    full: World, signed_in: SignedIn, role: Role
) -> None:
    """Who sees the year reaches its operations; for all others there is nothing there."""
    client, allowed = signed_in(role), ALLOWED[role]
    for method, path in about_one_department():
        reviewed = BY_SIGHT.search(path) is not None and Action.REVIEW in allowed
        sees = Action.SEE in allowed or reviewed
        status = called(client, method, filled(path, full))
        assert status < 500, (method, path)
        if not sees:
            assert status in (HIDDEN, 422), (method, path)
        elif path.endswith("/letter"):
            assert status != 200 or Action.REVIEW in allowed
        elif method == "GET" and Action.EDIT_LEDGER in allowed:
            assert status == 200, (method, path)
