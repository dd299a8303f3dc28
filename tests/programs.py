"""Programs of the system that some tests need (make test installs them)."""

import os
import shutil

import pytest


def needs(program: str, package: str) -> pytest.MarkDecorator:
    """Skip with the reason where a program is missing; where CI is set, run, and so fail."""
    absent = shutil.which(program) is None and not os.environ.get("CI")
    return pytest.mark.skipif(absent, reason=f"没有 {program}（Debian 软件包 {package}）")
