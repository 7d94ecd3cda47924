"""``new --from BOOK``: the workbook of the month after, in a copy of the file that keeps whatever does not change.

``actuals BOOK`` fills the results into the workbook itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from kpi_xl.cli.planning.results import ResultSource
from kpi_xl.cli.terminal.clock import today
from kpi_xl.cli.terminal.options import Attempts, read_month
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.commands.next_month.model import NextMonth, Turning
from kpi_xl.hosts.commands.next_month.results import Years, write_day, write_results
from kpi_xl.hosts.commands.next_month.turn import next_month, require_later
from kpi_xl.hosts.commands.open_plan import read_open_plan
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.overwriting import refuse_overwriting
from kpi_xl.hosts.files.reading.plan_cells import PlanBook, UnreadableWorkbookError
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.recalculation.stamping import stamp_computed
from kpi_xl.language import Text
from kpi_xl.packages import package_finding
from kpi_xl.periods import Month

BOOK_ENDINGS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class NextBookOptions:
    """The options of one run."""

    book: Path
    output: Path
    month: str | None = None
    source: ResultSource = field(default_factory=ResultSource)
    force: bool = False


def next_book(options: NextBookOptions) -> None:
    """Write it, and say what is another now.

    Raises:
        InputError: everything that is wrong; nothing is written then.
    """
    found, old = write_next_book(options)
    click.echo(str(_CREATED.format(path=options.output, old=old.label, new=found.month.label)))
    _say(found.changes, found.notes)
    for finding in read_plans([options.output]).contradictions:
        click.echo(str(_CONTRADICTION.format(finding=finding)), err=True)


def write_next_book(options: NextBookOptions) -> tuple[NextMonth, Month]:
    """Write it; what is another now, and the month that it comes from.

    Raises:
        InputError: everything that is wrong; nothing is written then.
    """
    month = _checked(options)
    content = options.book.read_bytes()
    with _opened(options.book) as cells:
        open_plan = options.source.known.open_plan if options.source.known else read_open_plan(cells)
        wanted = month or open_plan.month.next
        require_later(open_plan.month, wanted)
        measured = options.source.results(options.book, open_plan, wanted, today())
        found = next_month(cells, open_plan, wanted, measured, today(), options.output.parent)
    stamp_computed(options.book, content, options.output, found.fills)
    return found, open_plan.month


def _checked(options: NextBookOptions) -> Month | None:
    """The month that is asked for, once the options make sense."""
    attempt = Attempts()
    month = attempt(read_month, options.month) if options.month else None
    if finding := package_finding(options.book):
        attempt.findings.append(finding)
    attempt(check_output, options.output, (options.book.suffix.lower(),))
    attempt(refuse_overwriting, [options.book, *options.source.files], (options.output,))
    if options.output.is_file() and not options.force:
        attempt.findings.append(Finding(str(options.output), NO_VALUE, _EXISTS, _FORCE))
    attempt.findings += options.source.findings
    attempt.done()
    return month


def fill_actuals(book: Path, source: ResultSource) -> None:
    """Fill results into ⑤ and ② of the workbook itself, of the planned month as far as it is; what is typed there holds.

    Raises:
        InputError: everything that is wrong; the workbook is as it was then.
    """
    attempt = Attempts()
    if finding := package_finding(book):
        attempt.findings.append(finding)
    attempt(check_output, book, BOOK_ENDINGS)
    attempt.findings += source.findings
    attempt.done()
    content, turning = book.read_bytes(), Turning()
    with _opened(book) as cells:
        open_plan = read_open_plan(cells)
        measured, day = source.told(book, open_plan, open_plan.month.next, today(), cells)
        if not measured:
            raise InputError([Finding(book.name, NO_VALUE, _NO_RESULTS, _GIVE_LOG)])
        years = Years.of(open_plan.month, open_plan.month, open_plan.plan.first_month)
        write_results(cells, open_plan, years, open_plan.month if day else open_plan.month.next, measured, turning)
        write_day(cells, open_plan, day, measured, turning)
    if turning.fills:
        stamp_computed(book, content, book, turning.fills)
    click.echo(str((_FILLED if turning.fills else _FULL).format(path=book)))
    _say(turning.changes, turning.notes)


@contextmanager
def _opened(path: Path) -> Iterator[PlanBook]:
    try:
        with closing(PlanBook(path)) as book:
            yield book
    except UnreadableWorkbookError as error:
        raise InputError([error.finding]) from error


def _say(changes: Sequence[Text], notes: Sequence[Text]) -> None:
    for change in changes:
        click.echo(f"  {change}")
    for note in notes:
        click.echo(str(note), err=True)


_CREATED = Text("翌月の計画ブックを作りました（{old} → {new}）：{path}", "Created next month's planning workbook ({old} → {new}): {path}")
_FILLED = Text("計画ブックに実績を入れました：{path}", "Filled the actuals into the planning workbook: {path}")
_FULL = Text("実績はすでに入っています：{path}", "The actuals are there already: {path}")
_CONTRADICTION = Text("計画ブックの食い違い：{finding}", "The planning workbook contradicts itself: {finding}")
_EXISTS = Text("同じ名前のファイルがすでにあります", "exists already")
_FORCE = Text("別の名前にするか、置き換えてよければ --force を付けてください", "Give another name, or add --force to replace it")
_NO_RESULTS = Text("に入れる、終わった月の実績がありません", "gets no actuals: no complete month of its year is known")
_GIVE_LOG = Text(
    "--log か --store に、終わった月の活動があるログを指定してください", "Give a log or store with the activity of a complete month (--log, --store)"
)
