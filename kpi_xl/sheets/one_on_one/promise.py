"""What people write on a card, and what came of the promise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from kpi_xl.activity.days import parse_day
from kpi_xl.attainment.report.model import AttainmentRow, Result
from kpi_xl.definitions import Direction
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import ArgumentError
from kpi_xl.periods import Month
from kpi_xl.units import read_quantity


@dataclass(frozen=True)
class Promise:
    """The next promise, as it was typed; blank where nobody wrote."""

    what: str = ""
    how_many: str = ""
    until: str = ""
    measured_by: str = ""  #: the label of a KPI
    help: str = ""

    @property
    def is_blank(self) -> bool:
        return not any((self.what, self.how_many, self.until, self.measured_by, self.help))

    @property
    def lines(self) -> tuple[str, ...]:
        return (self.what, self.how_many, self.until, self.measured_by, self.help)


@dataclass(frozen=True)
class FormerCard:
    """A card of before, with what was written on it."""

    member: str
    team: str
    month: Month
    day: date  #: up to which it counted
    notes: tuple[str, ...] = ()
    promise: Promise = field(default_factory=Promise)

    @property
    def is_blank(self) -> bool:
        return self.promise.is_blank and not any(self.notes)


class Kept(Enum):
    """What came of a promise."""

    YES = "yes"
    NOT_YET = "not yet"
    NO = "no"


@dataclass(frozen=True)
class Outcome:
    """A promise beside the figure that measures it."""

    row: AttainmentRow
    promised: float  #: in the KPI's unit
    kept: Kept | None  #: None where there is no figure yet


def outcome(promise: Promise, result: Result, as_of: date, is_complete: bool) -> Outcome | None:
    """What this month's figure says of the promise; None where it names no KPI of the person, or no number.

    Args:
        is_complete: the month is over, and so is a promise without a day of its own.
    """
    named = (words for words in (promise.measured_by, promise.what) if words)  # who leaves the KPI blank may have named it as what
    row = next((row for words in named for row in result.rows if _is_named(row, words)), None)
    if row is None:
        return None
    try:
        promised = read_quantity("", promise.how_many, row.kpi.unit)
    except ArgumentError:
        return None
    until = parse_day(promise.until) if promise.until else None
    is_due = is_complete if until is None else as_of >= until
    return Outcome(row, promised, _kept(row, promised, is_due))


def _is_named(row: AttainmentRow, words: str) -> bool:
    return folded(words) in {folded(label) for label in (*row.kpi.label.both(), row.kpi.id)}


def _kept(row: AttainmentRow, promised: float, is_due: bool) -> Kept | None:
    if row.actual is None:
        return None
    is_lower = row.kpi.direction is Direction.LOWER
    is_reached = row.actual <= promised if is_lower else row.actual >= promised
    if is_lower and not is_due:
        return Kept.NOT_YET if is_reached else Kept.NO  # what must stay low is kept when the time is over
    return Kept.YES if is_reached else Kept.NO if is_due else Kept.NOT_YET
