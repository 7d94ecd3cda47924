"""A desk with files on it, and the command line run at it."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from kpi_xl.cli import main

HEADER = "日付,担当者,チーム,種別,件数,金額\n"
GOOD = "2026-11-02,山田,東,受注,1,500000\n2026-11-03,佐藤,東,商談,3,\n"

NOT_LOGGED = (
    "記録なし（実績は空欄、判定なし）：キーパーソン接触率、週あたり訪問数。"
    "活動ログに、数えるもとになる行が1行もありません。記録を始めるか、③KPIで外してください"
)
"""What a report for field sales notes of the good log."""


class Said(NamedTuple):
    """What a command left: its exit status and its two streams."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _no_language_of_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KPI_XL_LANG", raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run ``kpi-xl`` in this process."""

    def run(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Said(int(left.value.code or 0), out, err)

    return run


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laid: Path) -> Path:
    """The working folder: one good log and everything that people hand in by mistake."""
    folder = Path(shutil.copytree(laid, tmp_path / "desk", symlinks=True))
    os.mkfifo(folder / "pipe.xlsx")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk as it is laid once for all tests."""
    folder = tmp_path_factory.mktemp("laid")
    texts = {
        "log.csv": HEADER + GOOD,
        "one_bad.csv": HEADER + GOOD + "2026-11-04,佐藤,東,昼食,1,\n",
        "all_bad.csv": HEADER + "2026-11-31,佐藤,東,受注,1,\n,佐藤,東,受注,1,\n",
        "header.csv": HEADER,
        "columns.csv": "日付,担当社,種類\n2026-11-02,山田,受注\n",
        "quote.csv": HEADER + '2026-11-02,"山田,東,受注,1,500000\n' + GOOD,
        "empty.csv": "",
        "text.xlsx": HEADER,
        "text.duckdb": HEADER,
        "old.xls": "x",
        "odd.toml": '[columns]\nd = "day"\n',
        "open.toml": '[columns]\nd = "date\n',
        "role.toml": '[role]\nid = 1\nlabel = { ja = "役割", en = "Role" }\n',
        "there.xlsx": "someone's workbook",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "bytes.csv").write_bytes(HEADER.encode("cp932") + b"2026-11-02,\x82\x20,x,y,1,1\n")
    (folder / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (folder / "folder").mkdir()
    (folder / "report.pdf").mkdir()
    (folder / "link.xlsx").symlink_to("log.xlsx")
    _write_workbooks(folder)
    return folder


def _write_workbooks(folder: Path) -> None:
    workbook = openpyxl.Workbook()
    for line in (HEADER + GOOD).splitlines():
        workbook.active.append(line.split(","))
    workbook.save(folder / "log.xlsx")
    whole = (folder / "log.xlsx").read_bytes()
    (folder / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    packages = {"album.xlsx": {"photo.jpg": b"x"}, "bomb.xlsx": {"xl/workbook.xml": b"0" * 60_000_000}}
    for name, parts in packages.items():
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
            for part, content in parts.items():
                package.writestr(part, content)
