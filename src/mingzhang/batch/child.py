"""The process that reads one stranger's file: limits first, then the file, then one answer."""

import sys
import tempfile
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from mingzhang.batch.limits import limit_memory, limit_processor
from mingzhang.batch.messages import Answer, Ask, DisclosureRead, LedgerRead, Unread
from mingzhang.model import MingzhangError, Problem, Source, UnreadableFile

LEDGER_ENDING = ".zip"
WORKBOOKS = (".xlsx", ".xlsm")


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Answer the one question that stands in `source`."""
    limit_memory()
    data = source.read()
    limit_processor(len(data))
    ask = msgspec.msgpack.decode(data, type=Ask)
    target.write(msgspec.msgpack.encode(answer(ask)))
    target.flush()


def answer(ask: Ask) -> Answer:
    """Read and check a file of any kind that can be handed in."""
    try:
        if is_ledger(ask.data, ask.name):
            return _ledger(ask)
        return _disclosure(ask)
    except MingzhangError as error:
        return Unread(str(error))
    except RecursionError:
        return Unread(f"“{ask.name}”嵌套过深，不像正常文档，未读取。")


def is_ledger(data: bytes, name: str) -> bool:
    """Whether a file is a ledger: a zip of CSV, or a workbook with the ledger's own sheets."""
    ending = PurePosixPath(name).suffix.lower()
    if ending == LEDGER_ENDING:
        return True
    if ending not in WORKBOOKS or not data.startswith(b"PK"):
        return False
    from mingzhang.ledger.sheets import DEPARTMENT, LINES
    from mingzhang.readers.archive import open_archive
    from mingzhang.readers.xlsx_package import Package

    names = {sheet.name for sheet in Package(open_archive(data, name)).sheets}
    return {DEPARTMENT.name, LINES.name} <= names


def _disclosure(ask: Ask) -> DisclosureRead:
    from mingzhang.checks.report import check
    from mingzhang.recognition import read_disclosure

    disclosure = read_disclosure(ask.data, ask.name)
    return DisclosureRead(disclosure, check(disclosure, ask.previous, tolerant=True))


def _ledger(ask: Ask) -> LedgerRead:
    from mingzhang.ledger.reading import read_ledger
    from mingzhang.ledger.rows import rows_of

    with tempfile.TemporaryDirectory() as folder:
        reading = read_ledger(_unpacked(ask, Path(folder)))
    if reading.ledger is None:
        return LedgerRead(None, reading.problems)
    rows = rows_of(reading.ledger)
    from mingzhang.batch.compiling import compile_rows

    source = Source(ask.name, "xlsx", sha256(ask.data).hexdigest())
    try:
        made = compile_rows(rows, source, ask.previous)
    except MingzhangError as error:
        return LedgerRead(rows, (Problem(str(error)),))
    return LedgerRead(rows, made.problems, made.disclosure, made.report)


def _unpacked(ask: Ask, folder: Path) -> Path:
    """The ledger as a file, or as a folder of the CSV files that a zip holds."""
    if PurePosixPath(ask.name).suffix.lower() != LEDGER_ENDING:
        file = folder / f"ledger{PurePosixPath(ask.name).suffix.lower()}"
        file.write_bytes(ask.data)
        return file
    from mingzhang.readers.archive import open_archive

    archive = open_archive(ask.data, ask.name)
    found = [(member, _sheet_name(member)) for member in archive.names]
    tables = {name: member for member, name in found if name}
    if not tables:
        raise UnreadableFile(f"“{ask.name}”里没有 .csv 文件，请把账簿每张表各存一个 CSV 后压缩。")
    for name, member in tables.items():
        (folder / f"{name}.csv").write_bytes(archive.read(member))
    return folder


def _sheet_name(member: str) -> str:
    """The sheet that a member of the zip holds; "" for what is no table.

    Names that are not marked as UTF-8 were written in GBK, as the zips of Chinese Windows are.
    """
    path = PurePosixPath(_in_chinese(member))
    if path.suffix.lower() != ".csv" or path.name.startswith((".", "__")):
        return ""
    return path.stem.replace("\0", "")


def _in_chinese(member: str) -> str:
    try:
        raw = member.encode("cp437")
    except UnicodeEncodeError:
        return member
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
