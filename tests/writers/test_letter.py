"""The letter of findings: who writes to whom, each finding with both values, until when."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from mingzhang.writers.letter import Letter, letter
from writers import samples
from writers.office import converted, needs_office

HEAD = Letter(
    "青禾市财政局",
    "青禾市林业局",
    "青禾市林业局2025年度部门预算",
    date(2026, 1, 20),
    date(2026, 1, 30),
)


def words(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    lines = text.replace("</w:p>", "\n")
    return unescape("".join(part.split(">", 1)[-1] for part in ("x>" + lines).split("<")))


@pytest.fixture(scope="module")
def written() -> bytes:
    report = samples.report()
    return letter(HEAD, report, report.findings, samples.rules())


def test_letter_says_who_writes_to_whom_and_until_when(written: bytes) -> None:
    text = words(written)
    assert "公开文本核对意见的函" in text
    assert "青禾市林业局：" in text
    assert "于2026年1月30日前将结果函复" in text
    assert text.rstrip().endswith("青禾市财政局\n2026年1月20日")


def test_every_failure_stands_with_its_values_and_place(written: bytes) -> None:
    text = words(written)
    for finding in samples.report().findings:
        if finding.verdict.value != "fail":
            continue
        assert finding.message in text
        if finding.expected and finding.actual:
            assert f"应为 {finding.expected}" in text
            assert f"实为 {finding.actual}" in text


def test_tails_of_rounding_are_no_matter_for_a_letter(written: bytes) -> None:
    tails = [f for f in samples.report().findings if f.verdict.value == "rounding"]
    assert tails
    assert all(tail.message not in words(written) for tail in tails)


def test_what_could_not_be_decided_is_told(written: bytes) -> None:
    assert "无法判定的内容" in words(written)


def test_clean_document_asks_for_nothing() -> None:
    report = samples.report()
    text = words(letter(replace(HEAD, reply_by=None), report, (), samples.rules()))
    assert "没有需要处理的发现" in text
    assert "特此函告。" in text


def test_signs_of_markup_stay_text() -> None:
    head = replace(HEAD, addressee="<w:p>&甲局")
    assert "<w:p>&甲局：" in words(letter(head, samples.report(), (), {}))


@needs_office
def test_office_opens_it(written: bytes, tmp_path: Path) -> None:
    file = tmp_path / "核对意见.docx"
    file.write_bytes(written)
    assert converted(file, "pdf").read_bytes().startswith(b"%PDF")
