"""What a store keeps beside activity: the months' results, and what was forecast on which day; its tables, by version.

A record here is a row of its table, its fields are the columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from kpi_xl.activity.fields import LOG_SCHEMA
from kpi_xl.periods import Month


@dataclass(frozen=True)
class StoredResult:
    """One KPI of one owner in one month, as it was reported."""

    month: Month
    as_of: date  #: the last day that counted
    team: str
    owner: str  #: the member or manager; "" for the members of a role in a team together
    role: str
    kpi: str
    target: float | None
    actual: float | None


@dataclass(frozen=True)
class StoredForecast:
    """Where a goal was heading on a day of its month, in its KPI's unit; the landing is won + open + to_come."""

    month: Month
    as_of: date  #: the last day that counted
    team: str
    owner: str  #: as in a `StoredResult`; "" with a blank role: the company
    role: str
    kpi: str
    target: float | None
    won: float  #: done by then
    orders: float  #: that it came from; of counts, the same
    open: float  #: expected of the deals that were open
    to_come: float  #: expected of what was not known yet
    orders_to_come: float
    low_80: float
    high_80: float
    low_90: float
    high_90: float
    chance: float | None  #: of making the target; None without one
    is_pace: bool  #: ペース換算


@dataclass(frozen=True)
class StoredDeal:
    """A deal that was open on the day of a forecast."""

    month: Month
    as_of: date
    team: str
    owner: str  #: the member
    account: str
    record: str
    amount: float | None  #: yen as listed
    chance: float  #: of being won by the month's end; 0 where open deals were not part of the forecast
    worth: float  #: in the unit of the member's goal, if it is won


_KINDS = {"Month": "DATE", "date": "DATE", "str": "VARCHAR", "float": "DOUBLE", "float | None": "DOUBLE", "bool": "BOOLEAN"}


def columns_of_record(record: type) -> Mapping[str, str]:
    """Column -> type."""
    return {each.name: _KINDS[str(each.type)] for each in fields(record)}


ACTIVITY = {**LOG_SCHEMA, "origin": "VARCHAR"}
RECORDS: Mapping[str, type] = {"results": StoredResult, "forecasts": StoredForecast, "deals": StoredDeal}
TABLES = {"activity": ACTIVITY, **{table: columns_of_record(record) for table, record in RECORDS.items()}}
"""Table -> column -> type: all that a store holds beside its version."""
VERSION = 2
TABLES_OF_VERSION = {1: ("activity", "results"), VERSION: tuple(TABLES)}
"""A store of an earlier version is read as one whose later tables are empty, and written as one of this version."""
