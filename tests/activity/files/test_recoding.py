"""A large file in CP932 is recoded in parts, by processes of their own, and comes out as the whole would."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from kpi_xl.activity.files import recoding
from kpi_xl.activity.files.encodings import recoded
from kpi_xl.errors import InputError

LINES = "".join(f'2026-11-{1 + number % 28:02},㈱髙﨑①～,"ソ,表\n予 {number}",{number}\r\n' for number in range(400))
"""ソ, 表 and 予 end with bytes that are \\ and others of ASCII."""


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every file is large, on four cores; what was begun of other processes."""
    commands: list[Any] = []
    popen = subprocess.Popen

    def noted(command: Any, **options: Any) -> subprocess.Popen[bytes]:
        commands.append(command)
        return popen(command, **options)

    monkeypatch.setattr(recoding, "LARGE", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    monkeypatch.setattr(subprocess, "Popen", noted)
    return commands


def _file(folder: Path, content: bytes) -> Path:
    (path := folder / "log.csv").write_bytes(content)
    return path


def test_the_parts_together_are_the_whole(tmp_path: Path, begun: list[Any]) -> None:
    target = recoded(_file(tmp_path, LINES.encode("cp932")), "cp932", tmp_path / "utf-8.csv")
    assert target.read_bytes() == LINES.encode()
    assert len(begun) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.csv", "utf-8.csv"]


@pytest.mark.parametrize("content", [b"", "一行だけ".encode("cp932"), "終わりに改行がない\n最後".encode("cp932"), b"\n\n\n\n\n\n"])
def test_short_files(tmp_path: Path, begun: list[Any], content: bytes) -> None:
    target = recoded(_file(tmp_path, content), "cp932", tmp_path / "utf-8.csv")
    assert target.read_bytes() == content.decode("cp932").encode()


def test_one_line_is_no_place_to_cut(tmp_path: Path, begun: list[Any]) -> None:
    text = "表" * 100_000
    assert recoded(_file(tmp_path, text.encode("cp932")), "cp932", tmp_path / "utf-8.csv").read_bytes() == text.encode()
    assert begun == []


@pytest.mark.parametrize("line", [3, 399])
def test_what_is_no_cp932_is_named_wherever_it_stands(tmp_path: Path, begun: list[Any], line: int) -> None:
    lines = LINES.replace("\n予", "予").encode("cp932").splitlines(keepends=True)
    lines[line - 1] = b"\x81\x00\xff\r\n"
    with pytest.raises(InputError, match=f"log.csv {line}行目"):
        recoded(_file(tmp_path, b"".join(lines)), "cp932", tmp_path / "utf-8.csv")
    assert [path.name for path in tmp_path.iterdir() if ".csv." in path.name] == []


@pytest.mark.parametrize("failing", ["no process", "one that fails"])
def test_where_no_other_process_does_its_part_this_one_does(
    tmp_path: Path, begun: list[Any], monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError

    if failing == "no process":
        monkeypatch.setattr(subprocess, "Popen", refused)
    else:
        monkeypatch.setattr(recoding, "__file__", str(tmp_path / "nothing.py"))
    assert recoded(_file(tmp_path, LINES.encode("cp932")), "cp932", tmp_path / "utf-8.csv").read_bytes() == LINES.encode()


def test_a_program_that_is_not_python_is_not_begun(tmp_path: Path, begun: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/opt/office/soffice.bin")
    assert recoded(_file(tmp_path, LINES.encode("cp932")), "cp932", tmp_path / "utf-8.csv").read_bytes() == LINES.encode()
    assert begun == []


def test_utf_16_is_recoded_as_a_whole(tmp_path: Path, begun: list[Any]) -> None:
    assert recoded(_file(tmp_path, LINES.encode("utf-16")), "utf-16", tmp_path / "utf-8.csv").read_bytes() == LINES.encode()
    assert begun == []
