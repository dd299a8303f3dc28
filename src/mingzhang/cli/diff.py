"""mingzhang diff: two disclosures, figure by figure."""

from argparse import ArgumentParser, Namespace

from mingzhang.cli.files import add_type, deliver, load

EXAMPLE = "mingzhang diff 2024年部门预算公开.pdf 2025年部门预算公开.docx"


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("old", help="旧的公开文本（.txt .docx .xlsx .pdf .html）")
    parser.add_argument("new", help="新的公开文本；年份、单位、文件类型可以不同")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="结果格式")
    parser.add_argument("--output", help="结果文件（默认写到标准输出）")
    add_type(parser)


def run(options: Namespace) -> int:
    """Read both, compare, print; a difference is no failure."""
    from mingzhang.comparison import compare
    from mingzhang.writers.comparison_report import comparison_json, comparison_text

    found = compare(load(options.old, options), load(options.new, options))
    if options.format == "json":
        deliver(comparison_json(found), options.output)
    else:
        deliver(comparison_text(found).encode(), options.output)
    return 0
