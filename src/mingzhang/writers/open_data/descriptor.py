"""The Data Package descriptor (datapackage.json) of the open data."""

from collections.abc import Mapping
from hashlib import sha256
from typing import TypeAlias

from mingzhang.disclosure import Disclosure
from mingzhang.writers.open_data.page import PAGE
from mingzhang.writers.open_data.resources import Field, Resource
from mingzhang.writers.published.flow import cover_lines

Json: TypeAlias = dict[str, object]
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
