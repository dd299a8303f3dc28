"""The pages of the ledger and of the year, as their people open them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingzhang.ledger.sheets import SHEETS
from mingzhang_web.apps.accounts.roles import ALLOWED, Action, Role
from mingzhang_web.apps.workspace.models import LedgerRow
from web.conftest import SignedIn, World


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)
def test_each_sheet_shows_its_columns_and_rows(
    world: World, signed_in: SignedIn, form: object
) -> None:
    name = form.name  # type: ignore[attr-defined]
    page = signed_in(Role.FINANCE_OFFICER).get(f"/work/{world.year.pk}/ledger/{name}/")
    text = page.content.decode()
    assert all(field.header in text for field in form.fields)  # type: ignore[attr-defined]
    assert text.count("data-row=") == world.year.rows.filter(sheet=name).count()


@pytest.mark.parametrize("role", list(Role))
def test_only_members_open_the_year(world: World, signed_in: SignedIn, role: Role) -> None:
    expected = 200 if Action.SEE in ALLOWED[role] else 404
    assert signed_in(role).get(f"/work/{world.year.pk}/").status_code == expected
    assert signed_in(world.strangers[role]).get(f"/work/{world.year.pk}/").status_code == 404


def test_row_form_saves_and_keeps_what_was_typed_on_conflict(
    world: World, signed_in: SignedIn
) -> None:
    row = world.year.rows.filter(sheet="项目", office=world.office)[0]
    client = signed_in(Role.PROJECT_OFFICE)
    address = f"/work/{world.year.pk}/rows/{row.pk}/"
    typed = {**row.values, "项目概况": "我写的概况", "version": row.version}
    assert client.post(address, typed).status_code == 302
    late = client.post(address, {**typed, "项目概况": "晚到的概况"})
    text = late.content.decode()
    assert late.status_code == 409
    assert "晚到的概况" in text
    assert "现在是：我写的概况" in text


def test_second_editor_of_a_form_overwrites_only_what_they_typed(
    world: World, signed_in: SignedIn
) -> None:
    row = world.year.rows.filter(sheet="项目", office=world.office)[0]
    office, finance = signed_in(Role.PROJECT_OFFICE), signed_in(Role.FINANCE_OFFICER)
    address = f"/work/{world.year.pk}/rows/{row.pk}/"
    opened = {**row.values, "version": row.version}
    finance.post(address, {**opened, "立项依据": "财务改过的依据"})
    late = office.post(address, {**opened, "项目概况": "科室写的概况"})
    assert late.status_code == 409
    shown = late.context["form"].data
    assert shown["立项依据"] == "财务改过的依据"
    again = {name: shown[name] for name in opened if name in shown}
    assert office.post(address, again).status_code == 302
    row.refresh_from_db()
    assert row.values["项目概况"] == "科室写的概况"
    assert row.values["立项依据"] == "财务改过的依据"


def test_foreign_row_is_not_found(world: World, signed_in: SignedIn) -> None:
    foreign = world.year.rows.filter(sheet="项目", office=world.second_office)[0]
    address = f"/work/{world.year.pk}/rows/{foreign.pk}/"
    assert signed_in(Role.PROJECT_OFFICE).get(address).status_code == 404


def test_office_hands_in_and_is_sent_back_by_the_pages(world: World, signed_in: SignedIn) -> None:
    office, finance = signed_in(Role.PROJECT_OFFICE), signed_in(Role.FINANCE_OFFICER)
    base = f"/work/{world.year.pk}/offices/{world.office.pk}/"
    page = office.post(f"{base}submit/", follow=True)
    assert "已提交" in page.content.decode()
    page = finance.post(f"{base}return/", {"reason": "概况太简略"}, follow=True)
    assert "已退回" in page.content.decode()
    assert signed_in(Role.LEADER).post(f"{base}return/", {"reason": "x"}).status_code == 403


def test_hostile_texts_are_shown_as_text(world: World, signed_in: SignedIn) -> None:
    world.year.rows.filter(sheet="说明").delete()
    LedgerRow.objects.create(
        budget_year=world.year,
        sheet="说明",
        position=1,
        values={"项目": "<script>alert(1)</script>", "内容": "</script><img src=x>"},
    )
    page = signed_in(Role.FINANCE_OFFICER).get(f"/work/{world.year.pk}/ledger/说明/")
    assert "<script>alert" not in page.content.decode()
    assert "<img src=x>" not in page.content.decode()


def test_queries_do_not_grow_with_the_rows(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.FINANCE_OFFICER)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(f"/work/{world.year.pk}/ledger/上年/")
        return len(captured)

    before = queries()
    LedgerRow.objects.bulk_create(
        LedgerRow(budget_year=world.year, sheet="上年", position=n, values={"项目": str(n)})
        for n in range(100, 400)
    )
    assert queries() == before
