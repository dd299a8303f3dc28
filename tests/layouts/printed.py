"""Documents as office programs print them: variants of borders, widths and pages, to PDF.

python -m layouts.printed [--documents ID,…] [--variants NAME,…] [--verbose]     (with tests/ as the path)

Word and workbook variants go through LibreOffice; the others change what `pdf_pages` draws.
"""

import argparse
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

from document_layout import Block, blocks
from layouts.build import build
from layouts.measure import Cell, Score, _number, _read_cells, _same_title
from layouts.places import layouts, load
from layouts.printed_office import SHEETS, WORD, docx, xlsx
from layouts.printed_pages import OWN
from mingzhang.checks.cases import FOLDER
from mingzhang.disclosure import Disclosure
from mingzhang.model import MingzhangError
from mingzhang.recognition import read_disclosure


def truth_of(text: str, name: str) -> Disclosure:
    return read_disclosure(text.encode(), f"{name}.txt")


CACHE = Path(tempfile.gettempdir()) / "mingzhang-printed"


def printed(variant: str, found: list[Block], name: str) -> bytes:
    """The PDF of a document in one variant; what LibreOffice made is kept for the next time."""
    if variant in OWN:
        return OWN[variant](found)
    CACHE.mkdir(exist_ok=True)
    pdf = CACHE / f"{variant}-{name}.pdf"
    source = docx(found, WORD[variant]) if variant in WORD else xlsx(found, SHEETS[variant])
    kind = "docx" if variant in WORD else "xlsx"
    file = pdf.with_suffix("." + kind)
    if not pdf.exists():
        file.write_bytes(source)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{CACHE}/office", "--headless",
             "--convert-to", "pdf", "--outdir", str(CACHE), str(file)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return pdf.read_bytes()


def _true(read: Disclosure) -> list[tuple[str, list[Cell]]]:
    return [
        (t.title, [(*c[:5], _number(c[5])) for c in _read_cells(t).elements()]) for t in read.tables
    ]


def compare(truth: list[tuple[str, list[Cell]]], read: Disclosure) -> Score:
    total = Score()
    left = list(read.tables)
    for title, cells in truth:
        total.true += len(cells)
        same = [t for t in left if _same_title(t.title, title)]
        if not same:
            total.faults.append(f"{title}: not read")
            continue
        found = same[0]
        left.remove(found)
        seen = [(*c[:5], _number(c[5])) for c in _read_cells(found).elements()]
        rest = list(seen)
        lost = []
        for cell in cells:
            if cell in rest:
                rest.remove(cell)
            else:
                lost.append(cell)
        total.right += len(cells) - len(lost)
        total.faults += [f"{title}: lost {cell}" for cell in lost[:6]]
        total.faults += [f"{title}: made up {cell}" for cell in rest[:6]]
    total.faults += [f"{t.title}: not in the document" for t in left]
    return total


def documents() -> dict[str, tuple[list[Block], list[tuple[str, list[Cell]]]]]:
    made = {}
    for file in sorted((FOLDER / "base").glob("*.txt")):
        text = file.read_text("utf-8")
        made[file.stem] = (blocks(text), _true(truth_of(text, file.stem)))
    for id_ in layouts():
        document = build(load(id_), 1)
        made[id_] = (document.blocks, _true(truth_of(document.text, id_)))
    return made


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", default="")
    parser.add_argument("--variants", default="")
    parser.add_argument("--verbose", "-v", type=int, default=0)
    asked = parser.parse_args()
    every = documents()
    names = [n for n in every if not asked.documents or n in asked.documents.split(",")]
    variants = [
        v for v in [*WORD, *SHEETS, *OWN]
        if not asked.variants or any(v.startswith(a) for a in asked.variants.split(","))
    ]  # fmt: skip
    per: dict[str, Score] = defaultdict(Score)
    for variant in variants:
        shares = []
        for name in names:
            found, truth = every[name]
            try:
                read = read_disclosure(printed(variant, found, name), f"{name}.pdf")
                score = compare(truth, read)
            except MingzhangError as error:
                score = Score(sum(len(c) for _, c in truth), 0, [str(error)])
            shares.append((score.right / max(score.true, 1), name))
            per[variant] += Score(score.true, score.right)
            for fault in score.faults[: asked.verbose]:
                print(f"      {name} {fault}")
        total = per[variant]
        worst = " ".join(f"{n}={s:.3f}" for s, n in sorted(shares)[:4])
        print(
            f"{variant:24} {total.right / total.true:8.4f} {total.right}/{total.true}  {worst}",
            flush=True,
        )


if __name__ == "__main__":
    main()
