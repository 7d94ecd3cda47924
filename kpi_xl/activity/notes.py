"""Notes: what a reader must know of a log before he believes its figures. Each is one line, weightiest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from kpi_xl.language import Text

MOST_NOTES = 5


class About(IntEnum):
    """What a note is about, in the order of weight."""

    PLAN = 0  #: what the log is measured against
    REJECTED = 1  #: rows that could not be read
    CURRENCY = 2
    AMOUNT = 3  #: no amounts, or amounts in a form that was chosen for the reader
    STAGE = 4
    SHEET = 5  #: sheets and rows that are hidden, left out or taken together
    REPEATED = 6  #: rows that are alike and have no id
    RECORD = 7  #: rows that repeat a record
    MEMBER = 8  #: several in one cell
    UNLISTED = 9  #: members who are in no plan
    TOTAL = 10  #: totals, headings and remarks in between
    IGNORED = 11  #: what a preset leaves out every day, such as mails; told on import, not in the report


@dataclass(frozen=True)
class Note:
    """One thing that was left out, or chosen for the reader."""

    about: About
    text: Text
    rows: int = 0  #: that it concerns; 0 where it is not about rows


def weightiest(notes: Iterable[Note]) -> tuple[Note, ...]:
    """At most `MOST_NOTES` of them, the weightiest; what does not fit is counted in the last."""
    ordered = sorted((note for note in dict.fromkeys(notes) if note.about is not About.IGNORED), key=lambda note: (note.about, -note.rows))
    if len(ordered) <= MOST_NOTES:
        return tuple(ordered)
    rest = ordered[MOST_NOTES - 1 :]
    return (*ordered[: MOST_NOTES - 1], Note(rest[0].about, _AND_MORE.format(first=rest[0].text, count=len(rest) - 1)))


_AND_MORE = Text("{first}（ほか{count}件。kpi-xl import --explain で確認できます）", "{first} (and {count} more; see kpi-xl import --explain)")
