"""Programs of the system that some tests need (make test installs them)."""

import os
import shutil
import subprocess

import pytest


def needs(program: str, package: str) -> pytest.MarkDecorator:
    """Skip with the reason where a program is missing; where CI is set, run, and so fail."""
    absent = shutil.which(program) is None and not os.environ.get("CI")
    return pytest.mark.skipif(absent, reason=f"没有 {program}（Debian 软件包 {package}）")


def needs_font(font: str, stand_in: str, package: str) -> pytest.MarkDecorator:
    """Skip where neither the font nor the one of the same widths is there to print with."""
    program = shutil.which("fc-match") or ""
    command = [program, "--format", "%{family}", font]
    told = subprocess.run(command, capture_output=True, text=True) if program else None
    absent = (told is None or not {font, stand_in} & {*told.stdout.split(",")}) and not (
        os.environ.get("CI")
    )
    return pytest.mark.skipif(absent, reason=f"没有“{font}”同宽的字体（Debian 软件包 {package}）")
