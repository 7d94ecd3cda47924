"""Do landings keep what they promise? `python -m benchmarks.forecast [LOG MAPPING]` asks the past of a log, or made-up logs.

For every month but the first three, on its 8th, 15th and 22nd day, from nothing but what was known then: the landing of
each member, each team and everybody together. Told are how often the month ended within the 80% and the 90% range, and
the continuous ranked probability score against naive linear pace (done / days over x days of the month), whose score is
the error itself; below 1 is better (Gneiting and Raftery, JASA 102 (2007) 359).
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.simulated_months import KINDS, Kind
from benchmarks.size import sized
from kpi_xl.activity import ActivityLog, open_log
from kpi_xl.activity.columns.mapping import read_mapping
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.role_course import RoleCourse
from kpi_xl.attainment.report.history import count_of, daily_counts
from kpi_xl.attainment.report.monthly_report import CountedMonth
from kpi_xl.definitions import Single, load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Plan

DAYS = (8, 15, 22)
KNOWN_MONTHS = 3
COMPANIES, FEW = sized(6), 1
"""Of each kind; `make bench` asks one, which takes a minute or two where six take ten."""
QUANTILES = (np.arange(100) + 0.5) / 100
ROLE = load_role("field_sales")
PLAN = Plan.standard(ROLE)


@dataclass(frozen=True)
class Foretold:
    """One landing, and what came."""

    score: float
    naive: float  #: the error of linear pace
    in_80: bool
    in_90: bool


Found = defaultdict[tuple[str, int], list[Foretold]]
"""(members, teams or everybody, day of the month) -> what was foretold."""


def months_of(log: ActivityLog) -> list[Month]:
    first, last = log.connection.execute("SELECT min(date), max(date) FROM log").fetchone()
    months = [Month.of(first)]
    while months[-1] < Month.of(last):
        months.append(months[-1].next)
    return months


def foretell(log: ActivityLog, found: Found, known: int = KNOWN_MONTHS) -> None:
    """Every month of *log* but the first *known*, each of `DAYS`."""
    for month in months_of(log)[known:]:
        for day in DAYS:
            for unit, each in _month(log, month, date(month.year, month.month, day)):
                found[unit, day].append(each)


def _month(log: ActivityLog, month: Month, as_of: date) -> Iterator[tuple[str, Foretold]]:
    assert isinstance(ROLE.kgi.measure, Single)
    tally = ROLE.kgi.measure.tally
    counted, complete = CountedMonth.of(log, PLAN, month, as_of), CountedMonth.of(log, PLAN, month)
    members = [owner.member for owner in counted.owners]
    daily = daily_counts(log, tally, month.start, as_of)
    course = RoleCourse.of(log, counted.history, tally, members, as_of, daily)
    done = {each.name: counted.history.value(each, month, tally) for each in members}
    came = {each.name: complete.history.value(each, month, tally) for each in members}
    parts = {
        each.name: course.landing(each.name, done[each.name], counted.history.value(each, month, count_of(tally))) for each in members
    }
    teams: dict[str, list[str]] = defaultdict(list)
    for each in members:
        teams[each.team].append(each.name)
    groups = [("member", [each]) for each in parts] + [("team", its) for its in teams.values()] + [("everybody", list(parts))]
    for unit, names in groups:
        so_far, actual = sum(done[name] for name in names), sum(came[name] for name in names)
        landing = course.together([parts[name] for name in names], so_far, unit != "everybody")
        if isinstance(landing, Landing):
            yield unit, _judged(landing, actual)


def _judged(landing: Landing, actual: float) -> Foretold:
    rest, came = landing.remainder, actual - landing.done
    values = np.array([rest.quantile(float(share)) for share in QUANTILES])
    score = 2 * np.where(came >= values, QUANTILES * (came - values), (1 - QUANTILES) * (values - came)).mean()
    pace = landing.done / landing.so_far.elapsed * landing.so_far.working_days
    ranges = [rest.quantile(tail) - 1e-6 <= came <= rest.quantile(1 - tail) + 1e-6 for tail in (0.1, 0.05)]
    return Foretold(float(score), abs(pace - actual), *ranges)


def table(title: str, found: Found) -> Table:
    shown = Table("of", "day", "months", "in 80%", "in 90%", "score / pace's", box=SIMPLE_HEAD, title=title)
    for (unit, day), each in sorted(found.items(), key=lambda item: (("member", "team", "everybody").index(item[0][0]), item[0][1])):
        number = len(each)
        kept = [f"{sum(inside) / number:.0%}" for inside in ([one.in_80 for one in each], [one.in_90 for one in each])]
        ratio = sum(one.score for one in each) / (sum(one.naive for one in each) or 1)
        shown.add_row(unit, str(day), f"{number:,}", *kept, f"{ratio:.2f}")
    return shown


def of_companies(kind: Kind, companies: int = COMPANIES) -> Found:
    """Several made-up companies of one kind, together."""
    found: Found = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        for seed in range(companies):
            path = Path(name) / f"log{seed}.csv"
            kind.write(path, seed)
            with open_log(path) as log:
                foretell(log, found)
    return found


def main(companies: int = FEW) -> None:
    console = Console(width=110)
    if len(sys.argv) > 1:
        found: Found = defaultdict(list)
        with open_log(Path(sys.argv[1]), read_mapping(Path(sys.argv[2])) if len(sys.argv) > 2 else None) as log:
            foretell(log, found, 2)
        console.print(table(Path(sys.argv[1]).name, found))
        return
    for kind in KINDS:
        console.print(table(kind.name, of_companies(kind, companies)))


if __name__ == "__main__":
    main(COMPANIES)
