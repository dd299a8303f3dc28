"""mingzhang remind: mail everybody what waits for them, at most once a day."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from mingzhang_web.commands import prepare, told

EXAMPLE = "mingzhang remind --data 数据"


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--data", type=Path, help="数据文件夹（默认 build/workspace）")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(options: Namespace) -> int:
    """Say how many were mailed; 1 where some could not be."""
    prepare(options.data)
    from django.utils import timezone

    from mingzhang_web.apps.workspace.services.reminding import remind

    with told(quiet=options.quiet) as tell:
        sent = remind(timezone.localdate(), tell)
    print(f"发出 {len(sent.to)} 封提醒；今天已经提醒过的、没有事要办的，不再发。")
    if sent.failed:
        names = "、".join(sent.failed)
        print(f"没有发出：{names}。请检查邮件服务器，再运行一次。", file=sys.stderr)
    return 1 if sent.failed else 0
