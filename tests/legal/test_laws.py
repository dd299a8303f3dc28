"""Laws are cited as documents cite them; every one tells its dates and its certainty."""

from datetime import date

import pytest

from mingzhang.legal import all_laws, basis, cite, law


@pytest.mark.parametrize(
    ("id_", "article", "cited"),
    [
        ("budget-law", "14", "《中华人民共和国预算法》第十四条"),
        ("budget-law", "14.2", "《中华人民共和国预算法》第十四条第二款"),
        ("budget-law-regulation", "6", "《中华人民共和国预算法实施条例》第六条"),
        ("budget-law", "101", "《中华人民共和国预算法》第一百零一条"),
        ("procurement-law", "20", "《中华人民共和国政府采购法》第二十条"),
        ("procurement-law", "110", "《中华人民共和国政府采购法》第一百一十条"),
        ("local-disclosure-procedure", "", "《地方预决算公开操作规程》（财预〔2016〕143号）"),
        ("purchase-of-services", "", "《政府购买服务管理办法》"),
    ],
)
def test_a_law_is_cited_by_title_number_and_article(id_: str, article: str, cited: str) -> None:
    assert cite(id_, article) == cited


def test_a_basis_joins_laws_and_words() -> None:
    assert basis(("budget-law:14", "勾稽关系")) == "《中华人民共和国预算法》第十四条、勾稽关系"


def test_an_unknown_law_is_an_error() -> None:
    with pytest.raises(KeyError):
        law("no-such-law")


def test_a_law_is_in_force_from_its_day() -> None:
    regulation = law("secrecy-regulation")
    assert not regulation.in_force("2024-08-31")
    assert regulation.in_force("2024-09-01")


def test_the_numbers_that_reviewers_look_for_are_on_file() -> None:
    numbers = {found.number for found in all_laws().values()}
    for number in (
        *("财预〔2016〕143号", "财预〔2015〕88号", "财预〔2020〕10号", "财预〔2021〕101号"),
        *("中发〔2018〕34号", "财政部令第102号", "财预〔2017〕98号", "国务院令第729号"),
    ):
        assert number in numbers


def test_every_law_is_complete() -> None:
    for id_, found in all_laws().items():
        assert found.id == id_
        assert found.title
        assert found.issuer
        assert found.gist.endswith("。")
        for day in (found.issued, found.in_force_from):
            assert date.fromisoformat((day + "-01-01")[:10]).year > 1980
        assert found.certainty in ("confirmed", "known", "uncertain")
        for number, article in found.articles.items():
            assert cite(id_, number).endswith("条")
            assert article.gist.endswith("。")
            assert article.certainty in ("confirmed", "known", "uncertain")
