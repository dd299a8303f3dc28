"""mingzhang compile: a ledger → the whole disclosure in every published form."""

import sys
from argparse import ArgumentParser, Namespace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.cli.files import add_type, deliver, load
from mingzhang.model import Problem, UnreadableFile, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Callable

    from mingzhang.ledger import Ledger
    from mingzhang.ledger.recovery import Recovered
    from mingzhang.model import Report
    from mingzhang.projection import Compiled

EXAMPLE = "mingzhang compile --template 账簿.xlsx；填好后 mingzhang compile 账簿.xlsx --output 公开"
_BLOCKING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
UNREADABLE = 2


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("ledger", nargs="?", help="账簿（.xlsx，或每表一个 .csv 的文件夹）")
    parser.add_argument("--output", help="存放公开文本的文件夹")
    parser.add_argument("--to", help="写成哪些格式，用逗号隔开，如 docx,xlsx（默认除 text 外全部）")
    parser.add_argument("--template", metavar="FILE", help="写出一本空账簿，带下拉列表和示例")
    parser.add_argument(
        "--example",
        action="store_true",
        help="与 --template 合用：写出填好的示例账簿，可以直接编制",
    )
    parser.add_argument(
        "--from",
        dest="disclosure",
        metavar="FILE",
        help="由已公开的文本反推账簿，写到 --output 给出的 .xlsx 文件",
    )
    parser.add_argument(
        "--next-year",
        metavar="FILE",
        help="由本年账簿写出下年账簿：转入未完的合同、项目和本年公开的预算数",
    )
    add_type(parser)
    parser.add_argument("--year", type=int, help="空账簿的科目用哪一年的（默认自带科目）")
    parser.add_argument("--templates", metavar="DIR", help="改写过的说明文字模板所在的文件夹")
    parser.add_argument(
        "--rounding",
        choices=("once", "each"),
        default="once",
        help="尾差：once 先在账上按最大余数取整，处处相加相等；each 每个数各自四舍五入",
    )
    parser.add_argument(
        "--fail-on", choices=tuple(_BLOCKING), default="error", help="从哪一级发现起以 1 退出"
    )
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(options: Namespace) -> int:
    """Compile, check, write with a manifest; or write an empty ledger, or one recovered.

    Raises:
        WrongUsage: neither a ledger with a folder, nor a template or disclosure to write from.
        UnreadableFile: there is no such ledger or disclosure.
    """
    if options.template:
        return _write_template(options)
    if options.disclosure:
        return _recover(options)
    if options.next_year:
        return _next_year(options)
    if not (options.ledger and options.output):
        raise WrongUsage("请给出账簿和 --output 文件夹，或用 --template 写出一本空账簿。")
    return _compile(options)


def _write_template(options: Namespace) -> int:
    from mingzhang.ledger.worked import worked_example
    from mingzhang.writers.ledger_workbook import empty_workbook, ledger_workbook

    example = worked_example()
    made = ledger_workbook(example) if options.example else empty_workbook(example, options.year)
    deliver(made, options.template, binary=True)
    return 0


def _recover(options: Namespace) -> int:
    from mingzhang.ledger.recovery import recover

    if not options.output:
        raise WrongUsage("请用 --output 给出账簿文件，例如 --output 账簿.xlsx。")
    disclosure = load(options.disclosure, options)
    _deliver_rows(recover(disclosure), disclosure.year, options.output)
    return 0


def _next_year(options: Namespace) -> int:
    from mingzhang.projection.next_year import next_year

    if not options.ledger:
        raise WrongUsage(
            "请给出本年的账簿，例如 mingzhang compile 账簿.xlsx --next-year 下年.xlsx。"
        )
    ledger = _ledger(Path(options.ledger))
    if ledger is None:
        return UNREADABLE
    _deliver_rows(next_year(ledger), ledger.year + 1, options.next_year)
    return 0


def _deliver_rows(found: "Recovered", year: int | None, output: str) -> None:
    """Write the workbook, and say what its rows leave open."""
    from mingzhang.writers.ledger_workbook import rows_workbook

    deliver(rows_workbook(found.rows, year), output, binary=True)
    for sentence in found.open:
        print(sentence, file=sys.stderr)


def _compile(options: Namespace) -> int:
    from mingzhang.checks.report import check
    from mingzhang.model import Source
    from mingzhang.projection import compile_ledger
    from mingzhang.writers.formats import available, demand
    from mingzhang.writers.progress import Progress

    path = Path(options.ledger)
    wanted = options.to.split(",") if options.to else [n for n in available() if n != "text"]
    for name in wanted:
        demand(name)
    with Progress(3 + len(wanted), quiet=options.quiet) as progress:
        progress.step(f"读取 {path.name}")
        ledger = _ledger(path)
        if ledger is None:
            return UNREADABLE
        source = Source(path.name, "ledger", _hash(path))
        progress.step("生成公开文本")
        templates = Path(options.templates) if options.templates else None
        compiled = compile_ledger(
            ledger, source, once=options.rounding == "once", templates=templates
        )
        progress.step("核对公开文本")
        report = check(compiled.disclosure)
        _write(compiled, report, Path(options.output), wanted, progress.step)
    _tell(compiled, report)
    blocking = _BLOCKING[options.fail_on]
    return int(any(finding.severity.value in blocking for finding in report.findings))


def _ledger(path: Path) -> "Ledger | None":
    """The ledger, or None after telling everything that is wrong with it; blanks are told too."""
    from mingzhang.ledger.reading import read_ledger

    reading = read_ledger(path)
    for problem in (*reading.problems, *reading.blanks):
        print(_told(problem), file=sys.stderr)
    if reading.ledger is None:
        count = len(reading.problems)
        print(f"账簿“{path.name}”有 {count} 处要改，没有生成任何文件。", file=sys.stderr)
    return reading.ledger


def _told(problem: Problem) -> str:
    where = str(problem.at)
    return f"{where}：{problem.message}" if where else problem.message


def _hash(path: Path) -> str:
    """The hash of a workbook, or of a folder's files with their names."""
    digest = sha256()
    try:
        for file in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
            digest.update(file.name.encode() if path.is_dir() else b"")
            digest.update(file.read_bytes())
    except OSError as error:
        raise UnreadableFile(f"不能读取账簿“{path}”：{error.strerror}。") from None
    return digest.hexdigest()


def _write(
    compiled: "Compiled",
    report: "Report",
    directory: Path,
    wanted: list[str],
    step: "Callable[[str], None]",
) -> None:
    from mingzhang.writers.publication import publish

    manifest = publish(compiled, directory, wanted, report.summary, step)
    for output in manifest.outputs:
        print(directory / output.path)
    print(directory / "manifest.json")


def _tell(compiled: "Compiled", report: "Report") -> None:
    """What officers should look at: numbers typed by hand, and what the rules found."""
    for problem in compiled.problems:
        print(problem.message, file=sys.stderr)
    for finding in report.findings:
        print(f"{finding.rule} {finding.message}", file=sys.stderr)
    summary = report.summary
    print(
        f"核对：错误 {summary.error}，警告 {summary.warning}，提示 {summary.info}。",
        file=sys.stderr,
    )
