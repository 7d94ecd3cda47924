"""Installing into Excel: the add-in where Excel loads it, the settings where the add-in finds Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from kpi_xl.disks import ONLY_WHEN_WRITING, refusal, write_whole
from kpi_xl.errors import NO_VALUE, Finding, InputError, MissingProgramError
from kpi_xl.hosts.excel.installation.folders import ADDIN, Places
from kpi_xl.hosts.excel.installation.launcher import remove_launcher, started_by, write_launcher
from kpi_xl.hosts.excel.installation.settings_file import remove_setting, write_setting
from kpi_xl.language import Text


def install(places: Places | None, interpreter: Path) -> list[Path]:
    """Put everything in its place; the files written.

    Args:
        interpreter: the full path of the Python that runs kpi-xl.

    Raises:
        MissingProgramError: there is no Excel for this system.
        InputError: a file cannot be written, such as an add-in that Excel has open.
    """
    places = _with_excel(places)
    written = [places.settings, places.addin]
    with _refusals(places.settings):
        write_launcher(places, interpreter)
        write_setting(places.settings, places.key, str(started_by(places, interpreter)), places.encoding)
    with _refusals(places.addin):
        write_whole(places.addin, packaged_addin())
    if places.scripts is not None:
        script = applescript()
        with _refusals(places.scripts):
            write_whole(places.scripts / script.name, script.read_bytes())
        written.append(places.scripts / script.name)
    return written


def uninstall(places: Places | None) -> list[Path]:
    """Take away what `install` wrote; the files that were there. xlwings' script stays: other add-ins may use it.

    Raises:
        MissingProgramError: there is no Excel for this system.
        InputError: Excel has the add-in open.
    """
    places = _with_excel(places)
    there = [path for path in (places.addin, places.settings) if path.exists()]
    with _refusals(places.addin):
        places.addin.unlink(missing_ok=True)
    with _refusals(places.settings):
        remove_setting(places.settings, places.key, places.encoding)
        remove_launcher(places)
    return there


def packaged_addin() -> bytes:
    """The add-in of this version."""
    return files("workbook_templates").joinpath(ADDIN).read_bytes()


def applescript() -> Path:
    """xlwings' AppleScript, by which Excel for the Mac starts Python; its name carries the version."""
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("xlwings")
    return Path(spec.origin).with_name(f"xlwings-{version('xlwings')}.applescript")


def _with_excel(places: Places | None) -> Places:
    if places is None:
        raise MissingProgramError(_NO_EXCEL)
    return places


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Windows refuses to replace a file that Excel has open; a server may refuse altogether."""
    try:
        yield
    except OSError as error:
        is_full = error.errno in ONLY_WHEN_WRITING
        finding = refusal(error, path) if is_full else Finding(str(path), NO_VALUE, _NOT_WRITABLE, _QUIT_EXCEL)
        raise InputError([finding]) from error


_NO_EXCEL = Text(
    "このシステムにはデスクトップ版Excelがありません。「kpi-xl new 役割 -o ブック.xlsx」のブックはLibreOfficeでも開けます。",
    "There is no desktop Excel for this system. Workbooks made by kpi-xl new ROLE -o BOOK.xlsx open in LibreOffice, too.",
)
_NOT_WRITABLE = Text("に書き込めません", "cannot be written")
_QUIT_EXCEL = Text("Excelを終了してから、もう一度実行してください", "Quit Excel, then try again")
