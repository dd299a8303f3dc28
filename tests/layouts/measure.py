"""How well a layout is read and checked: figures against the truth, findings, changed digits.

python -m layouts.measure [LAYOUT…] [--mutations N] [--verbose]        (with tests/ as the path)
"""

import argparse
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from documents import docx_of, html_of, xlsx_of
from layouts.build import Document, TrueTable, build
from layouts.places import layouts, load
from mingzhang.checks.report import check
from mingzhang.disclosure import Disclosure, Table
from mingzhang.model import Figure, Finding, MingzhangError, Verdict
from mingzhang.recognition import read_disclosure
from pdf_pages import pages

FORMATS = ("txt", "docx", "xlsx", "html", "pdf", "pdf-unruled")


def written(document: Document, form: str) -> bytes:
    """The document in one format."""
    if form == "txt":
        return document.text.encode()
    if form == "docx":
        return docx_of(document.blocks)
    if form == "xlsx":
        return xlsx_of(document.blocks)
    if form == "html":
        return html_of(document.blocks, document.layout.title[0])
    return pages(document.blocks, ruled=form == "pdf")


def read_as(document: Document, form: str) -> Disclosure:
    """The document written in a format and read again."""
    ending = form.split("-")[0]
    return read_disclosure(written(document, form), f"{document.layout.id}.{ending}")


@dataclass
class Score:
    """Cells that are true, cells that were read right, and what went wrong."""

    true: int = 0
    right: int = 0
    faults: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.true + other.true, self.right + other.right, self.faults + other.faults)


def compare(document: Document, read: Disclosure) -> Score:
    """Cell by cell: subject, unit, row (code, name, role, side), column meaning, printed figure."""
    total = Score()
    if len(read.tables) != len(document.tables):
        titles = [table.title for table in read.tables]
        total.faults.append(f"{len(document.tables)} tables printed, {len(titles)} read: {titles}")
    left = list(read.tables)
    for truth in document.tables:
        found = next((t for t in left if _same_title(t.title, truth.title)), None)
        if found is not None:
            left.remove(found)
        total += _table(truth, found)
    return total


def _same_title(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _table(truth: TrueTable, read: Table | None) -> Score:
    score = Score(sum(len(row.values) for row in truth.rows))
    if read is None:
        score.faults.append(f"{truth.title}: not read")
        return score
    unit = read.unit or "万元"
    if read.subject != truth.subject or unit != truth.unit:
        score.faults.append(f"{truth.title}: read as {read.subject} in {unit}")
    keys = [column.key for column in read.columns]
    if keys != truth.keys:
        score.faults.append(f"{truth.title}: columns {keys}, not {truth.keys}")
    true = _cells(truth)
    seen = _read_cells(read)
    score.right = sum((true & seen).values()) if unit == truth.unit else 0
    score.faults += [f"{truth.title}: lost {cell}" for cell in list(true - seen)[:12]]
    score.faults += [f"{truth.title}: made up {cell}" for cell in list(seen - true)[:12]]
    return score


Cell = tuple[str | None, str, str, str, str, str]


def _cells(truth: TrueTable) -> Counter[Cell]:
    return Counter(
        (row.side, row.code, row.name, row.role, key, _number(text))
        for row in truth.rows
        for key, text in row.values.items()
    )


def _number(text: str) -> str:
    return text.replace(",", "").rstrip("%％")


def _read_cells(read: Table) -> Counter[Cell]:
    return Counter(
        (
            row.side.value if row.side else None,
            row.code,
            "".join(row.name.split()),
            row.role.value,
            key,
            figure.text,
        )
        for row in read.rows
        for key, figure in row.values.items()
        if figure is not None
    )


def worse_than_a_note(read: Disclosure) -> list[Finding]:
    """Errors and warnings of a document that is correct."""
    return [f for f in check(read).findings if f.severity.value != "info"]


def changed(text: str, figure: Figure, chance: Random) -> str:
    """The text with one digit of one printed figure changed."""
    lines = text.split("\n")
    cells = lines[(figure.at.line or 1) - 1].split("\t")
    raw = cells[(figure.at.column or 1) - 1]
    digits = [index for index, mark in enumerate(raw) if mark.isdigit()]
    at = chance.choice(digits)
    digit = chance.choice([one for one in "0123456789" if one != raw[at]])
    cells[(figure.at.column or 1) - 1] = raw[:at] + digit + raw[at + 1 :]
    lines[(figure.at.line or 1) - 1] = "\t".join(cells)
    return "\n".join(lines)


@dataclass
class Caught:
    """How many changed digits were noticed, by table subject; the rest is told."""

    tried: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


def mutate(document: Document, number: int, seed: int = 1) -> Caught:
    """Change `number` figures of the text, one at a time (0: every figure once)."""
    chance = Random(seed)
    text, name = document.text, f"{document.layout.id}.txt"
    read = read_disclosure(text.encode(), name)
    before = _said(read)
    figures = [
        (table, row.name, key, figure)
        for table in read.tables
        for row in table.rows
        for key, figure in row.values.items()
        if figure is not None
    ]
    caught = Caught()
    chosen = chance.sample(figures, min(number, len(figures))) if number else figures
    for table, row, key, figure in chosen:
        subject = table.subject or table.title
        caught.tried[subject] += 1
        other = changed(text, figure, chance)
        if _said(read_disclosure(other.encode(), name)) != before:
            caught.seen[subject] += 1
        else:
            caught.missed.append(f"{table.title} {row} {key} {figure.text}")
    return caught


def _said(read: Disclosure) -> Counter[tuple[str, str]]:
    report = check(read)
    said = Counter((f.rule, f.message) for f in report.findings)
    said.update((t.rule, t.note) for t in report.trials if t.verdict is Verdict.UNDETERMINED)
    return said


def main() -> None:
    """Print the measures of the layouts named, or of all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("layouts", nargs="*")
    parser.add_argument("--mutations", type=int, default=60)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", "-v", action="store_true")
    asked = parser.parse_args()
    for id_ in asked.layouts or layouts():
        document = build(load(id_), asked.seed)
        if not _print_reading(document, asked.formats.split(","), asked.verbose):
            continue
        for finding in worse_than_a_note(read_as(document, "txt")):
            print(f"    {finding.severity.value} {finding.rule} {finding.message}")
        if asked.mutations >= 0:
            _print_mutations(mutate(document, asked.mutations, asked.seed), asked.verbose)


def _print_reading(document: Document, forms: list[str], verbose: bool) -> bool:
    print(f"{document.layout.id} {document.layout.name}")
    read_all = True
    for form in forms:
        if not form:
            continue
        try:
            read = read_as(document, form)
        except MingzhangError as error:
            print(f"  {form}: {type(error).__name__} {error}")
            read_all = False
            continue
        score = compare(document, read)
        levels = Counter(f.severity.value for f in worse_than_a_note(read))
        share = score.right / score.true
        print(f"  {form}: {score.right}/{score.true} {share:.2%} {dict(levels)}")
        for fault in score.faults[: 200 if verbose else 4]:
            print(f"      {fault}")
    return read_all


def _print_mutations(caught: Caught, verbose: bool) -> None:
    tried, seen = sum(caught.tried.values()), sum(caught.seen.values())
    print(f"  changed digits: {seen}/{tried} {seen / max(tried, 1):.2%}")
    for one in caught.missed[: 200 if verbose else 5]:
        print(f"      missed {one}")


if __name__ == "__main__":
    main()
