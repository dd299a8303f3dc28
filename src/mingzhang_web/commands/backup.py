"""mingzhang backup: everything of an installation in one file, while people go on working."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mingzhang_web.commands import prepare, told

EXAMPLE = "mingzhang backup 备份-2026-01-05.zip --data 数据"


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", type=Path, help="备份文件（.zip）；已有的会被替换")
    parser.add_argument("--data", type=Path, help="数据文件夹（默认 build/workspace）")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(options: Namespace) -> int:
    """Write the backup and say what it holds."""
    prepare(options.data)
    from mingzhang_web.keeping.backup import backup

    with told(quiet=options.quiet) as tell:
        manifest = backup(options.file, tell)
    rows = sum(part.rows for part in manifest.parts)
    files = sum(part.name.startswith("files/") for part in manifest.parts)
    print(f"已备份到 {options.file}：{rows} 行数据，{files} 个文件。")
    return 0
