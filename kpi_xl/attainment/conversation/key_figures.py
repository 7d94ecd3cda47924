"""Key figures: one KPI of a person over six months, with the cases behind a rate and the team's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi_xl.attainment.report.actuals import actual_of
from kpi_xl.attainment.report.history import History, counted_rate
from kpi_xl.attainment.report.model import AttainmentRow, Result
from kpi_xl.definitions import Kpi
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member

MONTHS_SHOWN = 6


@dataclass(frozen=True)
class MonthFigure:
    """A KPI in one month."""

    month: Month
    value: float | None  #: in the KPI's unit; None before the person's first row, and where there was nothing to divide by
    done: float = 0.0  #: of a rate: successes
    tried: float = 0.0  #: of a rate: trials


@dataclass(frozen=True)
class KeyFigure:
    """A KPI of one person."""

    row: AttainmentRow  #: of the report's month
    months: tuple[MonthFigure, ...]  #: the report's last
    team: tuple[MonthFigure, ...]  #: of the same months, of everybody of the role in the team together; a rate's only

    @property
    def kpi(self) -> Kpi:
        return self.row.kpi

    @property
    def is_rate(self) -> bool:
        return counted_rate(self.kpi) is not None

    @property
    def now(self) -> MonthFigure:
        return self.months[-1]

    @property
    def before(self) -> tuple[MonthFigure, ...]:
        """The complete months."""
        return self.months[:-1]


def pooled(months: Iterable[MonthFigure]) -> float | None:
    """The rate of several months together; None without a trial."""
    known = list(months)
    tried = exact_sum(each.tried for each in known)
    return exact_sum(each.done for each in known) / tried if tried else None


def key_figure(row: AttainmentRow, result: Result, together: Sequence[Result], history: History) -> KeyFigure:
    """One KPI of *result*, beside that of *together*, who share team and role."""
    months = (*history.months[1 - MONTHS_SHOWN :], history.now)
    own = _months(row.kpi, [result], months, history)
    own = (*own[:-1], MonthFigure(history.now, row.actual, own[-1].done, own[-1].tried))  # a part of the month, as the report has it
    team = _months(row.kpi, together, months, history) if counted_rate(row.kpi) and len(together) > 1 else ()
    return KeyFigure(row, own, team)


def _months(kpi: Kpi, results: Sequence[Result], months: Sequence[Month], history: History) -> tuple[MonthFigure, ...]:
    members = [Member(each.name, each.team, each.role, each.joined) for each in results]
    known, found = False, []
    for month in months:
        rows = [tallies for member in members if (tallies := history.tallies(member, month))]
        known = known or bool(rows)
        tallies = {key: exact_sum(row.get(key, 0.0) for row in rows) for row in rows for key in row}
        value = actual_of(kpi, tallies, history.calendar.days_in(month)) if known else None
        measure = counted_rate(kpi)
        done, tried = (tallies.get(measure.of, 0.0), tallies.get(measure.to, 0.0)) if measure else (0.0, 0.0)
        found.append(MonthFigure(month, value, done, tried))
    return tuple(found)
