"""Office containers: what is refused, with which sentence, and what is read."""

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.model import UnreadableFile
from mingzhang.readers import archive
from mingzhang.readers.archive import open_archive, parse


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        open_archive(data, "预算.docx").verify()
    message = str(caught.value)
    assert "预算.docx" in message
    assert message.endswith("。")
    return message


def refused_xml(xml: bytes) -> str:
    opened = open_archive(zipped({"a.xml": xml}), "预算.docx")
    with pytest.raises(UnreadableFile) as caught:
        parse(opened, "a.xml", lambda name, attributes: None)
    return str(caught.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_come_back_as_they_went_in(method: int) -> None:
    long = "一般公共预算".encode() * 50_000
    opened = open_archive(zipped({"word/document.xml": long, "empty.xml": b""}, method), "a.docx")
    assert opened.names == ("word/document.xml", "empty.xml")
    assert opened.read("word/document.xml") == long
    assert opened.read("empty.xml") == b""
    assert "word/document.xml" in opened
    opened.verify()


def test_missing_member_is_named() -> None:
    with pytest.raises(UnreadableFile, match=r"缺少部件 word/styles\.xml"):
        open_archive(zipped({"a.xml": b""}), "a.docx").read("word/styles.xml")


def test_empty_file() -> None:
    assert "空文件" in refusal(b"")


def test_not_a_zip() -> None:
    assert "不是 docx 或 xlsx" in refusal(b"%PDF-1.7")


@pytest.mark.parametrize("keep", [10, 0.3, 0.7, 0.99])
def test_truncated_file(keep: float) -> None:
    data = zipped({"word/document.xml": bytes(range(256)) * 40})
    assert "不完整或已损坏" in refusal(data[: int(keep * len(data)) if keep < 1 else int(keep)])


def test_changed_content_fails_its_checksum() -> None:
    data = bytearray(zipped({"a.xml": b"1200.00" * 10}, zipfile.ZIP_STORED))
    data[50] ^= 1
    assert "已损坏" in refusal(bytes(data))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def test_old_word_and_excel_files() -> None:
    assert "旧格式" in refusal(OLE + "WordDocument".encode("utf-16-le"))


def test_word_file_with_a_password() -> None:
    assert "已加密" in refusal(OLE + "EncryptedPackage".encode("utf-16-le"))


def test_zip_with_a_password() -> None:
    data = bytearray(zipped({"a.xml": b"1"}))
    data[data.index(b"PK\1\2") + 8] |= 1
    assert "已加密" in refusal(bytes(data))


def test_member_over_the_ratio() -> None:
    assert "过大" in refusal(zipped({"a.xml": bytes(11 * 1024 * 1024)}))


def test_repetitive_small_member_is_no_bomb() -> None:
    open_archive(zipped({"a.xml": bytes(1024 * 1024)}), "a.docx").verify()


def test_members_together_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 250)
    assert "过大" in refusal(zipped({f"{n}.xml": bytes(100) for n in range(3)}))


def test_member_larger_than_it_declares() -> None:
    data = bytearray(zipped({"a.xml": bytes(500_000)}))
    directory = data.index(b"PK\1\2")
    data[directory + 24 : directory + 28] = struct.pack("<I", 100)
    assert "已损坏" in refusal(bytes(data))


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 20)
    assert "超过 20 个" in refusal(zipped({f"{n}.xml": b"" for n in range(21)}))


def test_two_members_of_one_name() -> None:
    data = zipped({"word/a.xml": b"1", "word/b.xml": b"2"}).replace(b"b.xml", b"a.xml")
    assert "同名部件" in refusal(data)


def test_member_without_a_name() -> None:
    assert "名称异常" in refusal(zipped({"a": b""}).replace(b"a", b"\0"))


def test_name_that_climbs_out_of_the_archive() -> None:
    assert "名称异常" in refusal(zipped({"word/../../etc/passwd": b""}))


def test_backslashes_of_careless_software_are_read() -> None:
    data = zipped({"word/document.xml": b"1"}).replace(b"word/document", b"word\\document")
    assert open_archive(data, "a.docx").read("word/document.xml") == b"1"


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data: bytes) -> None:
    refusal(b"PK" + data)


@given(st.data())
def test_mutated_archives_are_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(zipped({"word/document.xml": b"<a>1200.00</a>" * 9, "b.xml": b"x"}))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableFile):
        open_archive(bytes(raw), "预算.docx").verify()


def test_external_entity_is_refused() -> None:
    xml = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "实体声明" in refused_xml(xml)


def test_billion_laughs_is_refused() -> None:
    assert "实体声明" in refused_xml(b'<!DOCTYPE a [<!ENTITY x "xxxxxxxx">]><a>&x;&x;</a>')


@pytest.mark.parametrize("xml", [b"", b"<a>", b"<a></b>", "<a>合计</a>".encode("gbk")])
def test_broken_xml_is_refused(xml: bytes) -> None:
    assert "a.xml" in refused_xml(xml)


def test_deep_nesting_is_refused() -> None:
    assert "嵌套过深" in refused_xml(b"<a>" * 100_000)


def test_one_endless_tag_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TAG_BYTES", 1024 * 1024)
    assert "超长标记" in refused_xml(b'<a b="' + bytes(range(65, 91)) * 50_000 + b'"/>')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_xml(encoding: str) -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?><a>合计</a>'.encode(encoding)
    texts: list[str] = []
    opened = open_archive(zipped({"a.xml": xml}), "a.docx")
    parse(opened, "a.xml", lambda name, attributes: None, text=texts.append)
    assert texts == ["合计"]
