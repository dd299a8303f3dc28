"""The page that explains the open data to people (数据说明): files, fields, what they refer to."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files

from mingzhang.disclosure import Disclosure
from mingzhang.writers.open_data.resources import Field, Resource
from mingzhang.writers.published.flow import cover_lines

PAGE = "数据说明.html"
STYLE = "数据说明.css"
_TYPES = {"integer": "整数", "number": "小数", "string": "文字"}
_HEADS = ("字段", "名称", "类型", "说明")
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_INTRODUCTION = (
    "金额有两种写法：<code>printed</code> 是原文印出的数（不带千位分隔），单位在 <code>unit</code>；"
    "<code>yuan</code>、<code>value</code> 折合成元，是十进制小数，不经过浮点运算。"
    "空格子表示原文没有印数，不是零。",
    "文件都是 UTF-8 编码、逗号分隔，第一行是字段名；<a href='datapackage.json'>datapackage.json</a> "
    "按 Data Package 规范描述全部文件，spending.csv 的字段另按 Fiscal Data Package 标注；"
    "整份文本的结构化形式见 <a href='disclosure.json'>disclosure.json</a>。",
    "以 <code>=</code>、<code>+</code>、<code>-</code>、<code>@</code> 开头的文字前加了一个单引号，"
    "以免被电子表格当作公式。",
)


def style() -> bytes:
    """The style sheet that lies beside the page: a page that a site serves may not carry its own."""
    return files("mingzhang.writers.open_data").joinpath("page.css").read_bytes()


def page(disclosure: Disclosure, used: Sequence[Resource], counts: Mapping[str, int]) -> str:
    """One HTML page that needs its style sheet alone; `counts`: rows of each file by its name."""
    title = escape("".join(cover_lines(disclosure)) + "：开放数据")
    contents = "".join(
        f'<li><a href="#{one.name}">{one.title}</a>（{one.name}.csv，{counts[one.name]} 行）</li>'
        for one in used
    )
    told = "".join(f"<p>{text}</p>" for text in _INTRODUCTION)
    sections = "".join(part for one in used for part in _section(one, counts[one.name]))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="{STYLE}"></head>'
        f"<body><main><h1>{title}</h1>"
        f"{told}<ul>{contents}</ul>{sections}</main></body></html>\n"
    )


def _section(resource: Resource, count: int) -> Iterator[str]:
    file = f"{resource.name}.csv"
    yield f'<section id="{resource.name}"><h2><a href="{file}">{file}</a> {resource.title}</h2>'
    key = "、".join(f"<code>{name}</code>" for name in resource.key)
    yield f"<p>一行是{escape(resource.row)}，共 {count} 行；主键：{key}。</p>"
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    rows = "".join(_row(field) for field in resource.fields)
    yield f'<div role="region" aria-label="{file} 的字段" tabindex="0"><table><thead><tr>{heads}'
    yield f"</tr></thead><tbody>{rows}</tbody></table></div>"
    for own, other, field in resource.refers:
        yield f"<p><code>{own}</code> 指向 {other}.csv 的 <code>{field}</code>。</p>"
    yield "</section>"


def _row(field: Field) -> str:
    notes = ["必有"] if field.required else []
    if field.choices:
        notes.append("取值 " + "、".join(map(escape, field.choices)))
    if field.fiscal:
        notes.append(f"<code>{field.fiscal}</code>")
    kind = _TYPES.get(field.type, field.type)
    return (
        f"<tr><td><code>{field.name}</code></td><td>{escape(field.title)}</td>"
        f"<td>{kind}</td><td>{'；'.join(notes)}</td></tr>"
    )
