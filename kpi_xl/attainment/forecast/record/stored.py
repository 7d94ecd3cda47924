"""Stored forecasts: points as the store keeps them, and as it gives them back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.activity.store import Kept, StoredDeal, StoredForecast
from kpi_xl.attainment.forecast.record.accuracy import JudgedMonth
from kpi_xl.attainment.forecast.record.point import ForecastPoint, OpenDeal
from kpi_xl.attainment.forecast.record.records import ForecastRecords, Subject
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.periods import Month
from kpi_xl.workdays import WorkCalendar

NEAR = 1
"""Working days that a kept forecast may lie before or after this point of its month."""


@dataclass(frozen=True)
class StoredForecasts:
    """What reports of earlier days left in a store."""

    kept: Kept
    calendar: WorkCalendar

    def points(self, subject: Subject, report: MonthlyReport, members: Collection[str]) -> list[ForecastPoint]:
        """Of days of the report's month before its own, by day."""
        earlier = (each for each in self._of(subject, report.month) if each.as_of < report.as_of)
        return [self._point(each, members) for each in sorted(earlier, key=lambda each: each.as_of)]

    def judged(self, subject: Subject, month: Month, elapsed: int, came: float | None) -> JudgedMonth | None:
        """What was kept of a past month after about as many working days.

        Args:
            came: by the log; None: it does not reach the month.
        """
        near = sorted(self._of(subject, month), key=lambda each: (abs(self._elapsed(each) - elapsed), each.as_of))
        if not near or abs(self._elapsed(near[0]) - elapsed) > NEAR:
            return None
        found = near[0]
        came = self._results.get((subject, month, found.kpi), came)
        return None if came is None else JudgedMonth(month, found.as_of, _landing(found), found.low_80, found.high_80, came, True)

    def months(self, subject: Subject) -> set[Month]:
        return {each.month for each in self._by_subject.get(subject, ())}

    def _elapsed(self, each: StoredForecast) -> int:
        return sum(1 for day in self.calendar.working_days(each.month.start, each.month.end) if day <= each.as_of)

    def _of(self, subject: Subject, month: Month) -> list[StoredForecast]:
        return [each for each in self._by_subject.get(subject, ()) if each.month == month]

    def _point(self, each: StoredForecast, members: Collection[str]) -> ForecastPoint:
        deals = tuple(
            OpenDeal(deal.owner, deal.account, deal.record, deal.amount, deal.chance, deal.worth)
            for deal in self.kept.deals
            if deal.as_of == each.as_of and deal.owner in members
        )
        return ForecastPoint(
            each.as_of, each.target, each.won, each.orders, each.open, each.to_come, each.orders_to_come, each.low_80, each.high_80,
            each.low_90, each.high_90, each.chance, each.is_pace, True, deals,
        )  # fmt: skip

    @cached_property
    def _by_subject(self) -> dict[Subject, list[StoredForecast]]:
        found: dict[Subject, list[StoredForecast]] = {}
        for each in self.kept.forecasts:
            found.setdefault(Subject(each.team, each.owner, each.role), []).append(each)
        return found

    @cached_property
    def _results(self) -> dict[tuple[Subject, Month, str], float]:
        """Of months that were over when they were reported."""
        return {
            (Subject(each.team, each.owner, each.role), each.month, each.kpi): each.actual
            for each in self.kept.results
            if each.actual is not None and each.as_of.toordinal() + 1 >= each.month.end.toordinal()
        }


def _landing(each: StoredForecast) -> float:
    return each.won + each.open + each.to_come


def to_keep(month: Month, records: ForecastRecords) -> Kept:
    """What the store is to keep of a report's day."""
    return Kept(forecasts=tuple(_forecasts(month, records)), deals=tuple(_deals(month, records)))


def _forecasts(month: Month, records: ForecastRecords) -> Iterator[StoredForecast]:
    for subject, (kpi, point) in records.today.items():
        yield StoredForecast(
            month, point.as_of, subject.team, subject.owner, subject.role, kpi.id, point.target, point.won, point.orders, point.open,
            point.to_come, point.orders_to_come, point.low_80, point.high_80, point.low_90, point.high_90, point.chance, point.is_pace,
        )  # fmt: skip


def _deals(month: Month, records: ForecastRecords) -> Iterator[StoredDeal]:
    """Each once: a deal of a member is one of the team, too, and of both teams of who is in two."""
    found: dict[tuple[str, str, str], StoredDeal] = {}
    for subject, (_, point) in records.today.items():
        for deal in point.deals:
            if deal.member == subject.owner:
                found[deal.key] = StoredDeal(
                    month, point.as_of, subject.team, deal.member, deal.account, deal.record, deal.amount, deal.chance, deal.worth
                )  # fmt: skip
    yield from found.values()
