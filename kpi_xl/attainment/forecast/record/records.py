"""The records of a month's forecasts: of each role of a team, each manager, and the company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a list has no records, and no need of what they are made of
    from kpi_xl.attainment.forecast.record.accuracy import Accuracy
    from kpi_xl.attainment.forecast.record.point import ForecastPoint
    from kpi_xl.attainment.forecast.record.track import ForecastTrack
    from kpi_xl.attainment.report.model import Result, RoleBlock
    from kpi_xl.chance.too_little import TooLittle
    from kpi_xl.definitions import Kpi, RoleTemplate


@dataclass(frozen=True)
class Subject:
    """Whose goal is forecast; the store knows it by the same words."""

    team: str
    owner: str  #: the member or manager; "" for the members of a role in a team together
    role: str  #: its key; "" for the company

    @classmethod
    def of(cls, result: Result) -> Subject:
        return cls(result.team, result.name, result.role.key)

    @classmethod
    def of_block(cls, block: RoleBlock) -> Subject:
        return cls(block.total.team, "", block.role.key)


COMPANY = Subject("", "", "")


@dataclass(frozen=True)
class ForecastRecord:
    """How the forecast of one goal has moved this month, and how good past ones were."""

    subject: Subject
    role: RoleTemplate | None  #: None: the company
    kpi: Kpi
    track: ForecastTrack
    accuracy: Accuracy | TooLittle
    members: tuple[tuple[str, Accuracy | TooLittle], ...] = ()  #: of a team: the same of its members, by name


@dataclass(frozen=True)
class ForecastRecords:
    """Of a month that is not over; empty of one that is, and where nobody asked for forecasts."""

    by_subject: Mapping[Subject, ForecastRecord] = field(default_factory=dict)  #: teams, managers, the company
    today: Mapping[Subject, tuple[Kpi, ForecastPoint]] = field(default_factory=dict)  #: of everybody: what a store keeps

    def __iter__(self) -> Iterator[ForecastRecord]:
        return iter(self.by_subject.values())

    def of(self, lead: Result) -> ForecastRecord | None:
        """Of a manager."""
        return self.by_subject.get(Subject.of(lead))

    def of_block(self, block: RoleBlock) -> ForecastRecord | None:
        found = self.by_subject.get(Subject.of_block(block))
        return found if found and found.role == block.role else None  # not that of those whom the plan lists beside it

    @property
    def company(self) -> ForecastRecord | None:
        """Of a company's plan, or of several teams; None of one team."""
        return self.by_subject.get(COMPANY)
