"""Damaged documents through every reader and the whole pipeline; what breaks is kept.

python tools/fuzz.py [--seconds 60] [--seed N] [--only FORMAT] [--processes 2]

A document is read or refused (`UnreadableFile`); anything else is a failure: another exception,
more than 10 seconds, more memory than allowed, the end of the process. Each failing input goes to build/fuzz/
with its story beside it; the exit status is 1 if there is any. Inputs that are only slow or heavy
are kept too, for a look.
"""

import argparse
import faulthandler
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random, SystemRandom

from mingzhang.checks.cases import FOLDER as CASES

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import mutators  # noqa: E402

import documents  # noqa: E402

FOLDER = ROOT / "build" / "fuzz"
BASES = ("shanxi", "shanghai", "final_accounts")
SECONDS_ALLOWED = 10
WORTH_A_LOOK = 2
HEAVY = 100
MEMORY_ALLOWED = 1_000_000_000
MAKERS: dict[str, Callable[[str], bytes]] = {
    "txt": str.encode,
    "docx": documents.as_docx,
    "xlsx": documents.as_xlsx,
    "html": documents.as_html,
    "pdf": documents.as_pdf,
}


class Inputs:
    """An endless row of damaged documents, the same for the same seed."""

    def __init__(self, seed: int, formats: list[str]) -> None:
        self._chance = Random(seed)
        self._formats = formats
        folder = CASES / "base"
        self._texts = [(folder / f"{name}.txt").read_text("utf-8") for name in BASES]
        self._whole: dict[tuple[str, int], bytes] = {}

    def next(self) -> tuple[str, bytes]:
        """The format, and the bytes."""
        chance = self._chance
        format_ = chance.choice(self._formats)
        which = chance.randrange(len(self._texts))
        if chance.random() < (0.9 if format_ == "txt" else 0.35):
            text = mutators.damaged_text(chance, self._texts[which])
            return format_, self._made(format_, text)
        whole = self._whole.get((format_, which))
        if whole is None:
            whole = self._whole[format_, which] = self._made(format_, self._texts[which])
        return format_, chance.choice(mutators.BY_FORMAT[format_])(chance, whole)

    def _made(self, format_: str, text: str) -> bytes:
        clean = text.encode("utf-8", "replace").decode()
        try:
            return MAKERS[format_](clean)
        except Exception:  # the writer of the tests need not stand what readers must
            return clean.encode()


def pipeline(data: bytes, format_: str, reports: bool) -> str:
    """Read, check, and where asked write every report; "read" or "refused"."""
    from mingzhang.checks.report import check
    from mingzhang.cli.check import page, text
    from mingzhang.disclosure.json import disclosure_json
    from mingzhang.model import UnreadableFile
    from mingzhang.recognition import read_disclosure
    from mingzhang.writers.report_json import findings_json

    try:
        disclosure = read_disclosure(data, f"x.{format_}")
    except UnreadableFile as refusal:
        sentence = str(refusal)
        if "\n" in sentence or not sentence.endswith("。"):
            raise AssertionError(f"not one sentence: {sentence!r}") from None
        return "refused"
    report = check(disclosure)
    if not reports:
        return "read"
    disclosure_json(disclosure)
    findings_json(disclosure, report)
    text(disclosure, report, "zh")
    page(disclosure, report, "html")
    page(disclosure, report, "xlsx")
    return "read"


def work(number: int, seed: int, until: float, formats: list[str]) -> None:
    """One process: documents until the time is over, each noted before it is tried."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_ALLOWED, MEMORY_ALLOWED))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    story = (FOLDER / f"process-{number}.story").open("w+")
    faulthandler.enable(story)
    inputs = Inputs(seed, formats)
    counts: Counter[str] = Counter()
    slowest, peak = 0.0, _peak()
    seen: set[str] = set()
    while time.monotonic() < until:
        try:
            with Limit():
                format_, data = inputs.next()
        except TooLong:  # making the document took too long, which says nothing of reading it
            continue
        current = FOLDER / f"process-{number}.{format_}"
        current.write_bytes(data)
        begun = time.process_time()
        try:
            with Limit():
                counts[f"{format_} {pipeline(data, format_, len(data) % 8 == 0)}"] += 1
        except Exception as error:
            _keep(current, error, seen)
            counts[f"{format_} FAILED"] += 1
        took = time.process_time() - begun
        if took > max(slowest, WORTH_A_LOOK):
            current.with_name(f"slow-{number}-{took:.0f}s{current.suffix}").write_bytes(data)
        slowest = max(slowest, took)
        if _peak() > peak + HEAVY:
            current.with_name(f"heavy-{number}-{_peak()}MB{current.suffix}").write_bytes(data)
        peak = _peak()
        current.unlink()
    story.close()
    (FOLDER / f"process-{number}.story").unlink()
    found = "  ".join(f"{name}: {count}" for name, count in sorted(counts.items()))
    print(f"process {number}: {found}; slowest {slowest:.1f} s, peak {peak} MB", flush=True)


def _peak() -> int:
    """The most memory that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class TooLong(Exception):
    """A document took more time than allowed."""


class Limit:
    """Raises TooLong after the time allowed; after twice that the process ends."""

    def __enter__(self) -> None:
        signal.signal(signal.SIGPROF, self._too_long)
        signal.setitimer(signal.ITIMER_PROF, SECONDS_ALLOWED)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _too_long(self, *_: object) -> None:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, SECONDS_ALLOWED)
        raise TooLong


def _keep(current: Path, error: Exception, seen: set[str]) -> None:
    """Keep the input once for each place in the code where it breaks."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "mingzhang" in f.filename]
    spot = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "outside"
    name = f"{type(error).__name__}-{spot}"
    if name in seen:
        return
    seen.add(name)
    kept = FOLDER / f"{name}{current.suffix}"
    kept.write_bytes(current.read_bytes())
    kept.with_suffix(".story").write_text("".join(traceback.format_exception(error)))
    print(f"FAILED {kept.relative_to(ROOT)}: {str(error)[:200]}", flush=True)


def _start(number: int, seed: int, until: float, formats: list[str]) -> int:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work(number, seed, until, formats)
            status = 0
        finally:
            os._exit(status)
    return child


def _bury(number: int, status: int, generation: int) -> None:
    """A process died of its input: keep that with what is known."""
    for current in FOLDER.glob(f"process-{number}.*"):
        if current.suffix == ".story":
            current.rename(FOLDER / f"died-{number}-{generation}.story")
        else:
            kept = current.rename(FOLDER / f"died-{number}-{generation}{current.suffix}")
            signal_ = os.waitstatus_to_exitcode(status)
            print(f"FAILED {kept.relative_to(ROOT)}: the process ended with {signal_}", flush=True)


def _is_remark(path: Path) -> bool:
    """Stories, and inputs that are only slow or heavy, within what is allowed."""
    return path.suffix == ".story" or path.name.startswith(("slow-", "heavy-"))


def main() -> int:
    """Run the processes until the time is over; 1 where something was kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**9))
    parser.add_argument("--only", choices=tuple(MAKERS))
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    formats = [options.only] if options.only else list(MAKERS)
    until = time.monotonic() + options.seconds
    running: dict[int, tuple[int, int]] = {}
    for number in range(options.processes):
        print(f"process {number}: seed {options.seed + number}", flush=True)
        running[_start(number, options.seed + number, until, formats)] = (number, 0)
    while running:
        child, status = os.wait()
        number, generation = running.pop(child)
        if status:
            _bury(number, status, generation)
            seed = options.seed + number + 1000 * (generation + 1)
            if time.monotonic() < until:
                again = _start(number, seed, until, formats)
                running[again] = (number, generation + 1)
    kept = sorted(path.name for path in FOLDER.iterdir() if not _is_remark(path))
    print(f"{len(kept)} failing inputs in {FOLDER.relative_to(ROOT)}" if kept else "nothing failed")
    return 1 if kept else 0


if __name__ == "__main__":
    sys.exit(main())
