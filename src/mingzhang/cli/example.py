"""mingzhang example: the bundled example disclosure, written and checked."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

EXAMPLE = "mingzhang example --output 示例"


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--output", default="示例", help="存放示例和报告的文件夹")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(options: Namespace) -> int:
    """Write the example, check it, print the findings, and write the page.

    The example keeps the contradictions of a real document, so findings are no failure here.
    """
    from mingzhang.checks.report import check
    from mingzhang.cli.check import page, text
    from mingzhang.cli.files import deliver
    from mingzhang.example import write_example
    from mingzhang.recognition import read_disclosure

    folder = Path(options.output)
    folder.mkdir(parents=True, exist_ok=True)
    path = write_example(folder)
    disclosure = read_disclosure(path.read_bytes(), path.name)
    report = check(disclosure)
    print(text(disclosure, report, options.lang))
    target = folder / "核对报告.html"
    deliver(page(disclosure, report, "html"), str(target))
    print(f"示例公开文本：{path}")
    print(f"网页核对报告：{target}（用浏览器打开，点任何一个数看它是怎样核对的）")
    return 0
