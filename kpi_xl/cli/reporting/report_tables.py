"""The report in the terminal: each team's totals by role, and where they are heading."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text as Plain

from kpi_xl.attainment import AttainmentRow, MonthlyReport, Result, Status
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.pacing import actual_in_words, due_in_words
from kpi_xl.cli.reporting.account import account_of, heading_of
from kpi_xl.cli.reporting.forecast_record import record_lines
from kpi_xl.cli.reporting.outlook import outlook_lines
from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.language import Text, counted
from kpi_xl.units import Unit

COLOURS = {Status.GOOD: "green", Status.FAIR: "yellow", Status.POOR: "red", None: "dim"}


def print_report(month: MeasuredMonth) -> None:
    """Each team's totals by role, the managers' KPIs, and the account of the log."""
    out, report = console(), month.report
    out.print(str(heading_of(report)), style="bold")
    for team in report.teams:
        for block in team.blocks:
            people = Text("{count}名", "{members}").format(count=len(block.members), members=counted(len(block.members), "member"))
            name = " ".join(filter(None, [team.name, str(block.role.title)]))
            out.print(_results(f"{name} ({people})", block.total, report.is_complete))
        for lead in team.led:
            name = " ".join(filter(None, [team.name, str(lead.role.title), lead.name]))
            out.print(_results(name, lead, report.is_complete))
    for line in (*outlook_lines(month), *record_lines(month)):
        out.print(line)
    out.print(account_of(report))


def _results(title: str, result: Result, is_complete: bool) -> Table:
    """A month that is not over is judged by what is due by now, which then stands beside the month's target."""
    by_now = () if is_complete else (Text("ここまでの目安", "Due by now"), Text("ペース比", "Pace"))
    heads = (Text("目標", "Target"), Text("実績", "Actual"), Text("達成率", "Attainment"), *by_now, Text("判定", "Status"))
    table = new_table("KPI", *heads, title=title)
    for row in result.rows:
        table.add_row(*_cells(row, is_complete))
    return table


def _cells(row: AttainmentRow, is_complete: bool) -> tuple[str | Plain, ...]:
    kpi, sign = row.kpi, row.status.value if row.status else "—"
    by_now = () if is_complete else (str(due_in_words(row)), Unit.RATE.show(row.pace))
    return (
        str(kpi.label), kpi.show(row.target), str(actual_in_words(row)), Unit.RATE.show(row.rate), *by_now,
        Plain(sign, style=COLOURS[row.status]),
    )  # fmt: skip


def sheets_of(report: MonthlyReport) -> int:
    """About how many sheets the report's workbook has."""
    return sum(1 for team in report.teams for _ in team.members) + len(report.teams)
