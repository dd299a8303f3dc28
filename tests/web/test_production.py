"""The settings that production runs with: Django's own deployment check finds nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory, override_settings

from mingzhang_web.apps.journal.actor import address_of
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


@pytest.mark.parametrize(
    ("proxy", "forwarded", "address"),
    [
        (None, "6.6.6.6", "10.0.0.9"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "6.6.6.6, 10.1.2.3", "10.1.2.3"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "", "10.0.0.9"),
    ],
    ids=["no proxy is believed", "the proxy's own word", "the proxy says nothing"],
)
def test_the_address_in_the_journal_cannot_be_made_up(
    proxy: tuple[str, str] | None, forwarded: str, address: str
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.9")
    with override_settings(SECURE_PROXY_SSL_HEADER=proxy):
        assert address_of(request) == address


def test_nginx_and_the_site_agree_on_the_largest_upload() -> None:
    most = settings.LARGEST_UPLOAD // 1024**2
    assert f"client_max_body_size {most}m;" in Path("deploy/nginx.conf").read_text("utf-8")
