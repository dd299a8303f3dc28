"""mingzhang convert: a disclosure that was read → another form."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from mingzhang.cli import guard
from mingzhang.cli.files import add_type, load
from mingzhang.model import WrongUsage

EXAMPLE = "mingzhang convert 部门预算公开.pdf --to docx --output 部门预算公开.docx"
WRITING = 4 * 1024 * 1024


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", help="公开文本（.txt .docx .xlsx .pdf .html），- 表示标准输入")
    parser.add_argument("--to", required=True, help="写成哪些格式，用逗号隔开，如 docx,xlsx,data")
    parser.add_argument(
        "--output", required=True, help="结果文件；有多个文件的（如 data）给出存放的文件夹"
    )
    parser.add_argument("--quiet", action="store_true", help="不显示写出了哪些文件")
    add_type(parser)


def run(options: Namespace) -> int:
    """Read, write each form, and say what was doubtful in the reading.

    Raises:
        WrongUsage: no such form, or the output cannot be written.
    """
    from mingzhang.writers.formats import writer

    names = list(dict.fromkeys(name.strip().lower() for name in options.to.split(",")))
    writers = [writer(name) for name in names]
    disclosure = load(options.file, options)
    guard.allow(WRITING * len(writers))
    output = Path(options.output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".mingzhang-", dir=output.parent) as folder:
            made = [file for write in writers for file in write(disclosure, Path(folder))]
            placed = _place(made, Path(folder), output)
    except OSError as error:
        raise WrongUsage(f"不能写入“{output}”：{error.strerror}。") from None
    if not options.quiet:
        for problem in disclosure.problems:
            print(f"读取时存疑：{problem.message}", file=sys.stderr)
        for path in placed:
            print(path)
    return 0


def _place(made: list[Path], folder: Path, output: Path) -> list[Path]:
    """Move what was written to where it was asked for: one file to its name, else a folder."""
    if len(made) == 1 and output.suffix.lower() == made[0].suffix and not output.is_dir():
        return [made[0].replace(output)]
    if output.is_file():
        raise WrongUsage(f"“{output}”是文件，要写出的不止一个文件，请用 --output 给出文件夹。")
    placed = []
    for file in made:
        target = output / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        placed.append(file.replace(target))
    return placed
