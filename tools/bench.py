"""Where the time and the memory go, against what was asked (make bench).

python tools/bench.py [--runs 15] [--quick]

Medians with the spread between the quartiles; beside them the median of the processor's time,
which tells more than the clock where the machine is busy. Cold: a process of its own from start to end. Warm:
inside a process that has read the document before; "new figures": the same document with every
amount changed, so that nothing of its numbers is remembered. The reference only splits the text into
cells and converts the numbers. Nothing is asserted.
"""

import argparse
import compileall
import gc
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import documents  # noqa: E402
from mingzhang.checks.report import check  # noqa: E402
from mingzhang.example import write_example  # noqa: E402
from mingzhang.model import Source  # noqa: E402
from mingzhang.model.figures import parse_number  # noqa: E402
from mingzhang.readers import read  # noqa: E402
from mingzhang.recognition import read_disclosure  # noqa: E402
from mingzhang.recognition.assemble import recognise  # noqa: E402

FOLDER = ROOT / "build" / "bench"
SAMPLE = ROOT / "../shared/samples/jincheng-2025.txt"
MAKERS: dict[str, Callable[[str], bytes]] = {
    "txt": str.encode,
    "xlsx": documents.as_xlsx,
    "docx": documents.as_docx,
    "html": documents.as_html,
    "pdf": documents.as_pdf,
}
WARM_TARGETS = {"txt": "15 ms", "xlsx": "40 ms", "docx": "100 ms"}
AMOUNT = re.compile(r"\d+\.\d\d")
MEMORY = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


@dataclass(frozen=True)
class Timing:
    """Seconds of every run by the clock, and of the processor, children included."""

    clock: list[float]
    processor: list[float]

    @property
    def median(self) -> float:
        """The middle run by the clock."""
        return statistics.median(self.clock)


class Bench:
    """Measures and prints, a line each."""

    def __init__(self, runs: int) -> None:
        self.runs = runs

    def heading(self, text: str) -> None:
        """A new part of the table."""
        print(f"\n{text}\n{'':44}{'median':>10}{'quartiles':>18}{'processor':>13}   asked")

    def line(self, what: str, timing: Timing, asked: str = "") -> None:
        """One figure: its median and spread in milliseconds."""
        low, _, high = statistics.quantiles(timing.clock, n=4)
        spread = f"{low * 1000:.1f} – {high * 1000:.1f}"
        processor = statistics.median(timing.processor) * 1000
        target = f"≤ {asked}" if asked else ""
        shown = f"{timing.median * 1000:>7.1f} ms{spread:>18}{processor:>10.1f} ms"
        print(f"  {what:<42}{shown}   {target}", flush=True)

    def timed(self, work: Callable[[], object], runs: int = 0) -> Timing:
        """Every run but a first one, which is not counted."""
        work()
        found = Timing([], [])
        for _ in range(runs or self.runs):
            gc.collect()
            processor, clock = _processor(), time.perf_counter()
            work()
            found.clock.append(time.perf_counter() - clock)
            found.processor.append(_processor() - processor)
        return found


def _processor() -> float:
    """Seconds of the processor that this process and its children took so far."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def cold(bench: Bench, files: list[Path]) -> None:
    """Whole processes, and what an empty interpreter takes of them."""
    bench.heading("Whole process (cold)")
    run = [sys.executable, "-c", "pass"]
    bench.line("python without anything", bench.timed(lambda: subprocess.run(run, check=True)))
    for file in files:
        command = _command(file)
        timing = bench.timed(partial(quietly, command))
        bench.line(f"mingzhang check {file.name}", timing, "200 ms")


def _command(file: Path) -> list[str]:
    return [sys.executable, "-m", "mingzhang.cli", "check", str(file)]


def quietly(command: list[str]) -> None:
    """Run a command and throw away what it tells."""
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=False, stdout=quiet, stderr=quiet)


def warm(bench: Bench, file: Path) -> None:
    """Reading and checking a text apart, and the least that any reader must do."""
    data, name = file.read_bytes(), file.name
    bench.heading(f"In process (warm): {name}, {len(data) // 1024} KB")
    bench.line("reference: split into cells and convert", bench.timed(lambda: _reference(data)))
    bench.line("reader", bench.timed(lambda: read(data, name)))
    content, source = read(data, name), Source(name, "txt", "")
    bench.line("recognition", bench.timed(lambda: recognise(content, source)))
    disclosure = read_disclosure(data, name)
    bench.line("all rules", bench.timed(lambda: check(disclosure)))
    bench.line("read + all rules", bench.timed(lambda: _whole(data, name)), "15 ms")
    others = iter([_new_figures(data, seed) for seed in range(bench.runs + 1)])
    bench.line("read + all rules, new figures", bench.timed(lambda: _whole(next(others), name)))


def _reference(data: bytes) -> int:
    found = 0
    for line in data.decode().split("\n"):
        for cell in line.split("\t"):
            found += parse_number(cell) is not None
    return found


def _whole(data: bytes, name: str) -> None:
    check(read_disclosure(data, name))


def _new_figures(data: bytes, seed: int) -> bytes:
    chance = Random(seed)
    return AMOUNT.sub(lambda _: f"{chance.randrange(1, 10**6) / 100:.2f}", data.decode()).encode()


def formats(bench: Bench, text: str, name: str) -> dict[str, Path]:
    """The same content in every format: reader, recognition, rules."""
    bench.heading(f"Per format (warm), the content of {name}")
    files = {}
    for format_, make in MAKERS.items():
        file = FOLDER / f"{Path(name).stem}.{format_}"
        file.write_bytes(make(text))
        files[format_] = file
        data = file.read_bytes()
        size = f"{len(data) // 1024} KB"
        bench.line(f"{format_} ({size}): reader", bench.timed(partial(read, data, file.name)))
        timing = bench.timed(partial(_whole, data, file.name))
        bench.line(f"{format_}: read + all rules", timing, WARM_TARGETS.get(format_, ""))
    return files


def pages(bench: Bench, files: list[Path]) -> None:
    """PDF pages a second, read only and recognised."""
    from mingzhang.readers.pdf_layout import pdfium

    print(f"\nPDF pages a second\n{'':44}{'read':>10}{'recognised':>20}   asked")
    for file in files:
        data = file.read_bytes()
        document = pdfium.open_document(data, len(data), None)
        count = pdfium.count_pages(document)
        pdfium.close_document(document)
        reading = bench.timed(partial(read, data, file.name)).median
        whole = bench.timed(partial(read_disclosure, data, file.name)).median
        shown = f"{file.name}, {count} pages"
        print(f"  {shown:<42}{count / reading:>10.0f}{count / whole:>20.0f}   ≥ 400", flush=True)


def memory(files: list[Path]) -> None:
    """The most memory of a fresh process for each format."""
    print(f"\nPeak memory of a fresh process\n{'':44}{'MB':>10}{'':>20}   asked")
    for file in files:
        command = [sys.executable, "-c", MEMORY, *_command(file)]
        peak = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        print(f"  {file.name:<42}{peak / 1024:>10.0f}{'':>20}   ≤ 100", flush=True)


def growth(bench: Bench, text: str) -> None:
    """Twice and four times the document: linear is 2.0 and 4.0."""
    print(f"\nGrowth with the document (warm)\n{'':44}{'median':>10}{'against 1×':>20}")
    for what, work in (("read", read_disclosure), ("read + all rules", _whole)):
        first = 0.0
        for times in (1, 2, 4):
            data = (text * times).encode()
            seconds = bench.timed(partial(work, data, "x.txt"), 5).median
            first = first or seconds
            shown = f"{what}, {times}×"
            print(f"  {shown:<42}{seconds * 1000:>7.1f} ms{seconds / first:>20.2f}", flush=True)


def imports(file: Path, most: int = 12) -> None:
    """The modules that take longest to load in one check."""
    print("\nImports of one check, the longest by themselves")
    command = [sys.executable, "-X", "importtime", *_command(file)[1:]]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    rows = re.findall(r"import time:\s+(\d+) \|\s+(\d+) \| (\s*)(\S+)", told)
    own = sorted(((int(self_), name) for self_, _, _, name in rows), reverse=True)
    print(f"  {len(own)} modules, {sum(self_ for self_, _ in own) / 1000:.1f} ms in all")
    for self_, name in own[:most]:
        print(f"  {name:<42}{self_ / 1000:>7.1f} ms")


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--quick", action="store_true", help="five runs each")
    options = parser.parse_args()
    bench = Bench(5 if options.quick else options.runs)
    FOLDER.mkdir(parents=True, exist_ok=True)
    compileall.compile_dir(ROOT / "src", quiet=1)  # as an installation does, and the next line
    subprocess.run([sys.executable, "-m", "mingzhang.cli.keep"], check=True)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    example = write_example(FOLDER)
    texts = [example, *([SAMPLE.resolve()] if SAMPLE.exists() else [])]
    cold(bench, texts)
    for file in texts:
        warm(bench, file)
    made = formats(bench, texts[-1].read_text("utf-8"), texts[-1].name)
    real = sorted(SAMPLE.resolve().parent.glob("*.pdf")) if SAMPLE.exists() else []
    pages(bench, [made["pdf"], *real])
    memory(list(made.values()))
    growth(bench, texts[-1].read_text("utf-8"))
    imports(example)


if __name__ == "__main__":
    main()
