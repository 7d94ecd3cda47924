"""PDF of a workbook, made by LibreOffice from the values the workbook carries."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from pathlib import Path

from kpi_xl.disks import held_folder
from kpi_xl.errors import MissingProgramError
from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.language import Text
from kpi_xl.leftovers import HeldFolder

SECONDS = 300
"""A report of 500 sheets takes about a minute; beyond this LibreOffice hangs."""
ROOM = 30_000_000
"""Bytes that LibreOffice needs for a profile of its own and the PDF."""


def write_pdf(workbook: Path, path: Path) -> None:
    """Print *workbook* into *path*.

    Raises:
        MissingProgramError: LibreOffice is not installed, or it fails.
        InputError: a disk is full.
    """
    program = os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise MissingProgramError(_NO_LIBREOFFICE)
    with held_folder() as folder:
        content = _printed(workbook, program, folder)
    with written_beside(path) as temporary:
        temporary.write_bytes(content)


def _printed(workbook: Path, program: str, held: HeldFolder) -> bytes:
    folder = held.path
    command = [
        program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "pdf", "--outdir", str(folder), str(workbook),
    ]  # fmt: skip
    printed = folder / f"{workbook.stem}.pdf"
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS, pass_fds=held.handles)
        return printed.read_bytes()
    except (subprocess.SubprocessError, OSError) as error:
        if shutil.disk_usage(folder).free < ROOM:  # LibreOffice does not say so
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(printed)) from error
        raise MissingProgramError(_FAILED) from error


_NO_LIBREOFFICE = Text(
    "PDFの作成にはLibreOfficeが必要です。LibreOffice（Calc）を入れるか、ブックをExcelで開いてPDFに保存してください。",
    "PDF needs LibreOffice. Install LibreOffice Calc, or open the workbook in Excel and save it as PDF.",
)
_FAILED = Text(
    "LibreOfficeがPDFを作れませんでした。ブックをExcelで開いてPDFに保存してください。",
    "LibreOffice could not make the PDF. Open the workbook in Excel and save it as PDF.",
)
