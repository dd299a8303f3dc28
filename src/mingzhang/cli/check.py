"""mingzhang check: read and prove; one report."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter

from mingzhang.cli import guard
from mingzhang.cli.files import add_type, deliver, file_name, load
from mingzhang.disclosure import Disclosure
from mingzhang.model import Report, UnreadableFile, WrongUsage

EXAMPLE = "mingzhang check 部门预算公开.pdf --format html --output 核对报告.html"
WRITING = 1024 * 1024
FORMATS = ("text", "json", "html", "xlsx")
_BLOCKING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}

Checked = tuple[Disclosure, Report]


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="公开文本，- 表示标准输入")
    parser.add_argument("--format", choices=FORMATS, default="text", help="报告格式")
    parser.add_argument("--output", help="报告文件；多个文件的 html、xlsx 报告写入这个文件夹")
    parser.add_argument(
        "--fail-on", choices=tuple(_BLOCKING), default="error", help="从哪一级发现起以 1 退出"
    )
    parser.add_argument("--previous", help="上一年的公开文本，用来核对增减变化")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")
    add_type(parser)


def run(options: Namespace) -> int:
    """Check every file; a file that cannot be read is said and counted as a failure."""
    from mingzhang.checks.report import check
    from mingzhang.writers.progress import Progress

    previous = load(options.previous, options) if options.previous else None
    checked: list[Checked] = []
    unreadable = 0
    with Progress(2 * len(options.files), quiet=options.quiet) as progress:
        for name in options.files:
            progress.step(f"读取 {file_name(name)}")
            try:
                disclosure = load(name, options)
            except UnreadableFile as error:
                guard.say(error)
                unreadable += 1
                continue
            progress.step(f"核对 {file_name(name)}")
            tolerant = not os.environ.get("MINGZHANG_DEBUG")
            checked.append((disclosure, check(disclosure, previous, tolerant=tolerant)))
    if checked:
        guard.allow(len(checked) * WRITING)
        _write(checked, options)
    return 2 if unreadable else _status(checked, options.fail_on)


def _status(checked: list[Checked], fail_on: str) -> int:
    blocking = _BLOCKING[fail_on]
    found = any(f.severity.value in blocking for _, report in checked for f in report.findings)
    return 1 if found else 0


def _write(checked: list[Checked], options: Namespace) -> None:
    if options.format == "json":
        from mingzhang.writers.report_json import findings_json, findings_list_json

        one = len(options.files) == 1
        data = findings_json(*checked[0]) if one else findings_list_json(checked)
        deliver(data, options.output)
    elif options.format == "text":
        shown = not options.output
        texts = [text(disclosure, report, options.lang, shown) for disclosure, report in checked]
        deliver("\n".join(texts).encode(), options.output)
    else:
        _write_pages(checked, options)


def _write_pages(checked: list[Checked], options: Namespace) -> None:
    """html and xlsx: one file a document; several documents go into a folder."""
    if len(options.files) > 1 and not options.output:
        raise WrongUsage("核对多个文件时，请用 --output 给出存放报告的文件夹。")
    taken: Counter[str] = Counter()
    for disclosure, report in checked:
        data = page(disclosure, report, options.format)
        output = options.output
        if len(options.files) > 1:
            stem = file_name(disclosure.source.name)
            taken[stem] += 1
            stem += f"-{taken[stem]}" if taken[stem] > 1 else ""
            output = os.path.join(options.output, f"{stem}.{options.format}")
        deliver(data, output, binary=options.format == "xlsx")


def page(disclosure: Disclosure, report: Report, format_: str) -> bytes:
    """One report as an HTML page or a workbook."""
    from mingzhang.checks.report import rule_infos
    from mingzhang.writers.checklist import checklist

    rows = checklist(disclosure, report)
    if format_ == "html":
        from mingzhang.writers.report_html import report_html

        return report_html(disclosure, report, rule_infos(), rows)
    from mingzhang.writers.report_xlsx import report_xlsx

    return report_xlsx(disclosure, report, rule_infos(), rows)


def text(disclosure: Disclosure, report: Report, lang: str, colours: bool = True) -> str:
    """One report for the terminal; coloured only there and without NO_COLOR."""
    from mingzhang.checks.report import rule_infos
    from mingzhang.writers.checklist import checklist
    from mingzhang.writers.report_text import Style, report_text
    from mingzhang.writers.words import Language

    colour = colours and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    language = Language.ENGLISH if lang == "en" else Language.CHINESE
    rows = checklist(disclosure, report)
    return report_text(disclosure, report, rule_infos(), rows, Style(language, colour))
