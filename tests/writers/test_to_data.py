"""Open data: every file keeps to its schema, amounts are exact, nothing runs as a formula."""

import csv
import io
import json
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import frictionless
import html5lib
import msgspec
import pytest

from mingzhang.disclosure import Disclosure
from mingzhang.writers.to_data import contents, write
from writers import published

Json = dict[str, Any]
TYPES = {"integer": int, "number": Decimal, "string": str}


def described(files: dict[str, bytes]) -> Json:
    found: Json = json.loads(files["datapackage.json"])
    return found


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode(), newline="")))


def faults(resource: Json, files: dict[str, bytes]) -> list[str]:
    """What an independent validator would say of one file."""
    schema, lines = resource["schema"], rows(files, resource["path"])
    found = [] if sha256(files[resource["path"]]).hexdigest() in resource["hash"] else ["hash"]
    keys = [tuple(line[name] for name in schema["primaryKey"]) for line in lines]
    found += [] if len(set(keys)) == len(keys) else ["primary key"]
    if list(lines[0]) != [field["name"] for field in schema["fields"]]:
        found.append("header")
    for line in lines:
        for field in schema["fields"]:
            found += _faults_of_value(field, line[field["name"]])
    for foreign in schema.get("foreignKeys", ()):
        to = foreign["reference"]
        known = {line[to["fields"]] for line in rows(files, f"{to['resource']}.csv")}
        found += [f"foreign {line}" for line in lines if line[foreign["fields"]] not in known]
    return found


def _faults_of_value(field: Json, value: str) -> list[str]:
    rules = field.get("constraints", {})
    if not value:
        return [f"{field['name']} missing"] if rules.get("required") else []
    try:
        TYPES[field["type"]](value)
    except ArithmeticError:
        return [f"{field['name']} {value}"]
    allowed = rules.get("enum", [value])
    return [] if value in allowed else [f"{field['name']} {value}"]


@pytest.mark.parametrize("name", published.SOURCES)
def test_every_file_keeps_to_its_schema(name: str) -> None:
    files = contents(published.source(name))
    package = described(files)

    assert package["profile"] == "tabular-data-package"
    assert {one["path"]: faults(one, files) for one in package["resources"]} == {
        path: [] for path in files if path.endswith(".csv")
    }


@pytest.mark.parametrize("name", published.SOURCES)
def test_an_independent_validator_accepts_the_package(name: str, tmp_path: Path) -> None:
    write(published.source(name), tmp_path)

    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("name", published.SOURCES)
def test_every_figure_stands_there_as_printed_and_in_yuan(name: str) -> None:
    source = published.source(name)
    lines = rows(contents(source), "figures.csv")
    figures = [
        figure
        for table in source.tables
        for row in table.rows
        for figure in row.values.values()
        if figure is not None
    ]

    assert [line["printed"] for line in lines] == [figure.text for figure in figures]
    for line, figure in zip(lines, figures, strict=True):
        if figure.unit != "%":
            assert Decimal(line["yuan"]) * 1_000_000 == figure.value


def test_spending_adds_up_to_the_expenditure_of_the_department() -> None:
    lines = rows(contents(published.source("shanxi")), "spending.csv")

    assert sum(Decimal(line["value"]) for line in lines) == Decimal("13487000")
    assert lines[0]["fiscal_year"] == "2025"
    assert lines[0]["phase"] == "approved"


def test_a_leaf_of_the_functions_is_described_by_the_fiscal_data_package() -> None:
    package = described(contents(published.source("shanxi")))
    spending = next(one for one in package["resources"] if one["name"] == "spending")
    types = [field.get("columnType") for field in spending["schema"]["fields"]]

    assert {"date:fiscal-year", "value", "functional-classification:generic:code"} <= set(types)


def test_a_name_that_looks_like_a_formula_is_guarded_and_an_amount_is_not() -> None:
    source = published.source("shanxi")
    row = msgspec.structs.replace(source.tables[11].rows[1], name="=1+1")
    table = msgspec.structs.replace(source.tables[11], rows=(row,))
    files = contents(msgspec.structs.replace(source, tables=(table,)))

    assert rows(files, "rows.csv")[0]["name"] == "'=1+1"
    assert rows(files, "figures.csv")[0]["printed"] == next(iter(row.values.values())).text


def test_the_page_names_every_file_and_field() -> None:
    files = contents(published.source("shanxi"))
    page = files["数据说明.html"].decode()

    for one in described(files)["resources"]:
        assert f'<a href="{one["path"]}">{one["path"]}</a> {one["title"]}</h2>' in page
        for field in one["schema"]["fields"]:
            assert f"<code>{field['name']}</code></td><td>{field['title']}</td>" in page


def test_the_page_is_valid_html() -> None:
    page = contents(published.source("shanxi"))["数据说明.html"].decode()

    html5lib.HTMLParser(strict=True).parse(page)


def test_the_same_disclosure_gives_the_same_bytes() -> None:
    source: Disclosure = published.source("example")

    assert contents(source) == contents(source)
