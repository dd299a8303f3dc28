"""Compiling and writing all forms of a year (生成公开文件), into the store of files."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from mingzhang.batch.compiling import compile_rows
from mingzhang.model import Source
from mingzhang.writers.publication import Manifest, publish
from mingzhang.writers.site.search import INDEX_FILE
from mingzhang_web import files
from mingzhang_web.apps.publishing.services.editions import Made
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.selectors.checks import previous_disclosure
from mingzhang_web.apps.workspace.selectors.ledgers import typed_rows
from mingzhang_web.apps.workspace.services.checks import CannotCheck

FORMATS = ("docx", "pdf", "xlsx", "html", "data")
STEPS = len(FORMATS) + 3
Tell = Callable[[int, str], None]


def make(year: BudgetYear, tell: Tell) -> Made:
    """Every form of a year's ledger as it stands; nothing in the database speaks of it yet.

    Raises:
        CannotCheck: the ledger must be put right first.
    """
    tell(0, "汇总账簿")
    revision, rows = year.revision, typed_rows(year)
    source = Source(f"{year}账簿", "ledger", sha256(msgspec.json.encode(rows)).hexdigest())
    checked = compile_rows(rows, source, previous_disclosure(year))
    if checked.compiled is None or checked.report is None:
        raise CannotCheck(checked.problems)
    with TemporaryDirectory() as folder:
        directory = Path(folder) / "edition"
        steps = iter(range(1, STEPS))
        manifest = publish(
            checked.compiled,
            directory,
            FORMATS,
            checked.report.summary,
            lambda message: tell(next(steps), message),
        )
        tell(STEPS - 2, "存入文件库")
        _keep(manifest, directory)
        found = [path.read_text("utf-8") for path in sorted(directory.rglob(INDEX_FILE))]
    tell(STEPS - 1, "公开")
    return Made(revision, checked.compiled.disclosure, manifest, found)


def _keep(manifest: Manifest, directory: Path) -> None:
    for one in manifest.outputs:
        files.keep((directory / one.path).read_bytes())
