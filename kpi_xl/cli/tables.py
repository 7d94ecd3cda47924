"""Tables and progress in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text as Plain

from kpi_xl.attainment import AttainmentRow, MonthlyReport, Result, Status
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.cli.account import account_of, heading_of
from kpi_xl.definitions import Stage
from kpi_xl.hosts.base import Progress as Told
from kpi_xl.hosts.base import silent
from kpi_xl.language import Text, counted
from kpi_xl.targets.overview import TargetOverview
from kpi_xl.units import Unit

COLOURS = {Status.GOOD: "green", Status.FAIR: "yellow", Status.POOR: "red", None: "dim"}

STAGE_LABELS = {
    Stage.DEALS: Text("受注", "Deals"),
    Stage.MEETINGS: Text("商談", "Meetings"),
    Stage.APPOINTMENTS: Text("アポイント", "Appointments"),
    Stage.CALLS: Text("架電", "Calls"),
    Stage.REQUESTS: Text("資料請求", "Requests"),
}


def console() -> Console:
    """The terminal as it is now; tables keep their width where the output is a file."""
    return Console(width=None if sys.stdout.isatty() else 110, highlight=False, soft_wrap=False)


def table(*heads: Text | str, title: str = "", left: Collection[int] = (0,)) -> Table:
    """A light table: the columns of *left* are text, the others numbers."""
    made = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold", pad_edge=False)
    for index, head in enumerate(heads):
        made.add_column(str(head), justify="left" if index in left else "right", no_wrap=index == 0)
    return made


def print_targets(overview: TargetOverview) -> None:
    """The goal worked back, then each KPI's target."""
    goal = Unit.YEN.show(overview.inputs.get("KGI_AMOUNT"))
    heading = Text(
        "{role}：{month}の目標（KGI {goal}・稼働日{days}日）", "{role}: targets for {month} (KGI {goal}, {working_days})"
    ).format(
        role=overview.role.title, month=overview.month.label, goal=goal, days=overview.working_days,
        working_days=counted(overview.working_days, "working day"),
    )  # fmt: skip
    out = console()
    out.print(str(heading), style="bold")
    if overview.stages:
        way = table(Text("逆算", "Worked back"), Text("月", "Month"), Text("週", "Week"), Text("日", "Day"), Text("1人あたり", "Per member"))
        for stage in overview.stages:
            shares = sorted(set(stage.shares), reverse=True)
            share = f"{shares[0]:,}" if len(shares) == 1 else f"{shares[-1]:,} - {shares[0]:,}"
            way.add_row(
                str(STAGE_LABELS[stage.stage]), f"{stage.per_month:,}", f"{stage.per_week:,}", f"{stage.per_day:,}", share
            )
        out.print(way)
    kpis = table("KPI", Text("区分", "Level"), Text("周期", "Period"), Text("標準（1人）", "Standard (one)"), Text("目標", "Target"))
    for each in overview.kpis:
        kpi = each.kpi
        kpis.add_row(
            str(kpi.label), str(kpi.level.label), str(kpi.period.label), kpi.show(each.standard),
            f"{kpi.show(each.target)} {kpi.direction.label}",
        )  # fmt: skip
    out.print(kpis)
    if len({amount for _, amount in overview.months}) > 1:
        months = table(Text("月", "Month"), Text("KGI", "KGI"))
        for month, amount in overview.months:
            months.add_row(str(month.label), f"{amount:,.0f}")
        months.add_row(str(Text("合計", "Total")), f"{sum(amount for _, amount in overview.months):,.0f}", style="bold")
        out.print(months)


def print_report(month: MeasuredMonth) -> None:
    """Each team's totals by role, the managers' KPIs, and the account of the log."""
    from kpi_xl.cli.outlook import outlook_lines  # late: targets are worked back without forecasts

    out, report = console(), month.report
    out.print(str(heading_of(report)), style="bold")
    for team in report.teams:
        for block in team.blocks:
            people = Text("{count}名", "{members}").format(count=len(block.members), members=counted(len(block.members), "member"))
            name = " ".join(filter(None, [team.name, str(block.role.title)]))
            out.print(_results(f"{name} ({people})", block.total))
        for lead in team.led:
            name = " ".join(filter(None, [team.name, str(lead.role.title), lead.name]))
            out.print(_results(name, lead))
    for line in outlook_lines(month):
        out.print(line)
    out.print(account_of(report))


def _results(title: str, result: Result) -> Table:
    made = table(
        "KPI", Text("目標", "Target"), Text("実績", "Actual"), Text("達成率", "Attainment"), Text("判定", "Status"), title=title
    )
    for row in result.rows:
        made.add_row(*_cells(row))
    return made


def _cells(row: AttainmentRow) -> tuple[str, str, str, str, Plain]:
    kpi, sign = row.kpi, row.status.value if row.status else "—"
    return (
        str(kpi.label), kpi.show(row.target), kpi.show(row.actual), Unit.RATE.show(row.rate),
        Plain(sign, style=COLOURS[row.status]),
    )  # fmt: skip


@contextmanager
def progress_bar(words: Text, total: int | None = None) -> Iterator[Told]:
    """A progress bar on a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        yield silent
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[step]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(str(words), total=total, step="")

        def told(step: str, /) -> None:
            bar.update(task, advance=1, step=step)

        yield told


def sheets_of(report: MonthlyReport) -> int:
    """About how many sheets the report's workbook has."""
    return sum(1 for team in report.teams for _ in team.members) + len(report.teams)
