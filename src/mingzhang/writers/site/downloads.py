"""The page of data and method (数据与口径): files to download, how the figures were proved."""

from collections.abc import Mapping

from mingzhang.disclosure import Disclosure
from mingzhang.model import Report, Verdict
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.open_data.resources import RESOURCES
from mingzhang.writers.site.markup import text
from mingzhang.writers.site.shell import Sheet
from mingzhang.writers.site.tables import table_title
from mingzhang.writers.words import word

PAGE = "data.html"
_FIXED = {
    "datapackage.json": "数据包描述（Data Package）",
    "disclosure.json": "整份公开文本的结构化形式",
    "数据说明.html": "字段说明",
    "数据说明.css": "字段说明的样式",
}
_SHOWN = (Verdict.PASS, Verdict.ROUNDING, Verdict.FAIL, Verdict.UNDETERMINED)


def data_page(
    disclosure: Disclosure,
    files: Mapping[str, bytes],
    report: Report,
    rules: Mapping[str, RuleInfo],
) -> Sheet:
    """Files by name with their size, tables, identities with what they say."""
    return Sheet(
        path=PAGE,
        title="数据与口径",
        body=_files(files) + _tables(disclosure) + _identities(report, rules) + _about(),
        section=PAGE,
        lead="全部数据可以下载再用；下面说明它们怎样核对过。",
    )


def _files(files: Mapping[str, bytes]) -> str:
    titles = _FIXED | {f"{one.name}.csv": one.title for one in RESOURCES}
    rows = "".join(
        f'<tr><th scope="row"><a href="data/{text(name)}" download>{text(name)}</a></th>'
        f'<td>{text(titles.get(name, ""))}</td><td class="m">{_size(len(data))}</td></tr>'
        for name, data in files.items()
    )
    return _section("数据包", ("文件", "内容", "大小"), rows)


def _tables(disclosure: Disclosure) -> str:
    rows = "".join(
        f'<tr><th scope="row">{text(table_title(table))}</th>'
        f'<td><a class="small" href="tables/{number:02}.csv" download aria-label="{text(table_title(table))} CSV">CSV</a> '
        f'<a class="small" href="tables/{number:02}.json" download aria-label="{text(table_title(table))} JSON">JSON</a>'
        "</td></tr>"
        for number, table in enumerate(disclosure.tables, 1)
    )
    return _section("逐表下载", ("报表", "文件"), rows) if rows else ""


def _identities(report: Report, rules: Mapping[str, RuleInfo]) -> str:
    """What each identity says; those that do not apply are left out."""
    rows = "".join(
        f'<tr><th scope="row">{text(rules[one.rule].title if one.rule in rules else one.rule)}</th>'
        f"<td>{text(rules[one.rule].formula if one.rule in rules else '')}</td>"
        f'<td class="m">{one.tested}</td><td><span class="verdict {one.verdict.value}">'
        f"{text(word(one.verdict))}</span></td></tr>"
        for one in report.rules
        if one.verdict in _SHOWN
    )
    return _section("核对过的关系", ("关系", "算式", "核对次数", "结论"), rows) if rows else ""


def _section(title: str, heads: tuple[str, ...], rows: str) -> str:
    head = "".join(f'<th scope="col">{label}</th>' for label in heads)
    return (
        f'<section class="block"><h2>{title}</h2>'
        f'<div class="scroll fits" role="region" tabindex="0" aria-label="{title}">'
        f'<table class="sheet"><caption class="vh">{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count >= 1024 else f"{count} B"


def _about() -> str:
    return (
        '<section class="block"><h2>怎样读这些数</h2><ul>'
        "<li>表里和文中的数按原文的单位和小数位列出，没有改动。</li>"
        "<li>“通过”：算式两边相等。“尾差”：只差在四舍五入的最后一位。</li>"
        "<li>“不符”“无法判定”：原文如此，本站只指出，不改动。</li>"
        "<li>CSV 文件以 UTF-8 编码；像公式的文字前加了单引号，防止表格软件执行。</li>"
        "</ul><h2>本站的页面</h2><ul>"
        "<li>不用网络、不收集任何信息；放在任何文件夹或网站都能打开。</li>"
        "<li>按 Tab 键移动，回车打开一个数的出处，Esc 关闭；表中可用方向键在数之间移动。</li>"
        "<li>图表用 Apache ECharts（Apache-2.0），图标用 Tabler Icons（MIT），"
        "许可证在 assets/licences 文件夹。</li></ul></section>"
    )
