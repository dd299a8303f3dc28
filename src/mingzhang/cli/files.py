"""Input files and output of the commands (文件输入与结果输出)."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from mingzhang.disclosure import Disclosure
from mingzhang.model import UnreadableFile, WrongUsage

MAX_INPUT = 512 * 1024 * 1024
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
        return read_disclosure(sys.stdin.buffer.read(MAX_INPUT + 1), "标准输入", options.type)
    return read_disclosure(_bytes_of(Path(name)), Path(name).name, options.type)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile(f"“{path}”是文件夹，请给出具体的文件。")
        size = path.stat().st_size
        if size > MAX_INPUT:
            raise UnreadableFile(
                f"“{path.name}”有 {size // 1024 // 1024} MB，超过 {MAX_INPUT // 1024 // 1024} MB 的上限。"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"没有找到文件“{path}”，请核对路径。") from None
    except PermissionError:
        raise UnreadableFile(f"没有权限读取“{path}”。") from None


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
    path = Path(output)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise WrongUsage(f"不能写入“{output}”：{error.strerror}。") from None
