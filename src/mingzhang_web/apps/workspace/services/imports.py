"""Handing in files and taking over what was read of them (导入).

A file is kept first, then a job reads it apart; nothing of the year changes before somebody
takes it over.
"""

import unicodedata
from pathlib import PurePosixPath

import msgspec
from django.db import transaction
from django.utils import timezone

from mingzhang.batch.messages import DisclosureRead, LedgerRead
from mingzhang.ledger.recovery import recover
from mingzhang.readers import TYPES, type_of
from mingzhang.writers.ledger_csv import ledger_csv
from mingzhang_web import files
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.jobs import services as jobs
from mingzhang_web.apps.jobs.models import State
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.workspace.editing import OPEN_STAGES
from mingzhang_web.apps.workspace.models import BudgetYear, Import
from mingzhang_web.apps.workspace.packing import disclosure_of, report_of
from mingzhang_web.apps.workspace.selectors.ledgers import typed_rows
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.services.checks import keep_check, lock, make_current
from mingzhang_web.apps.workspace.services.ledgers import replace_rows
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.stages import fall_back

JOB = "import"
MAX_BYTES = 50 * 1024 * 1024
MAX_FILES = 20
LONGEST_NAME = 200
LEDGER_ENDINGS = ("zip",)
ACCEPTED = tuple(sorted({*TYPES, *LEDGER_ENDINGS}))
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_UNSAFE = set('\\/:*?"<>|')


def safe_name(name: str) -> str:
    """A file's own name without its folders, signs that no file system takes, or hidden signs."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    kept = "".join(c for c in last if unicodedata.category(c) not in _HIDDEN and c not in _UNSAFE)
    stem, dot, ending = kept.strip(" .").rpartition(".")
    if not dot or not stem:
        return kept.strip(" .")[:LONGEST_NAME] or "未命名"
    ending = ending[:10]
    return f"{stem.strip()[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def demand_importing(sight: Sight) -> bool:
    """Whether a file handed in is for the bureau's review.

    Raises:
        Refused: this user may not hand in any.
    """
    if sight.member and sight.whole and sight.may(Action.IMPORT):
        return False
    if sight.reviewer:
        return True
    raise Refused("您没有导入文件的权限，请联系财务人员。")


def hand_in(actor: Actor, sight: Sight, name: str, data: bytes) -> Import:
    """Keep a file and have it read; what it is wins its kind when it was read.

    Raises:
        Refused: not this user's to do, empty, too large, or of a kind that is not read.
        UnreadableFile: an old format; how to save it anew.
    """
    for_review = demand_importing(sight)
    name = safe_name(name)
    ending = name.rpartition(".")[2].lower()
    if ending not in LEDGER_ENDINGS:
        type_of(name)
    if not data:
        raise Refused(f"“{name}”是空文件，没有导入。")
    if len(data) > MAX_BYTES:
        raise Refused(f"“{name}”超过 {MAX_BYTES // 1024 // 1024} MB 的上限，没有导入。")
    return _queue(actor, sight.year, name, files.keep(data), len(data), for_review)


@transaction.atomic
def _queue(
    actor: Actor, year: BudgetYear, name: str, digest: str, size: int, for_review: bool
) -> Import:
    job = jobs.enqueue(actor, JOB, {}, year.department_id)
    kind = Import.Kind.LEDGER if name.lower().endswith(LEDGER_ENDINGS) else Import.Kind.DISCLOSURE
    made = Import.objects.create(
        budget_year=year,
        name=name,
        sha256=digest,
        bytes=size,
        kind=kind,
        job=job,
        for_review=for_review,
        imported_by_id=actor.user_id or 0,
        imported_at=timezone.now(),
    )
    job.arguments = {"import": made.pk}
    job.save(update_fields=["arguments"])
    record(
        actor,
        "import.hand_in",
        f"{year}：导入文件“{name}”",
        made,
        department_id=year.department_id,
        new={"name": name, "bytes": size, "sha256": digest, "for_review": for_review},
    )
    return made


@transaction.atomic
def keep_reading(made: Import, read: DisclosureRead | LedgerRead) -> None:
    """Keep what was read of a file, all of it or nothing; once, however often it is read."""
    made = Import.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if made.check_made_id or made.problems or made.rows:
        return
    if read.disclosure is not None and read.report is not None:
        made.check_made = keep_check(made.budget_year, read.disclosure, read.report)
    if isinstance(read, LedgerRead):
        made.kind = Import.Kind.LEDGER
        made.rows = read.rows
        made.problems = msgspec.to_builtins(read.problems)
    made.save(update_fields=["check_made", "kind", "rows", "problems"])


@transaction.atomic
def take_over(actor: Actor, sight: Sight, made: Import) -> None:
    """Put what a file says in place of the ledger, and let its check be the current one.

    Raises:
        Refused: not this user's to do, the stage is past it, or the file cannot be taken over.
    """
    year = sight.year
    lock(year)
    reason = why_not_taken_over(sight, made)
    if reason:
        raise Refused(reason)
    made = (
        Import.objects.select_for_update(of=("self",)).select_related("check_made").get(pk=made.pk)
    )
    if made.taken_over_at is not None:
        raise Refused("这个文件已经接收过了。")
    check = made.check_made
    rows = made.rows
    if made.kind == Import.Kind.DISCLOSURE and check is not None:
        rows = recover(disclosure_of(check.disclosure)).rows
    _keep_old_rows(actor, year, made.name)
    replace_rows(actor, year, rows or {}, source=made.name)
    fall_back(actor, year)
    made.taken_over_at = timezone.now()
    made.save(update_fields=["taken_over_at"])
    record(
        actor,
        "import.take_over",
        f"{year}：接收文件“{made.name}”",
        made,
        department_id=year.department_id,
        new={"name": made.name, "sha256": made.sha256, "revision": year.revision},
    )
    if check is not None:
        if made.kind == Import.Kind.LEDGER:
            check.from_ledger, check.revision = True, year.revision
            check.save(update_fields=["from_ledger", "revision"])
        document, report = disclosure_of(check.disclosure), report_of(check.report)
        make_current(actor, year, check, document, report)


def _keep_old_rows(actor: Actor, year: BudgetYear, for_name: str) -> None:
    """The ledger as it stood, as a file that can be taken over again; an empty one is no loss."""
    rows = {sheet: found for sheet, found in typed_rows(year).items() if found}
    if not rows:
        return
    data, now = ledger_csv(rows), timezone.now()
    job = jobs.enqueue(actor, JOB, {}, year.department_id)
    jobs.end(job, State.DONE)
    Import.objects.create(
        budget_year=year,
        name=safe_name(f"接收前的账簿（{for_name[:80]}）.zip"),
        sha256=files.keep(data),
        bytes=len(data),
        kind=Import.Kind.LEDGER,
        job=job,
        rows=rows,
        imported_by_id=actor.user_id or 0,
        imported_at=now,
    )


def why_not_taken_over(sight: Sight, made: Import) -> str:
    """Why a file cannot be taken over now, in one sentence; "" where it can."""
    if made.for_review:
        return "财政审核用的文件只供核对，不能接收为部门的账簿。"
    if not (sight.member and sight.whole and sight.may(Action.EDIT_LEDGER)):
        return "您没有编辑全部账簿的权限，不能接收。"
    if sight.year.stage not in OPEN_STAGES:
        return "这个预算年度已经批准或公开，不能再接收文件。"
    if made.taken_over_at is not None:
        return "这个文件已经接收过了。"
    if made.kind == Import.Kind.LEDGER and made.rows is None:
        return "账簿有问题，请按下面列出的位置改正后重新导入。"
    if made.kind == Import.Kind.DISCLOSURE and made.check_made_id is None:
        return "文件没有读出内容，不能接收。"
    return _other_year(sight, made)


def _other_year(sight: Sight, made: Import) -> str:
    """A document of another year would be put in the wrong ledger."""
    check = made.check_made
    if check is None:
        return ""
    year = report_of(check.report).year
    if year is not None and year != sight.year.year:
        return f"文件是 {year} 年度的，这里是 {sight.year.year} 年度，不能接收。"
    return ""
