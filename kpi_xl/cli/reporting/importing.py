"""``import``: any log read, explained, and written as a plain one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpi_xl.activity import ActivityLog, LogFile, ReadSummary, open_log
from kpi_xl.activity.explanation import Explanation, ReadRow, ReadStage, explain
from kpi_xl.activity.export import EXPORT_SUFFIXES, export_log
from kpi_xl.activity.files.opening import check_logs
from kpi_xl.cli.terminal.clock import today
from kpi_xl.cli.terminal.log_files import (
    log_files,
    members_files,
    refuse_rejects,
    tell_reading,
    tell_rejects_file,
    tell_unknown,
)
from kpi_xl.cli.terminal.options import Attempts, known
from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.definitions import KINDS
from kpi_xl.errors import quoted
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.overwriting import refuse_overwriting
from kpi_xl.hosts.files.staging import staged
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month
from kpi_xl.units import Unit

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True)
class ImportOptions:
    """What ``import`` was given, as typed."""

    logs: tuple[Path, ...]
    presets: tuple[str, ...]
    mappings: tuple[Path, ...]  #: ``--map``
    date_order: str | None
    timezone: str | None
    is_explained: bool
    output: Path | None
    rejects: Path | None
    members: Path | None  #: the workbook whose members are matched
    strict: bool


def import_logs(options: ImportOptions) -> None:
    """Read the logs together, write what was asked for, and say what came of it."""
    files, names = _read_options(options)
    with staged() as staging, open_log(files, members=names) as log:
        day = log.last_day or today()
        summary = log.summary(Month.of(day), day)
        if options.strict:
            refuse_rejects(summary)
        explanations = explain(log) if options.is_explained else []
        if options.rejects is not None:
            with staging.beside(options.rejects) as waiting:
                log.rejects.write(waiting)
        tell_reading(log, summary, options.is_explained)
        tell_unknown(log)
        activities = 0
        if options.output is not None:
            with staging.beside(options.output) as waiting:
                activities = export_log(log, waiting)
        account = _account(log, summary)
    tell_rejects_file(summary, options.rejects)
    _print_explanations(explanations)
    click.echo(str(account))
    if options.output is not None:
        words = counted(activities or 0, "activity", "activities")
        click.echo(str(_CREATED.format(path=options.output, count=f"{activities:,}", activities=words)))


def _read_options(options: ImportOptions) -> tuple[list[LogFile], list[str] | None]:
    """Everything that the options name, or all that is wrong with them at once."""
    attempt, output, rejects = Attempts(), options.output, options.rejects
    files = attempt(log_files, options.logs, options.presets, options.mappings, options.date_order, options.timezone)
    names = attempt(_names_of, options.members) if options.members else None
    if output is not None:
        attempt(check_output, output, EXPORT_SUFFIXES)
    if rejects is not None:
        attempt(check_output, rejects, (".csv",))
    attempt(check_logs, options.logs)
    reads = [*options.logs, *options.mappings, *members_files(files or []), *filter(None, (options.members,))]
    attempt(refuse_overwriting, reads, filter(None, (output, rejects)))
    attempt.done()
    return known(files), names


def _names_of(book: Path) -> list[str]:
    from kpi_xl.hosts.files.reading.plan_reader import read_plans

    return [member.name for member in read_plans([book]).members]


def _account(log: ActivityLog, summary: ReadSummary) -> Text:
    numbers = {"rows": summary.rows, "read": summary.read, "skipped": summary.skipped, "rejected": summary.rejected}
    period = _PERIOD.format(first=log.first_day, last=log.last_day) if log.first_day else Text("", "")
    asides = _ASIDES.format(asides=f"{log.asides:,}") if log.asides else Text("", "")
    return _ACCOUNT.format(
        source=summary.source, asides=asides, members=summary.members, period=period, total=counted(summary.rows, "row"),
        people=counted(summary.members, "member"), **{key: f"{value:,}" for key, value in numbers.items()}
    )


def _print_explanations(explanations: Sequence[Explanation]) -> None:
    out = console()
    for each in explanations:
        parts = {"name": each.name, "label": each.label, "used": each.used, "all": len(each.columns)}
        heading = _BY_PRESET.format(**parts, id=each.preset) if each.preset else _BY_MAPPING.format(**parts)
        out.print(str(heading), style="bold", markup=False)
        out.print(_columns(each))
        if each.stages:
            out.print(_stages(each.stages))
        out.print(_first_rows(each.rows))


def _columns(explanation: Explanation) -> Table:
    table = new_table(Text("列", "Column"), Text("読み方", "Read as"), left=(0, 1))
    for title, uses in explanation.columns:
        table.add_row(_cell(title), "、".join(map(str, uses)) or "—", style=None if uses else "dim")
    return table


def _stages(stages: Sequence[ReadStage]) -> Table:
    """Every stage, the one with most rows first."""
    table = new_table(
        Text("フェーズ", "Stage"), Text("種別", "Kind"), Text("行", "Rows"), Text("金額", "Amount"), title=str(_STAGES), left=(0, 1)
    )
    for each in stages:
        kind = str(KINDS[each.kind].label) if each.kind else str(_NO_ACTIVITY if each.is_known else _UNKNOWN)
        table.add_row(_cell(each.stage), kind, f"{each.rows:,}", Unit.YEN.show(float(each.amount)))
    return table


def _first_rows(rows: Sequence[ReadRow]) -> Table:
    heads = ("行", "line"), ("日付", "date"), ("担当者", "member"), ("種別", "kind"), ("件数", "count"), ("金額", "amount"), ("取引先", "account")
    table = new_table(*(Text(*head) for head in heads), title=str(_FIRST_ROWS), left=(1, 2, 3, 6))
    for row in rows:
        kinds = "、".join(str(KINDS[kind].label) for kind in row.kinds) or str(_NO_ACTIVITY if row.problem == "ignored" else "?")
        amount = "" if row.amount is None else Unit.YEN.show(float(row.amount))
        table.add_row(
            str(row.line), str(row.date or "?"), _cell(row.member or "?"), kinds, str(row.count), amount, _cell(row.account)
        )
    return table


def _cell(text: str) -> str:
    """A text of a file as it may stand in a table: no markup, no control characters."""
    from rich.markup import escape

    return escape(quoted(text))


_BY_PRESET = Text(
    "{name}：{label}（{id}）と判定しました。{all}列のうち{used}列を使います。",
    "{name}: recognised as {label} ({id}); {used} of {all} columns are used.",
)
_BY_MAPPING = Text("{name}：{label}で読みました。{all}列のうち{used}列を使います。", "{name}: read by a {label}; {used} of {all} columns are used.")
_ASIDES = Text("（うち合計・見出し・注記 {asides}）", " ({asides} of them totals, headings or remarks)")
_STAGES = Text("フェーズの読み方", "Stages")
_UNKNOWN = Text("読めない", "unreadable")
_FIRST_ROWS = Text("最初の行", "First rows")
_NO_ACTIVITY = Text("対象外", "left out")
_ACCOUNT = Text(
    "{source}：{rows}行 = 読み取り {read} ＋ 対象外 {skipped}{asides} ＋ 読めない行 {rejected}（担当者 {members}名{period}）",
    "{source}: {total} = {read} read + {skipped} left out{asides} + {rejected} unreadable ({people}{period})",
)
_PERIOD = Text("、{first} から {last}", ", {first} to {last}")
_CREATED = Text("作成しました：{path}（活動 {count}件）", "Created: {path} ({activities})")
