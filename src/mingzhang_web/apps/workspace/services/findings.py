"""What people do about findings (处理发现): explain, reject, take back, comment, assign."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.people import people_who_may
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.workspace.models import Comment, Explanation, Finding
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.services.refusals import Refused

LONGEST = 4000
ANSWERS = {"explained": "说明", "rejected": "判为不成立"}


@transaction.atomic
def answer(
    actor: Actor,
    sight: Sight,
    finding: Finding,
    state: str,
    reason: str,
    valid_until: date | None = None,
) -> Explanation:
    """Explain why a finding stands, or reject it as none; with a reason, perhaps until a day.

    Raises:
        Refused: not this user's, no reason, a day that has passed, or the finding is gone.
    """
    demand_answering(sight, finding)
    reason = _clean(reason, "请写明理由。")
    if state not in ANSWERS:
        raise Refused("只能写成“已说明”或“不成立”。")
    if valid_until is not None and valid_until < timezone.localdate():
        raise Refused("有效期不能早于今天。")
    _lock(finding)
    if finding.gone_at is not None:
        raise Refused("这条发现在最近一次核对里已经没有了，不用再处理。")
    old = finding.state
    finding.state, finding.explained_until = Finding.State(state), valid_until
    finding.save(update_fields=["state", "explained_until"])
    made = _remember(actor, finding, finding.state, reason, valid_until)
    until = valid_until.isoformat() if valid_until else None
    new = {"state": state, "reason": reason, "until": until}
    _journal(actor, finding, "finding.answer", ANSWERS[state], {"state": old}, new)
    return made


@transaction.atomic
def take_back(actor: Actor, sight: Sight, finding: Finding, reason: str) -> None:
    """Take an explanation or rejection back: the finding is open again.

    Raises:
        Refused: not this user's, no reason, or nothing to take back.
    """
    demand_answering(sight, finding)
    reason = _clean(reason, "请写明为什么要重新处理。")
    _lock(finding)
    if finding.state not in ANSWERS or finding.gone_at is not None:
        raise Refused("这条发现没有可以收回的说明。")
    old = finding.state
    finding.state, finding.explained_until = Finding.State.OPEN, None
    finding.save(update_fields=["state", "explained_until"])
    _remember(actor, finding, Finding.State.OPEN, reason, None)
    new = {"state": "open", "reason": reason}
    _journal(actor, finding, "finding.reopen", "重新处理", {"state": old}, new)


@transaction.atomic
def comment(actor: Actor, sight: Sight, finding: Finding, text: str) -> Comment:
    """Say something in the thread of a finding.

    Raises:
        Refused: not this user's, or nothing was said.
    """
    if not sight.may(Action.COMMENT):
        raise Refused("您没有评论的权限。")
    text = _clean(text, "请写下要说的内容。")
    made = Comment.objects.create(
        finding=finding, text=text, by_id=actor.user_id or 0, at=timezone.now()
    )
    _journal(actor, finding, "finding.comment", "评论", None, {"text": text})
    return made


@transaction.atomic
def assign(
    actor: Actor, sight: Sight, finding: Finding, person: User | None, due_on: date | None
) -> None:
    """Give a finding to a person to deal with by a day; None takes it back.

    Raises:
        Refused: not this user's to give, or the person has no right to deal with it.
    """
    if not may_assign(sight):
        raise Refused("只有财务人员可以分派发现。")
    year = sight.year
    if person is not None:
        able = people_who_may(Action.RESOLVE, year.department, year.year)
        if not able.filter(pk=person.pk).exists():
            raise Refused(f"{person}没有处理这个部门发现的权限，请先授予角色。")
        if due_on is not None and due_on < timezone.localdate():
            raise Refused("处理期限不能早于今天。")
    _lock(finding)
    old = {"to": str(finding.assigned_to or ""), "due": _iso(finding.due_on)}
    finding.assigned_to, finding.due_on = person, due_on if person else None
    finding.save(update_fields=["assigned_to", "due_on"])
    new = {"to": str(person or ""), "due": _iso(finding.due_on)}
    verb = f"分派给{person}" if person else "取消分派"
    _journal(actor, finding, "finding.assign", verb, old, new)


def may_answer(sight: Sight, finding: Finding) -> bool:
    """Whether this user may explain or reject: whoever deals with the whole, or was given it."""
    own = sight.member and (sight.whole or finding.assigned_to_id == sight.user_id)
    return own and sight.may(Action.RESOLVE)


def may_assign(sight: Sight) -> bool:
    """Whether this user may give findings to people."""
    return sight.member and sight.whole and sight.may(Action.COMPILE)


def demand_answering(sight: Sight, finding: Finding) -> None:
    """Raises Refused where this user may not answer."""
    if not may_answer(sight, finding):
        raise Refused("这条发现不由您处理，可以在下面评论。")


def _clean(text: str, missing: str) -> str:
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise Refused(missing)
    if len(text) > LONGEST:
        raise Refused(f"最多写 {LONGEST} 个字，现在有 {len(text)} 个。")
    return text


def _lock(finding: Finding) -> None:
    Finding.objects.select_for_update().get(pk=finding.pk)
    finding.refresh_from_db(fields=["state", "gone_at", "explained_until"])


def _remember(
    actor: Actor, finding: Finding, state: str, reason: str, until: date | None
) -> Explanation:
    return Explanation.objects.create(
        finding=finding,
        state=state,
        reason=reason,
        valid_until=until,
        by_id=actor.user_id or 0,
        at=timezone.now(),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _journal(
    actor: Actor,
    finding: Finding,
    action: str,
    verb: str,
    old: Mapping[str, str | None] | None,
    new: Mapping[str, str | None],
) -> None:
    year = finding.budget_year
    record(
        actor,
        action,
        f"{year}：{verb}发现 {finding.rule}（{finding.message[:60]}）",
        finding,
        department_id=year.department_id,
        old=dict(old) if old else None,
        new=dict(new),
    )
