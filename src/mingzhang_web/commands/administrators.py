"""mingzhang administrators: the three administrators of a new installation."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mingzhang.model import WrongUsage
from mingzhang_web.commands import prepare

EXAMPLE = "mingzhang administrators --data 数据"


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--data", type=Path, help="数据文件夹（默认 build/workspace）")


def run(options: Namespace) -> int:
    """Make one of each where there is none, and print their first passwords once.

    Raises:
        WrongUsage: there are users already.
    """
    prepare(options.data)
    from django.core.management import call_command
    from django.db import transaction

    from mingzhang_web.apps.accounts.models import User
    from mingzhang_web.apps.accounts.passwords import random_password
    from mingzhang_web.apps.accounts.roles import Role
    from mingzhang_web.apps.accounts.services import grant, make_user
    from mingzhang_web.apps.journal.actor import SYSTEM

    call_command("migrate", verbosity=0, interactive=False)
    if User.objects.exists():
        raise WrongUsage("这里已经有用户，请用系统管理员、安全管理员的账号在网页里办理。")
    with transaction.atomic():
        for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
            password = random_password()
            user = make_user(SYSTEM, role.value, str(role.label), password)
            grant(SYSTEM, user, role)
            print(f"{role.label}  用户名 {user.username}  初始密码 {password}")
    print("请分别交给三个人，第一次登录时改密码；密码不再显示。")
    return 0
