"""``month-end``: measure, write everything, keep the record, and say what changed since the run before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import click

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.cli.closing.checking import problems_of, show_check
from kpi_xl.cli.closing.options import MonthEndOptions
from kpi_xl.cli.closing.outputs import CloseOutputs, Written
from kpi_xl.cli.closing.past_results import PastResults
from kpi_xl.cli.closing.plan import ClosePlan, close_plan
from kpi_xl.cli.closing.record import Record, as_json, below, read_record, record_of, record_path
from kpi_xl.cli.closing.steps import told_steps
from kpi_xl.cli.reporting.report import measuring
from kpi_xl.cli.reporting.report_options import ReportOptions
from kpi_xl.errors import InputError
from kpi_xl.hosts.base import Progress
from kpi_xl.language import Text, counted

SHOWN_CHANGES = 10


def month_end(options: MonthEndOptions) -> None:
    """Close the month, or with ``--check`` say what closing it would read, write and lack.

    Raises:
        InputError: everything that is wrong; nothing is written then.
    """
    plan = close_plan(options)
    if options.check:
        show_check(plan, options.as_json)
        return
    findings = problems_of(plan)
    if findings:
        raise InputError(findings)
    former = read_record(plan)
    with told_steps(options.progress, 1 + len(plan.outputs)) as progress:
        record, written, notes = _closed(plan, options, former, progress)
    _show(plan, record, former, written, notes if options.as_json else None)


def _closed(
    plan: ClosePlan, options: MonthEndOptions, former: Record | None, progress: Progress
) -> tuple[Record, Written, list[str]]:
    """Measure and write; the record, what was written, and what must be known of the data."""
    progress(str(_READING))
    results = PastResults(plan)
    with measuring(_as_report(plan, options), results.look) as run:
        written = CloseOutputs(plan, run, former, results, progress).write()
        record = _record(plan, run.month, written, former)
        place = record_path(plan)
        with run.staging.beside(place) as waiting:
            waiting.write_text(as_json(record), "utf-8")
    return record, written, [str(note.text) for note in run.month.report.log.every_note]


def _as_report(plan: ClosePlan, options: MonthEndOptions) -> ReportOptions:
    return ReportOptions(
        logs=plan.logs, plans=(plan.book,), role=None, month=str(plan.month), as_of=options.as_of, is_running_to_log=True, presets=plan.presets,
        mappings=plan.mappings, date_order=options.date_order, timezone=options.timezone, output=None, each_member=None,
        one_on_one=None, text=None, html=None, rejects=None, as_list=False, as_json=options.as_json, as_pdf=False, strict=options.strict,
        address=plan.address, table=plan.table, store=plan.store,
    )  # fmt: skip


def _record(plan: ClosePlan, month: MeasuredMonth, written: Written, former: Record | None) -> Record:
    """What was left as people have it stays ours: the next run finds it again."""
    record = record_of(month, [plan.book, *plan.logs, *plan.read_mappings], written.places, plan.folder)
    kept = {name: former.outputs[name] for name in (below(plan.folder, path) for path in written.kept)} if former else {}
    return replace(record, outputs={**record.outputs, **kept})


# --- what is said ---------------------------------------------------------------------------------------------------------


def _show(plan: ClosePlan, record: Record, former: Record | None, written: Written, notes: list[str] | None) -> None:
    """In words, or as JSON with what must be known of the data (*notes*)."""
    changes = list(changes_since(former, record)) if former else []
    for line in written.skipped:
        click.echo(str(line), err=True)
    if notes is not None:
        shown = {**_dict(plan, record, written, changes, former is not None), "notes": notes}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    count = len(written.places)
    words = _CLOSED if date.fromisoformat(record.day) + timedelta(days=1) >= plan.month.end else _SO_FAR
    click.echo(str(words.format(month=plan.month.label, day=record.day, folder=plan.folder, count=count, files=counted(count, "file"))))
    for made in _places(plan, written.places):
        click.echo(f"  {made}")
    for path in written.kept:
        click.echo(str(_KEPT.format(path=path)), err=True)
    for path in written.formers:
        click.echo(str(_FORMER.format(path=path)), err=True)
    if former is not None:
        click.echo(str(_SINCE.format(day=former.day) if changes else _UNCHANGED.format(day=former.day)))
        for line in changes[:SHOWN_CHANGES]:
            click.echo(f"  {line}")
        if len(changes) > SHOWN_CHANGES:
            click.echo(str(_MORE.format(count=len(changes) - SHOWN_CHANGES)))


def changes_since(former: Record, record: Record) -> Iterator[Text]:
    """Files that are new, gone or others, then figures."""
    for name in sorted(former.inputs.keys() | record.inputs.keys()):
        before, now = former.inputs.get(name), record.inputs.get(name)
        if before != now:
            yield (_NEW_FILE if before is None else _GONE_FILE if now is None else _OTHER_FILE).format(file=name)
    for name, now_figure in record.figures.items():
        before_figure = former.figures.get(name)
        if before_figure != now_figure:
            yield _FIGURE.format(name=name, before=_said(before_figure), now=_said(now_figure))
    for name in former.figures.keys() - record.figures.keys():
        yield _NO_FIGURE.format(name=name)


def _said(value: float | None) -> Text:
    shown = "—" if value is None else f"{value:,.10g}"
    return Text(shown, shown)


def _places(plan: ClosePlan, places: Iterable[Path]) -> Iterator[str]:
    """Files one by one, a folder of files with their number; then the store."""
    folders = Counter(place.parent for place in places)
    for place in places:
        count = folders[place.parent] if place.parent != plan.folder else 1
        if count == 1:
            yield _shown(place, plan)
        elif count:
            yield str(_FILES.format(folder=_shown(place.parent, plan), count=count, files=counted(count, "file")))
        folders[place.parent] = 0 if place.parent != plan.folder else 1
    if plan.store is not None:
        yield str(_STORE.format(store=plan.store.name))


def _shown(place: Path, plan: ClosePlan) -> str:
    return place.relative_to(plan.folder).as_posix() if place.is_relative_to(plan.folder) else str(place)


def _dict(plan: ClosePlan, record: Record, written: Written, changes: Sequence[Text], is_again: bool) -> dict[str, object]:
    return {
        "month": str(plan.month), "as_of": record.day, "folder": str(plan.folder), "reads": sorted(record.inputs),
        "writes": sorted(record.outputs), "kept": [_shown(each, plan) for each in written.kept],
        "not_made": [str(each) for each in written.skipped], "again": is_again, "changes": [str(each) for each in changes],
    }  # fmt: skip


_READING = Text("ログを集計中", "Reading the log")
_CLOSED = Text("{month}を締めました：{folder}（{count}ファイル）", "Closed {month}: {folder} ({files})")
_SO_FAR = Text("{month}を{day}まで集計しました：{folder}（{count}ファイル）", "Counted {month} up to {day}: {folder} ({files})")
_FILES = Text("{folder}/（{count}ファイル）", "{folder}/ ({files})")
_STORE = Text("{store}（蓄積ファイル）", "{store} (store)")
_KEPT = Text("手が入っているので、そのまま残しました：{path}", "Left as it is, for somebody has worked on it: {path}")
_FORMER = Text("手が入っていた前回のものは {path} に残しました", "The former one, which somebody has worked on, is kept in {path}")
_SINCE = Text("前回（{day}まで）から変わったもの：", "Changed since the run before (up to {day}):")
_UNCHANGED = Text("前回（{day}まで）から変わったものはありません", "Nothing has changed since the run before (up to {day})")
_MORE = Text("ほか{count}件", "and {count} more")
_NEW_FILE, _GONE_FILE = Text("{file}：新しいファイル", "{file}: new"), Text("{file}：なくなったファイル", "{file}: gone")
_OTHER_FILE = Text("{file}：内容が変わったファイル", "{file}: changed")
_FIGURE = Text("{name}：{before} → {now}", "{name}: {before} → {now}")
_NO_FIGURE = Text("{name}：計画からなくなりました", "{name}: no longer planned")
