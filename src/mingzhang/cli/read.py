"""mingzhang read: one disclosure → the disclosure object."""

from argparse import ArgumentParser, Namespace

from mingzhang.cli.files import add_type, deliver, load
from mingzhang.disclosure import Disclosure
from mingzhang.model import WrongUsage

EXAMPLE = "mingzhang read 部门预算公开.docx --format json > 公开文本.json"


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", help="公开文本（.txt .docx .xlsx .pdf .html），- 表示标准输入")
    parser.add_argument("--format", choices=("json", "text"), default="text", help="结果格式")
    parser.add_argument("--output", help="结果文件（默认写到标准输出）")
    parser.add_argument("--profile", help="要求文本符合的公开样式，如 shanxi-2025")
    add_type(parser)


def run(options: Namespace) -> int:
    """Read and print.

    Raises:
        WrongUsage: the document does not show the demanded profile.
    """
    from mingzhang.disclosure.json import disclosure_json

    disclosure = load(options.file, options)
    if options.profile and options.profile != disclosure.profile:
        shown = disclosure.profile or "（未匹配）"
        raise WrongUsage(f"文本的公开样式是{shown}，不是 {options.profile}。")
    if options.format == "json":
        deliver(disclosure_json(disclosure), options.output)
    else:
        deliver(_overview(disclosure).encode(), options.output)
    return 0


def _overview(disclosure: Disclosure) -> str:
    """What was read, a line each."""
    kind = "决算" if disclosure.kind == "final_accounts" else "预算"
    level = "单位" if disclosure.level == "unit" else "部门"
    lines = [
        f"{disclosure.department.name} {disclosure.year or '年份不明'}年{level}{kind}公开"
        f"（样式：{disclosure.profile or '未匹配，按词汇读取'}）"
    ]
    for table in disclosure.tables:
        figures = sum(f is not None for row in table.rows for f in row.values.values())
        name = table.title or "（无标题）"
        lines.append(f"  {table.id} {name}：{len(table.rows)}行 {figures}个数")
    lines.append(
        f"说明文字 {len(disclosure.narrative)} 段，其中数字 {len(disclosure.statements)} 个；"
        f"项目绩效表 {len(disclosure.projects)} 份；采购目录 {len(disclosure.catalogue)} 条；"
        f"名词解释 {len(disclosure.glossary)} 条。"
    )
    lines += [f"  问题：{problem.message}（{problem.at}）" for problem in disclosure.problems]
    return "\n".join(lines) + "\n"
