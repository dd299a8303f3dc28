"""mingzhang restore: a backup into an empty installation, on SQLite or PostgreSQL."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mingzhang_web.commands import prepare, told

EXAMPLE = "mingzhang restore 备份-2026-01-05.zip --data 新数据"


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", type=Path, help="备份文件（.zip）")
    parser.add_argument("--data", type=Path, help="空的数据文件夹（默认 build/workspace）")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(options: Namespace) -> int:
    """Make the tables, prove the backup, put it in."""
    prepare(options.data)
    from django.core.management import call_command

    from mingzhang_web.keeping.restore import restore

    call_command("migrate", verbosity=0, interactive=False)
    with told(quiet=options.quiet) as tell:
        manifest = restore(options.file, tell)
    rows = sum(part.rows for part in manifest.parts)
    print(f"已恢复 {manifest.made_at:%Y-%m-%d %H:%M} 的备份：{rows} 行数据，操作日志完整。")
    return 0
