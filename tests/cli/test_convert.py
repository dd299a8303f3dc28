"""mingzhang convert and mingzhang diff from the shell."""

from pathlib import Path

import pytest

from cli.command import as_json, mingzhang
from mingzhang.example import write_example
from mingzhang.recognition import read_disclosure


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_example(tmp_path_factory.mktemp("示例"))


def test_one_form_goes_to_the_file_that_was_asked_for(example: Path, tmp_path: Path) -> None:
    target = tmp_path / "结果" / "部门预算.docx"
    outcome = mingzhang("convert", example, "--to", "docx", "--output", target)

    assert outcome.status == 0, outcome.err
    assert outcome.out.decode().split() == [str(target)]
    assert len(read_disclosure(target.read_bytes(), target.name).projects) == 28


def test_several_forms_go_into_a_folder_and_nothing_else_is_left(
    example: Path, tmp_path: Path
) -> None:
    outcome = mingzhang("convert", example, "--to", "docx,xlsx,data", "--output", tmp_path / "结果")
    names = {path.name for path in (tmp_path / "结果").iterdir()}

    assert outcome.status == 0, outcome.err
    assert {"公开文本.docx", "公开文本.xlsx", "datapackage.json", "figures.csv"} <= names
    assert [path.name for path in tmp_path.iterdir()] == ["结果"]


def test_an_unknown_form_is_wrong_usage(example: Path, tmp_path: Path) -> None:
    outcome = mingzhang("convert", example, "--to", "wps", "--output", tmp_path / "甲")

    assert outcome.status == 64
    assert "wps" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_many_files_do_not_fit_into_one(example: Path, tmp_path: Path) -> None:
    (tmp_path / "甲").write_text("旧")
    outcome = mingzhang("convert", example, "--to", "data", "--output", tmp_path / "甲")

    assert outcome.status == 64
    assert (tmp_path / "甲").read_text() == "旧"


def test_a_converted_document_differs_in_nothing(example: Path, tmp_path: Path) -> None:
    target = tmp_path / "部门预算.xlsx"
    mingzhang("convert", example, "--to", "xlsx", "--output", target)
    found = as_json("diff", example, target)

    assert found["summary"]["changed"] == found["summary"]["added"] == 0
    assert found["summary"]["removed"] == 0
    assert found["summary"]["same"] > 600
