"""mingzhang classes: load the official yearly code list from a spreadsheet."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from mingzhang.model import UnreadableFile

EXAMPLE = "mingzhang classes 2026年支出功能分类科目.xlsx --kind function --year 2026"
_KINDS = {
    "function": "支出功能分类",
    "economic": "部门预算经济分类",
    "government": "政府预算经济分类",
}


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", help="官方科目表（.xlsx，或 .txt、.docx、.pdf、.html 中的表）")
    parser.add_argument("--kind", choices=tuple(_KINDS), required=True, help="哪一套科目")
    parser.add_argument("--year", type=int, required=True, help="科目表适用的预算年度")
    parser.add_argument("--data", type=Path, help="数据文件夹（默认为用户数据文件夹）")


def run(options: Namespace) -> int:
    """Read the list and store it; from then on unknown codes of that year are errors.

    Raises:
        UnreadableFile: no table with codes and names in the file.
    """
    from mingzhang.classification import Kind, data_directory, official_rows, store_official
    from mingzhang.readers import read
    from mingzhang.readers.blocks import TableBlock

    path = Path(options.file)
    try:
        content = read(path.read_bytes(), path.name)
    except OSError:
        raise UnreadableFile(f"没有找到文件“{path}”，请核对路径。") from None
    blocks = [block for block in content.blocks if isinstance(block, TableBlock)]
    rows = [row for block in blocks for row in block.rows]
    places = [place for block in blocks for place in block.places]
    found = official_rows(rows, Kind(options.kind), options.year, places)
    for problem in found.problems:
        print(f"{problem.message}（{problem.at}）", file=sys.stderr)
    if not found.entries:
        raise UnreadableFile(f"“{path.name}”里没有找到带编码和名称的科目表，什么也没有装入。")
    target = options.data or data_directory()
    store_official(found.entries, Kind(options.kind), options.year, target)
    print(f"已装入{options.year}年{_KINDS[options.kind]}科目 {len(found.entries)} 条（{target}）。")
    return 0
