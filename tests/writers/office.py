"""LibreOffice, where it is installed: what it makes of a file of ours."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

_OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(_OFFICE is None, reason="没有安装 LibreOffice（soffice）")
_CACHED = re.compile(rb"(<c [^>]*?)( t=\"str\")?(><f>[^<]*</f>)<v>[^<]*</v>")


def converted(file: Path, ending: str) -> Path:
    """The file as LibreOffice saves it in another format, beside the original."""
    folder = file.parent / "office"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        str(_OFFICE),
        profile,
        "--headless",
        "--convert-to",
        ending,
        "--outdir",
        folder,
        file,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.{ending}"


def without_cached_values(workbook: bytes) -> bytes:
    """A workbook whose formulas must be computed by whoever opens it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = _CACHED.sub(rb"\1\3", content)
            new.writestr(name, content)
    return buffer.getvalue()
