"""What the system refuses is told with place, rule and remedy, and costs nobody a file."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kpi_xl.disks import refusal, refusals_at, shown, temporary_folder, write_whole
from kpi_xl.errors import InputError
from kpi_xl.language import speaking

SAID = {
    errno.ENOSPC: "a.csv: there is no room left on the disk. Free some space, or name a place with room.",
    errno.EDQUOT: "a.csv: there is no room left on the disk. Free some space, or name a place with room.",
    errno.EFBIG: "a.csv: the file is larger than may be stored there. Free some space, or name a place with room.",
    errno.EROFS: "a.csv is on a read-only disk. Name a place that can be written to.",
    errno.EACCES: "a.csv may not be read or written. Check its permissions, or name another place.",
    errno.EPERM: "a.csv may not be read or written. Check its permissions, or name another place.",
    errno.ENOENT: "a.csv does not exist. Check the path and the name.",
    errno.ENAMETOOLONG: "a.csv has too long a name. Give a shorter name.",
    errno.EIO: f"a.csv: reading or writing failed ({os.strerror(errno.EIO)}). Check the disk and the network, then try again.",
}


@pytest.mark.parametrize("number", SAID)
def test_each_refusal_has_its_rule_and_remedy(number: int):
    """The number that the system gives says what to do; its own words come in its own language."""
    with speaking("en"):
        assert str(refusal(OSError(number, os.strerror(number), "a.csv"))) == SAID[number]


def test_an_output_is_named_as_people_know_it():
    """Not by the folder in which it waits."""
    assert shown(Path("out/.kpi-xl-0123456789ab/report.xlsx")) == Path("out/report.xlsx")
    assert shown(Path()) == Path()


def test_what_is_wrong_with_input_passes_through():
    """Only the system's refusals are put in other words."""
    with pytest.raises(InputError) as caught, refusals_at("x"):
        raise InputError([refusal(OSError(errno.EIO, "x"), "y")])
    assert str(caught.value.findings[0].place) == "y"


@pytest.mark.parametrize(("number", "is_told"), [(errno.ENOSPC, True), (errno.EIO, False)])
def test_a_full_temporary_folder_is_told_as_such(number: int, is_told: bool):
    """Reading fails in other ways, and what is read lies elsewhere."""
    with pytest.raises(InputError if is_told else OSError) as caught, temporary_folder() as folder:
        raise OSError(number, os.strerror(number))
    assert not folder.exists()
    if is_told:
        assert str(caught.value).startswith(f"一時フォルダー {folder.parent}：空き容量が足りません。")


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The settings that Excel's add-in reads: half a file would take the functions away."""
    path = tmp_path / "xlwings.conf"
    path.write_text("former", encoding="utf-8")

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:3])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"settings")
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("xlwings.conf", "former")]
