"""The notebook of examples/, run in a kernel as its readers run it: from a DataFrame to a workbook."""

from __future__ import annotations

from pathlib import Path

import nbformat
import openpyxl
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parent.parent.parent / "examples" / "monthly_report.ipynb"


def shown(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell shows: its results as text, and whatever it prints."""
    return [output.get("data", {}).get("text/plain") or output.get("text", "") for output in cell.outputs]


# the kernel's own sockets and event loops, which it closes when it goes
@pytest.mark.filterwarnings("default::ResourceWarning", "default::DeprecationWarning", "default::pytest.PytestUnraisableExceptionWarning")
def test_the_notebook_gives_what_it_shows(tmp_path):
    """People read it on a page before they run it: the outputs that are kept are those that come, warnings included."""
    kept = nbformat.read(NOTEBOOK, as_version=4)
    ran = NotebookClient(nbformat.read(NOTEBOOK, as_version=4), timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    cells = [(before, after) for before, after in zip(kept.cells, ran.cells, strict=True) if before.cell_type == "code"]
    assert [shown(after) for _, after in cells] == [shown(before) for before, _ in cells]
    assert sum(bool(shown(after)) for _, after in cells) >= 5
    book = openpyxl.load_workbook(tmp_path / "2026-11-report.xlsx")
    assert {"2026-11-report.xlsx", "2026-11.xlsx"} == {path.name for path in tmp_path.iterdir()}
    assert {"佐藤 花子", "鈴木 一郎"} <= set(book.sheetnames)
