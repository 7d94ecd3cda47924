"""What came of reading a log: every row is accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi_xl.activity.notes import About, Note
from kpi_xl.errors import Finding


@dataclass(frozen=True)
class KindTotal:
    """All rows of one kind in one month."""

    kind: str
    count: int
    amount: float  #: yen


@dataclass(frozen=True)
class ReadSummary:
    """rows = read + skipped + rejected."""

    source: str  #: the files' names
    rows: int
    read: int
    skipped: int  #: rows that are no activity, and duplicates
    rejected: int  #: rows that could not be read
    rejects: tuple[Finding, ...]  #: the first of them, with their lines
    first_day: date | None
    last_day: date | None
    members: int
    kinds: Mapping[str, KindTotal]  #: of the report's month
    duplicates: int = 0  #: of the skipped: rows whose record comes again further down
    earliest: date | None = None  #: first day of anything that is counted, a store's rows among it; None: `first_day`
    logged: frozenset[str] | None = None  #: the kinds of which there is a row that counts, whenever; None: not known
    begun: frozenset[str] | None = None  #: of these, of which there is one up to the day asked for
    notes: tuple[Note, ...] = ()  #: what a reader must know before he believes the figures, at most five and those on the plan, the weightiest first
    of_each_file: tuple[Note, ...] = ()  #: all of them but those on the plan, files one by one

    @property
    def every_note(self) -> tuple[Note, ...]:
        """All that can be said, for programs: nothing taken together, nothing left out."""
        return (*(note for note in self.notes if note.about is About.PLAN), *self.of_each_file) if self.of_each_file else self.notes


def begun_by(last: date, begins: Mapping[str, date]) -> frozenset[str]:
    """The kinds of which there is a row up to *last*; *begins*: kind -> its first day. Open deals first written down later are no stock of none."""
    return frozenset(kind for kind, day in begins.items() if day <= last)
