"""Input files and output of the commands (文件输入与结果输出)."""

import os
import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from typing import BinaryIO

from mingzhang.cli import guard
from mingzhang.disclosure import Disclosure
from mingzhang.model import UnreadableFile, WrongUsage

MAX_INPUT = 300 * 1024 * 1024
STANDARD_INPUT = "标准输入"
TYPES = ("txt", "docx", "xlsx", "pdf", "html")


def add_type(parser: ArgumentParser) -> None:
    """The option that names the type of a file without an ending, or of standard input."""
    parser.add_argument("--type", choices=TYPES, help="文件类型（从标准输入读取时必须给出）")


def load(name: str, options: Namespace) -> Disclosure:
    """Read one disclosure from a path, or from standard input for "-".

    Raises:
        WrongUsage: standard input without --type.
        UnreadableFile: no such file, or it cannot be read as a disclosure.
    """
    from mingzhang.recognition import read_disclosure

    if name == "-":
        if options.type is None:
            raise WrongUsage("从标准输入读取时请用 --type 给出文件类型，例如 --type txt。")
        shown, data = STANDARD_INPUT, _limited(sys.stdin.buffer, STANDARD_INPUT)
    else:
        shown, data = file_name(name), _bytes_of(name)
    guard.reading(shown, len(data))
    return read_disclosure(data, shown, options.type)


def file_name(path: str) -> str:
    """The last part of a path."""
    return os.path.basename(path.rstrip(os.sep))


def _bytes_of(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return _limited(file, file_name(path))
    except FileNotFoundError:
        raise UnreadableFile(f"没有找到文件“{path}”，请核对路径。") from None
    except IsADirectoryError:
        raise UnreadableFile(f"“{path}”是文件夹，请给出具体的文件。") from None
    except PermissionError:
        raise UnreadableFile(f"没有权限读取“{path}”，请核对文件的权限。") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "文件名不合法"
        raise UnreadableFile(f"不能读取“{path}”（{reason}），请核对路径。") from None


def _limited(file: BinaryIO, name: str) -> bytes:
    """All bytes of a file; also what has no size in advance (a pipe) is read to a limit only."""
    data = file.read(MAX_INPUT + 1)
    if len(data) > MAX_INPUT:
        most = MAX_INPUT // 1024 // 1024
        raise UnreadableFile(f"“{name}”超过 {most} MB 的上限，请只提交预算公开文本本身。")
    return data


def deliver(data: bytes, output: str | None, *, binary: bool = False) -> None:
    """Write a result to a path (whole, or not at all) or to standard output.

    Raises:
        WrongUsage: binary data for a terminal, or a path that cannot be written.
    """
    if output is None or output == "-":
        if binary and sys.stdout.isatty():
            raise WrongUsage("这种格式不能显示在终端，请用 --output 给出文件名。")
        sys.stdout.buffer.write(data)
        return
    folder = os.path.dirname(output)
    partial = os.path.join(folder, f".{file_name(output)}.{os.getpid()}.partial")
    try:
        os.makedirs(folder or ".", exist_ok=True)
        with open(partial, "wb") as file:
            file.write(data)
        os.replace(partial, output)
    except OSError as error:
        with suppress(OSError):
            os.unlink(partial)
        raise WrongUsage(f"不能写入“{output}”：{error.strerror}。") from None
