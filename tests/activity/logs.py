"""Small activity logs for tests, and what came of reading them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from kpi_xl.activity import LogMapping, ReadSummary, open_log
from kpi_xl.periods import Month

NOVEMBER = Month(2026, 11)
HEADER = "日付,担当者,チーム,種別,件数,金額,評点,取引先,流入元"


class Row(NamedTuple):
    """One row of the canonical log, defaults as they are where a column is missing."""

    date: date
    member: str
    kind: str
    count: int = 1
    amount: Decimal | None = None
    score: Decimal | None = None
    team: str = ""
    account: str = ""
    source: str = ""


@dataclass(frozen=True)
class Read:
    """Everything that reading a log gave."""

    rows: list[Row]
    summary: ReadSummary
    rejects: list[str]
    members: dict[str, str]  #: with the team of the latest row

    def column(self, name: str) -> list[Any]:
        return [getattr(row, name) for row in self.rows]

    @property
    def account(self) -> tuple[int, int, int, int]:
        """(rows, read, skipped, rejected)."""
        return self.summary.rows, self.summary.read, self.summary.skipped, self.summary.rejected


def write_log(folder: Path, *lines: str, header: str = HEADER, name: str = "log.csv", encoding: str = "utf-8") -> Path:
    """A CSV of *header* and *lines*."""
    path = folder / name
    path.write_bytes("".join(f"{line}\n" for line in (header, *lines)).encode(encoding))
    return path


def read_log(
    path: Path,
    mapping: LogMapping | None = None,
    month: Month = NOVEMBER,
    more: Sequence[Path] = (),
    members: Sequence[str] | None = None,
) -> Read:
    """Open the log (with *more* files of it) and take down what it holds."""
    with open_log([path, *more], mapping, members) as log:
        columns = ", ".join(Row._fields)
        rows = [Row(*cells) for cells in log.connection.execute(f"SELECT {columns} FROM log ORDER BY n").fetchall()]
        summary = log.summary(month, date(2200, 12, 31))
        rejects = [str(finding) for finding in summary.rejects]
        latest = {member: team for member, (team, *_) in log.members(date(1900, 1, 1), date(2200, 12, 31)).items()}
        return Read(rows, summary, rejects, latest)


def read_lines(folder: Path, *lines: str, header: str = HEADER) -> Read:
    """Write the lines, then read them."""
    return read_log(write_log(folder, *lines, header=header))


def csv_bytes(rows: Sequence[Sequence[str]], separator: str = ",", newline: str = "\n") -> bytes:
    """Rows whose cells need no quotes."""
    return "".join(separator.join(row) + newline for row in rows).encode()
