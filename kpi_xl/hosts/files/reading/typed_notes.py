"""The notes that people typed into a monthly report on disk, so that it can be made again without losing them."""

from __future__ import annotations

from pathlib import Path

from kpi_xl.hosts.files.reading.named_cells import named_cells
from kpi_xl.sheets.monthly.parts.names import NOTES


def typed_notes(path: Path) -> dict[tuple[str, str, str], str]:
    """(sheet, name of its table, KPI) -> note; none where there is no such file.

    Raises:
        InputError: the workbook cannot be read: what people wrote would be lost.
    """
    if not path.is_file():
        return {}
    found = {}
    for title, areas in named_cells(path, NOTES):
        for name, rows in areas.items():
            for row in rows:
                kpi, note = row[0], row[-1]
                if kpi is not None and note is not None and str(note).strip():
                    found[title, name, str(kpi)] = str(note)
    return found
