"""Where a report's activity comes from: files, a warehouse, a store, or files beside a store."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpi_xl.activity import ActivityLog, Log, LogFile, ReadSummary, open_log
from kpi_xl.activity.fields import Field
from kpi_xl.activity.files import check_logs
from kpi_xl.activity.query import needless_for
from kpi_xl.attainment import MonthlyReport, build_report
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.monthly_report import asked_of
from kpi_xl.cli.log_files import refuse_rejects, tell_reading, write_rejects
from kpi_xl.cli.options import Attempts
from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.files.outputs import check_output, keep_former, written_beside
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.targets import Plan

if TYPE_CHECKING:
    from kpi_xl.activity.store import Store

STANDARD_TABLE = "activity"


def check_source(
    logs: Sequence[Path], only_for_files: Mapping[str, object], address: str | None, table: str | None,
    store: Path | None, inputs: Sequence[Path],
) -> None:  # fmt: skip
    """Refuse what cannot be a source, or a store.

    Args:
        only_for_files: what was given for options that say how files are read.
        inputs: files that the store must not be one of.

    Raises:
        InputError: everything that is wrong.
    """
    attempt = Attempts()
    if address is not None:
        from kpi_xl.activity.warehouse.address import read_address  # late: files need no warehouse

        attempt(read_address, address)
        if logs:
            attempt.findings.append(Finding("LOG / --source", NO_VALUE, _ONE_OF_TWO, _FILES_OR_WAREHOUSE))
    elif table is not None:
        attempt.findings.append(Finding("--table", table, _NO_SOURCE, _NAME_SOURCE))
    if not logs:
        given = [option for option, value in only_for_files.items() if value]
        attempt.findings += [Finding(option, NO_VALUE, _ONLY_FOR_FILES, _NAME_LOG) for option in given]
        if address is None and store is None:
            attempt.findings.append(Finding("LOG", NO_VALUE, _NO_LOG, _NAME_LOG_OR_SOURCE))
    attempt(check_logs, logs)
    if store is not None:
        from kpi_xl.activity.store import STORE_SUFFIXES, Store  # late: most reports keep no store

        attempt(check_output, store, STORE_SUFFIXES, tuple(inputs))
        attempt(Store(store).check)
    attempt.done()


class LogSource:
    """The log that the options name."""

    def __init__(self, files: Sequence[LogFile], address: str | None, table: str | None, store: Path | None) -> None:
        self.files, self.address, self.table = files, address, table or STANDARD_TABLE
        self.store = _store_at(store) if store else None
        self._lost = 0

    @contextmanager
    def opened(self, members: Sequence[str], needless: Collection[Field] = ()) -> Iterator[Log]:
        """The log; files beside a store come with what the store holds of other days."""
        if self.address is not None:
            from kpi_xl.activity.warehouse import open_warehouse  # late: files need none

            with open_warehouse(self.address, self.table, members) as log:
                yield log
        elif self.files:
            with open_log(self.files, members=members, needless=needless) as log:
                if self.store is not None:
                    self._lost = self.store.join(log, members)
                yield log
        elif self.store is not None:
            with self.store.opened() as log:
                yield log

    def with_stored_months(self, month: MeasuredMonth) -> MeasuredMonth:
        """The month, its report with the trend that the store knows."""
        if self.store is None:
            return month
        from kpi_xl.attainment.report.stored_months import with_stored_months

        return replace(month, report=with_stored_months(month.report, self.store.results()))

    def keep(self, report: MonthlyReport, log: ActivityLog | None) -> None:
        """Put the report's results into the store, and the activity of *log* (None: it came from no file)."""
        if self.store is None:
            return
        if self._lost:
            former = keep_former(self.store.path)
            click.echo(str(_LOST.format(count=f"{self._lost:,}", former=former)), err=True)
        from kpi_xl.attainment.report.stored_months import results_of

        with written_beside(self.store.path) as temporary:
            temporary.unlink()  # DuckDB takes an empty file for a broken one
            self.store.write(temporary, log, results_of(report))


def _store_at(path: Path) -> Store:
    from kpi_xl.activity.store import Store

    return Store(path)


@dataclass(frozen=True)
class WantedMonth:
    """Which month is to be measured: by which log, against which plan."""

    source: LogSource
    plan: Plan
    month: Month
    last: date | None  #: the last day that counts; None: the month's


def measured(
    wanted: WantedMonth, rejects: Path | None, strict: bool, is_short: bool = False
) -> tuple[MeasuredMonth, Mapping[str, Sequence[str]]]:
    """The month measured, what is worth knowing told, and the store written.

    Args:
        is_short: targets and actuals are all that is wanted.

    Returns:
        the month, and the planned names that come near to those that no plan lists.
    """
    source, plan = wanted.source, wanted.plan
    needless = needless_for(asked_of(plan)) if is_short and source.store is None else ()
    with source.opened([member.name for member in plan.members], needless) as log:
        month = source.with_stored_months(_measured(log, wanted, is_short))
        report = month.report
        if strict:
            refuse_rejects(report.log)
        if isinstance(log, ActivityLog) and source.files:
            if rejects is not None:
                write_rejects(log, rejects)
            tell_reading(log, report.log, rejects)
            source.keep(report, log)
            return month, {member.name: member.nearest for member in log.unknown}
        _tell_warehouse(report.log)
    source.keep(report, None)  # now that a store that was read is closed: Windows replaces no open file
    return month, {}


def _measured(log: Log, wanted: WantedMonth, is_short: bool) -> MeasuredMonth:
    if is_short:
        return MeasuredMonth(build_report(log, wanted.plan, wanted.month, wanted.last, months=1))
    from kpi_xl.attainment.month.measuring import measured_month  # late: a list needs no forecasts

    return measured_month(log, wanted.plan, wanted.month, wanted.last)


def _tell_warehouse(summary: ReadSummary) -> None:
    """Rows of a table that are not counted, on stderr: each problem once, with its number of rows."""
    if summary.rejected:
        words = _REJECTED.format(count=f"{summary.rejected:,}", rows=f"{summary.rows:,}")
        click.echo(str(words), err=True)
        for finding in summary.rejects:
            click.echo(f"  {finding}", err=True)


_ONE_OF_TWO = Text("同時には指定できません", "cannot be given together")
_FILES_OR_WAREHOUSE = Text("ファイルか --source の一方を指定してください", "Give files or --source")
_NO_SOURCE = Text("は --source と一緒に指定します", "is for --source only")
_NAME_SOURCE = Text("--source postgres://host/database を付けてください", "Add --source postgres://host/database")
_ONLY_FOR_FILES = Text("はファイルのログにだけ使えます", "is for logs in files only")
_NAME_LOG = Text("活動ログのファイルを指定するか、これを外してください", "Name an activity log, or leave it out")
_NO_LOG = Text("がありません", "is missing")
_NAME_LOG_OR_SOURCE = Text(
    "活動ログのファイルか --source、または --store を指定してください", "Name an activity log, or give --source or --store"
)
_REJECTED = Text("{rows}行のうち{count}行は集計に入っていません。", "{count} of {rows} rows are not counted.")
_LOST = Text(
    "このログには、蓄積ファイルにあった{count}行がありません。前の蓄積ファイルは {former} に残しました。",
    "The log lacks {count} rows that the store held on its days. The former store is kept in {former}.",
)
