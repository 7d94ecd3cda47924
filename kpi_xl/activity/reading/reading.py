"""Reading: from tables of texts to records, step by step: what the texts mean, the records, asides, rows of one record, duplicates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_xl.activity.days import ColumnOrder
from kpi_xl.activity.fields import Field
from kpi_xl.activity.notes import About, Note, file_note
from kpi_xl.activity.reading.asides import set_aside
from kpi_xl.activity.reading.duplicates import Duplicates, find_duplicates
from kpi_xl.activity.reading.meanings import Meaning, read_days, read_numbers, read_words
from kpi_xl.activity.reading.names import Names, People, read_members, read_teams
from kpi_xl.activity.reading.record_kinds import KindSets, ignored_note, read_kinds
from kpi_xl.activity.reading.records import Records, make_views, write_records
from kpi_xl.activity.reading.repeats import repeat_notes
from kpi_xl.activity.reading.table_rows import read_table_rows
from kpi_xl.activity.reading.texts import COUNTS, KIND, Texts
from kpi_xl.activity.words.member_names import MemberTable
from kpi_xl.activity.words.money import MoneyUnit
from kpi_xl.activity.words.stages import PIPELINE, WON
from kpi_xl.definitions import kind_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb


BEST_SCORE = 5


@dataclass(frozen=True)
class ReadTables:
    """What came of the tables; the views ``accounted`` and ``log`` stand."""

    tables: Sequence[Records]
    members: Mapping[str, int]  #: name -> rows
    duplicates: Duplicates
    notes: Sequence[Note]


def read_tables(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Texts], beside: Mapping[str, tuple[str, str]], listed: MemberTable | None
) -> ReadTables:
    """Read tables of texts as one log.

    Args:
        beside: folded text -> member and team, of a members file.
        listed: the members of the plan.
    """
    sets = KindSets()
    members, teams = read_members(connection, tables, People(listed, beside)), read_teams(connection, tables)
    notes = list(members.notes)
    read = []
    for texts in tables:
        meanings, order, noted = _meanings(connection, texts, sets, (members, teams))
        notes += noted
        if ignored := ignored_note(connection, texts):
            notes.append(ignored)
        read.append(write_records(connection, texts, order, meanings))
    sets.write(connection)
    known = {folded(name) for name in (*members.rows, *teams.rows)}
    for records in read:
        set_aside(connection, records, known)
        read_table_rows(connection, records)
    duplicates = find_duplicates(connection, read)
    make_views(connection, read)
    notes += [*repeat_notes(connection, read), *_unpriced(connection, read)]
    return ReadTables(read, members.rows, duplicates, notes)


def _meanings(
    connection: duckdb.DuckDBPyConnection, texts: Texts, sets: KindSets, names: tuple[Names, Names]
) -> tuple[dict[str, Meaning], ColumnOrder, list[Note]]:
    """What each column of a table says."""
    days, order = read_days(connection, texts)
    numbers, notes = read_numbers(connection, texts)
    found = [read_kinds(connection, texts, sets), days, *(each.meanings.get(texts.index) for each in names), *read_words(connection, texts), *numbers]
    return {each.column: each for each in found if each is not None}, order, notes


def _unpriced(connection: duckdb.DuckDBPyConnection, tables: Sequence[Records]) -> list[Note]:
    """Deals won in tables that have no column of amounts, or nothing in it: they count 0 yen."""
    notes = []
    for each in tables:
        priced_of = {
            kind: (rows, priced) for kind, rows, priced in connection.execute(
                f"SELECT kind, count(*), count(amount) FROM {each.table} JOIN kind_sets ON {KIND}s = number"
                f" WHERE problem IS NULL AND kind IN ('{WON}', '{PIPELINE}') GROUP BY kind"
            ).fetchall()
        }  # fmt: skip
        rows, priced = priced_of.get(WON, (0, 0))
        open_rows, open_priced = priced_of.get(PIPELINE, (0, 0))
        if each.layout.is_list:
            notes.append(_list_note(each))
        if each.layout.tax_choice:
            chosen, *others = each.layout.tax_choice
            notes.append(file_note(About.AMOUNT, _TAX, each.source.shown, chosen=chosen, others=tuple(others)))
        if each.layout.unit_above != MoneyUnit() and each.layout.unit == each.layout.unit_above:
            notes.append(file_note(About.AMOUNT, _UNIT, each.source.shown, factor=f"{each.layout.unit.factor:,.0f}"))
        if Field.SCORE in each.layout.fields and (high := _beyond_five(connection, each)):
            notes.append(file_note(About.AMOUNT, _HIGH_SCORES, each.source.shown, high))
        if COUNTS in each.layout.companions and Field.COUNT not in each.layout.fields:
            title = each.layout.titles[each.layout.companions[COUNTS]]
            notes.append(file_note(About.AMOUNT, _NO_COUNTS, each.source.shown, title=title))
        if open_rows and not open_priced and priced:
            notes.append(file_note(About.AMOUNT, _OPEN_UNPRICED, each.source.shown, open_rows))
        if Field.COUNT not in each.layout.fields and (uncounted := _columns_of_kinds(each)):
            notes.append(file_note(About.AMOUNT, _KIND_COLUMNS, each.source.shown, titles=tuple(uncounted)))
        if rows and not priced:
            text = _NO_AMOUNTS if Field.AMOUNT in each.layout.fields else _NO_COLUMN
            notes.append(file_note(About.AMOUNT, text, each.source.shown, rows))
    return notes


def _list_note(records: Records) -> Note:
    """Which columns a list of no product in particular was read by: they were chosen for the reader."""
    layout = records.layout
    assert layout.preset is not None
    columns = {each.label: [layout.titles[position] for position in layout.positions(each)] for each in layout.fields}
    if layout.mapping.stage in layout.values:
        columns[Field.KIND.label] = [layout.titles[layout.values[layout.mapping.stage]]]
    ja = "、".join(f"{field.ja}＝{'・'.join(titles)}" for field, titles in columns.items())
    en = ", ".join(f"{field.en} = {' / '.join(titles)}" for field, titles in columns.items())
    return file_note(About.SHEET, _LIST, records.source.shown, label=layout.preset.label, columns=Text(ja, en))


def _columns_of_kinds(records: Records) -> list[str]:
    """Headings of columns that nobody reads and that seem to count an activity: 架電件数, アポ数."""
    layout, used = records.layout, records.layout.uses()
    if layout.mapping.stage or Field.KIND not in layout.fields:
        return []
    unread = [(title, folded(title)) for position, title in enumerate(layout.titles) if position not in used]
    bare = [title for title, said in unread if kind_of(said)]
    counted = [title for title, said in unread if (match := _COUNTED.fullmatch(said)) and kind_of(match[1])]
    return [*counted, *bare] if counted or len(bare) > 1 else []  # one column called 提案 may hold words


def _beyond_five(connection: duckdb.DuckDBPyConnection, records: Records) -> int:
    """Rows with a score that no scale of five has."""
    ((rows,),) = connection.execute(f"SELECT count(*) FROM {records.table} WHERE problem IS NULL AND score > {BEST_SCORE}").fetchall()
    return int(rows)


_HIGH_SCORES = Text(
    "{name}：5を超える評点が{rows}行あります（満足度の目標は5点満点です）",
    "{name}: scores above 5 (rows: {rows}); the target of satisfaction is out of 5",
)
_LIST = Text(
    "{name}：どの製品の書き出しとも合わないため「{label}」として読みました（{columns}）",
    "{name}: no known product's export, so it was read as a {label} ({columns})",
)
_TAX = Text(
    "{name}：金額は「{chosen}」の列を数えています（{others} は使っていません）", "{name}: amounts are those of {chosen}; {others} is not used"
)
_UNIT = Text(
    "{name}：見出しの上の「単位」により、金額を{factor}倍して数えています", "{name}: amounts count {factor} times, by the unit above the header"
)
_NO_COUNTS = Text(
    "{name}：1行を1件と数えています。「{title}」の列は使っていません（件数なら、見出しを「件数」にするか --map で指定してください）",
    "{name}: each row counts as one; {title} is not used (if it is a count, call it count or name it with --map)",
)
_NO_COLUMN = Text(
    "{name}：金額の列が見つからないため、受注{rows}件を0円で数えています（--map の amount で列を指定できます）",
    "{name}: no column of amounts was found, so deals won count 0 yen (rows: {rows}; name the column as amount with --map)",
)
_COUNTED = re.compile(r"(.+?)(?:数|件数|回数|実績|\(件\)|\(件数\)|count|counts)")
_KIND_COLUMNS = Text(
    "{name}：1行を1件と数えています。活動の件数らしい列は使っていません：{titles}（件数は「件数」の列に、種別ごとに1行で入れてください）",
    "{name}: each row counts as one; columns that seem to count activities are not used: {titles} (give each kind a row with its count)",
)
_OPEN_UNPRICED = Text(
    "{name}：進行中の案件{rows}件には金額がなく、0円で数えています（見込みの金額が別の列にあれば --map の amount に加えてください）",
    "{name}: open deals have no amounts and count 0 yen (rows: {rows}; if another column holds what is expected, add it to amount with --map)",
)
_NO_AMOUNTS = Text(
    "{name}：金額の列が空のため、受注{rows}件を0円で数えています", "{name}: the column of amounts is blank, so deals won count 0 yen (rows: {rows})"
)
