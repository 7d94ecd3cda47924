"""月次レポート作成: the month's sheets in the open workbook; those of an earlier run are replaced, their notes kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from kpi_xl.activity import LogFile
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import counted_until, measured_month
from kpi_xl.disks import temporary_folder
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.activity_log import as_remembered, logs_of, opened_logs, shown
from kpi_xl.hosts.commands.month_sheets import Notes, month_sheets, typed_notes
from kpi_xl.hosts.commands.open_plan import OpenPlan, read_open_plan
from kpi_xl.hosts.commands.remarks import of_report
from kpi_xl.language import Text, counted
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly.report import draw_report

MOST_LISTED = 10


@dataclass(frozen=True)
class DrawnReport:
    """A report as a workbook of its own, ready to be inserted."""

    package: Path
    titles: tuple[str, ...]
    lost_notes: Notes  #: notes whose KPI or member the report no longer has


def write_monthly_report(host: Host, today: date) -> str | None:
    """Measure the month that the workbook plans, draw it, and insert what was drawn."""
    open_plan = read_open_plan(host.cells)
    logs = logs_of(host)
    if not logs:
        return None
    host.progress(str(_READING.format(file=shown(logs))))
    month = measured(open_plan, logs, today)
    former = month_sheets(host, open_plan.month)
    with temporary_folder() as folder:
        drawn = _drawn(host, month, former, folder)
        if former and not host.ask(_question(former, drawn.lost_notes)):
            return None
        host.progress(str(_INSERTING))
        host.insert_sheets(drawn.package, former)
    known = host.cells.names
    host.write({name: column for name, column in as_remembered(host, logs).items() if name in known})
    host.show_sheet(drawn.titles[0])
    done = _DONE.format(title=drawn.titles[0], count=len(drawn.titles), sheets=counted(len(drawn.titles), "sheet"))
    return "\n".join(map(str, (done, *of_report(month.report, open_plan.plan))))


def measured(open_plan: OpenPlan, logs: Sequence[LogFile], today: date) -> MeasuredMonth:
    """The planned month; of a month that is not over up to the last day of the log."""
    with opened_logs(logs, open_plan.plan) as activity:
        as_of = counted_until(activity, open_plan.month, today)
        return measured_month(activity, open_plan.plan, open_plan.month, as_of)


def _drawn(host: Host, month: MeasuredMonth, former: Sequence[str], folder: Path) -> DrawnReport:
    report = month.report
    path = folder / f"kpi-xl-{report.month}.xlsx"
    others = [title for title in host.sheet_titles if title not in former]
    content = BytesIO()
    book = Book(content, str(report.month), report.month.start, taken=others)
    titles: list[str] = []

    def begun(title: str) -> None:
        titles.append(title)
        host.progress(title)

    book.on_sheet = begun
    book.notes = typed_notes(host, former)
    draw_report(book, month, dated=True)
    book.close()
    path.write_bytes(content.getvalue())
    return DrawnReport(path, tuple(titles), book.notes)


def _question(former: Sequence[str], lost: Notes) -> str:
    lines = [str(_REPLACE), *(f"　{title}" for title in former[:MOST_LISTED])]
    if len(former) > MOST_LISTED:
        lines.append(str(_MORE.format(count=len(former) - MOST_LISTED)))
    if lost:
        lines += ["", str(_LOST), *(f"　{title} {kpi}：{note}" for (title, _, kpi), note in lost.items())]
    return "\n".join(lines)


_READING = Text("{file} を集計中", "Reading {file}")
_INSERTING = Text("シートを追加中", "Inserting the sheets")
_REPLACE = Text(
    "次のシートを新しい内容に置き換えます。メモ欄の内容は残ります。よろしいですか。\n（残したい場合は「いいえ」を選び、シート名を変えてください）",
    "These sheets will be replaced; their notes are kept. Continue?\n(To keep a version, choose No and rename its sheets.)",
)
_MORE = Text("　ほか{count}シート", "  and {count} more")
_LOST = Text("レポートに行がなくなるため、次のメモは消えます。", "These notes will be lost, because the report no longer has a row for them.")
_DONE = Text("「{title}」を作成しました（{count}シート）。", "Created {title} ({sheets}).")
