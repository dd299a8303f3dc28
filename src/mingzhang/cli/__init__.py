"""The command `mingzhang` (命令行): one file a subcommand, Chinese by default.

Exit status: 0 nothing at or above --fail-on; 1 findings at or above it; 2 the input could not
be read or the program failed; 64 wrong usage.
"""

import argparse
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from types import ModuleType

from mingzhang import __version__
from mingzhang.cli import guard, start  # noqa: F401
from mingzhang.cli.usage import USAGE, Layout, Parser, speak_chinese
from mingzhang.model import MingzhangError, WrongUsage

COMMANDS = {
    "check": "核对一个或多个公开文本，给出核对报告",
    "read": "把一个公开文本读成结构化数据",
    "compile": "由账簿生成全部公开文本",
    "convert": "把读到的公开文本写成 Word、Excel、开放数据等格式",
    "diff": "逐个数比较两个公开文本",
    "explain": "说明一条规则：要求、公式、依据、例子",
    "rules": "列出全部规则",
    "classes": "装入财政部门发布的官方年度科目表",
    "example": "生成并核对自带的示例公开文本",
}
SITE = {
    "serve": "打开多人工作台（网页）",
    "administrators": "新安装的工作台：建立三类管理员",
    "backup": "把一个工作台的全部数据备份成一个文件",
    "restore": "把备份恢复到空的数据文件夹或数据库",
    "doctor": "检查一个工作台有什么不正常，怎样处理",
    "remind": "把等人办的事发邮件提醒，每人每天至多一封",
}
GUARDED = frozenset({"check", "read", "convert", "diff", "classes"})
UNREADABLE = 2
# What one command loads and reads lives to its end, and next to nothing of it is ever garbage.
RARELY = (50_000, 20, 50)


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; every failure is one sentence on standard error, never a traceback.

    From the shell (no `arguments`) files of strangers are read under limits in a process of
    their own.
    """
    if arguments is not None:
        return _run(arguments)
    gc.set_threshold(*RARELY)
    given = sys.argv[1:]
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if given and given[0] in GUARDED and guard.available():
        return guard.guarded(lambda: _run(given))
    return _run(given)


def _run(given: list[str]) -> int:
    parser = _parser(given)
    options = parser.parse_args(given)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except WrongUsage as error:
        guard.say(error)
        return USAGE
    except MingzhangError as error:
        guard.say(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (MemoryError, RecursionError):
        guard.say("文件过大或嵌套过深，超出处理上限，请拆分后再试。")
    except KeyboardInterrupt:
        guard.say("已中断，没有写出任何结果。")
    except Exception as error:
        if os.environ.get("MINGZHANG_DEBUG"):
            raise
        guard.say(f"程序出错（{type(error).__name__}：{error}），请把文件和命令报给维护者。")
    return UNREADABLE


def _parser(given: list[str]) -> argparse.ArgumentParser:
    """The parser; only the named subcommand's module is loaded, since start-up time counts."""
    if "en" not in given and "--lang=en" not in given:
        speak_chinese()
    parser = Parser(
        prog="mingzhang",
        description="明账：读懂并核对部门预算、决算公开文本。",
        formatter_class=Layout,
    )
    parser.add_argument(
        "--version", action="version", version=f"明账 {__version__}", help="显示版本"
    )
    commands = parser.add_subparsers(
        prog=parser.prog, title="命令", metavar="命令", required=True, dest="command"
    )
    known = {**COMMANDS, **SITE}
    named = [name for name in known if given and given[0] == name]
    for name in named or known:
        module = _module(name)
        command = commands.add_parser(
            name,
            help=known[name],
            description=f"{known[name]}。",
            epilog=f"例：{module.EXAMPLE}",
            formatter_class=Layout,
        )
        command.add_argument("--lang", choices=("zh", "en"), default="zh", help="界面语言")
        module.configure(command)
        command.set_defaults(run=module.run)
    return parser


def _module(name: str) -> ModuleType:
    """The module of a subcommand; those of the site come with the site.

    Raises:
        WrongUsage: the site is not installed.
    """
    if name in COMMANDS:
        return import_module(f"mingzhang.cli.{name}")
    try:
        return import_module(f"mingzhang_web.commands.{name}")
    except ModuleNotFoundError:
        raise WrongUsage(f"没有安装工作台，不能使用 {name}：请安装 mingzhang[web]。") from None
