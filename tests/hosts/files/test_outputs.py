"""Outputs: a file appears whole or not at all, and what was there before is never lost."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.outputs import check_output, written_beside


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_only_when_it_is_complete(tmp_path: Path):
    """Whoever looks meanwhile sees the former file, never half of the new one."""
    path = tmp_path / "report.xlsx"
    path.write_text("former")
    with written_beside(path) as temporary:
        temporary.write_text("half")
        assert path.read_text() == "former"
        assert (temporary.parent.parent, temporary.suffix) == (tmp_path, ".xlsx")
        temporary.write_text("whole")
    assert path.read_text() == "whole"
    assert names(tmp_path) == ["report.xlsx"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, failure: type[BaseException]):
    """A crash or Ctrl+C in the middle costs nothing and leaves no rubbish in the customer's folder."""
    path = tmp_path / "report.xlsx"
    path.write_text("former")

    def write_half() -> None:
        with written_beside(path) as temporary:
            temporary.write_text("half")
            raise failure

    with pytest.raises(failure):
        write_half()
    assert path.read_text() == "former"
    assert names(tmp_path) == ["report.xlsx"]


def test_others_may_read_the_file_as_usual(tmp_path: Path):
    """Temporary files are private; a report on a shared drive must not be."""
    former = os.umask(0o022)
    try:
        with written_beside(tmp_path / "report.xlsx") as temporary:
            temporary.write_text("x")
    finally:
        os.umask(former)
    assert stat.S_IMODE((tmp_path / "report.xlsx").stat().st_mode) == 0o644


def test_a_folder_in_the_way_is_refused_and_nothing_is_left(tmp_path: Path):
    """Somebody made a folder of that name while the report was being drawn."""
    (tmp_path / "report.xlsx").mkdir()
    with pytest.raises(InputError) as caught, written_beside(tmp_path / "report.xlsx") as temporary:
        temporary.write_text("x")
    assert str(caught.value) == f"{tmp_path / 'report.xlsx'} は通常のファイルではありません。別の名前を指定してください。"
    assert names(tmp_path) == ["report.xlsx"]


def test_a_workbook_open_in_excel_is_said_to_be_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Windows locks the file; the commonest reason of all why a report cannot be written."""

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(InputError) as caught, written_beside(tmp_path / "report.xlsx") as temporary:
        temporary.write_text("x")
    assert str(caught.value) == (
        f"{tmp_path / 'report.xlsx'} はほかのプログラムで開かれています。Excelで閉じてから、もう一度実行してください。"
    )
    assert names(tmp_path) == []


def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path):
    """Or one that has gone in the meantime."""
    with pytest.raises(InputError) as caught, written_beside(tmp_path / "gone" / "report.xlsx"):
        pass
    assert str(caught.value) == f"{tmp_path / 'gone'} は書き込めないフォルダーです。書き込めるフォルダーを指定してください。"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "空き容量が足りません。不要なファイルを削除するか、空きのある場所を指定してください。"),
        (errno.EDQUOT, "空き容量が足りません。不要なファイルを削除するか、空きのある場所を指定してください。"),
        (errno.EIO, "読み書きに失敗しました（Input/output error）。ディスクやネットワークの接続を確認してから、もう一度実行してください。"),
    ],
)
def test_a_disk_that_refuses_is_told_and_the_former_file_stays(tmp_path: Path, number: int, said: str):
    """In one message that names the file, not the one beside it."""
    path = tmp_path / "report.xlsx"
    path.write_text("former")

    def write_half() -> None:
        with written_beside(path) as temporary:
            temporary.write_text("half")
            raise OSError(number, os.strerror(number))

    with pytest.raises(InputError) as caught:
        write_half()
    assert str(caught.value) == f"{path}：{said}"
    assert (names(tmp_path), path.read_text()) == (["report.xlsx"], "former")


def test_every_fault_of_an_output_is_told_at_once(tmp_path: Path):
    """Suffix, folder, kind of file, and that it is the input."""
    log = tmp_path / "log.csv"
    log.write_text("x")
    with pytest.raises(InputError) as caught:
        check_output(log, (".xlsx", ".xlsm"), (log,))
    assert str(caught.value).splitlines() == [
        f"{log}：「.csv」では保存できません。拡張子を .xlsx、.xlsm にしてください。",
        f"{log} は入力と同じファイルです。別の名前を指定してください。",
    ]


def test_an_input_is_known_by_any_path(tmp_path: Path):
    """./book.xlsx, a longer way round and a hard link are the same workbook."""
    book = tmp_path / "book.xlsx"
    book.write_text("x")
    (tmp_path / "folder").mkdir()
    os.link(book, tmp_path / "other.xlsx")
    for path in (book, tmp_path / "folder" / ".." / "book.xlsx", tmp_path / "other.xlsx"):
        with pytest.raises(InputError):
            check_output(path, (".xlsx",), (book,))


def test_a_good_output_passes(tmp_path: Path):
    """New, or replacing an ordinary file; the suffix in any case."""
    (tmp_path / "there.xlsx").write_text("x")
    check_output(tmp_path / "new.XLSX", (".xlsx",))
    check_output(tmp_path / "there.xlsx", (".xlsx",), (tmp_path / "log.csv",))
