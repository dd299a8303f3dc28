"""Commands of the site, as subcommands of `mingzhang` (站点命令)."""

import os
from pathlib import Path


def prepare(data: Path | None) -> None:
    """Point at an installation's data and load Django."""
    if data is not None:
        os.environ["MINGZHANG_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzhang_web.config.settings")
    import django

    django.setup()
