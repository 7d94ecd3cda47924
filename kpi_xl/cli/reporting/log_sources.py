"""Where a report's activity comes from: files, a warehouse, a store, or files beside a store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import click

from kpi_xl.activity import ActivityLog, DaysAsked, Log, LogFile, ReadSummary, open_log
from kpi_xl.activity.fields import Field
from kpi_xl.activity.files.opening import check_logs
from kpi_xl.activity.query import needless_for
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.monthly_report import CountedMonth, asked_of, days_asked
from kpi_xl.cli.terminal.log_files import refuse_rejects, tell_reading
from kpi_xl.cli.terminal.options import Attempts
from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.staging import Staging
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.targets import Plan

if TYPE_CHECKING:
    from kpi_xl.activity.store import Kept, Store, StoredResult
    from kpi_xl.activity.store_lock import StoreLock
    from kpi_xl.attainment.company.model import CompanyMonth

STANDARD_TABLE = "activity"


def check_source(
    logs: Sequence[Path], only_for_files: Mapping[str, object], address: str | None, table: str | None, store: Path | None
) -> None:
    """Refuse what cannot be a source, or a store.

    Args:
        only_for_files: what was given for options that say how files are read.

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
        attempt(_check_store, store)
    attempt.done()


def _check_store(path: Path) -> None:
    """Refuse what cannot be a store, before anything is read."""
    from kpi_xl.activity.store import STORE_SUFFIXES  # late: most reports keep no store

    check_output(path, STORE_SUFFIXES)
    with _lock_of(path) as lock:
        lock.hold()
        _store_at(path).check()


class LogSource:
    """The log that the options name. Its store is this run's alone, from reading it to the end of the block."""

    def __init__(self, files: Sequence[LogFile], address: str | None, table: str | None, store: Path | None) -> None:
        self.files, self.address, self.table = files, address, table or STANDARD_TABLE
        self._store = _store_at(store) if store else None
        self._lock = _lock_of(store) if store else None
        self._lost = 0
        self._former: Path | None = None

    def __enter__(self) -> LogSource:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._lock is not None:
            self._lock.release()

    @property
    def has_store(self) -> bool:
        return self._store is not None

    @contextmanager
    def opened(self, members: Sequence[str], needless: Collection[Field] = (), asked: DaysAsked | None = None) -> Iterator[Log]:
        """The log, of which a report is going to ask about the days *asked*; files beside a store come with what the store holds of other days."""
        if self.address is not None:
            from kpi_xl.activity.warehouse import open_warehouse  # late: files need none

            with open_warehouse(self.address, self.table, members, asked) as log:
                yield log
        elif self.files:
            with open_log(self.files, members=members, needless=needless) as log:
                if store := self._held():
                    self._lost = store.join(log, members)
                yield log
        elif store := self._held():
            with store.opened() as log:
                yield log

    def kept(self, month: Month) -> Kept | None:
        """What earlier reports left in the store; None without one."""
        store = self._held()
        return None if store is None else store.kept(month)

    def keep(self, month: MeasuredMonth, log: ActivityLog | None, staging: Staging) -> None:
        """Write the month's results and forecasts for the store, and the activity of *log* (None: it came from no file)."""
        store = self._held()
        if store is None:
            return
        from kpi_xl.attainment.forecast.record.stored import to_keep
        from kpi_xl.attainment.report.stored_months import results_of

        if self._lost:
            self._former = staging.keep_former(store.path)
        with staging.beside(store.path) as waiting:
            store.write(waiting, log, results_of(month.report), to_keep(month.report.month, month.forecasts))

    def tell_lost(self) -> None:
        """Rows that the store does not hold any more, on stderr, once it is written."""
        if self._former is not None:
            click.echo(str(_LOST.format(count=f"{self._lost:,}", former=self._former)), err=True)

    def _held(self) -> Store | None:
        """The store, which no other run writes from now on."""
        if self._lock is not None:
            self._lock.hold()
        return self._store


def _with_stored_plans(company: CompanyMonth | None, results: Sequence[StoredResult]) -> CompanyMonth | None:
    if company is None:
        return None
    from kpi_xl.attainment.company.stored import with_stored_plans

    return with_stored_plans(company, results)


def _store_at(path: Path) -> Store:
    from kpi_xl.activity.store import Store

    return Store(path)


def _lock_of(store: Path) -> StoreLock:
    from kpi_xl.activity.store_lock import StoreLock

    return StoreLock(store, lambda: click.echo(str(_WAITING.format(store=store)), err=True))


@dataclass(frozen=True)
class WantedMonth:
    """Which month is to be measured: by which log, against which plan."""

    source: LogSource
    plan: Plan
    month: Month
    last: date | None  #: the last day that counts; None: the month's
    today: date | None = None  #: of a month that is not over, count to the log's last day, at most this one; None: the whole month
    look: Callable[[Log, Plan], None] | None = None  #: at the log while it is open, for what else is to be known of it


def measured(
    wanted: WantedMonth, staging: Staging, rejects: Path | None, strict: bool, is_short: bool = False
) -> tuple[MeasuredMonth, Mapping[str, Sequence[str]]]:
    """The month measured, what is worth knowing told, rejects and store written.

    Args:
        is_short: targets and actuals are all that is wanted.

    Returns:
        the month, and the planned names that come near to those that no plan lists.
    """
    source, plan = wanted.source, wanted.plan
    needless = needless_for(asked_of(plan)) if is_short and not source.has_store else ()
    asked = days_asked(wanted.month, wanted.last, 1) if is_short else days_asked(wanted.month, wanted.last)
    with source.opened([member.name for member in plan.members], needless, asked) as log:
        if wanted.today is not None and wanted.last is None:
            wanted = replace(wanted, last=_until(log, wanted.month, wanted.today))
        month = _measured(log, wanted, is_short, source.kept(wanted.month))
        report = month.report
        if strict:
            refuse_rejects(report.log)
        if wanted.look is not None:
            wanted.look(log, wanted.plan)
        if isinstance(log, ActivityLog) and source.files:
            if rejects is not None:
                with staging.beside(rejects) as waiting:
                    log.rejects.write(waiting)
            tell_reading(log, report.log)
            source.keep(month, log, staging)
            return month, {member.name: member.nearest for member in log.unknown}
        _tell_warehouse(report.log)
    source.keep(month, None, staging)
    return month, {}


def _until(log: Log, month: Month, today: date) -> date | None:
    from kpi_xl.attainment.month.measuring import counted_until  # late: a list needs no forecasts

    return counted_until(log, month, today)


def _measured(log: Log, wanted: WantedMonth, is_short: bool, kept: Kept | None) -> MeasuredMonth:
    month = _of_the_log(log, wanted, is_short, kept)
    if kept is None:
        return month
    from kpi_xl.attainment.report.stored_months import with_stored_months

    return replace(month, report=with_stored_months(month.report, kept.results), company=_with_stored_plans(month.company, kept.results))


def _of_the_log(log: Log, wanted: WantedMonth, is_short: bool, kept: Kept | None) -> MeasuredMonth:
    if is_short:
        return _listed(CountedMonth.of(log, wanted.plan, wanted.month, wanted.last, months=1))
    from kpi_xl.attainment.month.measuring import measured_month  # late: a list needs no forecasts

    return measured_month(log, wanted.plan, wanted.month, wanted.last, kept)


def _listed(counted: CountedMonth) -> MeasuredMonth:
    """A month without forecasts and trends; a company's with its totals."""
    report = counted.report()
    if counted.plan.company is None:
        return MeasuredMonth(report)
    from kpi_xl.attainment.company.company_month import company_month  # late: most lists need none

    return MeasuredMonth(report, company=company_month(counted, report, {}))


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
    "活動ログのファイルか --source、--store を指定するか、計画ブックのシート「活動ログ」に入力してください",
    "Name an activity log, give --source or --store, or type the log into the planning workbook (sheet Activity log)",
)
_REJECTED = Text("{rows}行のうち{count}行は集計に入っていません。", "Rows that are not counted: {count} of {rows}.")
_WAITING = Text(
    "ほかの kpi-xl が {store} に書き込んでいます。終わるのを待ちます（最大1分）。",
    "Another run of kpi-xl is writing {store}. Waiting for it (up to a minute).",
)
_LOST = Text(
    "このログには、蓄積ファイルにあった{count}行がありません。以前の蓄積ファイルは {former} に残しました。",
    "Rows that the store had and this log lacks: {count}. The previous store is kept in {former}.",
)
