"""Asides: rows that are no activities and no broken ones either: totals, headings that come again, remarks below a report.

Only rows that could not be read are looked at, so that nothing that counts is ever taken for an aside; and a row that has all
that an activity needs is none, whatever else stands in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from kpi_xl.activity.columns.headings import header_key
from kpi_xl.activity.days import parse_day
from kpi_xl.activity.fields import REQUIRED, Field
from kpi_xl.activity.files.source import Line
from kpi_xl.activity.reading.records import HEADING_ROW, LEFT_OUT, NOTE_ROW, TOTAL_ROW, Records
from kpi_xl.activity.words.plain import plain
from kpi_xl.activity.words.stages import stage_kind
from kpi_xl.activity.words.totals import is_total
from kpi_xl.definitions import kind_of
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.units import parse_number

if TYPE_CHECKING:
    import duckdb

BLANK = "blank"
"""No row at all: it goes."""
FEWEST_HEADINGS = 2
REMARK_CELLS = 3
"""A remark below a table fills no more cells."""
LABELLED = (Field.DATE, Field.MEMBER, Field.TEAM, Field.KIND, Field.ACCOUNT)
"""Where a total is labelled, beside the first cell that is filled."""


def set_aside(connection: duckdb.DuckDBPyConnection, records: Records, known: Collection[str]) -> None:
    """Say of the rows of a table that could not be read which are asides.

    Args:
        known: folded names of members and teams, see `is_total`.
    """
    left_out = ", ".join(f"'{problem}'" for problem in LEFT_OUT)
    unread = [
        n for (n,) in connection.execute(
            f"SELECT n FROM {records.table} WHERE problem IS NOT NULL AND problem NOT IN ({left_out}) ORDER BY n"
        ).fetchall()
    ]  # fmt: skip
    if not unread:
        return
    ((last_read,),) = connection.execute(f"SELECT max(n) FROM {records.table} WHERE problem IS NULL OR problem = 'ignored'").fetchall()
    row = _Row(records, known)
    asides = [
        (n, problem)
        for n, line in _lines(records, unread)
        if (problem := row.aside(line, is_below=last_read is not None and n > last_read))
    ]
    blank = [n for n, problem in asides if problem == BLANK]
    if blank:
        connection.execute(f"DELETE FROM {records.rows} WHERE n IN (SELECT unnest(CAST($rows AS BIGINT[])))", {"rows": blank})
    if asides:
        connection.execute(
            f"UPDATE {records.rows} SET problem = aside.problem FROM"
            " (SELECT unnest(CAST($rows AS BIGINT[])) AS n, unnest(CAST($problems AS VARCHAR[])) AS problem) AS aside"
            f" WHERE {records.rows}.n = aside.n",
            {"rows": [n for n, _ in asides], "problems": [problem for _, problem in asides]},
        )


def _lines(records: Records, wanted: Sequence[int]) -> Iterator[tuple[int, Line]]:
    """The rows of these numbers as they stand in the file, which is walked along beside the list."""
    numbers = iter(wanted)
    number = next(numbers, None)
    for n, line in enumerate(records.source.walk(), records.first + 1):
        if n == number:
            yield n, line
            number = next(numbers, None)
            if number is None:
                return


class _Row:
    """What a row of one table may be that could not be read."""

    def __init__(self, records: Records, known: Collection[str]) -> None:
        self._layout, self._order, self._known = records.layout, records.order, known
        self._place = records.source.place
        self._titles = [header_key(title) for title in records.layout.titles]

    def aside(self, line: Line, is_below: bool) -> str | None:
        """Which kind of aside it is, or None; *is_below*: no row further down could be read."""
        cells = [plain(cell) for cell in line.cells]
        filled = [position for position, cell in enumerate(cells) if cell]
        if not filled:
            return BLANK  # white space, or characters that nobody sees
        if self._is_heading(cells, filled):
            return HEADING_ROW
        if self._is_other_heading(cells):
            raise InputError([Finding(self._place(line.number), NO_VALUE, _OTHER_TABLE, _SPLIT_FILE)])
        if self._is_total(cells, filled):
            return TOTAL_ROW
        return NOTE_ROW if self._is_note(cells, filled, is_below) else None

    def _is_heading(self, cells: Sequence[str], filled: Sequence[int]) -> bool:
        return len(filled) >= FEWEST_HEADINGS and all(
            position < len(self._titles) and header_key(cells[position]) == self._titles[position] for position in filled
        )

    def _is_other_heading(self, cells: Sequence[str]) -> bool:
        """Whether another table begins here: what an activity needs is headed as above, another column is not."""
        needed = [position for field in REQUIRED for position in self._positions(field)[:1]]
        same = [position < len(cells) and header_key(cells[position]) == self._titles[position] for position in needed]
        return len(same) >= FEWEST_HEADINGS and all(same)

    def _is_total(self, cells: Sequence[str], filled: Sequence[int]) -> bool:
        labels = [*(cells[position] for field in LABELLED for position in self._positions(field) if position < len(cells)), cells[filled[0]]]
        has_label = any(label and is_total(label, self._known) for label in labels)
        if self._is_complete(cells) and not any(is_total(label, self._known) for label in self._required(cells)):
            return False
        only_numbers = all(parse_number(cells[position]) is not None for position in filled)
        return has_label or (only_numbers and not any(self._required(cells)))

    def _is_note(self, cells: Sequence[str], filled: Sequence[int], is_below: bool) -> bool:
        meaningful = sum(self._says(field, cells) for field in REQUIRED)
        if len(filled) == 1:
            return not meaningful or (self._positions(Field.MEMBER)[:1] == (filled[0],) and (is_below or filled[0] == 0))
        return is_below and len(filled) <= REMARK_CELLS and not meaningful

    def _says(self, field: Field, cells: Sequence[str]) -> bool:
        """Whether the row says something that can be read in a field that an activity needs."""
        said = next((cells[position] for position in self._positions(field) if position < len(cells) and cells[position]), "")
        if not said:
            return False
        if field is Field.DATE:
            return parse_day(said, self._order.order, has_short_years=self._order.is_declared) is not None
        if field is Field.KIND:
            return kind_of(said) is not None or stage_kind(said) is not None
        return parse_day(said) is None and parse_number(said) is None  # a day or a number is nobody's name

    def _required(self, cells: Sequence[str]) -> list[str]:
        return [
            cell
            for field in REQUIRED
            if (cell := next((cells[position] for position in self._positions(field) if position < len(cells) and cells[position]), ""))
        ]

    def _is_complete(self, cells: Sequence[str]) -> bool:
        return len(self._required(cells)) == len(REQUIRED)

    def _positions(self, field: Field) -> tuple[int, ...]:
        stage = self._layout.values.get(self._layout.mapping.stage)
        if field is Field.KIND and stage is not None:
            return (stage,)
        return self._layout.positions(field)


_OTHER_TABLE = Text("見出しの違う別の表が始まっています", "another table begins here, with other headings")
_SPLIT_FILE = Text("表ごとにファイルを分けてください", "Put each table into a file of its own")
