"""The journal keeps everything, in order, and tells when somebody touched it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from mingzhang_web.apps.journal import chain, selectors
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.journal.services import record

CLERK = Actor(7, "张三", "10.0.0.8")


@pytest.fixture
def three_entries(db: None) -> list[Entry]:
    return [record(CLERK, "ledger.edit", f"第{n}次修改", new={"金额": str(n)}) for n in (1, 2, 3)]


def test_entries_name_actor_address_and_values(three_entries: list[Entry]) -> None:
    entry = Entry.objects.get(number=2)
    assert (entry.user_name, entry.address, entry.new) == ("张三", "10.0.0.8", {"金额": "2"})
    assert entry.previous == three_entries[0].digest


def test_whole_journal_verifies(
    three_entries: list[Entry], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_journal")
    assert "日志完整，共 3 条" in capsys.readouterr().out


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_entry SET sentence='x'", "DELETE FROM journal_entry"]
)
def test_database_refuses_to_touch_entries(three_entries: list[Entry], statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert selectors.broken() is None


def test_names_the_first_changed_entry(three_entries: list[Entry]) -> None:
    three_entries[1].sentence = "改过的话"
    assert chain.first_broken(three_entries) == (2, "第 2 条的内容被改动过。")


def test_names_a_missing_entry(three_entries: list[Entry]) -> None:
    assert chain.first_broken([three_entries[0], three_entries[2]]) == (
        2,
        "第 2 条缺失，后面是第 3 条。",
    )


def test_command_fails_on_a_broken_chain(
    three_entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "broken", lambda: (2, "第 2 条的内容被改动过。"))
    with pytest.raises(CommandError, match="第 2 条"):
        call_command("verify_journal")


def test_entry_falls_with_the_write_it_tells_of(three_entries: list[Entry]) -> None:
    with transaction.atomic():
        record(CLERK, "ledger.edit", "没有成功的修改")
        transaction.set_rollback(True)
    assert Entry.objects.count() == 3
