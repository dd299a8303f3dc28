"""The typed rows of a ledger come back from their zip as they went in."""

import zipfile
from io import BytesIO
from pathlib import Path

from mingzhang.ledger.reading import read_ledger
from mingzhang.ledger.rows import rows_of
from mingzhang.ledger.worked import worked_example
from mingzhang.writers.ledger_csv import ledger_csv


def test_rows_come_back(tmp_path: Path) -> None:
    rows = rows_of(worked_example())
    with zipfile.ZipFile(BytesIO(ledger_csv(rows))) as archive:
        archive.extractall(tmp_path)
    reading = read_ledger(tmp_path)
    assert reading.problems == ()
    assert reading.ledger is not None
    assert rows_of(reading.ledger) == rows


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = rows_of(worked_example())
    assert ledger_csv(rows) == ledger_csv(rows)


def test_rows_that_say_nothing_sensible_are_kept() -> None:
    data = ledger_csv({"预算明细": [{"单位": '甲,"局"\n二行', "本年金额": "很多"}]})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        text = archive.read("预算明细.csv").decode("utf-8-sig")
    assert '"甲,""局""\n二行"' in text
    assert "很多" in text


def test_words_that_a_spreadsheet_would_run_are_guarded_and_come_back(tmp_path: Path) -> None:
    rows = rows_of(worked_example())
    rows["说明"][0]["内容"] = '=HYPERLINK("http://x")'
    with zipfile.ZipFile(BytesIO(ledger_csv(rows))) as archive:
        archive.extractall(tmp_path)

    assert "\"'=HYPERLINK(" in (tmp_path / "说明.csv").read_text("utf-8-sig")
    reading = read_ledger(tmp_path)
    assert reading.ledger is not None
    assert rows_of(reading.ledger) == rows
