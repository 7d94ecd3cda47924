"""The fiscal year's course: each month against its plan, and month, quarter, half-year and year to date (累計)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from kpi_xl.attainment.company.standing import Standing
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Thresholds


@dataclass(frozen=True)
class MonthPoint:
    """One month of the fiscal year."""

    month: Month
    plan: float | None  #: of the whole month; None where nothing is planned
    actual: float | None  #: None: still to come, or neither the log nor the store reaches it
    is_from_store: bool = False  #: the plan is what the month's own report measured against, not this plan's for that month


class PeriodKind(Enum):
    """How long a period is, in months."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12

    @property
    def key(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class PeriodToDate:
    """A period up to the report's day."""

    kind: PeriodKind
    months: tuple[Month, ...]  #: of the whole period
    number: int  #: which quarter or half of the fiscal year, from 1
    standing: Standing  #: due and actual: of the months that are known
    unknown: tuple[Month, ...] = ()  #: months gone by of which nothing is known: neither due nor done

    @property
    def label(self) -> Text:
        """11月, 第3四半期（10〜12月）, 下期（10〜3月）, 年度（4月〜）."""
        first, last = self.months[0], self.months[-1]
        span = Text(f"{first.month}〜{last.month}月", f"{first.short_label.en} to {last.short_label.en}")
        match self.kind:
            case PeriodKind.MONTH:
                return first.short_label
            case PeriodKind.QUARTER:
                return _QUARTER.format(number=self.number, span=span)
            case PeriodKind.HALF:
                return (_FIRST_HALF if self.number == 1 else _SECOND_HALF).format(span=span)
        return _YEAR.format(first=first.short_label)


@dataclass(frozen=True)
class Course:
    """The months of the fiscal year that the report's month lies in."""

    points: tuple[MonthPoint, ...]  #: twelve, in order
    month: Month  #: of the report
    share_due: float  #: of that month's plan
    thresholds: Thresholds = Thresholds()

    @property
    def so_far(self) -> tuple[MonthPoint, ...]:
        """The months up to the report's."""
        return tuple(point for point in self.points if point.month <= self.month)

    @property
    def periods(self) -> tuple[PeriodToDate, ...]:
        """Month, quarter, half-year and fiscal year to date."""
        return tuple(map(self._period, PeriodKind))

    def _period(self, kind: PeriodKind) -> PeriodToDate:
        place = [point.month for point in self.points].index(self.month) // kind.value
        points = self.points[place * kind.value : (place + 1) * kind.value]
        gone = [point for point in points if point.month <= self.month]
        known = [point for point in gone if point.actual is not None or point.month == self.month]
        plans = [point.plan for point in points if point.plan is not None]
        due = [point.plan * (self.share_due if point.month == self.month else 1.0) for point in known if point.plan is not None]
        actual = [point.actual for point in known if point.actual is not None]
        standing = Standing.of(
            exact_sum(plans) if plans else None, exact_sum(due) if due else None, exact_sum(actual) if actual else None, self.thresholds
        )
        unknown = tuple(point.month for point in gone if point not in known)
        return PeriodToDate(kind, tuple(point.month for point in points), place + 1, standing, unknown)

    def with_stored(self, plans: Mapping[Month, float], actuals: Mapping[Month, float]) -> Course:
        """The course with the plans that earlier months were measured against, and with actuals that the log lacks."""
        return replace(self, points=tuple(self._with_stored(point, plans, actuals) for point in self.points))

    def _with_stored(self, point: MonthPoint, plans: Mapping[Month, float], actuals: Mapping[Month, float]) -> MonthPoint:
        if point.month >= self.month:
            return point
        plan, is_stored = (plans[point.month], True) if point.month in plans else (point.plan, False)
        actual = actuals.get(point.month) if point.actual is None else point.actual
        return MonthPoint(point.month, plan, actual, is_stored)


_QUARTER = Text("第{number}四半期（{span}）", "Q{number} ({span})")
_FIRST_HALF = Text("上期（{span}）", "First half ({span})")
_SECOND_HALF = Text("下期（{span}）", "Second half ({span})")
_YEAR = Text("年度（{first}〜）", "Fiscal year (from {first})")
