"""A measured month: what was done, where everybody is heading, and how good earlier forecasts were, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_xl.attainment.forecast.open.later import LaterDeals
from kpi_xl.attainment.forecast.record.records import ForecastRecords
from kpi_xl.attainment.month.insight import ReportInsights
from kpi_xl.attainment.report.model import MonthlyReport, Result

if TYPE_CHECKING:  # a list of everybody's results is made without forecasts, and so without numpy
    from kpi_xl.attainment.company.model import CompanyMonth
    from kpi_xl.attainment.forecast.hit_rate import HitRates
    from kpi_xl.attainment.report.history import History


@dataclass(frozen=True)
class MeasuredMonth:
    """One month of everybody."""

    report: MonthlyReport
    insights: ReportInsights = field(default_factory=ReportInsights)  #: empty where nobody asked where it is heading
    hit_rates: HitRates = field(default_factory=dict)  #: what came of earlier promises
    company: CompanyMonth | None = None  #: of a company's plan, or of several teams; None of one team, and of a list
    history: History | None = None  #: what was counted of the months before; None for a list
    forecasts: ForecastRecords = field(default_factory=ForecastRecords)  #: how landings moved, and what came of past ones
    closed: ForecastRecords = field(default_factory=ForecastRecords)  #: of a month that is over: its forecasts, judged by what came
    later: Mapping[str, LaterDeals] = field(default_factory=dict)  #: member -> open deals that are to close after the month, while it runs

    def later_of(self, members: Iterable[Result]) -> LaterDeals:
        """Of *members* together, each once."""
        return LaterDeals.together(self.later[name] for name in {each.name for each in members} if name in self.later)
