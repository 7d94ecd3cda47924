"""The page as HTML: a template, in which every name and label is text, whatever is in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.handouts import wording as meeting_words
from kpi_xl.handouts.meeting import company_lines
from kpi_xl.handouts.page import company, figures, wording
from kpi_xl.handouts.page.people import team_section
from kpi_xl.language import spoken
from kpi_xl.sheets.monthly.parts.formulas import percent

if TYPE_CHECKING:
    from jinja2 import Template


def page_of(month: MeasuredMonth) -> str:
    """The whole page: the company where there is one, its teams, their members."""
    report = month.report
    ids = {team.name: f"team-{number}" for number, team in enumerate(report.teams, start=1)}
    sections = [team_section(team, month, ids[team.name]) for team in report.teams if team.blocks or team.led]
    alone = sections[0].name if len(sections) == 1 else ""
    return _template().render(
        lang=spoken(), words=wording.all_words(), title=str(report.month.label), name=alone or str(wording.COMPANY),
        day=str(wording.AS_OF.format(**meeting_words.day_words(report))), days=str(wording.working_days(report)),
        is_complete=report.is_complete, legend=_legend(report), notes=[str(note.text) for note in report.log.notes],
        company=_company(month, ids) if month.company else None, teams=sections, unit=str(figures.UNIT),
    )  # fmt: skip


def _company(month: MeasuredMonth, ids: dict[str, str]) -> dict[str, object]:
    found, report = month.company, month.report
    assert found is not None
    left = report.working_days - report.elapsed_days
    link = found.breaks.link if found.breaks else None
    return {
        "people": str(company.people_words(found.people)),
        "kgi": company.team_rows(found, ids)[0].figure,
        "needed": str(company.needed_per_day(found, left) or ""),
        "cut": {"label": str(link.label), "yen": figures.signed(link.yen)} if link else None,
        "points": [str(line) for line in company_lines(month)],
        "flow": company.flow_view(found.flow) if found.flow else None,
        "rows": company.team_rows(found, ids),
        "periods": company.period_rows(found),
        "months": company.month_bars(found),
    }


def _legend(report: MonthlyReport) -> list[str]:
    good, fair = (percent(each).removesuffix(".0%").rstrip("%") + "%" for each in (report.thresholds.good, report.thresholds.fair))
    judged = wording.BY_MONTH if report.is_complete else wording.BY_NOW
    return [str(judged), str(wording.GOOD.format(rate=good)), str(wording.FAIR.format(rate=fair)), str(wording.POOR.format(rate=fair))]


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined  # late: most reports make no page

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((Path(__file__).parent / "page.html.j2").read_text("utf-8"))
