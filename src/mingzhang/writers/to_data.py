"""A disclosure as open data: CSV and JSON with a Data Package that describes them."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from mingzhang.disclosure import Disclosure
from mingzhang.disclosure.json import disclosure_json
from mingzhang.model.figures import parse_number
from mingzhang.writers.guard import risky
from mingzhang.writers.open_data.descriptor import WHOLE, descriptor
from mingzhang.writers.open_data.page import PAGE, STYLE, page, style
from mingzhang.writers.open_data.resources import RESOURCES, Resource
from mingzhang.writers.open_data.rows import ROWS, Value

DESCRIPTOR = "datapackage.json"


def write(disclosure: Disclosure, directory: Path) -> list[Path]:
    """Write the files into a directory, made where missing; the descriptor comes first."""
    directory.mkdir(parents=True, exist_ok=True)
    files = contents(disclosure)
    paths = []
    for name, data in files.items():
        path = directory / name
        path.write_bytes(data)
        paths.append(path)
    return paths


def contents(disclosure: Disclosure) -> dict[str, bytes]:
    """File name → bytes, the same for the same disclosure; files without rows are left out."""
    rows = {one: list(ROWS[one.name](disclosure)) for one in RESOURCES}
    tables = {one: _csv(one, found) for one, found in rows.items() if found}
    described = descriptor(disclosure, tables)
    counts = {one.name: len(found) for one, found in rows.items()}
    return {
        DESCRIPTOR: msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n",
        PAGE: page(disclosure, list(tables), counts).encode(),
        STYLE: style(),
        WHOLE: disclosure_json(disclosure),
        **{f"{one.name}.csv": data for one, data in tables.items()},
    }


def _csv(resource: Resource, rows: Iterable[Sequence[Value]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(field.name for field in resource.fields)
    writer.writerows([guarded(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def guarded(value: Value) -> Value:
    """A text that a spreadsheet would run as a formula gets a quotation mark before it."""
    if isinstance(value, str) and risky(value) and parse_number(value) is None:
        return f"'{value}"
    return value
