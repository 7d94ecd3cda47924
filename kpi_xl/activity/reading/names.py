"""Names: members and teams as the texts of all tables spell them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_xl.activity.columns.mapping import LogMapping
from kpi_xl.activity.fields import Field
from kpi_xl.activity.notes import About, Note
from kpi_xl.activity.reading.meanings import Meaning, word, write_meaning
from kpi_xl.activity.reading.texts import Texts
from kpi_xl.activity.words.member_names import MemberTable
from kpi_xl.activity.words.people import bare_name, is_nobody, people_in, tidied
from kpi_xl.activity.words.totals import is_total
from kpi_xl.definitions.kinds import folded
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb

TOTAL = "\x1ftotal"
"""Stands for a member who is none but labels a total; no name holds that control character."""


@dataclass(frozen=True)
class People:
    """Who may be meant by a text."""

    listed: MemberTable | None = None  #: of the plan
    beside: Mapping[str, tuple[str, str]] = field(default_factory=dict)  #: folded text -> member and team, of a members file

    def called(self, mapping: LogMapping, text: str) -> str:
        """Who a text stands for: by an id of the table beside the log, then by the plan's member table."""
        known = self.beside.get(folded(text)) if mapping.members and mapping.members.id else None
        name = known[0] if known else text
        return self.listed.find(name) or name if self.listed else name


@dataclass(frozen=True)
class Names:
    """The members or the teams of all tables."""

    meanings: Mapping[int, Meaning]  #: index of a table -> what its column says
    rows: Mapping[str, int]  #: name -> rows
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class _Spelling:
    table: int
    text: str
    rows: int
    first: int
    name: str | None


def read_members(connection: duckdb.DuckDBPyConnection, tables: Sequence[Texts], people: People) -> Names:
    """The members. Of several in one cell the first counts; labels of totals are `TOTAL`."""
    found = {each.index: _distinct(connection, each, Field.MEMBER) for each in tables}
    teams = {folded(text) for each in tables for text, _, _ in _distinct(connection, each, Field.TEAM)}
    listed = people.listed.names if people.listed else ()
    alone = {folded(text) for rows in found.values() for text, _, _ in rows} | set(map(folded, listed))
    spellings: list[_Spelling] = []
    shared: dict[str, int] = {}
    for each in tables:
        for text, rows, first in found[each.index]:
            name = _member(text, each.layout.mapping, people, alone, alone | teams, shared, rows)
            spellings.append(_Spelling(each.index, text, rows, first, name))
    named = _written(connection, tables, Field.MEMBER, spellings)
    return Names(named.meanings, named.rows, tuple(_shared_notes(shared)))


def read_teams(connection: duckdb.DuckDBPyConnection, tables: Sequence[Texts]) -> Names:
    spellings = [
        _Spelling(each.index, text, rows, first, word(text))
        for each in tables
        for text, rows, first in _distinct(connection, each, Field.TEAM)
    ]
    return _written(connection, tables, Field.TEAM, spellings)


def _distinct(connection: duckdb.DuckDBPyConnection, texts: Texts, of: Field) -> list[tuple[str, int, int]]:
    return texts.distinct(connection, of.key) if of.key in texts.columns else []


def _member(
    text: str, mapping: LogMapping, people: People, alone: Collection[str], known: Collection[str], shared: dict[str, int], rows: int
) -> str | None:
    said = word(tidied(text))
    if not said or is_nobody(said):
        return None
    if is_total(said, known):
        return TOTAL
    if mapping.several and mapping.several in text:
        shared[said] = shared.get(said, 0) + rows
        said = word(text.split(mapping.several)[0]) or said
    elif several := people_in(tidied(text).replace("\r", "\n"), alone):
        shared[said] = shared.get(said, 0) + rows
        said = word(several[0]) or said
    return people.called(mapping, bare_name(said, alone) or said)


def _written(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Texts], of: Field, spellings: Sequence[_Spelling]
) -> Names:
    """Spellings that differ in width, case or spaces share the commonest one of all tables."""
    chosen: dict[str, str] = {}
    counts: dict[str, int] = {}
    for each in sorted(spellings, key=lambda each: (-each.rows, each.first)):
        if each.name:
            name = chosen.setdefault(folded(each.name), each.name)
            counts[name] = counts.get(name, 0) + each.rows * (name != TOTAL)
    counts.pop(TOTAL, None)
    meanings = {}
    for texts in tables:
        meant = {each.text: chosen[folded(each.name)] if each.name else each.name for each in spellings if each.table == texts.index}
        if meant:
            if of is Field.MEMBER:  # a blank names nobody; a team may be blank
                meant = {text: name or None for text, name in meant.items()}
            meanings[texts.index] = write_meaning(connection, texts, of.key, "VARCHAR", meant, aside=TOTAL)
    return Names(meanings, counts)


def _shared_notes(shared: Mapping[str, int]) -> list[Note]:
    if not shared:
        return []
    rows, example = sum(shared.values()), min(shared, key=lambda text: (-shared[text], text))
    return [Note(About.MEMBER, _SEVERAL.format(rows=f"{rows:,}", example=example), rows)]


_SEVERAL = Text(
    "1つのセルに複数の担当者がいる{rows}行は、先頭の人に数えました（例 {example}）",
    "rows with several members in one cell: {rows}; they count for the first of them, as in {example}",
)
