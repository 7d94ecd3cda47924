"""A real spreadsheet for the tests: LibreOffice recalculates workbooks, and Excel's own rules are checked.

Each call starts LibreOffice once for all of its workbooks (1 to 2 seconds), so hand them over together.
Workbooks are copied first: LibreOffice leaves lock files beside what it opens.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parent.parent
EXCEL_LINT = ROOT.parent / "shared" / "tools" / "excel_lint.py"
TIME_LIMIT_SECONDS = 180

# Cell address -> value, by sheet title. A cell that shows nothing has no address.
Cells = dict[str, dict[str, object]]

# LibreOffice believes the values stored in a workbook unless told to recalculate (mode 0: always). The Japanese
# locale is that of the users: A4 paper, and TEXT() understands "aaa".
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>ja-JP</value></prop></item>
</oor:items>
"""


class SpreadsheetError(Exception):
    """LibreOffice, or a tool beside it, is missing, failed, or took too long."""


class CellError(str):
    """An error that a cell shows, such as ``#NAME?``; equal to its text, but a text cell never is one."""


def in_ci() -> bool:
    """Return whether the tests run unattended, where nothing may be left out silently."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def find_soffice() -> str | None:
    """Return LibreOffice's command, or None; the environment variable SOFFICE names another one."""
    named = os.environ.get("SOFFICE")
    installed = ["soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"]
    candidates = [named] if named else installed
    return next((found for candidate in candidates if (found := shutil.which(candidate))), None)


SOFFICE = find_soffice()
NO_SOFFICE = "LibreOffice (soffice) not found: install libreoffice-calc, or name it in SOFFICE"

# Applied by conftest.py: without LibreOffice the test is skipped, or fails when CI is set.
needs_soffice = pytest.mark.needs_soffice
needs_excel_lint = pytest.mark.skipif(not EXCEL_LINT.exists(), reason=f"no {EXCEL_LINT.name} beside the project")
needs_pdftoppm = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no pdftoppm (poppler-utils)")


def new_profile(folder: Path) -> Path:
    """Return *folder* made into a LibreOffice profile that recalculates every workbook it loads.

    A running LibreOffice owns its profile: whatever listens on a pipe needs one of its own.
    """
    user = folder / "user"
    if not user.exists():
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    return folder


def recalculated(paths: Sequence[Path], tmp: Path, profile: Path | None = None) -> dict[Path, Cells]:
    """Return the value of every cell as LibreOffice computes it, whatever values the workbooks store.

    Numbers carry 15 significant digits. Errors are `CellError`; LibreOffice saves those that it has no Excel name
    for (circular reference, and #NUM! too) as ``#VALUE!``. Dates are datetimes, a formula that gives "" is "".
    """
    books = _converted(paths, tmp, "xlsx:Calc MS Excel 2007 XML", profile)
    return {path: _values(book) for path, book in books.items()}


def to_pdf(paths: Sequence[Path], tmp: Path, profile: Path | None = None) -> dict[Path, Path]:
    """Return each workbook printed as PDF."""
    return _converted(paths, tmp, "pdf:calc_pdf_Export", profile)


def to_png(path: Path, tmp: Path, profile: Path | None = None, dpi: int = 100) -> list[Path]:
    """Return a picture of each printed page, for developers' eyes."""
    pdf = to_pdf([path], tmp, profile)[path]
    if shutil.which("pdftoppm") is None:
        raise SpreadsheetError("pdftoppm not found: install poppler-utils")
    _run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(pdf.with_suffix(""))])
    return sorted(pdf.parent.glob("*.png"))


def lint_workbooks(paths: Sequence[Path]) -> list[str]:
    """Return what would make Excel repair or refuse the workbooks, one finding a line."""
    command = [sys.executable, str(EXCEL_LINT), *map(str, paths)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode not in {0, 1} or ran.stderr:
        raise SpreadsheetError(f"{EXCEL_LINT.name} broke off:\n{ran.stderr or ran.stdout}")
    *findings, _count = ran.stdout.splitlines()
    return findings


def _converted(paths: Sequence[Path], tmp: Path, target: str, profile: Path | None) -> dict[Path, Path]:
    """Return what one run of LibreOffice makes of copies of the workbooks."""
    if not paths:
        return {}
    if SOFFICE is None:
        raise SpreadsheetError(NO_SOFFICE)
    tmp.mkdir(parents=True, exist_ok=True)
    profile = profile or new_profile(tmp / "soffice-profile")
    work = Path(tempfile.mkdtemp(prefix="soffice-", dir=tmp)).resolve()
    made = work / "made"
    # Numbered: names from different folders may be equal, and need not suit the file system's encoding.
    copies = [work / f"{number:04}{path.suffix}" for number, path in enumerate(paths)]
    for path, copy in zip(paths, copies, strict=True):
        shutil.copyfile(path, copy)
    command = [SOFFICE, "--headless", "--norestore", f"-env:UserInstallation={profile.resolve().as_uri()}"]
    said = run_soffice([*command, "--convert-to", target, "--outdir", str(made), *map(str, copies)])
    suffix = target.partition(":")[0]
    results = {path: made / f"{copy.stem}.{suffix}" for path, copy in zip(paths, copies, strict=True)}
    # LibreOffice reports success even where it could not load a file.
    if missing := [str(path) for path, result in results.items() if not result.exists()]:
        raise SpreadsheetError(f"LibreOffice made no {suffix} of {', '.join(missing)}:\n{said}")
    return results


def run_soffice(command: Sequence[str], limit_seconds: float = TIME_LIMIT_SECONDS) -> str:
    """Run a LibreOffice that ends by itself; twice where it dies or hangs, as it does now and then on a busy machine.

    A file that it cannot load is no such case: it says so, and reports success.
    """
    try:
        return _run(command, limit_seconds)
    except SpreadsheetError:
        return _run(command, limit_seconds)


def _run(command: Sequence[str], limit_seconds: float = TIME_LIMIT_SECONDS) -> str:
    """Run a command to its end and return what it wrote; past the limit, end it with all that it started."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,  # soffice is a script that starts others: they form a group of their own
    )
    try:
        said, _ = process.communicate(timeout=limit_seconds)
    except BaseException as interruption:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
        if isinstance(interruption, subprocess.TimeoutExpired):
            raise SpreadsheetError(f"{command[0]} ran longer than {limit_seconds:g} s and was ended:\n{said}") from None
        raise
    if process.returncode != 0:
        raise SpreadsheetError(f"{command[0]} failed with exit status {process.returncode}:\n{said}")
    return said


def dying_once(program: Path, folder: Path) -> str:
    """A command that dies when it is first run, leaves a file called ``died`` in *folder*, and then is *program*."""
    script = folder / f"dying-{program.name}"
    script.write_text(f"#!/bin/sh\n[ -e '{folder}/died' ] || {{ touch '{folder}/died'; exit 81; }}\nexec '{program}' \"$@\"\n")
    script.chmod(0o755)
    return str(script)


def _values(book: Path) -> Cells:
    workbook = openpyxl.load_workbook(book, data_only=True, read_only=True)
    try:
        return {
            sheet.title: {cell.coordinate: _value(cell) for row in sheet.rows for cell in row if _shows(cell)}
            for sheet in workbook.worksheets
        }
    finally:
        workbook.close()


def _shows(cell) -> bool:
    return cell.value is not None or cell.data_type == "str"


def _value(cell) -> object:
    if cell.data_type == "e":
        return CellError(cell.value)
    return "" if cell.value is None else cell.value
