"""The results of complete months for next month's workbook, asked of the log while the close has it open: it is read once."""

from __future__ import annotations

from contextlib import closing

from kpi_xl.activity import Log
from kpi_xl.cli.closing.plan import ClosePlan
from kpi_xl.cli.planning.results import results_of
from kpi_xl.cli.terminal.clock import today
from kpi_xl.hosts.commands.actuals import Actuals
from kpi_xl.hosts.commands.open_plan import read_open_plan
from kpi_xl.hosts.files.reading.plan_cells import PlanBook


class PastResults:
    """Empty until the log was looked at, and where no next workbook is wanted."""

    def __init__(self, plan: ClosePlan) -> None:
        self.plan = plan
        self.found: Actuals = {}

    def look(self, log: Log) -> None:
        if "next" not in self.plan.keys:
            return
        with closing(PlanBook(self.plan.book)) as cells:
            self.found = results_of(log, read_open_plan(cells), self.plan.month.next, today())
