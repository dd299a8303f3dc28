"""The ledger through its interface: what the table of the page does, and any program may."""

import json
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.workspace.models import LedgerRow
from web.conftest import SignedIn, World


class Caller:
    """Somebody who calls the interface with JSON."""

    def __init__(self, client: Client, world: World) -> None:
        self._client = client
        self._base = f"/api/v1/years/{world.year.pk}/"

    def get(self, path: str) -> Any:
        return self._client.get(urljoin(self._base, path))

    def send(self, method: str, path: str, body: Any) -> Any:
        call = getattr(self._client, method)
        return call(self._base + path, json.dumps(body), content_type="application/json")


@pytest.fixture
def finance(world: World, signed_in: SignedIn) -> Caller:
    return Caller(signed_in(Role.FINANCE_OFFICER), world)


@pytest.fixture
def line(world: World) -> LedgerRow:
    return world.year.rows.filter(sheet="预算明细")[0]


def edit_of(row: LedgerRow, **texts: str) -> dict[str, Any]:
    return {"edits": [{"row": row.pk, "version": row.version, "texts": texts}]}


def test_edit_gives_the_row_and_the_revision_back(finance: Caller, line: LedgerRow) -> None:
    answer = finance.send("patch", "rows", edit_of(line, 本年金额="8.50"))
    assert answer.status_code == 200
    row = answer.json()["rows"][0]
    assert (row["version"], row["values"]["本年金额"]) == (2, "8.50")


def test_second_editor_gets_the_row_as_it_stands(finance: Caller, line: LedgerRow) -> None:
    finance.send("patch", "rows", edit_of(line, 本年金额="1"))
    answer = finance.send("patch", "rows", edit_of(line, 本年金额="2"))
    assert answer.status_code == 409
    assert answer.json()["row"]["values"]["本年金额"] == "1"


def test_amount_in_words_turns_its_cell_red(finance: Caller, line: LedgerRow) -> None:
    assert finance.get("verdicts").json()["errors"] == 0
    finance.send("patch", "rows", edit_of(line, 本年金额="八百元"))
    said = finance.get("verdicts").json()
    assert not said["compiled"]
    note = next(note for note in said["notes"] if note["row"] == line.pk)
    assert (note["severity"], note["sheet"], note["header"]) == ("error", "预算明细", "本年金额")


def test_broken_identity_turns_the_project_red_and_says_why(world: World, finance: Caller) -> None:
    project = world.year.rows.filter(sheet="项目")[0]
    finance.send("patch", "rows", edit_of(project, 年度市县="1"))
    notes = finance.get("verdicts").json()["notes"]
    said = [note for note in notes if note["row"] == project.pk and note["severity"] == "error"]
    assert said
    assert "预算明细" in said[0]["message"]


@pytest.mark.parametrize(
    ("text", "known", "words"),
    [("≥95%", True, "95"), ("6月底前", True, "6月"), ("？？", False, "")],
)
def test_target_is_told_back_in_words(finance: Caller, text: str, known: bool, words: str) -> None:
    answer = finance.get(f"../target?text={text}").json()
    assert answer["known"] is known
    assert words in answer["words"]


def test_office_sees_its_projects_alone(world: World, signed_in: SignedIn) -> None:
    office = Caller(signed_in(Role.PROJECT_OFFICE), world)
    rows = office.get("rows").json()["rows"]
    own = set(world.year.rows.filter(office=world.office).values_list("pk", flat=True))
    assert {row["id"] for row in rows if row["sheet"] in ("项目", "绩效指标")} == own
    assert {row["sheet"] for row in rows} <= {"项目", "绩效指标", "预算明细"}


@pytest.mark.parametrize("role", list(Role))
def test_people_of_another_department_find_nothing(
    world: World, signed_in: SignedIn, role: Role
) -> None:
    stranger = Caller(signed_in(world.strangers[role]), world)
    line = world.year.rows.all()[0]
    assert stranger.get("rows").status_code == 404
    assert stranger.get("verdicts").status_code == 404
    assert stranger.send("patch", "rows", edit_of(line, 项目="x")).status_code == 404


def test_leader_reads_and_does_not_write(
    world: World, signed_in: SignedIn, line: LedgerRow
) -> None:
    leader = Caller(signed_in(Role.LEADER), world)
    assert len(leader.get("rows").json()["rows"]) == world.year.rows.count()
    assert leader.send("patch", "rows", edit_of(line, 本年金额="1")).status_code == 422


def test_added_and_pasted_rows(world: World, finance: Caller) -> None:
    added = finance.send("post", "rows", {"sheet": "上年", "texts": {"项目": "财政拨款"}})
    first = added.json()["rows"][0]
    body = {"sheet": "上年", "first": first["id"], "headers": ["项目", "金额"]}
    cells = [["财政拨款", "5"], ["三公经费", "1"]]
    answer = finance.send("post", "paste", {**body, "cells": cells})
    assert [row["values"]["金额"] for row in answer.json()["rows"]] == ["5", "1"]
    assert finance.send("post", "undo", {}).status_code == 200
    assert not world.year.rows.filter(
        values__金额="1", sheet="上年", values__项目="三公经费"
    ).exists()
