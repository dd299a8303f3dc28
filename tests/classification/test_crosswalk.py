"""A department class stands beside the government classes of the reform of 2018."""

from pathlib import Path

import pytest

from mingzhang.classification import allowed_governments, crosswalk_allows

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples"
SAMPLE = SAMPLES / "jincheng-2025.txt"


@pytest.mark.parametrize(
    ("department", "government", "allowed"),
    [
        ("30101", "50101", True),
        ("30101", "50501", True),
        ("30101", "50201", False),
        ("30201", "50201", True),
        ("30201", "50206", False),
        ("30309", "50901", True),
        ("30302", "50905", True),
        ("31002", "50306", True),
        ("31002", "50201", None),
        ("39999", "59999", None),
        ("基本工资", "工资奖金津补贴", True),
        ("办公费", "商品和服务支出", True),
        ("公务接待费", "办公经费", False),
        ("看不懂的科目", "办公经费", None),
        ("办公费", "看不懂的科目", None),
    ],
)
def test_a_pair_is_allowed_wrong_or_unknown(
    department: str, government: str, allowed: bool | None
) -> None:
    assert crosswalk_allows(department, government) is allowed


def test_one_class_may_stand_under_an_agency_and_an_institution() -> None:
    assert allowed_governments("30108") == ("50102", "50501")
    assert allowed_governments("12345") == ()


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample documents are not here")
def test_all_pairs_of_the_sample_are_allowed() -> None:
    lines = SAMPLE.read_text("utf-8").splitlines()[260:310]
    pairs = [line.split("\t")[:2] for line in lines if line.count("\t") == 4]
    tested = [pair for pair in pairs[2:] if all(pair)]
    assert len(tested) == 34
    for department, government in tested:
        assert crosswalk_allows(department, government) is True, department
