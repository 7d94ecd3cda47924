"""PDF出力: the month's report as PDF, beside the workbook."""

from __future__ import annotations

from pathlib import Path

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.month_sheets import month_sheets
from kpi_xl.hosts.commands.open_plan import read_open_plan
from kpi_xl.language import Text


def export_pdf(host: Host) -> str | None:
    """Print the sheets of the month that the workbook plans."""
    cells = host.cells
    month = read_open_plan(cells).month
    titles = month_sheets(host, month)
    if not titles:
        raise InputError([Finding(cells.label, NO_VALUE, _NO_REPORT.format(month=month.label), _MAKE_IT)])
    if cells.folder is None:
        raise InputError([Finding(cells.label, NO_VALUE, _NOT_SAVED, _SAVE_IT)])
    path = cells.folder / f"{Path(cells.label).stem} {month}.pdf"
    if path.exists() and not host.ask(str(_REPLACE.format(file=path.name))):
        return None
    host.progress(path.name)
    host.save_pdf(titles, path)
    return str(_SAVED.format(path=path))


_NO_REPORT = Text("に{month}の月次レポートがありません", "has no report of {month}")
_MAKE_IT = Text(
    "先に「月次レポート作成」を実行するか、①KGIの対象月を確認してください",
    "Make it with Monthly report first, or check the month on sheet 1",
)
_NOT_SAVED = Text("はまだ保存されていません", "has not been saved yet")
_SAVE_IT = Text("パソコンのフォルダーに保存してから実行してください", "Save it to a folder of this computer first")
_REPLACE = Text("{file} はすでにあります。置き換えますか。", "{file} exists already. Replace it?")
_SAVED = Text("PDFを保存しました。\n{path}", "Saved as PDF.\n{path}")
