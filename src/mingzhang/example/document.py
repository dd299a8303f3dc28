"""The whole example as tab-separated text."""

from pathlib import Path

from mingzhang.example.facts import load
from mingzhang.example.forms import overall, projects
from mingzhang.example.tables import tables
from mingzhang.example.words import closing, narrative, opening

FILE_NAME = "jincheng-2025.txt"


def build_example() -> str:
    """The disclosure as text: blank lines between blocks, tabs between cells."""
    facts = load()
    forms = [overall(facts), *projects(facts)]
    parts = [opening(facts), *tables(facts), narrative(facts, forms), closing(facts)]
    return "\n\n".join(parts) + "\n"


def write_example(directory: Path) -> Path:
    """Write the disclosure as UTF-8 text into a directory, made where missing; returns the file."""
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / FILE_NAME
    file.write_text(build_example(), encoding="utf-8")
    return file
