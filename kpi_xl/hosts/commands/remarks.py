"""What is said about a log and a report once they were read."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.activity import ReadSummary
from kpi_xl.attainment import MonthlyReport
from kpi_xl.errors import quoted
from kpi_xl.language import Text, counted
from kpi_xl.periods import short_day
from kpi_xl.targets import Plan

SHOWN_REJECTS = 3
SHOWN_MEMBERS = 5


def of_rows(log: ReadSummary) -> Iterator[Text]:
    """How many rows count, and the first of those that could not be read."""
    yield _ROWS.format(rows=f"{log.rows:,}", read=f"{log.read:,}")
    if log.rejected:
        yield _REJECTED.format(count=f"{log.rejected:,}", rows=counted(log.rejected, "row"))
        for finding in log.rejects[:SHOWN_REJECTS]:
            yield Text("　{finding}", "  {finding}").format(finding=finding)


def of_report(report: MonthlyReport, plan: Plan) -> Iterator[Text]:
    """What a reader of the report should know."""
    yield from of_rows(report.log)
    if not report.log.kinds:
        yield _EMPTY.format(month=report.month.label, first=report.log.first_day, last=report.log.last_day)
    names = [result.name for result in report.results if not result.is_planned]
    if names:
        yield _UNPLANNED.format(count=len(names), names=str(Text("、", ", ")).join(map(quoted, names[:SHOWN_MEMBERS])))
    if plan.lists_nobody:
        yield _NOBODY
    for finding in plan.contradictions:
        yield _CONTRADICTION.format(finding=finding)
    if not report.is_complete:
        yield _UNFINISHED.format(day=short_day(report.as_of))


_ROWS = Text("活動ログ{rows}行のうち{read}行を集計しました。", "Rows of the log counted: {read} of {rows}.")
_REJECTED = Text(
    "読めなかった行が{count}行あり、集計に含めていません。元のファイルを直して、もう一度取り込んでください。",
    "{rows} could not be read and are not counted. Correct the file and import it again.",
)
_EMPTY = Text(
    "{month}の活動がログにありません（ログは {first} から {last} まで）。",
    "The log has no activity in {month} (it runs from {first} to {last}).",
)
_UNPLANNED = Text("計画に未登録の担当者が{count}名います：{names}", "Members not in the plan ({count}): {names}")
_CONTRADICTION = Text("計画ブックの食い違い：{finding}", "The workbook contradicts itself: {finding}")
_NOBODY = Text(
    "「設定」の表に担当者がいないため、ログの全員に1人分の目標を当てています。",
    "Settings lists no members, so everybody in the log is measured against the target of one person.",
)
_UNFINISHED = Text("月の途中のため、{day}までの実績で作りました。", "The month is in progress: actuals up to {day}.")
