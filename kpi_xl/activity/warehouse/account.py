"""The account of a warehouse's table: every row, by who, what team and what kind it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_xl.activity.fields import Field
from kpi_xl.activity.warehouse.groups import Group, Unsound, meant
from kpi_xl.activity.warehouse.table import Meanings


@dataclass(frozen=True)
class Account:
    """What of the rows counts, and what is wrong with the others."""

    rows: int
    read: int
    first_day: date | None
    last_day: date | None
    members: frozenset[str]  #: with a row that counts
    begins: Mapping[str, date]  #: kind -> the first day with such a row
    problems: Mapping[Field, int]  #: field -> rows that cannot be counted for it, kinds aside

    @classmethod
    def of(cls, groups: Sequence[Group], unsound: Sequence[Unsound], meanings: Meanings) -> Account:
        """The account of groups whose texts mean *meanings*."""
        counted = list(meant(groups, meanings))
        members = meanings.get(Field.MEMBER, {})
        begins: dict[str, date] = {}
        for *_, kind, group in counted:
            begins[kind] = min(group.first, begins.get(kind, group.first))
        everything: list[Group | Unsound] = [*groups, *unsound]
        nameless = sum(group.rows for group in everything if not members.get(group.member, group.member))
        return cls(
            sum(group.rows for group in everything), sum(group.rows for *_, group in counted),
            min((group.first for *_, group in counted), default=None), max((group.last for *_, group in counted), default=None),
            frozenset(member for member, *_ in counted), begins,
            {
                Field.DATE: sum(group.dateless for group in unsound), Field.MEMBER: nameless,
                Field.COUNT: sum(group.negative_counts for group in unsound), Field.SCORE: sum(group.negative_scores for group in unsound),
            },
        )  # fmt: skip
