"""``report``: from an activity log to the monthly attainment workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpi_xl.activity import Log, LogFile
from kpi_xl.activity.notes import About
from kpi_xl.attainment import AttainmentRow, MonthlyReport, Result, all_rows
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.cli.reporting.account import list_lines
from kpi_xl.cli.reporting.company_report import company_dict, company_lines
from kpi_xl.cli.reporting.log_sources import LogSource, WantedMonth, check_source, measured
from kpi_xl.cli.reporting.report_files import refuse_overwriting, write_files
from kpi_xl.cli.reporting.report_options import ReportOptions
from kpi_xl.cli.reporting.typed_logs import with_tables, with_typed_logs
from kpi_xl.cli.terminal.clock import today
from kpi_xl.cli.terminal.log_files import log_files, tell_rejects_file
from kpi_xl.cli.terminal.options import Attempts, known, read_month
from kpi_xl.definitions import Derived, DerivedFrom, Kpi, load_role
from kpi_xl.errors import NO_VALUE, Finding, InputError, quoted
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month
from kpi_xl.targets import Plan
from kpi_xl.workdays import WorkCalendar, usual_calendar

if TYPE_CHECKING:
    from kpi_xl.hosts.files.staging import Staging


@dataclass(frozen=True)
class MeasuredRun:
    """A month that was measured, while its outputs can be written."""

    month: MeasuredMonth
    plan: Plan
    options: ReportOptions
    files: Sequence[LogFile]
    staging: Staging


@contextmanager
def measuring(typed: ReportOptions, look: Callable[[Log, Plan], None] | None = None) -> Iterator[MeasuredRun]:
    """Measure the month and tell what is worth knowing; what is written within comes to its place at the end, whole or not at all.

    Args:
        look: is called with the log, while it is open, and the plan.
    """
    from kpi_xl.hosts.files.staging import staged

    options, tables = with_typed_logs(typed)
    wanted = replace(_wanted_month(options, tables), look=look)
    with wanted.source, staged() as staging:
        month, near = measured(wanted, staging, options.rejects, options.strict, options.is_short)
        _tell_plan(month.report)
        _tell_contradictions(wanted.plan)
        _tell_empty(month.report)
        _tell_unplanned(month.report, near)
        if options.plans and wanted.plan.lists_nobody:
            click.echo(str(_NOBODY_LISTED), err=True)
        yield MeasuredRun(month, wanted.plan, options, wanted.source.files, staging)
    wanted.source.tell_lost()
    tell_rejects_file(month.report.log, options.rejects)


def report(typed: ReportOptions) -> None:
    """Measure the month, then write what was asked for, and print it."""
    with measuring(typed) as run:
        formers = write_files(run.month, run.options, run.files, run.staging, run.plan)
    for former in formers:
        click.echo(str(_FORMER.format(path=former)), err=True)
    _show(run.month, run.options, run.plan)


def _show(month: MeasuredMonth, options: ReportOptions, plan: Plan) -> None:
    """What was measured, and which files there are now."""
    if options.as_json:
        import json

        shown = {**as_dict(month), **company_dict(month.company), "contradictions": [str(each) for each in plan.contradictions]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1, allow_nan=False))
        return
    _print(month, options.as_list)
    for line in company_lines(month.company, month.report.is_complete, options.is_short):
        click.echo(line)
    _tell_unfinished(month.report)
    for path in options.documents:
        click.echo(str(Text("作成しました：{path}", "Created: {path}").format(path=path)))
    if options.each_member and month.report.members:
        words = Text("担当者ごとのブックを作成しました：{folder}（{count}件）", "Created {books} in {folder}")
        count = len(month.report.members)
        click.echo(str(words.format(folder=options.each_member, count=count, books=counted(count, "member workbook"))))
    if options.one_on_one:
        click.echo(str(_CARDS.format(folder=options.one_on_one)))


def _wanted_month(options: ReportOptions, tables: Mapping[Path, LogFile]) -> WantedMonth:
    """What the options name; *tables*: the logs that are typed into workbooks.

    Raises:
        InputError: everything that is wrong with them.
    """
    attempt = Attempts()
    month = attempt(read_month, options.month)
    last = attempt(_as_of, options.as_of, month) if options.as_of and month else None
    files = attempt(log_files, options.logs, options.presets, options.mappings, options.date_order, options.timezone)
    plan = attempt(_plan, options.plans, options.role, month)
    _check_outputs(attempt, options)
    attempt(check_source, options.logs, options.only_for_files, options.address, options.table, options.store)
    attempt(refuse_overwriting, options, files or [])
    attempt.done()
    source = LogSource(with_tables(known(files), tables), options.address, options.table, options.store)
    return WantedMonth(source, known(plan), known(month), last, today() if options.is_running_to_log else None)


def _check_outputs(attempt: Attempts, options: ReportOptions) -> None:
    from kpi_xl.hosts.files.outputs import check_output

    pdf = options.output.with_suffix(".pdf") if options.output and options.as_pdf else None
    text = options.text.with_suffix(".txt") if options.text else None
    for path, suffix in ((options.output, ".xlsx"), (pdf, ".pdf"), (options.text, ".md"), (text, ".txt"), (options.html, ".html")):
        if path is not None:
            attempt(check_output, path, (suffix,))
    for option, is_given, rule in (("--pdf", options.as_pdf, _PDF_NEEDS_OUTPUT), ("--list", options.as_list, _LIST_NEEDS_OUTPUT)):
        if options.output is None and is_given:
            attempt.findings.append(Finding(option, NO_VALUE, rule, _GIVE_OUTPUT))
    if options.rejects is not None:
        attempt(check_output, options.rejects, (".csv",))


def _as_of(text: str, month: Month) -> date:
    from kpi_xl.activity.days import parse_day

    day = parse_day(text)
    if day is None or Month.of(day) != month:
        raise InputError([Finding("--as-of", text, _AS_OF_RULE, _AS_OF_REMEDY.format(month=month))])
    return day


def _plan(plans: Sequence[Path], role: str | None, month: Month | None) -> Plan:
    if plans and role:
        raise InputError([Finding("--plan / --role", NO_VALUE, _ONE_OF_TWO, _PLAN_OR_ROLE)])
    if plans:
        from kpi_xl.hosts.files.reading.plan_reader import read_plans

        return read_plans(plans)
    if role is None:
        raise InputError([Finding("--plan / --role", NO_VALUE, _NEITHER, _PLAN_OR_ROLE)])
    return Plan.standard(load_role(role), usual_calendar(month) if month else WorkCalendar())


def _print(month: MeasuredMonth, as_list: bool) -> None:
    if not as_list:
        from kpi_xl.cli.reporting.report_tables import print_report

        print_report(month)
        return
    for line in list_lines(month.report):
        click.echo(line)


def _tell_plan(report: MonthlyReport) -> None:
    """What the plan does not hold, which the sheets say as well."""
    for note in report.log.notes:
        if note.about is About.PLAN:
            click.echo(str(_SENTENCE.format(words=note.text)), err=True)


def _tell_contradictions(plan: Plan) -> None:
    """What the workbook says in two places, not alike: the report goes by the cells."""
    for finding in plan.contradictions:
        click.echo(str(_CONTRADICTION.format(finding=finding)), err=True)


def _tell_empty(report: MonthlyReport) -> None:
    log = report.log
    if not log.kinds and log.first_day:
        click.echo(str(_EMPTY.format(month=report.month.label, first=log.first_day, last=log.last_day)), err=True)


def _tell_unplanned(report: MonthlyReport, near: Mapping[str, Sequence[str]]) -> None:
    """Members whom only the log knows: shown without targets, and in nobody's totals."""
    names = [owner.name for owner in report.results if not owner.is_planned]
    if names:
        shown = "、".join(_with_near(name, near.get(name, ())) for name in names[:10])
        click.echo(str(_UNPLANNED.format(count=len(names), names=shown)), err=True)


def _with_near(name: str, near: Sequence[str]) -> str:
    """A name with the planned ones that look like it."""
    return f"{quoted(name)}{_NEAR.format(near='、'.join(map(quoted, near)))}" if near else quoted(name)


def _tell_unfinished(report: MonthlyReport) -> None:
    """Not on the month's last day: a report as of that day is the one of the whole month."""
    now = today()
    if report.is_complete and report.month.start <= now < report.month.end - timedelta(days=1):
        click.echo(str(_UNFINISHED.format(day=now.isoformat())), err=True)


def as_dict(month: MeasuredMonth) -> dict[str, Any]:
    """The month as plain values: rates as shares, null where there is nothing to divide by or no target."""
    from kpi_xl.cli.reporting.forecast_record import accuracy_dicts, history_dicts
    from kpi_xl.cli.reporting.outlook import outlook_dicts

    report, log = month.report, month.report.log
    return {
        "month": str(report.month),
        "as_of": report.as_of.isoformat(),
        "working_days": report.working_days,
        "elapsed_days": report.elapsed_days,
        "remaining_days": report.working_days - report.elapsed_days,
        "log": {
            "rows": log.rows, "read": log.read, "skipped": log.skipped, "rejected": log.rejected,
            "notes": [str(note.text) for note in log.every_note],
        },
        "activity": {kind: {"count": total.count, "amount": total.amount} for kind, total in log.kinds.items()},
        "rows": [
            {
                "member": owner.name,
                "team": owner.team,
                "kpi": row.kpi.id,
                **_values(owner, row),
                **_parts(owner, row.kpi),
            }
            for owner, row in all_rows(report.results)
        ],
        "outlook": outlook_dicts(month),
        "later_deals": [
            {"member": each.name, "team": each.team, "deals": found.deals, "amount": found.amount}
            for each in report.members
            if (found := month.later_of([each])).deals
        ],
        "forecast_history": history_dicts(month),
        "forecast_accuracy": accuracy_dicts(month),
    }


_CARDS = Text("1on1カードを上司ごとに作成しました：{folder}", "Created the 1on1 cards, a workbook per manager, in {folder}")
def _values(owner: Result, row: AttainmentRow) -> dict[str, Any]:
    return {
        "target": row.target, "actual": row.actual, "rate": row.rate, "due": row.due, "pace": row.pace, "n": row.cases,
        "status": row.status.value if row.status else None, **_open_pipeline(owner, row),
    }  # fmt: skip


def _parts(owner: Result, kpi: Kpi) -> dict[str, Any]:
    """What of a KPI belongs to each team, of whoever works in several or leads them."""
    rows = [(part, part.row(kpi.id)) for part in owner.parts]
    if not rows:
        return {}
    return {"teams": {part.team: row.actual for part, row in rows}, "parts": [{"team": part.team, **_values(part, row)} for part, row in rows]}


def _open_pipeline(owner: Result, row: AttainmentRow) -> dict[str, float | None]:
    """Open deals of a manager: ``actual`` of the month's target, which a closed month keeps; ``coverage`` of what is left, as sheets show it."""
    measure = row.kpi.measure
    if owner.pipeline is None or not isinstance(measure, Derived) or measure.source is not DerivedFrom.PIPELINE_COVERAGE:
        return {}
    found = owner.pipeline
    return {"actual": found.of_target, "coverage": row.actual, "open_pipeline": found.open, "left_to_win": found.left}


_PDF_NEEDS_OUTPUT = Text("PDFには出力ファイルの指定が必要です", "a PDF needs an output file")
_LIST_NEEDS_OUTPUT = Text("一覧には出力ファイルの指定が必要です", "a list needs an output file")
_GIVE_OUTPUT = Text("-o FILE.xlsx を付けてください", "Add -o FILE.xlsx")
_AS_OF_RULE = Text("は対象月の日付ではありません", "is not a day of the report's month")
_AS_OF_REMEDY = Text("「{month}-15」のように指定してください", "Write it as {month}-15")
_ONE_OF_TWO = Text("同時には指定できません", "cannot be given together")
_NEITHER = Text("どちらかが必要です", "one of them is needed")
_PLAN_OR_ROLE = Text("計画ブック（--plan）か役割（--role）の一方を指定してください", "Give either a planning workbook (--plan) or a role (--role)")
_FORMER = Text("以前の内容は {path} に残しました。", "The previous content is kept in {path}.")
_EMPTY = Text(
    "{month}の活動がログにありません（ログは {first} から {last} まで）。",
    "The log has no activity in {month} (it runs from {first} to {last}).",
)
_CONTRADICTION = Text("計画ブックの食い違い：{finding}", "The planning workbook contradicts itself: {finding}")
_NOBODY_LISTED = Text(
    "計画ブックに担当者がいないため、ログの全員に1人分の目標を当てています。「設定」の表に担当者を入れてください。",
    "The planning workbook lists no members, so everybody in the log is measured against the target of one person."
    " List the members on Settings.",
)
_UNPLANNED = Text(
    "計画に未登録の担当者が{count}名います（実績だけを示し、役割ごとの合計には含めません）：{names}",
    "Members not in the plan: {count} (shown without targets, left out of the role totals): {names}",
)
_NEAR = Text("（計画の{near}？）", " (planned: {near}?)")
_SENTENCE = Text("{words}。", "{words}.")
_UNFINISHED = Text(
    "対象月はまだ終わっていません。今日時点の1日あたり・週あたりの値は --as-of {day} で計算できます。",
    "The month is in progress. For daily and weekly values as of today add --as-of {day}.",
)
