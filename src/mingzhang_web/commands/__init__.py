"""Commands of the site, as subcommands of `mingzhang` (站点命令)."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def prepare(data: Path | None) -> None:
    """Point at an installation's data and load Django."""
    if data is not None:
        os.environ["MINGZHANG_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzhang_web.config.settings")
    import django

    django.setup()


@contextmanager
def told(*, quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Progress on standard error where a person watches: done, of how many, what."""
    shown = not quiet and sys.stderr.isatty()

    def tell(done: int, whole: int, what: str) -> None:
        if shown:
            print(f"\r\033[K{what} {done + 1}/{whole}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        if shown:
            print("\r\033[K", end="", file=sys.stderr)
