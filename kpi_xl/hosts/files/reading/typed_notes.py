"""The notes that people typed into a monthly report on disk, so that it can be made again without losing them."""

from __future__ import annotations

import warnings
from pathlib import Path

from kpi_xl.errors import Finding, InputError
from kpi_xl.packages import damaged, package_finding
from kpi_xl.sheets.monthly.parts.names import NOTES


def typed_notes(path: Path) -> dict[tuple[str, str, str], str]:
    """(sheet, name of its table, KPI) -> note; none where there is no such file.

    Raises:
        InputError: the workbook cannot be read: what people wrote would be lost.
    """
    if not path.is_file():
        return {}
    finding: Finding | None = package_finding(path)
    if finding is not None:
        raise InputError([finding])
    from openpyxl import load_workbook  # late: most reports are made for the first time

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # data bars, which it could not write back
            book = load_workbook(path, data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged part makes it meet
        raise InputError([damaged(path)]) from None
    found = {}
    for sheet in book.worksheets:
        for name, defined in sheet.defined_names.items():
            if not name.startswith(NOTES):
                continue
            for _, area in defined.destinations:
                for row in sheet[area.replace("$", "")]:
                    kpi, note = row[0].value, row[-1].value
                    if kpi is not None and note is not None and str(note).strip():
                        found[sheet.title, name, str(kpi)] = str(note)
    return found
