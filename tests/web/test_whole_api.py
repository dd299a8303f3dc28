"""What pages do, programs do too: papers of a check, comparisons, the board, opening a year."""

import io
import zipfile
from typing import Any

import pytest
from django.core.cache import cache
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.workspace.models import BudgetYear, Check
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.services.checks import check_ledger
from web.conftest import PASSWORD, SignedIn, World
from web.test_publishing import who


@pytest.fixture
def checked(world: World) -> Check:
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.COMPILED)
    world.year.refresh_from_db()
    check_ledger(*who(world, Role.FINANCE_OFFICER))
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.CHECKED)
    return Check.objects.get()


def test_the_bureau_takes_the_letter_the_checklist_and_the_comparison(
    world: World, checked: Check, signed_in: SignedIn
) -> None:
    client, path = signed_in(Role.REVIEWER), f"/api/v1/checks/{checked.pk}"
    letter = client.get(f"{path}/letter", {"reply_by": "2026-03-01"})
    assert b"word/document.xml" in letter.content
    checklist = client.get(f"{path}/report/checklist")
    assert zipfile.ZipFile(io.BytesIO(checklist.content)).testzip() is None
    compared = client.get(f"/api/v1/review/{world.year.year}/comparison")
    assert "收入总计" in compared.content.decode(), "Chinese as it is, no escapes"
    assert compared.json()["departments"][0]["year_id"] == world.year.pk
    assert client.get(f"{path}/disclosure").json()["schema"] == "mingzhang/disclosure/1"
    finance = signed_in(Role.FINANCE_OFFICER)
    assert finance.get(f"{path}/letter").status_code == 403
    board = finance.get("/api/v1/board").json()
    assert (board["year_id"], board["amounts"][0]["name"]) == (world.year.pk, "收入总计")


def test_a_year_is_opened_and_its_projects_given_out(world: World, signed_in: SignedIn) -> None:
    client, year = signed_in(Role.FINANCE_OFFICER), world.year
    wanted = {
        "department": world.department.pk, "year": year.year + 1, "profile": year.profile,
        "carry_on": year.pk,
    }  # fmt: skip
    made = client.post("/api/v1/years", wanted, content_type="application/json").json()
    path = f"/api/v1/years/{made['id']}/projects"
    row = next(one for one in client.get(path).json() if one["office"] == world.office.pk)
    to = {"office": world.second_office.pk}
    given = client.put(f"{path}/{row['row']}", to, content_type="application/json").json()
    assert given["office_name"] == "二科"
    reminded = signed_in(Role.PROJECT_OFFICE).get("/api/v1/me/reminders").json()
    assert "还没有提交" in reminded[0]["sentence"]


def test_the_own_password_is_changed_by_its_owner(world: World, signed_in: SignedIn) -> None:
    client, user = signed_in(Role.LEADER), world.users[Role.LEADER]
    cache.clear()
    wrong = {"current": "nonsense", "new": "Another-Horse-8"}
    refused = client.put("/api/v1/me/password", wrong, content_type="application/json")
    assert refused.status_code == 422
    right = {**wrong, "current": PASSWORD}
    assert (
        client.put("/api/v1/me/password", right, content_type="application/json").status_code == 204
    )
    user.refresh_from_db()
    assert user.check_password("Another-Horse-8")
    assert len(client.get("/api/v1/me/sessions").json()) == 1


def test_the_second_factor_is_enrolled_renewed_and_given_up_by_its_owner(
    world: World, signed_in: SignedIn
) -> None:
    client, user = signed_in(Role.LEADER), world.users[Role.LEADER]
    cache.clear()
    path = "/api/v1/me/second-factor"

    def send(to: str, code: str) -> Any:
        return client.post(to, {"code": code}, content_type="application/json")

    before = client.get(path).json()
    assert (before["enrolled"], before["required"]) == (False, False)
    assert before["address"].startswith("otpauth://totp/")
    assert send(f"{path}/codes", "000000").status_code == 422, "nothing to renew yet"
    assert send(path, "no code").status_code == 422
    device = TOTPDevice.objects.get(user=user)
    made = send(path, f"{totp(device.bin_key):06d}")
    assert (made.status_code, len(made.json()["codes"])) == (201, 10)
    after = client.get(path).json()
    assert (after["enrolled"], after["key"]) == (True, None), "the key is never shown again"
    renewed = send(f"{path}/codes", made.json()["codes"][0])
    assert renewed.status_code == 201
    assert send(f"{path}/remove", made.json()["codes"][1]).status_code == 422, "an old code"
    assert send(f"{path}/remove", renewed.json()["codes"][0]).status_code == 204
    assert not TOTPDevice.objects.filter(user=user).exists()
