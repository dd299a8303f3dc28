"""A file handed in by somebody is read apart: honest ones whole, others with one sentence."""

import io
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from mingzhang.batch import apart, child
from mingzhang.batch.messages import Ask, DisclosureRead, LedgerRead, Unread
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source
from mingzhang.projection import compile_ledger
from mingzhang.writers.ledger_workbook import ledger_workbook
from mingzhang.writers.to_docx import document

HEADS = "层级,名称,代码\n部门,某局,101\n"


def zipped(files: dict[str, str], encoding: str = "utf-8") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text.encode(encoding))
    return buffer.getvalue()


@pytest.fixture(scope="module")
def published() -> bytes:
    """The worked example as a Word document."""
    return document(compile_ledger(worked_example(), Source("账簿", "xlsx", "")).disclosure)


def test_disclosure_is_read_and_checked_by_another_process(published: bytes) -> None:
    answer = apart.read_apart("公开.docx", published)
    assert isinstance(answer, DisclosureRead)
    assert answer.disclosure.year == worked_example().year
    assert answer.report.summary.error == 0
    assert any(trial.rule for trial in answer.report.trials)


def test_workbook_of_the_ledger_is_known_by_its_sheets() -> None:
    answer = apart.read_apart("账簿.xlsx", ledger_workbook(worked_example()))
    assert isinstance(answer, LedgerRead)
    assert answer.problems == ()
    assert answer.rows is not None
    assert len(answer.rows["预算明细"]) > 0
    assert answer.report is not None
    assert answer.report.summary.error == 0


def test_zip_of_csv_tells_every_problem_with_its_sheet() -> None:
    answer = apart.read_apart(
        "账簿.zip", zipped({"账簿/部门.csv": HEADS, "预算明细.csv": "单位\n"})
    )
    assert isinstance(answer, LedgerRead)
    assert answer.rows is None
    assert {problem.at.sheet for problem in answer.problems} >= {"部门", "预算明细"}


def test_zip_names_of_chinese_windows_are_understood() -> None:
    assert child._sheet_name("部门.csv".encode("gb18030").decode("cp437")) == "部门"
    assert child._sheet_name("__MACOSX/._部门.csv") == ""


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("空.docx", b"", "空"),
        ("旧.doc", b"\xd0\xcf\x11\xe0", "旧格式"),
        ("图.png", b"\x89PNG", "不能识别"),
        ("假.pdf", b"hello", "不是 PDF"),
        ("坏.xlsx", b"PK\x03\x04junk", "坏.xlsx"),
        ("没有.zip", zipped({"说明.txt": "x"}), "没有 .csv"),
        ("上级.zip", zipped({"../../etc/部门.csv": "x"}), "异常"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(name: str, data: bytes, says: str) -> None:
    answer = apart.read_apart(name, data)
    assert isinstance(answer, Unread)
    assert says in answer.sentence


def test_child_that_dies_is_told_as_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    answer = apart.read_apart("a.txt", b"x")
    assert isinstance(answer, Unread)
    assert "超出处理能力" in answer.sentence


def test_child_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "seconds_for", lambda size: 0.1)
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr(apart.sys, "executable", str(sleeper))
    answer = apart.read_apart("a.txt", b"x")
    assert isinstance(answer, Unread)
    assert "时间过长" in answer.sentence


def test_a_large_file_reaches_a_child_that_starts_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PAUSE", 0.001)
    answer = apart.read_apart("大.txt", ("一句话\n" * 100_000).encode())
    assert isinstance(answer, Unread)
    assert "没有找到预算" in answer.sentence


def test_whoever_waits_may_end_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr(apart.sys, "executable", str(sleeper))

    def enough() -> None:
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        apart.read_apart("a.txt", b"x", waiting=enough)
    assert time.monotonic() - began < 30


def test_memory_of_the_child_is_bounded() -> None:
    """A child that asks for more than its share gets none."""
    import subprocess
    import sys

    code = "from mingzhang.batch.limits import limit_memory; limit_memory(); bytearray(2**30)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert b"MemoryError" in done.stderr


def test_last_years_document_is_compared() -> None:
    """A rule that needs last year's document decides where there is one."""
    ledger = worked_example()
    this, last = (
        document(compile_ledger(replace(ledger, year=year), Source("账簿", "xlsx", "")).disclosure)
        for year in (ledger.year, ledger.year - 1)
    )
    before = child.answer(Ask("上年.docx", last))
    assert isinstance(before, DisclosureRead)
    alone = child.answer(Ask("本年.docx", this))
    compared = child.answer(Ask("本年.docx", this, before.disclosure))
    assert isinstance(alone, DisclosureRead)
    assert isinstance(compared, DisclosureRead)
    assert len(compared.report.trials) > len(alone.report.trials)
