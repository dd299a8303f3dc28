"""Making, editing and locking users (建立、修改、停用用户)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts import lockout, sessions
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.passwords import random_password, set_password
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS, Role
from mingzhang_web.apps.accounts.services.grants import lasting
from mingzhang_web.apps.accounts.sessions import end_all
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record

LABELS = {
    "full_name": "姓名",
    "email": "电子邮件",
    "sign_on_subject": "单点登录标识",
}


@transaction.atomic
def make_user(
    actor: Actor,
    username: str,
    full_name: str,
    password: str,
    *,
    must_change: bool = True,
    email: str = "",
) -> User:
    """A new user without any role. The caller has validated the password."""
    user = User(username=username, full_name=full_name, email=email)
    set_password(user, password, must_change=must_change)
    record(
        actor,
        "user.make",
        f"建立用户“{full_name}”",
        user,
        new={"username": username, "name": full_name},
    )
    return user


@transaction.atomic
def edit_user(actor: Actor, user: User, values: dict[str, str]) -> None:
    """Change what is known about a user: any of the fields in `LABELS`.

    Raises:
        WrongUsage: the identity of another administrator, as whom the actor could then sign on.
    """
    held = user.grants.not_over(timezone.localdate()).filter(role__in=ADMINISTRATORS)
    foreign = actor.user_id != user.pk and held.exists()
    if foreign and values.get("sign_on_subject", user.sign_on_subject) != user.sign_on_subject:
        raise WrongUsage("管理员的单点登录标识不能由别人改，请在授予管理员角色以前写好。")
    old: dict[str, Any] = {}
    for field, value in values.items():
        if getattr(user, field) != value:
            old[LABELS[field]] = getattr(user, field)
            setattr(user, field, value)
    if not old:
        return
    user.save(update_fields=list(values))
    new = {label: getattr(user, field) for field, label in LABELS.items() if label in old}
    record(actor, "user.edit", f"修改用户{user}的{'、'.join(old)}", user, old=old, new=new)


@transaction.atomic
def shut_out(actor: Actor, user: User) -> None:
    """Lock a user (停用): every session and token ends at once.

    Raises:
        WrongUsage: oneself, or the last system administrator.
    """
    if actor.user_id == user.pk:
        raise WrongUsage("不能停用自己的账号，请由另一位系统管理员办理。")
    held = user.grants.not_over(timezone.localdate()).filter(role=Role.SYSTEM_ADMIN)
    if held.exists() and not lasting(Role.SYSTEM_ADMIN).exclude(user=user).exists():
        raise WrongUsage("这是唯一的系统管理员，停用后没有人能管理用户。")
    if not user.is_active:
        return
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end_all(user)
    record(actor, "user.lock", f"停用用户{user}", user, old={"active": True}, new={"active": False})


@transaction.atomic
def let_in(actor: Actor, user: User) -> None:
    """Let a user in again (恢复): who was shut out, or failed to sign in too often."""
    waiting = lockout.clear(user.username)
    if user.is_active and not waiting:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor, "user.unlock", f"恢复用户{user}", user, new={"active": True})


@transaction.atomic
def reset_password(actor: Actor, user: User) -> str:
    """A password for the first sign-in, told once; every session ends.

    Raises:
        WrongUsage: one's own.
    """
    if actor.user_id == user.pk:
        raise WrongUsage("自己的密码请在“我的账号”里修改。")
    password = random_password()
    set_password(user, password, must_change=True)
    end_all(user)
    lockout.clear(user.username)
    record(actor, "user.reset_password", f"重设{user}的密码", user)
    return password


@transaction.atomic
def change_password(actor: Actor, user: User, password: str) -> None:
    """One's own new password, already validated; every session ends, the caller begins a new one."""
    set_password(user, password, must_change=False)
    end_all(user)
    record(actor, "user.change_password", f"{user}修改了自己的密码", user)
