"""The files that pages are made of: complete, licensed, readable, nothing from outside."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from mingzhang.assets import (
    CHART_LICENCES,
    CHARTS,
    ICON_LICENCE,
    ICONS,
    TOKENS,
    asset,
    sprite,
)

TOOLS = Path(__file__).parents[2] / "tools" / "assets"


def _colours() -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", asset(TOKENS).decode()))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3", "accent", "accent-strong"])
@pytest.mark.parametrize("ground", ["paper", "ground", "sunken", "raised", "accent-soft", "mark"])
def test_text_can_be_read_on_every_ground(ink: str, ground: str):
    colours = _colours()
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("verdict", ["error", "warning", "info", "success", "unknown"])
def test_a_verdict_can_be_read_on_its_own_ground_and_on_paper(verdict: str):
    colours = _colours()
    assert contrast(colours[verdict], colours[f"{verdict}-soft"]) >= 4.5
    assert contrast(colours[verdict], colours["paper"]) >= 4.5
    assert contrast(colours[f"{verdict}-line"], colours["paper"]) >= 3


@pytest.mark.parametrize("number", range(1, 9))
def test_shapes_of_charts_stand_out_from_paper_and_differ(number: int):
    colours = _colours()
    charts = [colours[f"chart-{n}"] for n in range(1, 9)]
    assert contrast(charts[number - 1], colours["paper"]) >= 3
    assert all(one != other for one, other in combinations(charts, 2))


@pytest.mark.parametrize("path", [*CHART_LICENCES, ICON_LICENCE], ids=str)
def test_what_others_made_stands_with_its_licence(path):
    assert len(asset(path)) > 100


def test_the_chart_library_runs_nothing_from_text_and_asks_for_nothing():
    script = asset(CHARTS).decode()
    assert "sankey" in script
    assert "treemap" in script
    for forbidden in ("eval(", "new Function", "XMLHttpRequest", "fetch(", "importScripts"):
        assert forbidden not in script


def test_every_listed_icon_is_in_the_sprite_without_anything_active():
    names = (TOOLS / "icons.txt").read_text("utf-8").split()
    drawn = sprite(*names)
    assert all(f'id="i-{name}"' in drawn for name in names)
    whole = asset(ICONS).decode()
    assert set(re.findall(r"<([a-z]+)", whole)) <= {"svg", "symbol", "path", "circle", "rect"}
    assert not re.search(r" (?:xlink:)?(?:href|style|on[a-z]+)=", whole)


def test_an_unknown_icon_is_an_error():
    with pytest.raises(KeyError):
        sprite("no-such-icon")
