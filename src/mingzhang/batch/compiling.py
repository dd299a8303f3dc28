"""From rows to a checked disclosure (汇总并核对): one call for whoever keeps rows itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.checks.report import check
from mingzhang.disclosure import Disclosure
from mingzhang.ledger.reading import read_rows
from mingzhang.model import Problem, Report, Source
from mingzhang.projection import Compiled, compile_ledger


@dataclass(frozen=True, slots=True)
class Checked:
    """What rows come to: all three, or None with the problems that must be put right first."""

    compiled: Compiled | None
    report: Report | None
    problems: tuple[Problem, ...] = ()

    @property
    def disclosure(self) -> Disclosure | None:
        """The disclosure that the rows compile to."""
        return self.compiled.disclosure if self.compiled else None


def compile_rows(
    rows: Mapping[str, Sequence[Mapping[str, str]]],
    source: Source,
    previous: Disclosure | None = None,
) -> Checked:
    """Read rows, compile and check them; `previous` is last year's disclosure.

    Raises:
        CannotCompute: an expression of the prose or the template has no value.
        WrongUsage: no such profile or template.
    """
    reading = read_rows(rows)
    if reading.ledger is None:
        return Checked(None, None, reading.problems)
    compiled = compile_ledger(reading.ledger, source)
    return Checked(compiled, check(compiled.disclosure, previous, tolerant=True))
