"""Insight: what the numbers of one owner say of where the goal is heading, what the gap costs, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kpi_xl.attainment.report.model import Result, RoleBlock
from kpi_xl.definitions import RoleTemplate
from kpi_xl.language import Text

if TYPE_CHECKING:  # a list of everybody's results is made without forecasts, and so without numpy
    from kpi_xl.attainment.deals.attempts import Begun
    from kpi_xl.attainment.deals.lead_outlook import LeadOutlook
    from kpi_xl.attainment.deals.lead_time import WonDeal
    from kpi_xl.attainment.diagnosis.advice import Advice
    from kpi_xl.attainment.diagnosis.split import GapSplit
    from kpi_xl.attainment.forecast.landing import Landing
    from kpi_xl.attainment.forecast.next_month import ActivityNeeded
    from kpi_xl.attainment.forecast.profile import Profile
    from kpi_xl.attainment.forecast.role_course import RoleCourse
    from kpi_xl.attainment.month.month_line import MonthLine
    from kpi_xl.chance.pooling import Forecast
    from kpi_xl.chance.too_little import TooLittle


@dataclass(frozen=True)
class Insight:
    """What the numbers of one owner say."""

    result: Result
    landing: Landing | TooLittle  #: of the KGI
    probability: float | None  #: of reaching the KGI's target; None without a landing or a target
    needed_per_day: float | None  #: of the KGI, on each working day left; None where no day is left or nothing is planned
    day_made: date | None  #: on which the KGI's target was made (a member's) or is expected to be; None: not this month
    split: GapSplit | None  #: of the KGI's gap, in yen; None where the KGI is no product of a funnel, or nothing is due
    lacks: Text | None  #: which KPI a split would need; None where it is there, or none is possible
    rates: Mapping[str, Forecast]  #: KPI id -> the rate expected this month, from the months before, as a month's is measured
    share_due: float  #: of the month's working days, that are over: the part of its targets that is due by now
    volume: Forecast | None  #: of what the KGI counts, per working day, from the months before; None without any
    next_month: ActivityNeeded | None  #: None without a rate to go by
    advice: tuple[Advice, ...]
    lead: LeadOutlook | TooLittle | None = None  #: of a role's members together; None elsewhere, or where nobody wins deals
    line: MonthLine | None = None  #: of the KGI, where it adds up over the month


    @property
    def gaps(self) -> Mapping[str, int]:
        """Part of the split -> yen, negative is lost; empty without a split."""
        return {part.id: part.yen for part in self.split.parts} if self.split else {}


@dataclass(frozen=True)
class ReportInsights:
    """The insights of a whole report; empty where nobody asked for any."""

    profiles: Mapping[str, Profile] = field(default_factory=dict)  #: role key -> how its months usually go
    deals: Sequence[WonDeal] = ()  #: of everybody, won in the months of the history or since
    by_owner: Mapping[tuple[str, str, str], Insight] = field(default_factory=dict)
    by_block: Mapping[tuple[str, RoleTemplate], Insight] = field(default_factory=dict)
    by_role: Mapping[RoleTemplate, Landing | TooLittle] = field(default_factory=dict)  #: of everybody who has the role, in all teams
    courses: Mapping[str, RoleCourse | None] = field(default_factory=dict)  #: role key -> what its landings rest on
    begun: Begun = field(default_factory=dict)  #: the deals of everybody, won or not, by what counts as an attempt

    def of(self, result: Result) -> Insight | None:
        """The insight of a member or a manager."""
        return self.by_owner.get(owner_key(result))

    def of_block(self, block: RoleBlock) -> Insight | None:
        """The insight of a role's members in one team together."""
        return self.by_block.get((block.total.team, block.role))


def owner_key(result: Result) -> tuple[str, str, str]:
    """Team, name and role: whose result it is."""
    return result.team, result.name, result.role.key


def shown_probability(probability: float) -> Text:
    """A forecast is never certain: neither 100% nor 0%.

    >>> [str(shown_probability(each)) for each in (0.999, 0.41, 0.001)]
    ['99%以上', '41%', '1%未満']
    """
    if probability > 0.99:
        return Text("99%以上", "over 99%")
    return Text("1%未満", "under 1%") if probability < 0.01 else Text(f"{probability:.0%}", f"{probability:.0%}")
