"""``check`` and a file: it is read, or the message says what to do; its name is never judged as a goal sentence."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from kpi_xl.packages import OLE_MAGIC
from tests.role_books import write_book

SAVE = "Excelで開き、パスワードなしの .xlsx として保存し直してください。"
SAID = {
    "plan.xls": f"plan.xls：古い形式（.xls）のブックです。{SAVE}",
    "plan.xlsb": f"plan.xlsb：バイナリ形式（.xlsb）のブックです。{SAVE}",
    "plan.ods": f"plan.ods：OpenDocument形式（.ods）のブックです。{SAVE}",
    "plan.xltx": f"plan.xltx はそのままでは読めない形式（.xltx）です。{SAVE}",
    "~$plan.xlsx": "~$plan.xlsx は、ブックを開いている間だけExcelが作る作業用ファイルです。「plan.xlsx」を指定してください。",
    "nowhere.xls": "nowhere.xls：ファイルがありません。ファイルの場所と名前を確認してください。",
    "memo.md": "memo.md は目標を読めるファイルではありません。計画ブック（.xlsx・.xlsm）、目標の列があるCSV、または目標文を指定してください。",
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One of each kind."""
    monkeypatch.chdir(tmp_path)
    Path("plan.xls").write_bytes(OLE_MAGIC + b"Workbook")
    for name, part in (("plan.xlsb", "xl/workbook.bin"), ("plan.ods", "content.xml")):
        with zipfile.ZipFile(name, "w") as package:
            package.writestr(part, "x")
    write_book(tmp_path / "plan.xlsx").rename("plan.xltx")
    for name in ("~$plan.xlsx", "memo.md"):
        Path(name).write_text("営業成績を向上させる", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", list(SAID))
def test_a_file_that_is_not_read_says_what_to_do(files, run, name):
    """Judged as a sentence, plan.xls used to lack a number and a deadline."""
    said = run("check", name)
    assert (said.status, said.out, said.err.strip()) == (2, "", SAID[name])


def test_a_sentence_is_one_whatever_files_lie_about(files, run):
    """A full stop is no file ending, and a long text no path."""
    for sentence in ("今月末までに新規商談を50件にする。", "Reach 50 meetings by the end of this month.", "売上を上げる" * 500):
        assert json.loads(run("check", sentence, "--json").out)["goals"]
