"""The results of complete months for next month's workbook, asked of the log while the close has it open: it is read once."""

from __future__ import annotations

from kpi_xl.activity import Log
from kpi_xl.cli.closing.plan import ClosePlan
from kpi_xl.cli.planning.results import KnownResults, results_of
from kpi_xl.cli.terminal.clock import today
from kpi_xl.hosts.commands.open_plan import OpenPlan
from kpi_xl.targets import Plan


class PastResults:
    """Not known until the log was looked at, nor where no next workbook is wanted."""

    def __init__(self, closing: ClosePlan) -> None:
        self._closing = closing
        self.known: KnownResults | None = None

    def look(self, log: Log, plan: Plan) -> None:
        if "next" in self._closing.keys and plan.month is not None:
            open_plan = OpenPlan(plan, plan.month)
            self.known = KnownResults(open_plan, results_of(log, open_plan, self._closing.month.next, today()))
