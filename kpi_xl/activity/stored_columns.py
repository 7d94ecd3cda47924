"""Stored columns: in which form a column of a table is kept, and the types that list its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from kpi_xl.activity.layout import Layout
from kpi_xl.activity.numbers import NUMBER_TYPES, number_of
from kpi_xl.activity.records import ODD
from kpi_xl.activity.source import Source
from kpi_xl.activity.survey import KIND, Survey, columns_of

if TYPE_CHECKING:
    import duckdb

_NUMBERS = count()
WHITE = " \t\u00a0\u3000"


@dataclass(frozen=True)
class StoredColumn:
    """A column of a scan, and what is kept of it."""

    key: str
    has_codes: bool  #: its texts are listed, or those of its numbers that are odd
    texts: tuple[str, ...] = ()  #: listed
    type: str = ""  #: that lists them; "" where there are none
    number: str | None = None  #: SQL of its number, NULL where it is odd; None: it is none
    blanks: frozenset[str] = frozenset()  #: texts that stand in some rows and are not listed, because they say nothing
    keeps_blanks: bool = False  #: blank texts say something
    is_late: bool = False  #: its texts, or those that are no numbers, are stored first and listed then

    @property
    def code(self) -> str:
        return ODD + self.key if self.key in NUMBER_TYPES else self.key

    @property
    def told(self) -> dict[str, str]:
        """Name -> SQL over the texts of a scan."""
        told = {}
        if self.type:
            told[f"{self.code}_code"] = f"TRY_CAST({self._said} AS {self.type})"
        if self.number:
            told[f"{self.key}_number"] = self.number
        return told

    @property
    def _said(self) -> str:
        """SQL of the text, NULL where it says nothing.

        Casting a text that is not listed takes DuckDB long, and where it has the CSV reader cast a bare column it fails.
        """
        if not self.blanks:
            return self.key
        if self.blanks == {""}:
            return f"nullif({self.key}, '')"
        return f"CASE WHEN trim({self.key}, '{WHITE}') <> '' THEN {self.key} END"

    @property
    def kept(self) -> dict[str, str]:
        """Name -> SQL over what is told."""
        text = self.key if self.keeps_blanks else f"nullif(trim({self.key}), '')"
        if self.is_late and self.number:
            return {self.key: f"{self.key}_number", self.code: f"CASE WHEN {self.key}_number IS NULL THEN {text} END"}
        if self.is_late or not self.has_codes:
            return {self.key: text}
        kept = {self.code: f"{self.code}_code"} if self.type else {}
        if self.number:
            kept[self.key] = f"{self.key}_number"
        return kept

    @property
    def stored(self) -> list[str]:
        return list(self.kept)

    @property
    def is_missed(self) -> str:
        """SQL that is true where the text is neither listed nor a number."""
        return " AND ".join([f"{self.key} <> ''", *(f"{name} IS NULL" for name in self.told)])


def columns_for(
    connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout, found: Survey, index: int
) -> list[StoredColumn]:
    """The columns of table *index*, with types that list what was found.

    Raises:
        UnicodeDecodeError: a text is none.
    """
    columns = []
    for key in columns_of(layout):
        texts = found.texts.get(key, ())
        keeps_blanks = key == KIND and bool(layout.mapping.rules)  # rules may decide on blanks
        column = StoredColumn(
            key, key in found.texts or key in NUMBER_TYPES,
            number=number_of(key) if key in NUMBER_TYPES and key not in found.listed_numbers else None, keeps_blanks=keeps_blanks,
            blanks=frozenset() if keeps_blanks else frozenset(text for text in texts if not source.decode(text).strip()),
        )  # fmt: skip
        if key in found.late:
            columns.append(replace(column, has_codes=False, is_late=True))
        else:
            blank = [""] if found.is_guess and keeps_blanks else []
            columns.append(with_list(connection, source, column, index, [*texts, *blank]))
    return columns


def with_list(
    connection: duckdb.DuckDBPyConnection, source: Source, column: StoredColumn, index: int, more: Sequence[str]
) -> StoredColumn:
    """The column with *more* texts listed, blank ones left out; the same where there are none.

    Raises:
        UnicodeDecodeError: a text is none.
    """
    said = [text for text in more if column.keeps_blanks or source.decode(text).strip()]
    texts = tuple(dict.fromkeys((*column.texts, *said)))
    if len(texts) == len(column.texts) or not (column.has_codes or column.is_late):
        return replace(column, is_late=False)
    name = f"list_{index}_{column.code}_{next(_NUMBERS)}"  # a reader that failed half way has left others
    connection.execute(f"CREATE TYPE {name} AS ENUM (SELECT unnest(CAST($texts AS VARCHAR[])))", {"texts": list(texts)})
    return replace(column, texts=texts, type=name, has_codes=True, is_late=False)
