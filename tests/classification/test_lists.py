"""Classes are found by code and by name, each with how sure the list is of it."""

from pathlib import Path

import pytest

from mingzhang.classification import (
    Certainty,
    Kind,
    class_list,
    codes_of_name,
    economic_class,
    economic_code_of_name,
    function_class,
    government_class,
    is_official,
)

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples"
SAMPLE = SAMPLES / "jincheng-2025.txt"


def test_a_function_class_knows_its_level_and_parent() -> None:
    entry = function_class("2010306", 2025)
    assert entry is not None
    assert (entry.name, entry.level, entry.parent) == ("政务公开审批", 3, "20103")
    assert entry.certainty is Certainty.OBSERVED
    top = function_class("201")
    assert top is not None
    assert (top.name, top.level, top.parent) == ("一般公共服务支出", 1, None)


def test_a_current_name_stands_before_the_one_of_the_old_list() -> None:
    entry = function_class("207")
    assert entry is not None
    assert (entry.name, entry.former) == ("文化旅游体育与传媒支出", "文化体育与传媒")


def test_a_class_only_in_the_old_list_says_so() -> None:
    entry = function_class("20115")
    assert entry is not None
    assert entry.certainty is Certainty.OLD


@pytest.mark.parametrize("code", ["", "9", "2019", "2099999", "合计"])
def test_an_unknown_code_gives_nothing(code: str) -> None:
    assert function_class(code, 2025) is None


@pytest.mark.parametrize("kind", list(Kind))
def test_every_class_has_its_parent_and_the_digit_of_its_classification(kind: Kind) -> None:
    known = class_list(kind)
    for entry in known:
        assert entry.name
        assert entry.code.startswith(kind.first_digit)
        assert entry.parent is None or known.get(entry.parent) is not None, entry.code


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("因公出国（境）费用", True),
        ("因公出国(境)费用", True),
        ("因公出国 （境）费用", True),
        ("因公出国（境）费", True),
        ("出国费", False),
    ],
)
def test_brackets_and_blanks_do_not_make_another_name(printed: str, same: bool) -> None:
    entry = economic_class("30212")
    assert entry is not None
    assert entry.is_named(printed) is same


def test_a_remark_behind_the_name_does_not_matter() -> None:
    entry = function_class("2010601")
    assert entry is not None
    assert entry.is_named("行政运行（财政事务）")
    assert not entry.is_named("一般行政管理事务")


@pytest.mark.parametrize(
    ("name", "code"),
    [("基本工资", "30101"), ("工资福利支出", "301"), ("住房公积金", "30113"), ("没有这个", None)],
)
def test_the_economic_code_of_a_name(name: str, code: str | None) -> None:
    assert economic_code_of_name(name) == code


def test_a_name_of_two_classes_is_not_guessed() -> None:
    assert codes_of_name(Kind.ECONOMIC, "办公设备购置") == ("30902", "31002")
    assert economic_code_of_name("办公设备购置") is None


def test_a_government_class_by_code_or_name() -> None:
    by_code, by_name = government_class("50101"), government_class("工资奖金津补贴")
    assert by_code is not None
    assert by_code == by_name
    assert government_class("其他资本性支出") is None


def test_no_list_is_official_before_one_is_loaded(tmp_path: Path) -> None:
    assert not is_official(Kind.FUNCTION, 2025, tmp_path)
    assert not is_official(Kind.FUNCTION, None, tmp_path)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample documents are not here")
def test_every_code_of_the_sample_is_known_by_its_name() -> None:
    lines = SAMPLE.read_text("utf-8").splitlines()[80:260]
    printed = {cells[0]: cells[1] for line in lines if len(cells := line.split("\t")) > 2}
    codes = [code for code in printed if code.isdigit() and len(code) in (3, 5, 7)]
    assert len(codes) == 24
    for code in codes:
        entry = function_class(code, 2025)
        assert entry is not None
        assert entry.is_named(printed[code]), code
