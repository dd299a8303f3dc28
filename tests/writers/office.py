"""LibreOffice, where it is installed: what it makes of a file of ours."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from programs import needs, needs_font

_OFFICE = shutil.which("soffice")
needs_office = needs("soffice", "libreoffice-writer 和 libreoffice-calc")
needs_latin_font = needs_font("Times New Roman", "Liberation Serif", "fonts-liberation")
_CACHED = re.compile(rb"(<c [^>]*?)( t=\"str\")?(><f>[^<]*</f>)<v>[^<]*</v>")


def converted(file: Path, ending: str) -> Path:
    """The file as LibreOffice saves it in another format, beside the original."""
    folder = file.parent / "office"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        str(_OFFICE or "soffice"),
        profile,
        "--headless",
        "--convert-to",
        ending,
        "--outdir",
        folder,
        file,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = folder / f"{file.stem}.{ending}"
    assert made.exists(), "LibreOffice 没有写出文件：writer 和 calc 两部分都要安装"
    return made


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
