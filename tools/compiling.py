"""What compiling takes, against what was asked (part of make bench).

python tools/compiling.py [--runs 15] [--quick] [--times 1,10,100]

The ledger is the one behind the example; larger ones are the same department many times over, its
units, lines and projects under names of their own. Cold: a process of its own from the workbook to
the written files, rules included. Warm: one writer by itself in a process that has written before.
Growth: the processor's time and the most memory of a fresh process for each stage, divided by the
size; linear is a time per size that does not rise.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import FOLDER, Bench, quietly

from mingzhang.example.ledger import example_ledger
from mingzhang.ledger import BudgetLine, Ledger, Project, Unit
from mingzhang.model import Source
from mingzhang.projection import Compiled, compile_ledger
from mingzhang.readers.pdf_layout import pdfium
from mingzhang.writers.formats import write_compiled
from mingzhang.writers.ledger_workbook import ledger_workbook

ASKED = {"docx": "400 ms", "xlsx": "500 ms", "pdf": "1200 ms", "html": "1000 ms", "data": "200 ms"}
PDF_PAGES = 150
STAGES = ("read", "project", "check", *ASKED)
STAGE = """
import json, re, sys, time
from pathlib import Path
from mingzhang.checks.report import check
from mingzhang.ledger.reading import read_ledger
from mingzhang.model import Source
from mingzhang.projection import compile_ledger
from mingzhang.writers.formats import write_compiled

file, stage, folder = sys.argv[1:]
began = time.process_time()
result = read_ledger(Path(file)).ledger
if stage != "read":
    began = time.process_time()
    result = compile_ledger(result, Source("x.xlsx", "ledger", ""))
if stage == "check":
    began = time.process_time()
    check(result.disclosure)
elif stage not in ("read", "project"):
    began = time.process_time()
    write_compiled(stage, result, Path(folder))
used = time.process_time() - began
# Unlike getrusage this leaves out the memory of the process that started this one.
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(json.dumps([used, peak / 1024]))
"""


def grown(times: int) -> Ledger:
    """The department of the example `times` over."""
    one = example_ledger()
    units = tuple(unit for number in range(times) for unit in _units(one, number))
    return replace(
        one,
        units=units,
        lines=tuple(line for number in range(times) for line in _lines(one, number)),
        projects=tuple(made for number in range(times) for made in _projects(one, number)),
        last_year={label: cents * times for label, cents in one.last_year.items()},
    )


def _named(name: str, number: int) -> str:
    return f"{name}（{number}）" if name and number else name


def _units(one: Ledger, number: int) -> Iterator[Unit]:
    for unit in one.units:
        yield replace(unit, name=_named(unit.name, number), head=unit.head and not number, code="")


def _lines(one: Ledger, number: int) -> Iterator[BudgetLine]:
    for line in one.lines:
        names = {"unit": _named(line.unit, number), "project": _named(line.project, number)}
        yield replace(line, **names)


def _projects(one: Ledger, number: int) -> Iterator[Project]:
    for project in one.projects:
        yield replace(
            project,
            unit=_named(project.unit, number),
            name=_named(project.name, number),
            form_name=_named(project.form_name, number),
        )


def _of_pages(pages: int) -> Ledger:
    """The department grown past the pages, then without its last projects, a page each."""
    ledger = next(one for one in map(grown, range(1, 20)) if _pages(one) >= pages)
    kept = len(ledger.projects) - max(_pages(ledger) - pages - 5, 0)
    names = {project.name for project in ledger.projects[:kept]}
    lines = tuple(line for line in ledger.lines if not line.project or line.project in names)
    return replace(ledger, lines=lines, projects=ledger.projects[:kept])


def _file(name: str, ledger: Ledger) -> Path:
    file = FOLDER / f"ledger-{name}.xlsx"
    file.write_bytes(ledger_workbook(ledger))
    return file


def _compiled(ledger: Ledger) -> Compiled:
    return compile_ledger(ledger, Source("账簿.xlsx", "ledger", "0" * 64))


def _pages(ledger: Ledger) -> int:
    with TemporaryDirectory() as folder:
        data = write_compiled("pdf", _compiled(ledger), Path(folder))[0].read_bytes()
    document = pdfium.open_document(data, len(data), None)
    count: int = pdfium.count_pages(document)
    pdfium.close_document(document)
    return count


def cold(bench: Bench, file: Path, long: Path, pages: int) -> None:
    """Whole processes: everything, then each format alone."""
    bench.heading("Compiling, whole process (cold)")
    everything = partial(quietly, _command(file, "all"))
    bench.line("all outputs", bench.timed(everything), "3000 ms")
    for name, asked in ASKED.items():
        shown = f"{name}, {pages} pages" if name == "pdf" else name
        command = _command(long if name == "pdf" else file, name)
        bench.line(shown, bench.timed(partial(quietly, command)), asked)


def _command(file: Path, format_: str) -> list[str]:
    command = [sys.executable, "-m", "mingzhang.cli", "compile", str(file), "--quiet"]
    chosen = [] if format_ == "all" else ["--to", format_]
    return [*command, "--output", str(FOLDER / "compiled" / format_), *chosen]


def warm(bench: Bench, ledger: Ledger, pages: int) -> None:
    """One writer by itself."""
    bench.heading("Compiling, one writer (warm)")
    once, long = _compiled(grown(1)), _compiled(ledger)
    for name, asked in ASKED.items():
        shown = f"{name}, {pages} pages" if name == "pdf" else name
        work = partial(_write, name, long if name == "pdf" else once)
        bench.line(shown, bench.timed(work), asked)


def _write(name: str, compiled: Compiled) -> None:
    with TemporaryDirectory() as folder:
        write_compiled(name, compiled, Path(folder))


def growth(sizes: list[int]) -> None:
    """Processor time of each stage and memory up to its end, for each size."""
    print("\nGrowth with the ledger: processor time, the same per size, peak memory")
    print(f"{'':12}" + "".join(f"{f'{times}×':>32}" for times in sizes))
    files = [_file(str(times), grown(times)) for times in sizes]
    for stage in STAGES:
        cells = [
            _shown(_measure(file, stage), times) for file, times in zip(files, sizes, strict=True)
        ]
        print(f"  {stage:<10}" + "".join(f"{cell:>32}" for cell in cells), flush=True)


def _measure(file: Path, stage: str) -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-c", STAGE, str(file), stage, folder]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, megabytes = json.loads(told)
    return seconds, megabytes


def _shown(measured: tuple[float, float], times: int) -> str:
    seconds, megabytes = measured
    return f"{seconds:.2f} s {seconds / times * 1000:>6.1f} ms {megabytes:>5.0f} MB"


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--quick", action="store_true", help="five runs each")
    parser.add_argument("--times", default="1,10,100", help="sizes of the ledgers to grow through")
    options = parser.parse_args()
    bench = Bench(5 if options.quick else options.runs)
    FOLDER.mkdir(parents=True, exist_ok=True)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    long = _of_pages(PDF_PAGES)
    pages = _pages(long)
    cold(bench, _file("1", grown(1)), _file("long", long), pages)
    warm(bench, long, pages)
    growth([int(times) for times in options.times.split(",")])


if __name__ == "__main__":
    main()
