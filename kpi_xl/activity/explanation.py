"""Explanations: what each column of a file became, with its first rows."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_xl.activity.log import ActivityLog
from kpi_xl.activity.reading.records import LEFT_OUT, Records
from kpi_xl.activity.reading.texts import STAGE
from kpi_xl.language import Text

FIRST_ROWS = 3


@dataclass(frozen=True)
class ReadRow:
    """One of the first rows as it was read."""

    line: int
    date: date | None
    member: str | None
    kinds: tuple[str, ...]  #: none where the row is no activity
    count: int
    amount: Decimal | None
    account: str
    problem: str | None  #: None: it counts


@dataclass(frozen=True)
class ReadStage:
    """What one stage of a list of deals was read as."""

    stage: str
    kind: str | None  #: None: it is no activity, or nothing knows it
    is_known: bool
    rows: int
    amount: Decimal


@dataclass(frozen=True)
class Explanation:
    """How one file was read."""

    name: str
    preset: str | None  #: id; None where a mapping said it
    label: Text
    columns: tuple[tuple[str, tuple[Text, ...]], ...]  #: (header, what it is read as; nothing where it is not used)
    date_order: str
    rows: tuple[ReadRow, ...]
    stages: tuple[ReadStage, ...] = ()

    @property
    def used(self) -> int:
        """Columns that mean something."""
        return sum(1 for _, uses in self.columns if uses)


def explain(log: ActivityLog) -> list[Explanation]:
    """The explanation of each file."""
    return [_explained(log, records) for records in log.tables]


def _explained(log: ActivityLog, records: Records) -> Explanation:
    layout, uses = records.layout, records.layout.uses()
    return Explanation(
        records.source.shown,
        layout.preset.id if layout.preset else None,
        layout.preset.label if layout.preset else _BY_MAPPING,
        tuple((title, tuple(uses.get(position, ()))) for position, title in enumerate(layout.titles)),
        records.order.order.value,
        tuple(_first_rows(log, records)),
        tuple(_stages(log, records)),
    )


def _stages(log: ActivityLog, records: Records) -> list[ReadStage]:
    """Every stage, the one with most rows first; rows that are left out for another reason are no part of it."""
    if STAGE not in records.beside:
        return []
    left_out = ", ".join(f"'{problem}'" for problem in LEFT_OUT if problem != "ignored")
    found = log.connection.execute(
        f"SELECT {STAGE}, any_value(kind), bool_or(kinds IS NOT NULL), count(*) AS rows, coalesce(sum(amount), 0) FROM {records.table}"
        f" LEFT JOIN kind_sets ON kinds = number WHERE {STAGE} IS NOT NULL AND (problem IS NULL OR problem NOT IN ({left_out}))"
        f" GROUP BY {STAGE}, kinds ORDER BY rows DESC, {STAGE}"
    ).fetchall()
    return [ReadStage(*each) for each in found]


def _first_rows(log: ActivityLog, records: Records) -> list[ReadRow]:
    found = log.connection.execute(
        "SELECT n, date, member, list(kind), any_value(count), any_value(amount), any_value(account), any_value(problem)"
        " FROM accounted LEFT JOIN kind_sets ON kinds = number WHERE file = $file GROUP BY n, date, member ORDER BY n LIMIT $most",
        {"file": records.index, "most": FIRST_ROWS},
    ).fetchall()
    if not found:
        return []
    walked = enumerate(records.source.walk(), records.first + 1)
    lines = {n: line.number for n, line in itertools.takewhile(lambda each: each[0] <= found[-1][0], walked)}
    return [
        ReadRow(lines[n], day, member, tuple(kind for kind in kinds if kind), count, amount, account, problem)
        for n, day, member, kinds, count, amount, account, problem in found
    ]


_BY_MAPPING = Text("列の対応表（--map）", "mapping file (--map)")
