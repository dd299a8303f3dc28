"""The Data Package descriptor (datapackage.json) and the page that explains it."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeAlias

from mingzhang.disclosure import Disclosure
from mingzhang.writers.open_data.resources import Field, Resource
from mingzhang.writers.published.flow import cover_lines

Json: TypeAlias = dict[str, object]
PAGE = "数据说明.md"
WHOLE = "disclosure.json"


def descriptor(disclosure: Disclosure, files: Mapping[Resource, bytes]) -> Json:
    """The tabular data package of these files, in their order."""
    publisher, title = cover_lines(disclosure)
    kind = "final-accounts" if disclosure.kind == "final_accounts" else "budget"
    return {
        "profile": "tabular-data-package",
        "name": f"mingzhang-{kind}-{disclosure.year or 'unknown'}-{disclosure.source.sha256[:12]}",
        "title": f"{publisher}{title}",
        "description": f"由公开文本逐数读出；字段说明见 {PAGE}，整份文本的结构化形式见 {WHOLE}。",
        "keywords": ["部门预算" if kind == "budget" else "部门决算", "预算公开"],
        "sources": [{"title": disclosure.source.name}],
        "fiscalYear": disclosure.year,
        "resources": [_resource(one, data) for one, data in files.items()],
    }


def _resource(resource: Resource, data: bytes) -> Json:
    schema: Json = {
        "fields": [_field(field) for field in resource.fields],
        "primaryKey": list(resource.key),
        "missingValues": [""],
    }
    if resource.refers:
        schema["foreignKeys"] = [
            {"fields": own, "reference": {"resource": other, "fields": field}}
            for own, other, field in resource.refers
        ]
    return {
        "profile": "tabular-data-resource",
        "name": resource.name.replace("_", "-"),
        "title": resource.title,
        "description": f"一行是{resource.row}。",
        "path": f"{resource.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(field: Field) -> Json:
    made: Json = {"name": field.name, "title": field.title, "type": field.type}
    constraints: Json = {}
    if field.required:
        constraints["required"] = True
    if field.choices:
        constraints["enum"] = list(field.choices)
    if constraints:
        made["constraints"] = constraints
    if field.fiscal:
        made["columnType"] = field.fiscal
    return made


def page(disclosure: Disclosure, used: Sequence[Resource], counts: Mapping[str, int]) -> str:
    """The schema for people, in Markdown."""
    publisher, title = cover_lines(disclosure)
    lines = [
        f"# {publisher}{title}：开放数据",
        "",
        "金额有两种写法：`printed` 是原文印出的数（不带千位分隔），单位在 `unit`；"
        "`yuan`、`value` 折合成元，是十进制小数，不经过浮点运算。空格子表示原文没有印数，不是零。",
        "",
        "文件都是 UTF-8 编码、逗号分隔，第一行是字段名；`datapackage.json` 按 Data Package 规范描述全部文件，"
        "`spending.csv` 的字段另按 Fiscal Data Package 标注；以 `=`、`+`、`-`、`@` 开头的文字前加了一个单引号，"
        "以免被电子表格当作公式。",
        "",
    ]
    for resource in used:
        lines += _section(resource, counts[resource.name])
    return "\n".join(lines)


def _section(resource: Resource, count: int) -> list[str]:
    lines = [
        f"## {resource.name}.csv {resource.title}",
        "",
        f"一行是{resource.row}，共 {count} 行；主键：{'、'.join(resource.key)}。",
        "",
        "| 字段 | 名称 | 类型 | 说明 |",
        "|---|---|---|---|",
    ]
    for field in resource.fields:
        notes = [] if not field.required else ["必有"]
        if field.choices:
            notes.append("取值 " + "、".join(field.choices))
        if field.fiscal:
            notes.append(f"`{field.fiscal}`")
        lines.append(f"| `{field.name}` | {field.title} | {field.type} | {'；'.join(notes)} |")
    refers = (f"`{own}` 指向 {other}.csv 的 `{field}`。" for own, other, field in resource.refers)
    return [*lines, "", *refers, ""]
