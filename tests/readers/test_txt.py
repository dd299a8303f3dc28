"""Plain text: encodings, rows of tabs, and what is no text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.model import UnreadableFile
from mingzhang.readers import read
from mingzhang.readers.blocks import Paragraph, TableBlock

TEXT = "2025年预算支出总表\n单位：万元\n科目编码\t合计\n205\t12.00\n\n208\t3.00\n注：本表完\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_encodings_read_alike(encoding: str) -> None:
    blocks = read(TEXT.encode(encoding), "a.txt").blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [
        "2025年预算支出总表",
        "单位：万元",
        "注：本表完",
    ]


def test_blank_line_is_a_page_end_not_a_table_end() -> None:
    tables = [b for b in read(TEXT.encode(), "a.txt").blocks if isinstance(b, TableBlock)]
    assert [row for t in tables for row in t.rows] == [
        ["科目编码", "合计"],
        ["205", "12.00"],
        ["208", "3.00"],
    ]
    assert tables[0].at(2, 1).line == 6


def test_rows_between_bars_are_rows_of_a_table() -> None:
    text = (
        "2025年预算支出总表\n| 科目编码 | 合计 |\n|:---|---:|\n| 205 | 12.00 |\n"
        "208 | 3.00 | |\n联系电话：某某|某某\n"
    )
    blocks = read(text.encode(), "a.txt").blocks
    assert [b.rows for b in blocks if isinstance(b, TableBlock)] == [
        [["科目编码", "合计"], ["205", "12.00"], ["208", "3.00", ""]]
    ]
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [
        "2025年预算支出总表",
        "联系电话：某某|某某",
    ]


@pytest.mark.parametrize("run", ["-", " ", "+-", "- "])
def test_a_long_line_of_one_sign_is_read_at_once(run: str) -> None:
    started = time.perf_counter()
    read(("单位：万元\n" + run * 500_000 + "x\n").encode(), "a.txt")
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空文件"),
        (b" \n\t ", "空文件"),
        (b"\x00\x01\x02\x03" * 100, "文本"),
        (b"abc\x00def", "文本"),
        (b"PK\x03\x04" + b"0" * 50, "后缀名"),
        (b"%PDF-1.7\n", "后缀名"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "后缀名"),
        ("预".encode() * (12 * 1024 * 1024), "上限"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableFile, match=word) as caught:
        read(data, "a.txt")
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(data, "a.txt")
    except UnreadableFile:
        return
