"""Making an edition of a budget year (公开、更正): all of it in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mingzhang.disclosure import Disclosure
from mingzhang.writers.publication import Manifest
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.jobs import services as jobs
from mingzhang_web.apps.jobs.models import Job
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.publishing.models import Edition, EditionFile
from mingzhang_web.apps.publishing.selectors.editions import open_job, reason_of
from mingzhang_web.apps.publishing.services.index import index_edition
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.packing import packed
from mingzhang_web.apps.workspace.services import stages
from mingzhang_web.apps.workspace.services.checks import figures_of, lock
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.stages import PUBLISH

JOB = "publish"


@dataclass(frozen=True, slots=True)
class Made:
    """What is to be frozen: the disclosure of a revision, its manifest, every file in the store."""

    revision: int
    disclosure: Disclosure
    manifest: Manifest
    found: Sequence[str]
    """What can be searched: the index files of the site among the outputs, as text."""


@transaction.atomic
def ask(actor: Actor, access: Access, year: BudgetYear) -> Job:
    """Have a year published; the work is done outside of the request.

    Raises:
        PermissionDenied: not this user's to publish.
        Refused: a condition does not hold, or it is being published already.
    """
    if not access.may(PUBLISH.action, year.department, year.year):
        raise PermissionDenied(PUBLISH.label)
    lock(year)
    missing = stages.blockers(year, PUBLISH)
    if missing:
        raise Refused("".join(missing))
    if open_job(year) is not None:
        raise Refused("正在公开，请等它完成。")
    arguments: dict[str, Any] = {"year": year.pk, "request": str(uuid4())}
    job = jobs.enqueue(actor, JOB, arguments, year.department_id)
    record(actor, "edition.ask", f"{year}：开始公开", year, department_id=year.department_id)
    return job


def known(request: UUID) -> bool:
    """Whether the edition that a publication asks for was made already."""
    return Edition.objects.filter(request=request).exists()


@transaction.atomic
def keep(actor: Actor, year: BudgetYear, request: UUID, made: Made) -> Edition:
    """Freeze an edition: its files, the stage 已公开, the index and the journal, all at once.

    Raises:
        PermissionDenied: the user may no longer publish.
        NotYet: a condition does not hold any more.
        Refused: the ledger was changed meanwhile.
    """
    lock(year)
    if year.revision != made.revision:
        raise Refused("公开期间账簿有改动，没有公开，请重新核对、批准。")
    user = User.objects.get(pk=actor.user_id or 0)
    last = Edition.objects.filter(budget_year=year).order_by("-number").first()
    edition = Edition.objects.create(
        budget_year=year,
        number=last.number + 1 if last else 1,
        request=request,
        disclosure=packed(made.disclosure),
        manifest=msgspec.to_builtins(made.manifest),
        figures=figures_of(made.disclosure),
        reason=reason_of(year) if last else "",
        published_by=user,
        published_at=timezone.now(),
    )
    EditionFile.objects.bulk_create(
        EditionFile(
            edition=edition, format=one.format, path=one.path, sha256=one.sha256, bytes=one.bytes
        )
        for one in made.manifest.outputs
    )
    index_edition(edition, made.found)
    stages.take(actor, Access.of(user), year, PUBLISH, edition.reason)
    record(
        actor,
        "edition.publish",
        f"{edition}：公开 {len(made.manifest.outputs)} 个文件",
        edition,
        department_id=year.department_id,
        new={"manifest_sha256": fingerprint(edition), "number": edition.number},
    )
    return edition


def fingerprint(edition: Edition) -> str:
    """The hash of an edition's manifest as it is handed out."""
    return sha256(manifest_bytes(edition)).hexdigest()


def manifest_bytes(edition: Edition) -> bytes:
    """The manifest as it is handed out; the same for ever, whatever the database does to JSON."""
    manifest = msgspec.convert(edition.manifest, Manifest)
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
