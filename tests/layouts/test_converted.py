"""Whatever a place prints, its disclosure written in another format reads back the same."""

from functools import cache
from pathlib import Path

import pytest

from layouts.build import build
from layouts.measure import read_as
from layouts.places import load
from mingzhang.comparison import Change, compare
from mingzhang.disclosure import Disclosure
from mingzhang.recognition import read_disclosure
from mingzhang.writers.formats import writer


@cache
def disclosure(layout: str) -> Disclosure:
    return read_as(build(load(layout)), "docx")


@pytest.mark.parametrize("form", ["text", "docx", "xlsx", "html", "pdf"])
@pytest.mark.parametrize("layout", ["final", "guangxi", "hunan", "shaanxi", "yunnan"])
def test_a_converted_disclosure_differs_in_no_figure(
    layout: str, form: str, tmp_path: Path
) -> None:
    """Shaanxi prints three lists of spending side by side, and titles longer than a line."""
    written = writer(form)(disclosure(layout), tmp_path)
    whole = next((file for file in written if file.stem == "document"), written[0])
    found = compare(disclosure(layout), read_disclosure(whole.read_bytes(), whole.name))

    assert found.count(Change.SAME) > 200
    assert [line for part in found.parts for line in part.changed()] == []
