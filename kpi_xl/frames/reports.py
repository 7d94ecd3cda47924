"""The monthly workbook of a measured month."""

from __future__ import annotations

import os
from pathlib import Path

from kpi_xl.frames.measuring import Measured
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.staging import staged
from kpi_xl.hosts.files.writing import books


def write_report(measured: Measured, path: str | os.PathLike[str]) -> Path:
    """Write the workbook of ``kpi-xl report -o``: team sheets and one sheet for each member; where it is.

    What was there before is kept as ``NAME.bak.xlsx``; nothing is half written.

    Raises:
        InputError: *path* is no .xlsx, or cannot be written.
    """
    output = Path(path)
    check_output(output, (".xlsx",))
    with staged() as staging:
        staging.keep_former(output)
        with staging.beside(output) as workbook:
            books.write_report(measured.month, workbook)
    return output
