"""Groups: the rows of a warehouse's table that name the same, with everything that a short report asks of them, from one look at the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi_xl.activity.fields import Field
from kpi_xl.activity.relation import Connection, Days, DaysAsked
from kpi_xl.activity.warehouse.table import SOUND

NAMED = (Field.MEMBER, Field.TEAM, Field.KIND)
"""By whose texts rows are grouped."""


@dataclass(frozen=True)
class Group:
    """Rows that name the same, as the table spells it; only sound ones, whose day, count and score can be."""

    member: str
    team: str
    kind: str
    rows: int
    first: date
    last: date
    spans: tuple[tuple[date | None, date | None], ...] = ()  #: of each of `spans_of`: its first and last day with a row
    month_count: int | None = None  #: in the days that are counted; None where no row is
    month_amount: Any = 0  #: yen, exact

    def text(self, field: Field) -> str:
        return str(getattr(self, field.key))


@dataclass(frozen=True)
class Unsound:
    """Rows that name the same and cannot be counted, whatever they name."""

    member: str
    team: str
    kind: str
    rows: int
    dateless: int
    negative_counts: int
    negative_scores: int

    def text(self, field: Field) -> str:
        return str(getattr(self, field.key))


def spans_of(asked: DaysAsked) -> tuple[Days, ...]:
    """The days whose members are asked."""
    return tuple(dict.fromkeys((asked.listed, asked.named)))


def groups_of(connection: Connection, asked: DaysAsked | None) -> tuple[list[Group], list[Unsound]]:
    """Every row of ``given``, its texts as they stand. Where all are sound, as nearly always, the table is looked through once."""
    query, bound = look(asked)
    unsound: list[Unsound] = []
    found = connection.execute(query, bound).fetchall()
    if any(row[-1] for row in found):
        unsound = [Unsound(*row) for row in connection.execute(UNSOUND, {}).fetchall()]
        found = connection.execute(look(asked, f" WHERE {SOUND}")[0], bound).fetchall()
    return [_group(row) for row in found], unsound


def look(asked: DaysAsked | None, among: str = "") -> tuple[str, dict[str, Any]]:
    """The SQL of the one look and what it binds; the last column says how many rows are not sound."""
    days = (asked.month, *spans_of(asked)) if asked else ()
    bound = {name: day for place, span in enumerate(days) for name, day in zip(_ends(place), span, strict=True)}
    of_days = ["date BETWEEN ${} AND ${}".format(*_ends(place)) for place in range(len(days))]
    columns = ["member", "team", "kind", "count(*) AS rows", "min(date) AS first", "max(date) AS last"]
    for counted in of_days[:1]:
        columns += [f"sum(CASE WHEN {counted} THEN {summed} END) AS month_{summed}" for summed in ("count", "amount")]
    for place, span in enumerate(of_days[1:]):
        columns += [f"{end}(CASE WHEN {span} THEN date END) AS {end}{place}" for end in ("min", "max")]
    columns.append(f"count(CASE WHEN {SOUND} THEN NULL ELSE 1 END) AS unsound")
    return f"SELECT {', '.join(columns)} FROM given{among} GROUP BY member, team, kind", bound


def _ends(place: int) -> tuple[str, str]:
    return f"first{place}", f"last{place}"


def _group(row: Sequence[Any]) -> Group:
    member, team, kind, rows, first, last, *asked, _ = row
    if not asked:
        return Group(member, team, kind, rows, first, last)
    count, amount, *ends = asked
    spans = tuple(zip(ends[::2], ends[1::2], strict=True))
    return Group(member, team, kind, rows, first, last, spans, None if count is None else int(count), amount or 0)


UNSOUND = (
    "SELECT member, team, kind, count(*) AS rows, count(CASE WHEN date IS NULL THEN 1 END) AS dateless,"
    " count(CASE WHEN count < 0 THEN 1 END) AS negative_counts, count(CASE WHEN score < 0 THEN 1 END) AS negative_scores"
    " FROM given WHERE date IS NULL OR count < 0 OR score < 0 GROUP BY member, team, kind"
)
"""Those of ``given`` that are not `SOUND`."""


def texts_of(groups: Iterable[Group | Unsound], field: Field) -> Mapping[str, int]:
    """Text -> rows."""
    found: Counter[str] = Counter()
    for group in groups:
        found[group.text(field)] += group.rows
    return found


def meant(groups: Iterable[Group], meanings: Mapping[Field, Mapping[str, str | None]]) -> Iterator[tuple[str, str, str, Group]]:
    """Those that count, with the member, team and kind that they mean."""
    members, teams, kinds = (meanings.get(field, {}) for field in NAMED)
    for group in groups:
        member, team = members.get(group.member, group.member), teams.get(group.team, group.team)
        kind = kinds.get(group.kind, group.kind)
        if member and kind is not None:
            yield member, team or "", kind, group
