"""The parser's own words in Chinese (用法说明): the standard library speaks English only."""

import argparse
import sys
from typing import NoReturn

USAGE = 64

_CHINESE = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "show program's version number and exit": "显示版本",
    "argument %(argument_name)s: %(message)s": "“%(argument_name)s”%(message)s",
    "the following arguments are required: %s": "缺少 %s",
    "unrecognized arguments: %s": "不认识 %s",
    "invalid choice: %(value)r (choose from %(choices)s)": ("不能是 %(value)s，可以是 %(choices)s"),
    "invalid %(type)s value: %(value)r": "不能是 %(value)s",
    "expected one argument": "后面缺少内容",
    "expected at least one argument": "后面缺少内容",
    "expected at most one argument": "后面内容过多",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s 不明确，可能是 %(matches)s"
    ),
    "ignored explicit argument %r": "后面不带内容（%s）",
    "not allowed with argument %s": "不能与 %s 同时使用",
}


class Layout(argparse.RawDescriptionHelpFormatter):
    """Help of 80 columns: to ask the terminal costs every command the load of a library."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and ends wrong usage with one sentence and status 64."""

    def error(self, message: str) -> NoReturn:
        """One sentence on standard error, then the end."""
        print(f"用法不对：{message}，可用 {self.prog} --help 查看说明。", file=sys.stderr)
        raise SystemExit(USAGE)


def speak_chinese() -> None:
    """Let the standard parser say its sentences in Chinese."""
    vars(argparse)["_"] = lambda text: _CHINESE.get(text, text)
