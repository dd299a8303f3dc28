"""What the overview works out: key figures, money flows, both years; exact, never invented."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.checks.facts import Facts
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Figure, Place, Source
from mingzhang.projection import compile_ledger
from mingzhang.writers.site.flows import flows, spending_tree
from mingzhang.writers.site.key_figures import key_figures
from mingzhang.writers.site.outline import Outline
from mingzhang.writers.site.year_on_year import Change, changes
from writers import published

WAN = 10_000 * 1_000_000


def facts(name: str) -> Facts:
    return Facts(published.source(name))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("shanxi", {"收入总计": "1348.70", "基本支出": "973.05", "政府采购": "252.05"}),
        ("shanghai", {"支出总计": "48122200", "“三公”经费": "30.78", "机关运行经费": "194.78"}),
        ("final_accounts", {"项目支出": "368.13", "“三公”经费": "7.17"}),
        ("central", {"一般公共预算基本支出": "40.00", "政府采购": "60.50"}),
    ],
)
def test_key_figures_are_those_that_the_tables_print(name: str, wanted: dict[str, str]) -> None:
    found = {one.name: one.figure.text for one in key_figures(facts(name))}
    assert {key: found.get(key) for key in wanted} == wanted


def test_items_of_three_public_expenses_come_to_their_total() -> None:
    found = {one.name: one for one in key_figures(facts("shanxi"))}["“三公”经费"]
    assert sum(figure.value for _, figure in found.parts) == found.figure.value


@pytest.mark.parametrize("name", ["shanxi", "shanghai", "example"])
def test_what_flows_into_a_node_flows_out_unless_the_tables_end_there(name: str) -> None:
    found = flows(facts(name))
    into, out = Counter(), Counter()
    for link in found.links:
        into[link.target] += link.value
        out[link.source] += link.value
    inner = [node for node in found.nodes if into[node] and out[node]]
    assert inner
    assert all(into[node] == out[node] for node in inner)
    sources = sum(out[node] for node in found.nodes if node[0] == 0)
    total = {one.name: one for one in key_figures(facts(name))}["支出总计"]
    assert sources == total.figure.value


def test_money_of_a_fund_goes_where_the_tables_say() -> None:
    links = {(one.source[1], one.target[1]): one.value for one in flows(facts("shanxi")).links}
    assert links["政府性基金预算", "其他支出"] == 453_000 * 1_000_000
    assert links["上年结转", "文化旅游体育与传媒支出"] == 146_500 * 1_000_000
    assert links["项目支出", "平川市文化旅游体育局"] == 2_668_500 * 1_000_000


def test_projects_of_a_compiled_ledger_stand_under_their_units() -> None:
    compiled = compile_ledger(worked_example(), Source("账簿.xlsx", "ledger", ""))
    found = flows(Facts(compiled.disclosure))
    units = {node[1] for node in found.nodes if node[0] == 4}
    assert units
    assert units <= {unit.name for unit in compiled.ledger.units}


def test_a_disclosure_without_functions_has_no_flow() -> None:
    assert flows(facts("central")).links == []


@pytest.mark.parametrize("name", ["shanxi", "shanghai"])
def test_the_tree_of_spending_adds_up_at_every_branch(name: str) -> None:
    def check(branches) -> None:
        for branch in branches:
            if branch.inner:
                assert sum(one.value for one in branch.inner) == branch.value
                check(branch.inner)

    tree = spending_tree(facts(name))
    assert tree
    check(tree)


def test_last_year_is_read_from_tables_and_worked_out_from_words() -> None:
    central = {one.name: one for one in changes(facts("central"))}
    assert central["“三公”经费合计"].before == 10 * WAN
    assert not central["“三公”经费合计"].worked_out
    example = {one.name: one for one in changes(facts("example"))}
    total = example["预算收入总计"]
    assert total.worked_out
    assert total.shown(total.before) == "4762.51"
    assert total.rate == "-4.31%"


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_growth_is_rounded_half_away_from_zero(now: int, before: int) -> None:
    figure = Figure("", now, 1, "万元", Place())
    rate = Change("x", figure, before, False).rate
    exact = Fraction((now - before) * 100, before)
    assert abs(Fraction(rate.rstrip("%")) - exact) <= Fraction(1, 200)


def test_nothing_before_has_no_growth() -> None:
    assert Change("x", Figure("", 5, 1, "万元", Place()), 0, False).rate == ""


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_headings_never_skip_a_level(depths: list[int]) -> None:
    outline = Outline()
    levels = [outline.level(depth) for depth in depths]
    assert levels[0] == 2
    assert all(2 <= level <= 6 for level in levels)
    assert all(after <= before + 1 for before, after in pairwise(levels))
