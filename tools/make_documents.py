"""Write the base documents of the rules' cases, or one disclosure in every format.

python tools/make_documents.py                     the texts of src/mingzhang/checks/cases/base
python tools/make_documents.py TEXT FOLDER         TEXT as docx, xlsx, html and pdf
"""

import sys
from pathlib import Path

from mingzhang.checks.cases import FOLDER

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

import documents  # noqa: E402
from base_documents import final_accounts, shanghai, shanxi  # noqa: E402

BASE = {"shanxi": shanxi, "shanghai": shanghai, "final_accounts": final_accounts}
FORMATS = {
    "docx": documents.as_docx,
    "xlsx": documents.as_xlsx,
    "html": documents.as_html,
    "pdf": documents.as_pdf,
}


def write_base() -> None:
    """Write every base document beside the cases."""
    folder = FOLDER / "base"
    folder.mkdir(parents=True, exist_ok=True)
    for name, module in BASE.items():
        (folder / f"{name}.txt").write_text(module.build(), encoding="utf-8")


def write_formats(source: Path, folder: Path) -> None:
    """Write one text in every format into a folder."""
    text = source.read_text(encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    for ending, made in FORMATS.items():
        (folder / f"{source.stem}.{ending}").write_bytes(made(text))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        write_formats(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        write_base()
