"""The base documents on disk are what their ledgers give."""

import pytest

from base_documents import final_accounts, shanghai, shanxi
from mingzhang.checks.cases import FOLDER

BASE = FOLDER / "base"
BUILDERS = {"shanxi": shanxi, "shanghai": shanghai, "final_accounts": final_accounts}


@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_base_document_follows_from_its_ledger(name: str) -> None:
    printed = (BASE / f"{name}.txt").read_text(encoding="utf-8")

    assert printed == BUILDERS[name].build(), "运行 python tools/make_documents.py 重新生成"
