"""PDF of a workbook, made by LibreOffice from the values the workbook carries."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from kpi_xl.errors import MissingProgramError
from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.language import Text

SECONDS = 300
"""A report of 500 sheets takes about a minute; beyond this LibreOffice hangs."""


def write_pdf(workbook: Path, path: Path) -> None:
    """Print *workbook* into *path*.

    Raises:
        MissingProgramError: LibreOffice is not installed, or it fails.
    """
    program = os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise MissingProgramError(_NO_LIBREOFFICE)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-") as folder, written_beside(path) as temporary:
        command = [
            program, "--headless", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", folder, str(workbook),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
            temporary.write_bytes((Path(folder) / f"{workbook.stem}.pdf").read_bytes())
        except (subprocess.SubprocessError, OSError) as error:
            raise MissingProgramError(_FAILED) from error


_NO_LIBREOFFICE = Text(
    "PDFの作成にはLibreOfficeが必要です。LibreOffice（Calc）を入れるか、ブックをExcelで開いてPDFに保存してください。",
    "PDF needs LibreOffice. Install LibreOffice Calc, or open the workbook in Excel and save it as PDF.",
)
_FAILED = Text(
    "LibreOfficeがPDFを作れませんでした。ブックをExcelで開いてPDFに保存してください。",
    "LibreOffice could not make the PDF. Open the workbook in Excel and save it as PDF.",
)
