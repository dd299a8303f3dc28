"""The settings that production runs with: Django's own deployment check finds nothing."""

import os
import subprocess
import sys
from pathlib import Path

from django.test import Client

from web.conftest import World


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    kept = {
        key: text
        for key, text in os.environ.items()
        if not key.startswith(("MINGZHANG_", "DJANGO_"))
    }
    environment = kept | {
        "DJANGO_SETTINGS_MODULE": "mingzhang_web.config.settings",
        "MINGZHANG_DATA": str(tmp_path),
        "MINGZHANG_HOSTS": "budget.example.cn",
        "MINGZHANG_PROXY": "1",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_foreign_host_is_refused_with_a_page(world: World) -> None:
    answer = Client().get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "请求有误" in answer.content.decode()
