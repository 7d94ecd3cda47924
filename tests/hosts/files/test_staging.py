"""Staging: the outputs of a run appear together or not at all, and what was there before is kept."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.staging import staged


def tree(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_nothing_is_there_before_everything_is(tmp_path: Path):
    """A report whose store was written and whose workbook was not would be told twice, or never."""
    with staged() as staging:
        for name in ("report.xlsx", "sales.duckdb"):
            with staging.beside(tmp_path / name) as waiting:
                assert (waiting.name, waiting.exists()) == (name, False)
                waiting.write_text(name)
        assert not [path for path in tmp_path.iterdir() if path.is_file()]
    assert tree(tmp_path) == {"report.xlsx": "report.xlsx", "sales.duckdb": "sales.duckdb"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.xlsx", "sales.duckdb"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, OSError])
def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, failure: type[BaseException]):
    """Whatever else lies beside an output, such as the journal of a database, goes too; and so does a folder that was made."""
    (tmp_path / "report.xlsx").write_text("former")

    def fail_at_the_second() -> None:
        with staged() as staging:
            staging.keep_former(tmp_path / "report.xlsx")
            with staging.beside(tmp_path / "report.xlsx") as waiting:
                waiting.write_text("new")
            with staging.within(tmp_path / "each" / "of", ["a.xlsx"]) as folder:
                (folder / "a.xlsx").write_text("a")
                (folder / "a.xlsx.wal").write_text("journal")
                raise failure

    with pytest.raises(InputError if failure is OSError else failure):
        fail_at_the_second()
    assert tree(tmp_path) == {"report.xlsx": "former"}
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]


def test_an_output_that_another_program_has_open_keeps_all_others_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """On Windows the PDF is open in a viewer: then the workbook is not replaced either."""
    usual = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target).name == "report.pdf":
            raise PermissionError(errno.EACCES, "Permission denied")
        return usual(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    for name in ("report.xlsx", "report.pdf"):
        (tmp_path / name).write_text("former")

    def write_both() -> None:
        with staged() as staging:
            for name in ("report.xlsx", "report.pdf"):
                with staging.beside(tmp_path / name) as waiting:
                    waiting.write_text("new")

    with pytest.raises(InputError) as caught:
        write_both()
    assert str(caught.value) == (
        f"{tmp_path / 'report.pdf'} はほかのプログラムで開かれています。Excelで閉じてから、もう一度実行してください。"
    )
    assert tree(tmp_path) == {"report.xlsx": "former", "report.pdf": "former"}


def test_others_may_read_the_files_as_usual(tmp_path: Path):
    """Temporary folders are private; what comes out of them on a shared drive must not be."""
    former = os.umask(0o022)
    try:
        with staged() as staging, staging.beside(tmp_path / "report.xlsx") as waiting:
            waiting.write_text("x")
    finally:
        os.umask(former)
    assert stat.S_IMODE((tmp_path / "report.xlsx").stat().st_mode) == 0o644


def test_a_former_file_is_kept_under_a_name_that_excel_opens(tmp_path: Path):
    """Notes typed into it are still there."""
    path = tmp_path / "2026-11.report.xlsx"
    path.write_text("notes")
    with staged() as staging:
        assert staging.keep_former(tmp_path / "new.xlsx") is None
        assert staging.keep_former(path) == tmp_path / "2026-11.report.bak.xlsx"
        with staging.beside(path) as waiting:
            waiting.write_text("new")
    assert tree(tmp_path) == {"2026-11.report.bak.xlsx": "notes", "2026-11.report.xlsx": "new"}


def test_what_comes_out_the_same_needs_no_copy(tmp_path: Path):
    """The demo made twice leaves no copies; a file of one's own that it would replace is kept."""
    (tmp_path / "same.csv").write_text("a")
    (tmp_path / "own.csv").write_text("mine")
    paths = [tmp_path / name for name in ("same.csv", "own.csv", "new.csv")]
    with staged() as staging:
        with staging.within(tmp_path, [path.name for path in paths]) as waiting:
            for path in paths:
                (waiting / path.name).write_text("a")
        assert staging.keep_changed(paths) == [tmp_path / "own.bak.csv"]
    assert tree(tmp_path) == {"same.csv": "a", "own.csv": "a", "new.csv": "a", "own.bak.csv": "mine"}


def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path):
    """``--each-member report.xlsx`` is a slip."""
    (tmp_path / "each").write_text("x")
    with pytest.raises(InputError) as caught, staged() as staging, staging.within(tmp_path / "each", ["a.xlsx"]):
        pass
    assert str(caught.value) == f"{tmp_path / 'each'} にフォルダーを作れません。別の場所を指定してください。"
