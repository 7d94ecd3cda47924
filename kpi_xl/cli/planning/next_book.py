"""``new --from BOOK``: the workbook of the month after, in a copy of the file that keeps whatever does not change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import click

from kpi_xl.activity import ActivityLog, Log, LogFile, open_log
from kpi_xl.cli.terminal.clock import today
from kpi_xl.cli.terminal.log_files import log_files, tell_reading
from kpi_xl.cli.terminal.options import Attempts, read_month
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.commands.actuals import Actuals, team_actuals
from kpi_xl.hosts.commands.next_month.model import NextMonth
from kpi_xl.hosts.commands.next_month.turn import next_month, require_later
from kpi_xl.hosts.commands.open_plan import OpenPlan, read_open_plan
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.overwriting import refuse_overwriting
from kpi_xl.hosts.files.reading.plan_cells import PlanBook, UnreadableWorkbookError
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.reading.typed_logs import read_typed_log
from kpi_xl.hosts.files.recalculation.stamping import stamp_computed
from kpi_xl.language import Text
from kpi_xl.packages import package_finding
from kpi_xl.periods import Month, fiscal_year_months

BOOK_ENDINGS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class NextBookOptions:
    """The options of one run."""

    book: Path
    output: Path
    month: str | None = None
    logs: Sequence[Path] = ()
    store: Path | None = None
    presets: Sequence[str] = ()
    mappings: Sequence[Path] = ()
    date_order: str | None = None
    timezone: str | None = None
    force: bool = False


def next_book(options: NextBookOptions) -> None:
    """Write it, and say what is another now.

    Raises:
        InputError: everything that is wrong; nothing is written then.
    """
    found, old = write_next_book(options)
    _say(found, old, options)


def write_next_book(options: NextBookOptions) -> tuple[NextMonth, Month]:
    """Write it; what is another now, and the month that it comes from.

    Raises:
        InputError: everything that is wrong; nothing is written then.
    """
    month = _checked(options)
    content = options.book.read_bytes()
    with _opened(options.book) as cells:
        open_plan = read_open_plan(cells)
        wanted = month or open_plan.month.next
        require_later(open_plan.month, wanted)
        found = next_month(cells, open_plan, wanted, _measured(options, open_plan, wanted), today())
    stamp_computed(options.book, content, options.output, found.fills)
    return found, open_plan.month


def _checked(options: NextBookOptions) -> Month | None:
    """The month that is asked for, once the options make sense."""
    attempt = Attempts()
    month = attempt(read_month, options.month) if options.month else None
    if finding := package_finding(options.book):
        attempt.findings.append(finding)
    attempt(check_output, options.output, (options.book.suffix.lower(),))
    sources = [each for each in (options.store, *options.mappings) if each]
    attempt(refuse_overwriting, [options.book, *options.logs, *sources], (options.output,))
    if options.output.is_file() and not options.force:
        attempt.findings.append(Finding(str(options.output), NO_VALUE, _EXISTS, _FORCE))
    if options.logs and options.store:
        attempt.findings.append(Finding("--log / --store", NO_VALUE, _ONE_OF_TWO, _GIVE_ONE))
    how = {"--preset": options.presets, "--map": options.mappings, "--date-order": options.date_order, "--timezone": options.timezone}
    if not options.logs:
        attempt.findings += [Finding(option, NO_VALUE, _ONLY_FOR_LOGS, _NAME_LOG) for option, value in how.items() if value]
    attempt.done()
    return month


@contextmanager
def _opened(path: Path) -> Iterator[PlanBook]:
    try:
        with closing(PlanBook(path)) as book:
            yield book
    except UnreadableWorkbookError as error:
        raise InputError([error.finding]) from error


# --- results --------------------------------------------------------------------------------------------------------------


def _measured(options: NextBookOptions, open_plan: OpenPlan, month: Month) -> Actuals:
    """The months before *month* that a log tells, of this fiscal year and the one before; none without a log."""
    files = _files(options)
    if not files and options.store is None:
        return {}
    with _log(files, options.store, open_plan) as log:
        summary = log.summary(open_plan.month, open_plan.month.end)
        if summary.first_day is None or summary.last_day is None:
            return {}
        months = _complete(open_plan, month, summary.first_day, summary.last_day)
        found = {each: team_actuals(log, open_plan, each) for each in months}
        if isinstance(log, ActivityLog):
            tell_reading(log, summary)
        return found


def _files(options: NextBookOptions) -> list[LogFile]:
    """The logs that are named; where nothing is, the one that is typed into the workbook."""
    if options.logs:
        return log_files(options.logs, options.presets, options.mappings, options.date_order, options.timezone)
    typed = None if options.store else read_typed_log(options.book)
    return [typed] if typed else []


@contextmanager
def _log(files: Sequence[LogFile], path: Path | None, open_plan: OpenPlan) -> Iterator[Log]:
    if path is not None:
        from kpi_xl.activity.store import Store  # late: most have no store

        store = Store(path)
        store.check()
        with store.opened() as log:
            yield log
        return
    with open_log(files, members=[member.name for member in open_plan.plan.members]) as log:
        yield log


def _complete(open_plan: OpenPlan, month: Month, first: date, last: date) -> list[Month]:
    """Those that the log reaches and that have no working day to come."""
    this_year = fiscal_year_months(month, open_plan.plan.first_month)
    months = {*this_year, *(each.plus(-12) for each in this_year), open_plan.month}
    reached = (each for each in months if Month.of(first) <= each <= Month.of(last) and each < month)
    return sorted(each for each in reached if not open_plan.plan.calendar.count(today() + timedelta(days=1), each.end))


# --- what is said ---------------------------------------------------------------------------------------------------------


def _say(found: NextMonth, old: Month, options: NextBookOptions) -> None:
    click.echo(str(_CREATED.format(path=options.output, old=old.label, new=found.month.label)))
    for change in found.changes:
        click.echo(f"  {change}")
    for note in found.notes:
        click.echo(str(note), err=True)
    for finding in read_plans([options.output]).contradictions:
        click.echo(str(_CONTRADICTION.format(finding=finding)), err=True)


_CREATED = Text("翌月の計画ブックを作りました（{old} → {new}）：{path}", "Created next month's planning workbook ({old} → {new}): {path}")
_CONTRADICTION = Text("計画ブックの食い違い：{finding}", "The planning workbook contradicts itself: {finding}")
_EXISTS = Text("同じ名前のファイルがすでにあります", "exists already")
_FORCE = Text("別の名前にするか、置き換えてよければ --force を付けてください", "Give another name, or add --force to replace it")
_ONE_OF_TWO = Text("同時には指定できません", "cannot be given together")
_GIVE_ONE = Text("どちらか一方を指定してください", "Give one of them")
_ONLY_FOR_LOGS = Text("は活動ログの読み方の指定です", "says how a log is read")
_NAME_LOG = Text("--log も指定するか、これを外してください", "Give --log too, or leave it out")
