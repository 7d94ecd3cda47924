"""What a reader must know of the plan before he believes what it is measured against; told with the notes of the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kpi_xl.activity import ReadSummary
from kpi_xl.activity.notes import About, Note
from kpi_xl.attainment.report.actuals import unrecorded
from kpi_xl.definitions import RoleTemplate
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.targets import Plan


def with_plan_notes(summary: ReadSummary, plan: Plan, month: Month) -> ReadSummary:
    """The summary, and first of its notes that *month* lies outside of the plan's fiscal year: its amounts and days off are not planned."""
    year = plan.year
    if not year or month in year:
        return summary
    words = OTHER_YEAR.format(month=month.label, first=year[0].label, last=year[-1].label)
    return replace(summary, notes=(Note(About.PLAN, words), *summary.notes))


def with_unrecorded_note(summary: ReadSummary, roles: Iterable[RoleTemplate]) -> ReadSummary:
    """The summary, and first of its notes which KPIs of *roles* are blank for want of any row."""
    labels = dict.fromkeys(kpi.label for role in dict.fromkeys(roles) for kpi in unrecorded(role, summary.begun))
    if not labels:
        return summary
    named = Text("、".join(label.ja for label in labels), ", ".join(label.en for label in labels))
    return replace(summary, notes=(Note(About.PLAN, UNRECORDED.format(kpis=named)), *summary.notes))


OTHER_YEAR = Text(
    "{month}は計画ブックの年度（{first}〜{last}）の外です。この年度の目標と休業日で比べています。その年度の計画ブックを指定してください",
    "{month} is outside the plan's fiscal year ({first} to {last}): compared with that year's targets and days off. Give the plan of its own year",
)
UNRECORDED = Text(
    "記録なし（実績は空欄、判定なし）：{kpis}。活動ログに、数えるもとになる行が1行もありません。記録を始めるか、③KPIで外してください",
    "No record (no actual, not judged): {kpis}. The activity log has not one row to count them from. Begin to log them, or leave them out on sheet 3",
)
