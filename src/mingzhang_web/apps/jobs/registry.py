"""Which function does which kind of job (任务种类)."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.apps import apps

from mingzhang_web.apps.journal.actor import Actor


class Cancelled(Exception):
    """Somebody asked for the job to end."""


class Handle:
    """What a running job tells and is told (进度): see `services.tell`."""

    def __init__(self, actor: Actor, tell: Callable[[int, int, str], None]) -> None:
        self.actor = actor
        self._tell = tell

    def step(self, done: int, steps: int, message: str) -> None:
        """Report progress.

        Raises:
            Cancelled: somebody asked for the job to end.
        """
        self._tell(done, steps, message)


Work = Callable[[Handle, dict[str, Any]], None]
_KINDS: dict[str, Work] = {}
_DAILY: list[str] = []


def job(kind: str) -> Callable[[Work], Work]:
    """Declare a function of an app's `tasks.py` or `daily.py` as the work of a kind.

    The work may be done twice where a machine stopped in the middle: it must come to the same.
    """

    def declare(work: Work) -> Work:
        _KINDS[kind] = work
        return work

    return declare


def daily(kind: str) -> Callable[[Work], Work]:
    """Declare work that is done once a day without being asked; its argument `day` is the date."""

    def declare(work: Work) -> Work:
        if kind not in _DAILY:
            _DAILY.append(kind)
        return job(kind)(work)

    return declare


def daily_kinds() -> tuple[str, ...]:
    """The kinds that are done once a day."""
    _load_all()
    return tuple(_DAILY)


def work_of(kind: str) -> Work:
    """The function of a kind. Raises KeyError where none is declared."""
    if kind not in _KINDS:
        _load_all()
    return _KINDS[kind]


def _load_all() -> None:
    for app in apps.get_app_configs():
        if app.name.startswith("mingzhang_web.apps."):
            _load(f"{app.name}.tasks")
            _load(f"{app.name}.daily")


def _load(module: str) -> None:
    try:
        import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
