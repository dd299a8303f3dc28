"""mingzhang doctor: what is wrong with an installation, and what to do."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from mingzhang_web.commands import prepare

EXAMPLE = "mingzhang doctor --data 数据"
MARKS = {"good": "正常", "warning": "注意", "error": "有误"}


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--data", type=Path, help="数据文件夹（默认 build/workspace）")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: Namespace) -> int:
    """One line each; 1 where something is wrong."""
    prepare(options.data)
    from mingzhang_web.doctor import examined

    found = list(examined())
    if options.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{MARKS[one.state]}  {one.name}：{one.sentence}")
    return int(any(one.state == "error" for one in found))
