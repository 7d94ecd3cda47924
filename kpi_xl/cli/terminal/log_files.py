"""Logs on the command line: the options that say how they are read, and what is told of the reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from kpi_xl.activity import ActivityLog, LogFile, ReadSummary, read_mapping
from kpi_xl.activity.columns.mapping import NAME_ZONE, NO_ZONE
from kpi_xl.activity.columns.preset import PLAIN, presets_named
from kpi_xl.activity.days import DATE_ORDER_BY_KEY, zone_named
from kpi_xl.activity.notes import About, files_named, together
from kpi_xl.cli.terminal.options import Attempts
from kpi_xl.errors import Finding, InputError, quoted
from kpi_xl.language import Text, counted, spoken

T = TypeVar("T")

SHOWN_REJECTS = 10
TOLD_IN_FULL = (About.REJECTED, About.RECORD, About.UNLISTED)
"""What is listed row by row, or name by name, and needs no note beside it."""


def log_files(
    logs: Sequence[Path], presets: Sequence[str | None], mappings: Sequence[Path | None], date_order: str | None, timezone: str | None = None
) -> list[LogFile]:
    """Each log with how it is read: an option given once holds for all, given more often for one log each; None: by its headings.

    Raises:
        InputError: everything that is wrong with the options.
    """
    attempt = Attempts()
    for preset in dict.fromkeys(filter(None, presets)):
        attempt(presets_named, preset)
    known = {path: attempt(read_mapping, path) for path in dict.fromkeys(filter(None, mappings))}
    read = [known[path] if path else None for path in mappings]
    if any(preset and path for preset, path in zip(_for_each(presets, len(logs)), _for_each(mappings, len(logs)), strict=False)):
        attempt.findings.append(Finding("--preset / --map", "", _ONE_OF_TWO, _PRESET_OR_MAP))
    for option, given in (("--preset", presets), ("--map", mappings)):
        if len(given) not in (0, 1, len(logs)):
            counts = {"given": len(given), "logs": len(logs)}
            attempt.findings.append(Finding(option, len(given), _WRONG_NUMBER.format(**counts), _ONCE_OR_EACH))
    if timezone is not None:
        try:
            zone_named(timezone)
        except KeyError:
            attempt.findings.append(Finding("--timezone", timezone, NO_ZONE, NAME_ZONE))
    attempt.done()
    order = DATE_ORDER_BY_KEY[date_order] if date_order else None
    chosen, mapped = _for_each(presets, len(logs)), _for_each(read, len(logs))
    return [LogFile(path, mapped[index], chosen[index], order, timezone) for index, path in enumerate(logs)]


def _for_each(given: Sequence[T], count: int) -> list[T | None]:
    if len(given) <= 1:
        return [given[0] if given else None] * count
    return list(given)


def refuse_rejects(summary: ReadSummary) -> None:
    """Stop where a row could not be read, for ``--strict``.

    Raises:
        InputError: the rows, the first ones.
    """
    if summary.rejected:
        raise InputError(summary.rejects)


def tell_reading(log: ActivityLog, summary: ReadSummary, is_explained: bool = False) -> None:
    """What is worth knowing of the reading, on stderr; what is said of several files in one line, unless each is explained."""
    for preset in _presets(log, is_explained):
        click.echo(str(preset), err=True)
    _tell_rejects(summary)
    _tell_duplicates(log)
    for note in log.notes if is_explained else together(log.notes):
        if note.about not in TOLD_IN_FULL:
            click.echo(f"{note.text}。" if spoken() == "ja" else f"{note.text}.", err=True)
    if not summary.read and not summary.rejected:
        click.echo(str(_NOTHING_COUNTS), err=True)


def _presets(log: ActivityLog, is_explained: bool) -> Iterator[Text]:
    """Which preset was taken and why; nothing for a plain log or a mapping of the user."""
    found: defaultdict[tuple[Text, str, int, int], list[str]] = defaultdict(list)
    for records in log.tables:
        layout = records.layout
        if layout.preset is not None and layout.preset.id != PLAIN:
            found[layout.preset.label, layout.preset.id, layout.known, len(layout.titles)].append(records.source.shown)
    for (label, preset, count, total), names in found.items():
        for name in names if is_explained else [files_named(names)]:
            yield _PRESET.format(name=name, label=label, id=preset, known=count, all=total)


def _tell_rejects(log: ReadSummary) -> None:
    if not log.rejected:
        return
    click.echo(str(_REJECTED.format(count=log.rejected, rows=log.rows)), err=True)
    for finding in log.rejects[:SHOWN_REJECTS]:
        click.echo(f"  {finding}", err=True)
    if log.rejected > SHOWN_REJECTS:
        click.echo(str(_MORE.format(count=log.rejected - SHOWN_REJECTS)), err=True)


def tell_rejects_file(summary: ReadSummary, path: Path | None) -> None:
    """Where the rows are that could not be read, once they are there."""
    if summary.rejected and path is not None:
        click.echo(str(_WRITTEN.format(path=path)), err=True)


def _tell_duplicates(log: ActivityLog) -> None:
    duplicates = log.duplicates
    if not duplicates.count:
        return
    click.echo(str(_DUPLICATES.format(count=duplicates.count, rows=counted(duplicates.count, "row"))), err=True)
    for record, n, kept in duplicates.shown:
        parts = {"record": quoted(record), "dropped": log.place(n), "kept": log.place(kept)}
        click.echo(str(_DUPLICATE.format(**parts)), err=True)


def tell_unknown(log: ActivityLog) -> None:
    """Members whom the member table does not list, with those it lists that look like them."""
    if not log.unknown:
        return
    click.echo(str(_UNKNOWN.format(count=len(log.unknown))), err=True)
    for member in log.unknown[:SHOWN_REJECTS]:
        near = "、".join(map(quoted, member.nearest))
        words = _NEAR.format(near=near) if near else Text("", "")
        parts = {"name": quoted(member.name), "count": f"{member.count:,}", "rows": counted(member.count, "row"), "near": words}
        click.echo(str(_UNKNOWN_MEMBER.format(**parts)), err=True)
    if len(log.unknown) > SHOWN_REJECTS:
        click.echo(str(_MORE_NAMES.format(count=len(log.unknown) - SHOWN_REJECTS)), err=True)


def members_files(files: Sequence[LogFile]) -> list[Path]:
    """The tables beside the logs that mappings name."""
    return [each.path.parent / each.mapping.members.file for each in files if each.mapping and each.mapping.members]


_ONE_OF_TWO = Text("同時には指定できません", "cannot be given together")
_PRESET_OR_MAP = Text("どちらか一方を指定してください", "Give one of them")
_WRONG_NUMBER = Text(
    "は指定した回数です。ログの件数（{logs}件）と合いません", "is how many times it was given, not the number of logs ({logs})"
)
_ONCE_OR_EACH = Text("1回だけか、ログと同じ回数を同じ順で指定してください", "Give it once, or once for each log in their order")
_PRESET = Text(
    "{name}：{label}（{id}）として読みました（見出し {all} のうち {known} を使用）。",
    "{name}: read as {label} ({id}), using {known} of {all} columns.",
)
_REJECTED = Text(
    "{rows}行のうち{count}行は読めなかったため、集計に入っていません。",
    "Rows that could not be read and are not counted: {count} of {rows}.",
)
_MORE = Text("  ほか{count}行", "  and {count} more")
_NOTHING_COUNTS = Text(
    "すべての行が対象外でした（削除済み、未完了、メールなど）。--explain で読み方を確認できます。",
    "All rows were left out (deleted, not done, emails and the like). See how they were read with --explain.",
)
_WRITTEN = Text("読めない行を書き出しました：{path}", "Rows that could not be read: {path}")
_DUPLICATES = Text(
    "同じIDの記録が重なっていたため、{count}行を除きました（新しいほうを使います）。",
    "{rows} left out as duplicates of the same record ID; the last one counts.",
)
_DUPLICATE = Text("  {record}：{dropped} ではなく {kept} を使用", "  {record}: {kept} instead of {dropped}")
_UNKNOWN = Text("担当者の表にない名前が{count}件あります。", "Members not in the member table: {count}.")
_UNKNOWN_MEMBER = Text("  {name}（{count}行）{near}", "  {name} ({rows}){near}")
_NEAR = Text("：近い名前 {near}", ", near: {near}")
_MORE_NAMES = Text("  ほか{count}件", "  and {count} more")
