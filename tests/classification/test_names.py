"""Old names and codes are told apart from current ones; numbered classes are found by name."""

import pytest

from mingzhang.classification import (
    Certainty,
    Kind,
    class_list,
    class_of_ordinal_name,
    old_name,
    ordinals,
)


@pytest.mark.parametrize(
    ("old", "current", "since"),
    [
        ("医疗卫生与计划生育支出", "卫生健康支出", 2019),
        ("文化体育与传媒支出", "文化旅游体育与传媒支出", 2019),
        ("国土海洋气象等支出", "自然资源海洋气象等支出", 2019),
        ("资源勘探信息等支出", "资源勘探工业信息等支出", 2020),
        ("行政事业单位离退休", "行政事业单位养老支出", 2020),
        ("其他行政事业单位离退休支出", "其他行政事业单位养老支出", 2020),
        ("对个人和家庭的补助支出", "对个人和家庭的补助", 2018),
        ("2089901", "其他社会保障和就业支出", 2021),
    ],
)
def test_an_old_name_or_code_names_its_successor(old: str, current: str, since: int) -> None:
    change = old_name(old)
    assert change is not None
    assert (change.current, change.since) == (current, since)


def test_a_name_is_not_old_before_it_was_replaced() -> None:
    assert old_name("医疗卫生与计划生育支出", 2018) is None
    assert old_name("医疗卫生与计划生育支出", 2019) is not None


@pytest.mark.parametrize("name", ["卫生健康支出", "其他支出", "教育支出", "住房公积金", "基本支出"])
def test_a_current_name_is_not_old(name: str) -> None:
    assert old_name(name) is None


def test_no_name_in_use_is_reported_as_old() -> None:
    for kind in Kind:
        for entry in class_list(kind):
            if entry.certainty is not Certainty.OLD:
                assert old_name(entry.name) is None, entry.code
                assert old_name(entry.code) is None, entry.code


def test_every_successor_is_a_class_of_the_list() -> None:
    for name in ("扶贫", "招待费", "2109901", "30104"):
        change = old_name(name)
        assert change is not None
        successor = class_list(change.kind).get(change.code)
        assert successor is not None
        assert successor.name == change.current


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("一般公共服务支出", "201"),
        ("一、一般公共服务支出", "201"),
        ("（七）文化旅游体育与传媒支出", "207"),
        ("七、文化体育与传媒支出", "207"),
        ("十、医疗卫生与计划生育支出", "210"),
        ("十五、资源勘探信息等支出", "215"),
        ("十五、资源勘探工业信息等支出", "215"),
        ("十八、援助其他地区", "219"),
        ("二十四、预备费", "227"),
        ("三十、抗疫特别国债安排的支出", "234"),
        ("本年支出合计", None),
        ("", None),
    ],
)
def test_a_numbered_class_is_found_by_its_name(printed: str, code: str | None) -> None:
    assert class_of_ordinal_name(printed) == code


def test_thirty_classes_are_numbered_and_carry_the_names_of_the_list() -> None:
    functions = class_list(Kind.FUNCTION)
    assert len(ordinals()) == 30
    for row in ordinals():
        entry = functions.get(row.code)
        assert entry is not None
        assert entry.name == row.name
