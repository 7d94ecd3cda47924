"""The account of a warehouse's table: every row, by who, what team and what kind it names. The table is looked through once for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kpi_xl.activity.fields import Field
from kpi_xl.activity.warehouse.table import SOUND, Meanings


class Group(NamedTuple):
    """Rows that name the same, as the table spells it."""

    member: str
    team: str
    kind: str
    rows: int
    sound: int  #: rows whose day, count and score can be
    first: date | None  #: day of the sound rows
    last: date | None
    dateless: int  #: rows without a day
    negative_counts: int
    negative_scores: int

    def text(self, field: Field) -> str:
        return str(getattr(self, field.key))


NAMED = (Field.MEMBER, Field.TEAM, Field.KIND)
"""By whose texts rows are grouped."""
GROUPS = (
    f"SELECT member, team, kind, count(*) AS rows, count(CASE WHEN {SOUND} THEN 1 END) AS sound,"
    f" min(CASE WHEN {SOUND} THEN date END) AS first, max(CASE WHEN {SOUND} THEN date END) AS last,"
    " count(CASE WHEN date IS NULL THEN 1 END) AS dateless, count(CASE WHEN count < 0 THEN 1 END) AS negative_counts,"
    " count(CASE WHEN score < 0 THEN 1 END) AS negative_scores"
    " FROM given GROUP BY member, team, kind"
)
"""Over ``given`` with its texts as they stand."""


def texts_of(groups: Iterable[Group], field: Field) -> Mapping[str, int]:
    """Text -> rows."""
    found: Counter[str] = Counter()
    for group in groups:
        found[group.text(field)] += group.rows
    return found


@dataclass(frozen=True)
class Account:
    """What of the rows counts, and what is wrong with the others."""

    rows: int
    read: int
    first_day: date | None
    last_day: date | None
    members: frozenset[str]  #: with a row that counts
    kinds: frozenset[str]  #: likewise
    problems: Mapping[Field, int]  #: field -> rows that cannot be counted for it, kinds aside

    @classmethod
    def of(cls, groups: Sequence[Group], meanings: Meanings) -> Account:
        """The account of groups whose texts mean *meanings*."""

        def meant(group: Group, field: Field) -> str | None:
            return meanings.get(field, {}).get(group.text(field), group.text(field))

        named = [group for group in groups if meant(group, Field.MEMBER) and meant(group, Field.KIND) is not None]
        days = [day for group in named for day in (group.first, group.last) if day is not None]
        nameless = sum(group.rows for group in groups if not meant(group, Field.MEMBER))
        return cls(
            sum(group.rows for group in groups), sum(group.sound for group in named), min(days, default=None), max(days, default=None),
            frozenset(str(meant(group, Field.MEMBER)) for group in named if group.sound),
            frozenset(str(meant(group, Field.KIND)) for group in named if group.sound),
            {
                Field.DATE: sum(group.dateless for group in groups), Field.MEMBER: nameless,
                Field.COUNT: sum(group.negative_counts for group in groups), Field.SCORE: sum(group.negative_scores for group in groups),
            },
        )  # fmt: skip
