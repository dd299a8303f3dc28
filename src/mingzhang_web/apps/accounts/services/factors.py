"""Enrolling and removing a second factor (启用和取消第二因素)."""

from django.db import transaction

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts import factors
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.sessions import end_all
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record


@transaction.atomic
def enrol(actor: Actor, user: User, code: str, session: str) -> list[str]:
    """Confirm a user's new device by its first code; recovery codes, shown once.

    Every other session ends: they began with the password alone. `session`: the key of this one.

    Raises:
        WrongUsage: the code is not the device's.
    """
    if factors.has_factor(user):
        raise WrongUsage("已经启用动态码，请刷新页面。")
    device = factors.unconfirmed(user)
    if not device.verify_token("".join(code.split())):
        raise WrongUsage("动态码不对，请确认手机时间准确，再输入当前显示的 6 位数字。")
    device.confirmed = True
    device.save()
    end_all(user, but=session)
    record(actor, "factor.enrol", f"{user}启用动态码", user)
    return factors.new_codes(user)


@transaction.atomic
def renew_codes(actor: Actor, user: User) -> list[str]:
    """New recovery codes in place of the ones before, shown once."""
    record(actor, "factor.codes", f"{user}更换恢复码", user)
    return factors.new_codes(user)


@transaction.atomic
def remove_factor(actor: Actor, user: User) -> None:
    """Take the second factor away; who must have one enrols anew at the next sign-in."""
    if not factors.remove(user):
        return
    if actor.user_id != user.pk:
        end_all(user)
    record(actor, "factor.remove", f"取消{user}的动态码", user)
