"""What the tests of the command share."""

from pathlib import Path

import pytest

from mingzhang.example import write_example


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled example, which keeps the contradictions of a real document."""
    return write_example(tmp_path_factory.mktemp("示例"))
