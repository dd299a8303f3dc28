"""Long lists: sorted by a press on a head, with the columns one wants, whole as a file."""

import csv
import io
import zipfile
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.test.client import RequestFactory

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.ui.tables import Column, Listing, Table, listing
from web.browser import OpenAs, in_browser
from web.conftest import SignedIn, World

USERS = "/accounts/users/"


@pytest.fixture
def clerks(world: World) -> None:
    """Three people whose names stand in the dictionary as 陈、李、张, made the other way round."""
    for username, name in (("c1", "张明"), ("c2", "李芳"), ("c3", "陈静")):
        User.objects.create(username=username, full_name=name, email=f"{username}@cl.example")


@pytest.fixture
def client(clerks: None, signed_in: SignedIn) -> Client:
    return signed_in(Role.SYSTEM_ADMIN)


def names(answer: HttpResponse) -> list[str]:
    users: Listing[User] = answer.context["users"]  # type: ignore[attr-defined]
    return [user.full_name for user in users.page]


def shown(answer: HttpResponse) -> list[str]:
    return [column.title for column in answer.context["users"].columns]  # type: ignore[attr-defined]


def lines(answer: HttpResponse) -> list[list[str]]:
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_names_are_sorted_as_they_are_read(client: Client) -> None:
    rising = client.get(USERS, {"text": "cl.example", "sort": "name"})
    assert names(rising) == ["陈静", "李芳", "张明"]
    assert 'aria-sort="ascending"' in rising.content.decode()
    falling = client.get(USERS, {"text": "cl.example", "sort": "-name"})
    assert names(falling) == ["张明", "李芳", "陈静"]
    assert 'aria-sort="descending"' in falling.content.decode()


def test_what_nobody_has_stands_last_either_way(client: Client) -> None:
    for sort in ("last", "-last"):
        assert names(client.get(USERS, {"sort": sort}))[0] == "系统管理员"


@pytest.mark.parametrize("sort", ["nothing", "-", "roles", "username__password", "\0"])
def test_an_order_that_makes_no_sense_is_passed_over(client: Client, sort: str) -> None:
    answer = client.get(USERS, {"text": "cl.example", "sort": sort})
    assert names(answer) == ["张明", "李芳", "陈静"]


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "-1"},
        {"page": "9" * 30},
        {"page": "二"},
        {"download": "pdf"},
        {"sort": ["name", "-name"]},
        {"text": "<script>", "sort": '"><script>'},
    ],
)
def test_an_address_that_somebody_made_up_shows_the_page(
    client: Client, asked: dict[str, str]
) -> None:
    answer = client.get(USERS, asked)
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_columns_that_are_not_there_are_not_remembered(client: Client) -> None:
    client.get(USERS, {"columns": ["", "email", "password", *map(str, range(2000))]})
    assert shown(client.get(USERS)) == ["姓名", "邮件"]
    assert all(len(cookie.value) < 4000 for cookie in client.cookies.values())


def test_a_press_on_a_head_keeps_the_filters_and_begins_at_the_first_page(client: Client) -> None:
    page = client.get(USERS, {"text": "cl", "active": "1", "page": "3"}).content.decode()
    address = page.partition('<th scope="col"><a href="')[2].partition('"')[0]
    asked = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
    assert asked == {"text": ["cl"], "active": ["1"], "sort": ["name"]}


def test_pages_keep_filters_and_order(client: Client) -> None:
    User.objects.bulk_create(User(username=f"many{n:03}", full_name="众") for n in range(120))
    page = client.get(USERS, {"text": "many", "sort": "-username"}).content.decode()
    assert "共 120 条" in page
    assert 'href="?text=many&amp;sort=-username&amp;page=2"' in page


def test_columns_are_chosen_and_remembered(client: Client, world: World) -> None:
    assert shown(client.get(USERS)) == ["姓名", "用户名", "角色", "最近登录", "状态"]
    answer = client.get(USERS, {"text": "cl", "sort": "name", "columns": ["", "email", "state"]})
    assert answer.headers["Location"] == f"{USERS}?text=cl&sort=name"
    assert shown(client.get(USERS)) == ["姓名", "邮件", "状态"]
    client.get(USERS, {"columns": "*"})
    assert "角色" in shown(client.get(USERS))


def test_the_column_that_names_a_row_cannot_be_taken_away(client: Client) -> None:
    client.get(USERS, {"columns": ""})
    assert shown(client.get(USERS)) == ["姓名"]


def test_two_people_at_one_computer_keep_their_own_columns(
    client: Client, world: World, signed_in: SignedIn
) -> None:
    client.get(USERS, {"columns": ["", "email"]})
    next_one = signed_in(world.strangers[Role.SYSTEM_ADMIN])
    kept = {name: cookie for name, cookie in client.cookies.items() if name != "sessionid"}
    next_one.cookies.update(kept)
    assert "角色" in shown(next_one.get(USERS))
    next_one.get(USERS, {"columns": ["", "state"]})
    client.cookies.update({**next_one.cookies, "sessionid": client.cookies["sessionid"]})
    assert shown(client.get(USERS)) == ["姓名", "邮件"]


def test_columns_made_up_by_somebody_else_count_for_nothing(client: Client, world: World) -> None:
    client.cookies[f"columns-{world.users[Role.SYSTEM_ADMIN].pk}"] = '{"users":["email"]}:x:y'
    assert "角色" in shown(client.get(USERS))


def test_the_file_holds_the_whole_list_as_it_is_narrowed_and_sorted(client: Client) -> None:
    User.objects.bulk_create(User(username=f"many{n:03}", full_name="众") for n in range(120))
    client.get(USERS, {"columns": ["", "username"]})
    asked = {"text": "many", "sort": "-username", "page": "2", "download": "csv"}
    found = lines(client.get(USERS, asked))
    assert found[0] == ["姓名", "用户名"]
    assert [row[1] for row in found[1:]] == [f"many{n:03}" for n in reversed(range(120))]


def test_no_text_of_a_file_runs_as_a_formula(client: Client) -> None:
    User.objects.create(username="evil", full_name="=HYPERLINK(1)")
    found = lines(client.get(USERS, {"text": "evil", "download": "csv"}))
    assert found[1][0] == "'=HYPERLINK(1)"
    book = client.get(USERS, {"text": "evil", "download": "xlsx"}).content
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "=HYPERLINK(1)</t>" in sheet


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_are_saved_and_never_run(client: Client, kind: str) -> None:
    answer = client.get(USERS, {"download": kind})
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E7%94")
    assert answer.headers["Content-Disposition"].endswith(f".{kind}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_list_too_long_for_excel_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_IN_A_WORKBOOK", 2)
    answer = client.get(USERS, {"text": "cl.example", "download": "xlsx"}, follow=True)
    assert "超过 2 行，没有做成 Excel" in answer.content.decode()
    assert answer.redirect_chain == [(f"{USERS}?text=cl.example", 302)]
    assert client.get(USERS, {"text": "c1@cl.example", "download": "xlsx"}).status_code == 200


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDIT_ADMIN])
@pytest.mark.parametrize("asked", [{"download": "csv"}, {"download": "xlsx"}, {"columns": ""}])
def test_who_may_not_open_a_page_gets_no_file_of_it(
    world: World, signed_in: SignedIn, role: Role, asked: dict[str, str]
) -> None:
    assert signed_in(role).get(USERS, asked).status_code == 403


Pair = tuple[str, int | None]
PAIRS: Table[Pair] = Table(
    "pairs",
    "例子",
    (
        Column("word", "词", lambda pair: pair[0], lambda pair: pair[0], heads=True),
        Column("count", "数", lambda pair: pair[1], lambda pair: pair[1], numeric=True, falls=True),
    ),
)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["张", "李", "陈"]),
        ("word", ["陈", "李", "张"]),
        ("count", ["李", "张", "陈"]),
        ("-count", ["张", "李", "陈"]),
    ],
)
def test_rows_that_no_database_keeps_are_sorted_alike(sort: str, expected: Sequence[str]) -> None:
    request = RequestFactory().get("/", {"sort": sort})
    request.user = User(pk=1)
    pairs = Listing.of(PAIRS, request, [("张", 2), ("李", 1), ("陈", None)])
    assert [word for word, _ in pairs.page] == expected


@pytest.mark.parametrize("role", [pytest.param(Role.SYSTEM_ADMIN, marks=in_browser)])
def test_a_table_is_used_by_keyboard_alone(
    world: World, clerks: None, open_as: OpenAs, role: Role
) -> None:
    tab = open_as(role)
    page = tab.page
    tab.go("accounts:users")
    page.get_by_role("link", name="姓名").press("Enter")
    page.wait_for_url("**/?sort=name")
    assert page.get_by_role("columnheader", name="姓名").get_attribute("aria-sort") == "ascending"
    menu = page.locator(".drop-down > summary")
    email = page.get_by_role("checkbox", name="邮件")
    menu.press("Enter")
    email.wait_for()
    tab.check("columns-open")
    email.press("Escape")
    assert not email.is_visible()
    assert menu.evaluate("element => element === document.activeElement")
    menu.press("Enter")
    email.press("Space")
    page.get_by_role("button", name="确定").press("Enter")
    page.get_by_role("columnheader", name="邮件").wait_for()
    assert "sort=name" in page.url
    with page.expect_download() as saved:
        page.get_by_role("link", name="下载 Excel").press("Enter")
    assert saved.value.suggested_filename.endswith(".xlsx")
    tab.check("columns-chosen")
