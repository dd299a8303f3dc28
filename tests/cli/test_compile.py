"""mingzhang compile: a ledger in, the whole disclosure and its manifest out; or nothing."""

import json
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import openpyxl
import pytest

from cli.command import Outcome, mingzhang
from mingzhang import projection as mingzhang_projection
from mingzhang.ledger.worked import FOLDER, worked_example
from mingzhang.writers.ledger_workbook import ledger_workbook

TEMPLATES = Path(mingzhang_projection.__file__).with_name("templates")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The worked example as a workbook."""
    file = tmp_path / "账簿.xlsx"
    file.write_bytes(ledger_workbook(worked_example()))
    return file


def test_a_ledger_gives_documents_and_a_manifest(ledger: Path, tmp_path: Path) -> None:
    output = tmp_path / "公开"
    outcome = mingzhang("compile", ledger, "--output", output, "--to", "text,docx")
    manifest = json.loads((output / "manifest.json").read_bytes())

    assert outcome.status == 0, outcome.err
    assert manifest["ledger_sha256"] == sha256(ledger.read_bytes()).hexdigest()
    assert [one["format"] for one in manifest["outputs"]] == ["text", "docx"]
    for one in manifest["outputs"]:
        assert sha256((output / one["path"]).read_bytes()).hexdigest() == one["sha256"]
    assert manifest["check"] == {"error": 0, "warning": 0, "info": 0, "undetermined": 0}


def test_a_folder_holds_one_compilation_and_what_others_put_there(
    ledger: Path, tmp_path: Path
) -> None:
    output = tmp_path / "公开"
    mingzhang("compile", ledger, "--output", output, "--to", "text,docx,data,html")
    (output / "批复.txt").write_text("另存")
    (output / "公开文本.docx").write_text("改过")
    mingzhang("compile", ledger, "--output", output, "--to", "text")

    left = {file.name for file in output.iterdir()}
    assert left == {"公开文本.txt", "manifest.json", "批复.txt", "公开文本.docx"}


def test_what_was_compiled_passes_the_check(ledger: Path, tmp_path: Path) -> None:
    mingzhang("compile", ledger, "--output", tmp_path / "公开", "--to", "text")

    assert mingzhang("check", tmp_path / "公开" / "公开文本.txt").status == 0


def test_the_same_ledger_gives_the_same_bytes(ledger: Path, tmp_path: Path) -> None:
    for name in ("一", "二"):
        mingzhang("compile", ledger, "--output", tmp_path / name, "--to", "text,docx")
    first, second = ((tmp_path / name / "manifest.json").read_bytes() for name in ("一", "二"))

    assert first == second


def test_a_folder_of_csv_is_a_ledger(tmp_path: Path) -> None:
    outcome = mingzhang("compile", FOLDER, "--output", tmp_path / "公开", "--to", "text")

    assert outcome.status == 0, outcome.err


def test_a_wrong_ledger_compiles_to_nothing(ledger: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(ledger)
    book["预算明细"]["H2"] = "约9万"
    book["上年"]["A2"] = "收入总计"
    book.save(ledger)
    outcome = mingzhang("compile", ledger, "--output", tmp_path / "公开")

    assert outcome.status == 2
    assert "工作表“预算明细” H2单元格：“本年金额”写的是“约9万”，不是数" in outcome.err
    assert "工作表“上年” A2单元格：没有“收入总计”这一项" in outcome.err
    assert not (tmp_path / "公开").exists()
    assert list(tmp_path.iterdir()) == [ledger]


def test_a_missing_text_is_printed_blank_and_told(ledger: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(ledger)
    book["项目"]["P2"] = None
    book.save(ledger)
    outcome = mingzhang("compile", ledger, "--output", tmp_path / "公开", "--to", "text")

    assert outcome.status == 1
    assert "工作表“项目” P2单元格：“项目概况”没有填，公开文本里将是空白，请补上。" in outcome.err
    assert (tmp_path / "公开" / "公开文本.txt").exists()


def test_a_missing_reason_stops_with_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "账"
    copytree(FOLDER, folder)
    prose = folder / "说明.csv"
    lines = prose.read_text("utf-8").splitlines(keepends=True)
    prose.write_text("".join(line for line in lines if "收支总计原因" not in line), "utf-8")
    outcome = mingzhang("compile", folder, "--output", tmp_path / "公开")

    assert outcome.status == 2
    assert "请在“说明”表里填写“收支总计原因”" in outcome.err
    assert not (tmp_path / "公开").exists()


def test_the_template_is_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "空账簿.xlsx"

    assert mingzhang("compile", "--template", file).status == 0
    assert "预算明细" in openpyxl.load_workbook(file).sheetnames


def test_the_worked_example_compiles_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "示例账簿.xlsx"
    written = mingzhang("compile", "--template", file, "--example")
    outcome = mingzhang("compile", file, "--output", tmp_path / "公开", "--fail-on", "warning")

    assert (written.status, outcome.status) == (0, 0), outcome.err
    assert {"公开文本.docx", "公开文本.xlsx", "data", "manifest.json"} <= {
        path.name for path in (tmp_path / "公开").iterdir()
    }


def test_the_next_year_opens_from_this_one(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "下年账簿.xlsx"
    outcome = mingzhang("compile", ledger, "--next-year", file)

    assert outcome.status == 0, outcome.err
    assert "“上年”表：已填入2025年公开的预算数" in outcome.err
    assert openpyxl.load_workbook(file)["部门"]["E2"].value == 2026


def test_a_number_typed_by_hand_in_an_edited_template_is_told(ledger: Path, tmp_path: Path) -> None:
    outcome = edited(ledger, tmp_path, "支出预算{总计}万元", "支出预算1348.70万元")

    assert outcome.status == 0, outcome.err
    assert "手写了“1348.70万元”，请改为算式，或列入 fixed" in outcome.err


def test_an_expression_without_a_value_stops_with_its_place(ledger: Path, tmp_path: Path) -> None:
    outcome = edited(ledger, tmp_path, "支出预算{总计}万元", "支出预算{合计数}万元")

    assert outcome.status == 2
    assert (
        "模板“shanxi-2025.toml”第14段（{年度}年度{部门}支出预算{合计数}万元，其中…）：没有名为“合计数”的数或函数"
        in outcome.err
    )
    assert not (tmp_path / "公开").exists()


def edited(ledger: Path, tmp_path: Path, old: str, new: str) -> Outcome:
    """The ledger compiled with one sentence of its template reworded by an officer."""
    templates = tmp_path / "模板"
    copytree(TEMPLATES, templates)
    file = templates / "shanxi-2025.toml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    return mingzhang(
        "compile", ledger, "--output", tmp_path / "公开", "--to", "text", "--templates", templates
    )


@pytest.mark.parametrize(
    "arguments",
    [(), ("账簿.xlsx",), ("账簿.xlsx", "--output", "公开", "--to", "doc")],
)
def test_wrong_usage_is_64(arguments: tuple[str, ...], tmp_path: Path) -> None:
    outcome = mingzhang("compile", *arguments, folder=tmp_path)

    assert outcome.status == 64
    assert len(outcome.err.strip().splitlines()) == 1


def test_no_ledger_is_2(tmp_path: Path) -> None:
    outcome = mingzhang("compile", tmp_path / "没有.xlsx", "--output", tmp_path / "公开")

    assert outcome.status == 2
    assert "没有找到账簿" in outcome.err


def test_a_published_text_gives_a_ledger_and_says_what_is_open(
    ledger: Path, tmp_path: Path
) -> None:
    mingzhang("compile", ledger, "--output", tmp_path / "公开", "--to", "text")
    file = tmp_path / "反推.xlsx"
    outcome = mingzhang("compile", "--from", tmp_path / "公开" / "公开文本.txt", "--output", file)

    assert outcome.status == 0, outcome.err
    assert "不能由公开报表确定" in outcome.err
    assert openpyxl.load_workbook(file)["项目"]["B2"].value == "群众文化惠民演出"
