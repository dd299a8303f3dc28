"""The public portal: what visitors get, how it may be kept, and what they never see."""

import re
from hashlib import sha256
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzhang_web import files
from mingzhang_web.apps.organisations.models import Department
from mingzhang_web.apps.publishing.models import Edition
from mingzhang_web.apps.publishing.services.editions import Made
from web.conftest import World
from web.test_publishing import address, approved, published, written

__all__ = ["written"]


def pages(edition: Edition) -> list[str]:
    """An address of every kind of page that visitors open."""
    names = edition.files.filter(path__endswith=".html").values_list("path", flat=True)
    department = edition.budget_year.department
    return [
        "/",
        f"/d/{department.slug}/",
        address(edition),
        address(edition, "changes/"),
        "/search/?q=支出",
        "/verify/",
        "/feed/",
        *(address(edition, name) for name in names),
    ]


def test_no_page_sets_a_cookie_and_every_page_may_be_kept(
    world: World, written: dict[int, Made]
) -> None:
    visitor = Client()
    for path in pages(published(world, written)):
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        assert not answer.cookies, path
        if path == "/verify/":
            continue
        assert "public" in answer["Cache-Control"], path
        again = visitor.get(path, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304, path
        assert visitor.head(path).status_code == 200, path


def test_large_type_needs_no_script(world: World, written: dict[int, Made]) -> None:
    """A link keeps the choice; it leads back to the same page, and every page then is large."""
    visitor = Client()
    for path in pages(published(world, written)):
        if "/data/" in path or path == "/feed/":
            continue
        mark = "&" if "?" in path else "?"
        led = visitor.get(f"{path}{mark}large-type=1")
        assert unquote(led["Location"]) == f"http://testserver{path}"
        large = visitor.get(path)
        assert b'data-text="large"' in large.content[:200], path
        assert "large-type=0" in large.content.decode(), path
        assert "Cookie" in large["Vary"], path
        visitor.cookies.clear()
        other = visitor.get(path, headers={"If-None-Match": large.get("ETag", "")})
        assert other.status_code == 200, path
        assert b'data-text="large"' not in other.content, path


def test_no_page_runs_or_styles_anything_inline(world: World, written: dict[int, Made]) -> None:
    for path in pages(published(world, written)):
        answer = Client().get(path)
        assert "'unsafe" not in answer["Content-Security-Policy"], path
        text = answer.content.decode()
        assert " style=" not in text, path
        assert not re.search(r"\son[a-z]+=", text), path
        assert not re.search(r"<style|<script(?![^>]*(src|application/json))", text), path


def test_pages_are_compressed_for_a_phone(world: World, written: dict[int, Made]) -> None:
    edition = published(world, written)
    for path in (address(edition, "html/tables/01.html"), "/", address(edition, "manifest.json")):
        answer = Client().get(path, headers={"Accept-Encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip", path
        assert len(answer.content) < len(Client().get(path).content) / 2, path


def test_editions_share_the_scripts_and_styles_that_are_alike(
    world: World, written: dict[int, Made]
) -> None:
    edition = published(world, written)
    page = Client().get(address(edition, "html/tables/01.html")).content.decode()
    assert '"../assets/' not in page
    script = re.search(r'src="(/assets/\w+/site\.js)"', page)
    assert script is not None
    answer = Client().get(script[1])
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/javascript")
    assert sha256(answer.content).hexdigest() in script[1]
    small = Client().get(script[1], headers={"Accept-Encoding": "gzip"})
    assert len(small.content) < len(answer.content) / 2


def test_only_scripts_and_styles_are_handed_out_by_their_hash(
    world: World, written: dict[int, Made]
) -> None:
    edition = published(world, written)
    secret = files.keep(b"an upload that nobody published")
    document = edition.files.get(format="docx")
    for path in (
        f"/assets/{secret}/site.js",
        f"/assets/{document.sha256}/{document.path}",
        "/assets/../../etc/site.js",
    ):
        assert Client().get(path).status_code == 404, path


def test_visitors_see_nothing_that_is_not_published(world: World) -> None:
    year = approved(world)
    place = f"/d/{world.department.slug}/"
    for path in (
        place,
        f"{place}{year.year}/budget/",
        f"{place}{year.year}/budget/1/",
        f"{place}{year.year}/budget/1/changes/",
        f"{place}{year.year}/budget/1/manifest.json",
        f"{place}{year.year}/budget/1/html/index.html",
    ):
        assert Client().get(path).status_code == 404, path
    for path in ("/", "/search/?q=预算", "/search/?kind=0", "/feed/"):
        answer = Client().get(path)
        assert answer.status_code == 200, path
        assert world.department.name not in answer.content.decode(), path
    assert Client().get("/api/v1/public/departments").json() == []
    assert Client().get("/api/v1/public/search?q=预算").json()["items"] == []


def test_a_department_is_listed_once_it_has_published(
    world: World, written: dict[int, Made]
) -> None:
    published(world, written)
    home = Client().get("/").content.decode()
    assert world.department.name in home
    assert world.other.name not in home
    assert Client().get(f"/d/{world.other.slug}/").status_code == 404


def copies(edition: Edition, count: int) -> None:
    """So many departments more, published alike."""
    year = edition.budget_year
    bureau = year.department.bureau
    for number in range(count):
        other = Department.objects.create(
            bureau=bureau, code=f"8{number:02}", name=f"部门{number}", slug=f"copy-{number}"
        )
        year.pk, year.department, year._state.adding = None, other, True
        year.save()
        edition.pk, edition.budget_year, edition._state.adding = None, year, True
        edition.request = f"00000000-0000-0000-0000-0000000000{number:02}"
        edition.save()


@pytest.mark.parametrize(
    ("path", "most"),
    [("/", 3), ("/d/first/", 2), ("/search/?q=支出", 4), ("/feed/", 1)],
)
def test_a_page_asks_the_database_as_often_for_one_department_as_for_many(
    world: World, written: dict[int, Made], path: str, most: int
) -> None:
    edition = published(world, written)
    with CaptureQueriesContext(
        connection,
    ) as few:
        Client().get(path)
    copies(edition, 9)
    with CaptureQueriesContext(connection) as many:
        Client().get(path)
    assert len(few) == len(many) <= most


def test_a_page_of_an_edition_asks_the_database_a_few_times(
    world: World, written: dict[int, Made]
) -> None:
    edition = published(world, written)
    for path, most in (("", 5), ("html/index.html", 4), ("html/tables/01.html", 4)):
        with CaptureQueriesContext(connection) as asked:
            Client().get(address(edition, path))
        assert len(asked) <= most, (path, [one["sql"][:90] for one in asked])
