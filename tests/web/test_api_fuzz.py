"""The API against its own document: whatever is sent, it answers as it says, and never breaks.

Values are generated from the OpenAPI document; ids are drawn among those that exist, so that
operations are reached and not only refused.
"""

import io
import json
from collections import defaultdict
from typing import Any

import pytest
import requests
import schemathesis
import schemathesis.checks
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from requests.adapters import HTTPAdapter
from schemathesis.specs.openapi import checks as openapi
from urllib3 import HTTPResponse

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.services.checks import check_ledger
from mingzhang_web.config.api import api
from web.conftest import SignedIn, World
from web.test_publishing import who

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
OPERATIONS: dict[str, list[Any]] = defaultdict(list)
for found in SCHEMA.get_all_operations():
    OPERATIONS[found.ok().tags[0]].append(found.ok())
CHECKS = [
    schemathesis.checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_schema_conformance,
]
EXAMPLES = 12
ROLES = (Role.FINANCE_OFFICER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


@pytest.fixture
def busy(world: World) -> World:
    """A world with a check and its findings."""
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.COMPILED)
    world.year.refresh_from_db()
    check_ledger(*who(world, Role.FINANCE_OFFICER))
    return world


def known_ids(world: World) -> list[int]:
    """Numbers of things that exist, of every kind that a path may name."""
    rows = world.year.rows.values_list("pk", flat=True)[:2]
    found = world.year.findings.values_list("pk", flat=True)[:2]
    return [world.year.pk, world.other_year.pk, world.office.pk, *rows, *found, 1]


@pytest.mark.parametrize("tag", sorted(OPERATIONS))
def test_every_answer_is_one_the_document_declares(
    busy: World, signed_in: SignedIn, tag: str
) -> None:
    """One world for the operations of a tag: what each does is rolled back."""
    clients = [signed_in(role) for role in ROLES]
    for client in clients:
        client.raise_request_exception = False
    for operation in OPERATIONS[tag]:
        _fuzz(operation, clients, known_ids(busy))


def _fuzz(operation: Any, clients: list[Client], ids: list[int]) -> None:

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), client=st.sampled_from(clients), id_=st.sampled_from(ids))
    def send(case: Any, client: Client, id_: int) -> None:
        for name, value in (case.path_parameters or {}).items():
            if isinstance(value, int):
                case.path_parameters[name] = id_
        with transaction.atomic():
            answer = _sent(client, case)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    send()


def _sent(client: Client, case: Any) -> requests.Response:
    """Send a case through Django's client; the answer in the form that the validator takes."""
    content, kind = b"", "application/json"
    if case.media_type == "multipart/form-data" and isinstance(case.body, dict):
        given = {name: value for name, value in case.body.items() if value is not None}
        content, kind = _multipart(given)
    elif not isinstance(case.body, type(schemathesis.core.NOT_SET)):
        content = json.dumps(case.body).encode()
    got = client.generic(
        case.method,
        case.formatted_path,
        content,
        content_type=kind,
        query_params=case.query or None,
    )
    sent = requests.Request(case.method, f"http://test{case.formatted_path}").prepare()
    raw = HTTPResponse(
        io.BytesIO(got.getvalue()), got.headers, got.status_code, preload_content=False
    )
    return HTTPAdapter().build_response(sent, raw)


def _multipart(given: dict[str, Any]) -> tuple[bytes, str]:
    plain = {
        name: value if isinstance(value, str | bytes) else str(value)
        for name, value in given.items()
    }
    return encode_multipart(BOUNDARY, plain), MULTIPART_CONTENT
