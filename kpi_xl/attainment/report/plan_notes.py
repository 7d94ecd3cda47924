"""What a reader must know of the plan before he believes what it is measured against; told with the notes of the log."""

from __future__ import annotations

from dataclasses import replace

from kpi_xl.activity import ReadSummary
from kpi_xl.activity.notes import About, Note
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


OTHER_YEAR = Text(
    "{month}は計画ブックの年度（{first}〜{last}）の外です。この年度の目標と休業日で比べています。その年度の計画ブックを指定してください",
    "{month} is outside the plan's fiscal year ({first} to {last}): compared with that year's targets and days off. Give the plan of its own year",
)
