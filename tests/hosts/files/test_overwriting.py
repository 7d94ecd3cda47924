"""What a run reads is never what it writes, whatever a file is called."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.overwriting import refuse_overwriting


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("plan.xlsx", "report.xlsx", "report.bak.xlsx", "ガ.xlsx"):
        Path(name).write_text(name, encoding="utf-8")
    Path("folder").mkdir()
    Path("way").symlink_to("folder")
    os.link("plan.xlsx", "hard.xlsx")
    Path("soft.xlsx").symlink_to("plan.xlsx")
    return tmp_path


def refused(reads: list[str], writes: list[str], kept: tuple[str, ...] = ()) -> list[str]:
    """The places of what is refused."""
    try:
        refuse_overwriting(map(Path, reads), map(Path, writes), map(Path, kept))
    except InputError as error:
        return [str(finding.place) for finding in error.findings]
    return []


@pytest.mark.parametrize(
    "name",
    [
        "plan.xlsx", "./plan.xlsx", "folder/../plan.xlsx", "way/../plan.xlsx", "hard.xlsx", "soft.xlsx",
        "PLAN.xlsx", "ｐｌａｎ/../plan.xlsx", "plan.XLSX", "plan.xlsx.",
    ],
)  # fmt: skip
def test_an_input_is_known_by_any_name(desk: Path, name: str):
    """A Mac and Windows take PLAN.xlsx for plan.xlsx; a hard link and a longer way round lead to it everywhere."""
    Path("ｐｌａｎ").mkdir()
    assert refused(["plan.xlsx"], [name]) == [str(Path(name))]


def test_names_composed_in_another_way_are_one(desk: Path):
    """A Mac writes ガ as カ and a mark; a file of that name from there is the same one to it."""
    assert refused(["ガ.xlsx"], [unicodedata.normalize("NFD", "ガ.xlsx")]) != []


def test_two_files_that_are_there_are_two(desk: Path):
    """Where the disk tells a.xlsx and A.xlsx apart, both may be used; none is refused for its name alone."""
    Path("Report.xlsx").write_text("another", encoding="utf-8")
    if Path("Report.xlsx").samefile("report.xlsx"):
        pytest.skip("this disk does not tell them apart")
    assert refused(["report.xlsx"], ["Report.xlsx"]) == []


def test_two_outputs_are_two_files(desk: Path):
    """The second would silently replace the first, be it there already or not yet."""
    assert refused([], ["new.csv", "new.csv"]) == ["new.csv"]
    assert refused([], ["new.csv", "NEW.csv"]) == ["NEW.csv"]
    assert refused([], ["plan.xlsx", "hard.xlsx"]) == ["hard.xlsx"]
    assert refused([], ["new.csv", "folder/new.csv", "way/new.csv"]) == [str(Path("way/new.csv"))]


def test_a_copy_of_what_was_there_replaces_no_input(desk: Path):
    """The plan is called report.bak.xlsx and the report report.xlsx: the former report must not go over the plan."""
    assert refused(["report.bak.xlsx"], ["report.xlsx"]) == []
    (place,) = refused(["report.bak.xlsx"], ["report.xlsx"], kept=("report.xlsx",))
    assert place == "report.bak.xlsx（report.xlsx の前の内容の控え）"
    assert len(refused([], ["report.xlsx", "report.bak.xlsx"], kept=("report.xlsx",))) == 1
    assert refused(["plan.bak.xlsx"], ["new.xlsx"], kept=("new.xlsx",)) == []


def test_all_of_them_are_told_at_once(desk: Path):
    """Message, place, rule and remedy of each."""
    with pytest.raises(InputError) as caught:
        refuse_overwriting([Path("plan.xlsx")], [Path("hard.xlsx"), Path("new.csv"), Path("new.csv")])
    assert str(caught.value).splitlines() == [
        "hard.xlsx は入力と同じファイルです。別の名前を指定してください。",
        "new.csv はほかの出力と同じファイルです。別の名前を指定してください。",
    ]
