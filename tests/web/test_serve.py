"""Starting the workspace: an address that cannot be had is said before anything is begun."""

import socket
from pathlib import Path

import pytest

from mingzhang.cli import main


def test_a_port_that_another_program_holds_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port), "--data", str(tmp_path / "data")]) == 2
    said = capsys.readouterr().err
    assert f"端口 {port}" in said
    assert "--port" in said
    assert not (tmp_path / "data").exists()


def test_a_port_that_does_not_exist_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--port", "99999", "--data", str(tmp_path / "data")]) == 2
    assert "99999" in capsys.readouterr().err
