"""Write the base documents of the rules' cases: python tools/make_documents.py."""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from base_documents import final_accounts, shanghai, shanxi  # noqa: E402

DOCUMENTS = {"shanxi": shanxi, "shanghai": shanghai, "final_accounts": final_accounts}


def main() -> None:
    """Write every base document beside the cases."""
    folder = TESTS / "cases" / "base"
    folder.mkdir(parents=True, exist_ok=True)
    for name, module in DOCUMENTS.items():
        (folder / f"{name}.txt").write_text(module.build(), encoding="utf-8")


if __name__ == "__main__":
    main()
