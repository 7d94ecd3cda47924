"""What is said of a report beside its tables: which month it is, how the log was read, and what a list holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.attainment.report.rates import Status
from kpi_xl.definitions import KINDS
from kpi_xl.language import Text, counted
from kpi_xl.periods import short_day


def heading_of(report: MonthlyReport) -> Text:
    """The month, and until when it counts."""
    return _HEADING.format(
        month=report.month.label, day=short_day(report.as_of), gone=report.elapsed_days, days=report.working_days
    )


def account_of(report: MonthlyReport) -> str:
    """Every row of the log accounted for, and what it holds of the month."""
    log = report.log
    rows = _ROWS.format(
        source=log.source, rows=f"{log.rows:,}", read=f"{log.read:,}", skipped=f"{log.skipped:,}", rejected=f"{log.rejected:,}",
        total=counted(log.rows, "row"),
    )  # fmt: skip
    kinds = [
        f"{KINDS[total.kind].label} {total.count:,}" + (f" ({total.amount:,.0f})" if total.amount else "")
        for total in log.kinds.values()
    ]
    return f"{rows}\n{_MONTH}{', '.join(kinds) or '—'}"


def list_lines(report: MonthlyReport) -> Iterator[str]:
    """A list in short, where a table of every team would be pages long."""
    members = [member for team in report.teams for member in team.members]
    signs = Counter(row.status for member in members for row in member.rows)
    yield str(heading_of(report))
    yield str(_LIST.format(
        teams=f"{len(report.own_teams):,}", members=f"{len(report.people):,}", rows=f"{signs.total():,}",
        signs=str(Text("　", ", ")).join(f"{status.value if status else '—'} {signs[status]:,}" for status in (*Status, None)),
    ))  # fmt: skip
    yield account_of(report)


_HEADING = Text("{month}の達成状況（{day}時点・稼働日{gone}/{days}日）", "Attainment of {month} (as of {day}, working day {gone} of {days})")
_LIST = Text("{teams}チーム・{members}名・{rows}行：{signs}", "Teams {teams}, people {members}, rows {rows}: {signs}")
_ROWS = Text(
    "ログ {source}：{rows}行 = 集計 {read} ＋ 対象外 {skipped} ＋ 読めない行 {rejected}",
    "Log {source}: {total} = {read} counted + {skipped} left out + {rejected} unreadable",
)
_MONTH = Text("当月の活動：", "Activity of the month: ")
