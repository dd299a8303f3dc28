"""The main menu (主菜单): what somebody may open, and nothing else."""

from dataclasses import dataclass, replace

from django.urls import reverse

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: where it leads; `actions`: any of these opens it, none means everybody."""

    label: str
    icon: str
    view: str
    actions: tuple[Action, ...] = ()
    url: str = ""
    current: bool = False


ITEMS = (
    Item("预算公开", "world", "publishing:portal"),
    Item("预算年度", "folder", "workspace:home", (Action.SEE,)),
    Item("领导看板", "gauge", "workspace:board", (Action.SEE_BOARD,)),
    Item("审核", "clipboard-check", "workspace:review", (Action.REVIEW,)),
    Item("用户和机构", "users", "accounts:users", (Action.MANAGE_USERS,)),
    Item("角色授权", "shield-check", "accounts:grants", (Action.MANAGE_GRANTS,)),
    Item("操作日志", "history", "accounts:journal", (Action.READ_JOURNAL,)),
)


def menu_of(access: Access, path: str) -> list[Item]:
    """The entries open to somebody; the nearest one that a path lies under is current."""
    found = [
        replace(item, url=reverse(item.view))
        for item in ITEMS
        if not item.actions or any(access.may(action) for action in item.actions)
    ]
    above = [
        item.url
        for item in found
        if item.url == path or (path.startswith(item.url) and item.url != "/")
    ]
    nearest = max(above, key=len, default=None)
    return [replace(item, current=item.url == nearest) for item in found]
