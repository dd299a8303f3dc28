"""The worked example of the template (示例账): an invented department of an invented city."""

from pathlib import Path

from mingzhang.ledger.model import Ledger
from mingzhang.ledger.reading import read_ledger
from mingzhang.model import UnreadableFile

FOLDER = Path(__file__).with_name("worked_example")


def worked_example() -> Ledger:
    """The example, read from its CSV files like any other ledger."""
    reading = read_ledger(FOLDER)
    if reading.ledger is None:
        raise UnreadableFile(f"示例账有误：{reading.problems[0].message}")
    return reading.ledger
