"""Searching what is published: Chinese words, codes by their beginning, harmless on any input."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.publishing.grams import grams, wanted
from mingzhang_web.apps.publishing.models import SearchEntry
from mingzhang_web.apps.publishing.selectors.search import Asked, search
from mingzhang_web.apps.publishing.services.editions import Made
from mingzhang_web.apps.workspace.services import stages
from web.conftest import World
from web.test_publishing import published, who, written

__all__ = ["written"]


def titles(words: str, **narrowed: object) -> list[str]:
    return [hit.entry.title for hit in search(Asked(words, **narrowed)).hits]  # type: ignore[arg-type]


def test_words_and_codes_are_found(world: World, written: dict[int, Made]) -> None:
    published(world, written)
    project = SearchEntry.objects.filter(kind=0).first()
    assert project is not None
    assert project.title in titles(project.title)
    assert project.title in titles(project.title[1:4])
    row = SearchEntry.objects.filter(kind=3, title__regex=r"^20\d{5} ").first()
    assert row is not None
    code = row.title.split()[0]
    assert all(code[:5] in title for title in titles(code[:5]))
    assert row.title in titles(code)
    assert titles("根本没有的词语") == []


def test_one_sign_is_enough(world: World, written: dict[int, Made]) -> None:
    published(world, written)
    assert titles("项")


def test_a_search_is_narrowed(world: World, written: dict[int, Made]) -> None:
    published(world, written)
    projects = search(Asked(kind=0))
    assert projects.count == SearchEntry.objects.filter(kind=0).count() > 0
    assert search(Asked(kind=0, department="elsewhere")).count == 0
    assert search(Asked(kind=0, year=1999)).count == 0


def test_hits_are_marked_and_lead_to_their_place(world: World, written: dict[int, Made]) -> None:
    published(world, written)
    project = SearchEntry.objects.filter(kind=0).first()
    assert project is not None
    page = Client().get("/search/", {"q": project.title}).content.decode()
    assert f"<mark>{project.title}</mark>" in page
    hit = next(hit for hit in search(Asked(project.title)).hits if hit.entry.pk == project.pk)
    path = f"{hit.entry.edition.get_absolute_url()}html/{hit.entry.address}"
    assert path in page
    assert Client().get(path.partition("#")[0]).status_code == 200


def test_only_the_newest_edition_is_found(world: World, written: dict[int, Made]) -> None:
    first = published(world, written)
    stages.take(*who(world, Role.PUBLISHER), stages.CORRECT, "更正")
    second = published(world, written)
    assert not SearchEntry.objects.filter(edition=first).exists()
    assert SearchEntry.objects.filter(edition=second).exists()


@pytest.mark.parametrize(
    "typed",
    [
        "'",
        '"',
        "a' OR 1=1 --",
        "预算*",
        "NEAR(a b)",
        "%",
        "_",
        "\\",
        "&|!()",
        "a AND",
        "-",
        "中'国",
    ],
)
def test_no_query_is_a_danger(world: World, written: dict[int, Made], typed: str) -> None:
    published(world, written)
    assert Client().get("/search/", {"q": typed}).status_code == 200


@given(st.text(max_size=40))
def test_every_part_of_a_text_finds_it(text: str) -> None:
    """Whatever two neighbouring signs are asked for, the index of the text has them."""
    tokens = set(grams(text).split())
    assert all(
        any(token.startswith(one.token) if one.opening else token == one.token for token in tokens)
        for one in wanted(text)
    )
