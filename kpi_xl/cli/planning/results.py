"""The results of past months for a planning workbook: from logs, a store, or the log that is typed into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kpi_xl.activity import ActivityLog, Log, LogFile, open_log
from kpi_xl.cli.terminal.log_files import log_files, tell_reading
from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.commands.actuals import Actuals, team_actuals
from kpi_xl.hosts.commands.as_of import running_day
from kpi_xl.hosts.commands.open_plan import OpenPlan
from kpi_xl.hosts.files.reading.typed_logs import read_typed_log
from kpi_xl.hosts.plans import PlanCells
from kpi_xl.language import Text
from kpi_xl.periods import Month, fiscal_year_months


@dataclass(frozen=True)
class KnownResults:
    """What a log said that somebody else had open, and the plan for which it was asked."""

    open_plan: OpenPlan
    actuals: Actuals  #: by `results_of`


@dataclass(frozen=True)
class ResultSource:
    """Where they come from, and how logs are read."""

    logs: Sequence[Path] = ()
    store: Path | None = None
    presets: Sequence[str] = ()
    mappings: Sequence[Path] = ()
    date_order: str | None = None
    timezone: str | None = None
    known: KnownResults | None = None  #: nothing is read then

    @property
    def files(self) -> list[Path]:
        """Everything that is read, which nothing may be written over."""
        return [*self.logs, *([self.store] if self.store else []), *self.mappings]

    @property
    def findings(self) -> list[Finding]:
        """What does not go together."""
        found = []
        if self.logs and self.store:
            found.append(Finding("--log / --store", NO_VALUE, _ONE_OF_TWO, _GIVE_ONE))
        if self.store and not self.store.is_file():
            found.append(Finding(str(self.store), NO_VALUE, _NO_STORE, _CHECK_PATH))
        how = {"--preset": self.presets, "--map": self.mappings, "--date-order": self.date_order, "--timezone": self.timezone}
        if not self.logs:
            found += [Finding(option, NO_VALUE, _ONLY_FOR_LOGS, _NAME_LOG) for option, value in how.items() if value]
        return found

    def results(self, book: Path, open_plan: OpenPlan, month: Month, today: date) -> Actuals:
        """The months before *month* that the log tells, of this fiscal year and the one before; none without a log.

        Raises:
            InputError: what keeps the log from being read.
        """
        return self.told(book, open_plan, month, today, None)[0]

    def told(
        self, book: Path, open_plan: OpenPlan, month: Month, today: date, cells: PlanCells | None
    ) -> tuple[Actuals, date | None]:
        """The same; and of a planned month that is not over what there is of it, up to which day.

        Args:
            cells: the workbook that asks for it; None: nobody does.

        Raises:
            InputError: what keeps the log from being read.
        """
        if self.known is not None:
            return self.known.actuals, None
        files = self._log_files(book)
        if not files and self.store is None:
            return {}, None
        with self._opened(files, open_plan) as log:
            if isinstance(log, ActivityLog):
                tell_reading(log, log.summary(open_plan.month, open_plan.month.end))
            found = results_of(log, open_plan, month, today)
            last = log.summary(open_plan.month, open_plan.month.end).last_day
            day = running_day(cells, open_plan, last, today) if cells and last else None
            running = {open_plan.month: team_actuals(log, open_plan, open_plan.month, day)} if day else {}
            return {**found, **running}, day

    def _log_files(self, book: Path) -> list[LogFile]:
        """The logs that are named; where nothing is, the one that is typed into the workbook."""
        if self.logs:
            return log_files(self.logs, self.presets, self.mappings, self.date_order, self.timezone)
        typed = None if self.store else read_typed_log(book)
        return [typed] if typed else []

    @contextmanager
    def _opened(self, files: Sequence[LogFile], open_plan: OpenPlan) -> Iterator[Log]:
        if self.store is not None:
            from kpi_xl.activity.store import Store  # late: most have no store

            store = Store(self.store)
            store.check()
            with store.opened() as log:
                yield log
            return
        with open_log(files, members=[member.name for member in open_plan.plan.members]) as log:
            yield log


def results_of(log: Log, open_plan: OpenPlan, month: Month, today: date) -> Actuals:
    """The months before *month* that an open log tells, of this fiscal year and the one before."""
    summary = log.summary(open_plan.month, open_plan.month.end)
    if summary.first_day is None or summary.last_day is None:
        return {}
    months = _complete(open_plan, month, summary.first_day, summary.last_day, today)
    return {each: team_actuals(log, open_plan, each) for each in months}


def _complete(open_plan: OpenPlan, month: Month, first: date, last: date, today: date) -> list[Month]:
    """Those that the log reaches and that have no working day to come."""
    this_year = fiscal_year_months(month, open_plan.plan.first_month)
    months = {*this_year, *(each.plus(-12) for each in this_year), open_plan.month}
    reached = (each for each in months if Month.of(first) <= each <= Month.of(last) and each < month)
    return sorted(each for each in reached if not open_plan.plan.calendar.count(today + timedelta(days=1), each.end))


_ONE_OF_TWO = Text("同時には指定できません", "cannot be given together")
_GIVE_ONE = Text("どちらか一方を指定してください", "Give one of them")
_NO_STORE = Text("という蓄積ファイルはありません", "is not there")
_CHECK_PATH = Text("「kpi-xl report --store」で作ったファイルを指定してください", "Give a file made by kpi-xl report --store")
_ONLY_FOR_LOGS = Text("は活動ログの読み方の指定です", "says how a log is read")
_NAME_LOG = Text("--log も指定するか、これを外してください", "Give --log too, or leave it out")
