"""月を締める: the open workbook is saved, and its month closed by what 締め of 設定 says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi_xl.errors import InputError
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.activity_log import remembered_with_mappings
from kpi_xl.hosts.commands.books.saved_file import require_file
from kpi_xl.hosts.commands.open_plan import OpenPlan, read_open_plan
from kpi_xl.hosts.new_files import run_kpi_xl
from kpi_xl.hosts.plans import PlanCells
from kpi_xl.hosts.plans.closing import Closing, read_closing
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text, spoken


def close_month(host: Host, today: date) -> str | None:
    """Ask with what is read and made, save the workbook, and close the month; the command line tells what was written and what changed."""
    cells = host.cells
    open_plan = read_open_plan(cells)
    book = require_file(cells)
    said = _said_in_settings(cells)
    logs, mappings = ([], []) if said.exports or said.connection else remembered_with_mappings(cells)
    if not host.ask(_question(open_plan, said, [log.name for log in logs])):
        return None
    host.progress(str(_CLOSING))
    host.save()
    options = [str(book), *map(str, logs), *(word for mapping in mappings for word in ("--map", str(mapping)))]
    return run_kpi_xl("month-end", *options, "--progress", "--lang", spoken(), progress=host.progress)


def _said_in_settings(cells: PlanCells) -> Closing:
    values = PlanValues(cells, [])
    said = read_closing(cells, values)
    if values.findings:
        raise InputError(values.findings)
    return said


def _question(open_plan: OpenPlan, said: Closing, logs: Sequence[str]) -> str:
    exports = [line.pattern for line in said.exports]
    read = [*exports, *filter(None, [said.connection]), *logs] or [str(_TYPED)]
    made = [str(output.label) for output in said.outputs]
    lines = _SAVE.format(month=open_plan.month.label), "", _READS.format(read=_listed(read)), _MAKES.format(made=_listed(made))
    return "\n".join(map(str, lines))


def _listed(words: Sequence[str]) -> str:
    return str(Text("、", ", ")).join(words) or "—"


_SAVE = Text("このブックを保存して、{month}を締めます。よろしいですか。", "Save this workbook and close {month}?")
_READS = Text("読むもの：{read}", "Reads: {read}")
_TYPED = Text("シート「活動ログ」", "the sheet Activity log")
_MAKES = Text("作るもの：{made}", "Makes: {made}")
_CLOSING = Text("月を締めています", "Closing the month")
