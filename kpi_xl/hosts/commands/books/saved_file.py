"""The file of the open workbook, for commands that read it from the disk."""

from __future__ import annotations

from pathlib import Path

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.plans import PlanCells
from kpi_xl.language import Text

ENDINGS = (".xlsx", ".xlsm")


def require_file(cells: PlanCells) -> Path:
    """The file; refuse what lies on no disk, or is no workbook of Excel.

    Raises:
        InputError: so it is.
    """
    if cells.folder is None or Path(cells.label).suffix.lower() not in ENDINGS:
        raise InputError([Finding(cells.label, NO_VALUE, _NO_FILE, _SAVE_FIRST)])
    return cells.folder / cells.label


_NO_FILE = Text("はExcelブック（.xlsx・.xlsm）として保存されていません", "is not saved as an Excel workbook (.xlsx, .xlsm)")
_SAVE_FIRST = Text(
    "パソコンのフォルダーに.xlsxまたは.xlsmで保存してから、もう一度実行してください",
    "Save it as .xlsx or .xlsm into a folder of this computer and try again",
)
