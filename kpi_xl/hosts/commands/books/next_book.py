"""翌月のブック: the open workbook goes on to the next month, in a file beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.activity_log import remembered_with_mappings
from kpi_xl.hosts.commands.books.saved_file import require_file
from kpi_xl.hosts.commands.open_plan import read_open_plan
from kpi_xl.hosts.plans import PlanCells
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.smart.rewriting.next_month import moved_to


def next_book(host: Host, today: date) -> str | None:
    """Save the workbook, make next month's of it and open that. The results are those of the log that it keeps or remembers."""
    cells = host.cells
    open_plan = read_open_plan(cells)
    month = open_plan.month.next
    require_file(cells)
    if not host.ask(str(_SAVE.format(month=month.label))):
        return None
    host.progress(str(_MAKING))
    host.save()
    return host.next_workbook(month, next_stem(Path(cells.label).stem, open_plan.month, month), tuple(_log_options(cells)))


def next_stem(stem: str, old: Month, new: Month) -> str:
    """The new file's name: the month in the old one moved, else the month behind it.

    >>> next_stem("営業 2026-11", Month(2026, 11), Month(2026, 12)), next_stem("計画", Month(2026, 11), Month(2026, 12))
    ('営業 2026-12', '計画 2026-12')
    """
    moved = moved_to(stem, old, new).text
    return moved if moved != stem else f"{stem} {new}"


def _log_options(cells: PlanCells) -> Iterator[str]:
    """The files that the workbook remembers; what is typed into it is read anyway."""
    logs, mappings = remembered_with_mappings(cells)
    for log in logs:
        yield from ("--log", str(log))
    for mapping in mappings:
        yield from ("--map", str(mapping))


_SAVE = Text("このブックを保存して、{month}のブックを隣に作ります。よろしいですか。", "Save this workbook and make that of {month} beside it?")
_MAKING = Text("翌月のブックを作成中", "Making next month's workbook")
