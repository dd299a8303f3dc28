"""Bad input: one clear sentence, exit status 2, bounded memory, nothing written."""

import os
import re
from pathlib import Path

import pytest

from cli.command import Outcome, mingzhang
from cli.hostile import HOSTILE, Hostile
from mingzhang.checks.cases import FOLDER
from mingzhang.example import write_example

CORRECT = FOLDER / "base" / "shanxi.txt"
GIGABYTE = 1_000_000_000
CHINESE = re.compile(r"[一-鿿]")


def assert_refused(outcome: Outcome, says: str = "") -> None:
    """One Chinese sentence on standard error, exit status 2, nothing on standard output."""
    assert outcome.status == 2, outcome.err
    assert outcome.out == b""
    assert outcome.err.endswith("。\n")
    assert outcome.err.count("\n") == 1
    assert CHINESE.search(outcome.err)
    assert "Traceback" not in outcome.err
    assert "程序出错" not in outcome.err
    assert says in outcome.err
    assert outcome.peak <= GIGABYTE


@pytest.mark.parametrize("one", HOSTILE, ids=lambda one: one.id)
def test_a_bad_file_is_refused_in_one_sentence(one: Hostile, tmp_path: Path) -> None:
    (tmp_path / one.file).write_bytes(one.build())

    outcome = mingzhang(
        "check", one.file, "--format", "html", "--output", "报告.html", folder=tmp_path
    )

    assert_refused(outcome, one.says)
    assert one.file in outcome.err
    assert os.listdir(tmp_path) == [one.file]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "公开.txt").mkdir()
    assert_refused(mingzhang("check", "公开.txt", folder=tmp_path), "文件夹")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert_refused(mingzhang("read", "没有.docx", folder=tmp_path), "没有.docx")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "公开.txt").write_text("2025年部门预算")
    (tmp_path / "公开.txt").chmod(0)
    assert_refused(mingzhang("check", "公开.txt", folder=tmp_path), "权限")


def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "公开.txt").symlink_to("公开.txt")
    assert_refused(mingzhang("check", "公开.txt", folder=tmp_path), "公开.txt")


def test_a_name_too_long_for_any_file(tmp_path: Path) -> None:
    assert_refused(mingzhang("check", "预算" * 2000 + ".txt", folder=tmp_path))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_device_without_end() -> None:
    assert_refused(mingzhang("check", "/dev/zero", "--type", "txt"), "上限")


def test_a_file_without_an_ending(tmp_path: Path) -> None:
    (tmp_path / "公开").write_text("2025年部门预算")
    assert_refused(mingzhang("check", "公开", folder=tmp_path), "类型")


def test_an_unreadable_year_before(tmp_path: Path) -> None:
    name = write_example(tmp_path).name
    (tmp_path / "上年.docx").write_bytes(b"PK\3\4")
    outcome = mingzhang(
        "check", name, "--previous", "上年.docx", "--output", "报告.txt", folder=tmp_path
    )
    assert_refused(outcome, "上年.docx")
    assert not (tmp_path / "报告.txt").exists()


def test_a_bad_file_among_good_ones_is_said_and_the_others_are_checked(tmp_path: Path) -> None:
    name = write_example(tmp_path).name
    (tmp_path / "空.txt").write_bytes(b"")

    outcome = mingzhang("check", "空.txt", name, folder=tmp_path)

    assert outcome.status == 2
    assert outcome.err == "“空.txt”是空文件，没有可核对的内容。\n"
    assert name in outcome.out.decode()


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "\u3000",
        ".",
        "…",
        "为",
        "“",
        "（",
        "9",
        "一",
        "增加1.5万元，",
        "占比20%，",
        "收入总表 ",
    ],
)
@pytest.mark.parametrize("where", ["in a sentence", "in a cell", "on a line of its own"])
def test_a_disclosure_with_something_endless_in_it_is_still_read(
    piece: str, where: str, tmp_path: Path
) -> None:
    text = CORRECT.read_text("utf-8")
    spot = {
        "in a sentence": text.index("万元，比上年"),
        "in a cell": text.index("\t", text.index("\n合计\t") + 1),
        "on a line of its own": text.index("\n", len(text) // 2) + 1,
    }[where]
    endless = piece * (20_000 // len(piece))
    line = endless + "\n" if where == "on a line of its own" else endless
    (tmp_path / "公开.txt").write_text(text[:spot] + line + text[spot:], "utf-8")

    outcome = mingzhang("check", "公开.txt", folder=tmp_path)

    assert outcome.status in (0, 1), outcome.err
    assert outcome.err == ""
    assert "程序出错" not in outcome.out.decode()
    assert outcome.peak <= GIGABYTE
