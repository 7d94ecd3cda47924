"""The account of a warehouse's table: what is counted, and what is told of the rest, from one look at the table."""

from __future__ import annotations

from datetime import date

import sqlglot
from sqlglot import exp

from kpi_xl.activity.fields import LOG_SCHEMA, Field
from kpi_xl.activity.relation import DaysAsked
from kpi_xl.activity.warehouse.account import Account
from kpi_xl.activity.warehouse.groups import Group, Unsound, look, texts_of
from kpi_xl.activity.warehouse.log import Looked, table_named
from kpi_xl.activity.warehouse.table import Table
from kpi_xl.activity.warehouse.translation import translated

GROUPED = [
    Group("佐藤", "東", "架電", 4, date(2026, 11, 2), date(2026, 11, 6)),
    Group("ｻﾄｳ", "東", "call", 2, date(2026, 10, 30), date(2026, 11, 9)),
    Group(" ", "東", "call", 3, date(2026, 1, 1), date(2026, 12, 31)),
    Group("鈴木", "西", "昼食", 7, date(2026, 1, 2), date(2026, 12, 30)),
]
UNSOUND = [Unsound("佐藤", "東", "架電", 1, 1, 0, 0), Unsound("高橋", "西", "call", 2, 0, 1, 1)]
MEANINGS = {Field.MEMBER: {"ｻﾄｳ": "佐藤", " ": ""}, Field.KIND: {"架電": "call", "昼食": None}}


def test_every_row_counts_or_is_told():
    """Rows without a name, of a kind that is none, or with a day or number that cannot be, are in no figure, and in no day of the log."""
    account = Account.of(GROUPED, UNSOUND, MEANINGS)
    assert (account.rows, account.read) == (19, 6)
    assert (account.first_day, account.last_day) == (date(2026, 10, 30), date(2026, 11, 9))
    assert account.members == {"佐藤"}
    assert account.begins == {"call": date(2026, 10, 30)}
    assert account.problems == {Field.DATE: 1, Field.MEMBER: 3, Field.COUNT: 1, Field.SCORE: 1}


def test_a_table_without_rows_has_no_days():
    """It is refused for that, not by a crash."""
    problems = dict.fromkeys((Field.DATE, Field.MEMBER, Field.COUNT, Field.SCORE), 0)
    assert Account.of([], [], {}) == Account(0, 0, None, None, frozenset(), {}, problems)


def test_a_text_has_the_rows_of_all_its_groups():
    """The commonest spelling is the one that is shown."""
    assert texts_of([*GROUPED, *UNSOUND], Field.TEAM) == {"東": 10, "西": 9}


NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
HALF_A_YEAR = (date(2026, 6, 1), date(2026, 11, 30))


def test_what_the_look_found_is_added_up_by_what_texts_mean():
    """Counted by hand: 佐藤, spelled in two ways, called 5 + 3 times in November for 100 and 20 yen; the nameless and lunch are nobody's."""
    november = date(2026, 11, 2), date(2026, 11, 6)
    groups = [
        Group("佐藤", "東", "架電", 4, *november, (november,), 5, 100),
        Group("ｻﾄｳ", "東", "call", 2, date(2026, 10, 30), date(2026, 11, 9), ((date(2026, 10, 30), date(2026, 11, 9)),), 3, 20),
        Group("ｻﾄｳ", "西", "won", 1, date(2026, 5, 1), date(2026, 5, 1), ((None, None),)),
        Group(" ", "東", "call", 3, *november, (november,), 9, 9),
        Group("鈴木", "西", "昼食", 7, *november, (november,), 9, 9),
    ]
    looked = Looked(groups, Account.of(groups, [], MEANINGS), MEANINGS, DaysAsked(HALF_A_YEAR, HALF_A_YEAR, NOVEMBER))
    assert looked.members(HALF_A_YEAR) == [("佐藤", "東", date(2026, 10, 30), date(2026, 11, 9))]
    assert looked.sums(NOVEMBER) == {"佐藤": {"call": (8, 120)}}
    assert looked.sums((NOVEMBER[0], date(2026, 11, 9))) == looked.sums(NOVEMBER)  # the log's last day
    assert looked.sums((NOVEMBER[0], date(2026, 11, 8))) is None
    assert looked.sums(HALF_A_YEAR) is None
    assert looked.members(NOVEMBER) is None


def test_a_query_carries_only_the_relations_that_it_asks():
    """PostgreSQL stores a relation that stands there twice before it looks at a row: five million rows took ten times as long."""
    types = {column: kind.partition("(")[0].lower() for column, kind in LOG_SCHEMA.items()}
    relations = Table.of(table_named("activity", "postgres"), types, "activity").relations({Field.KIND: {"架電": "call"}})
    for query, wanted in ((look(None)[0], ["given"]), ("SELECT count(*) AS rows FROM log", ["given", "log"]), ("SELECT 1 AS one", [])):
        statement = translated(query, {}, relations, "postgres")
        tree = sqlglot.parse_one(statement.as_positions()[0].replace("?", "''"), dialect="postgres")
        assert [relation.alias for relation in tree.find_all(exp.CTE)] == wanted
        assert all(sum(table.name == name for table in tree.find_all(exp.Table)) == 1 for name in wanted)
        assert bool(statement.bound) == bool(wanted)
