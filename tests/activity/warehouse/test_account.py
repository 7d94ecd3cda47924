"""The account of a warehouse's table: what is counted, and what is told of the rest, from one look at the table."""

from __future__ import annotations

from datetime import date

import sqlglot
from sqlglot import exp

from kpi_xl.activity.fields import LOG_SCHEMA, Field
from kpi_xl.activity.warehouse.account import GROUPS, Account, Group, texts_of
from kpi_xl.activity.warehouse.log import table_named
from kpi_xl.activity.warehouse.table import Table
from kpi_xl.activity.warehouse.translation import translated

GROUPED = [
    Group("佐藤", "東", "架電", 5, 4, date(2026, 11, 2), date(2026, 11, 6), 1, 0, 0),
    Group("ｻﾄｳ", "東", "call", 2, 2, date(2026, 10, 30), date(2026, 11, 9), 0, 0, 0),
    Group(" ", "東", "call", 3, 3, date(2026, 1, 1), date(2026, 12, 31), 0, 0, 0),
    Group("鈴木", "西", "昼食", 7, 7, date(2026, 1, 2), date(2026, 12, 30), 0, 0, 0),
    Group("高橋", "西", "call", 2, 0, None, None, 0, 1, 1),
]
MEANINGS = {Field.MEMBER: {"ｻﾄｳ": "佐藤", " ": ""}, Field.KIND: {"架電": "call", "昼食": None}}


def test_every_row_counts_or_is_told():
    """Rows without a name, of a kind that is none, or with a day or number that cannot be, are in no figure, and in no day of the log."""
    account = Account.of(GROUPED, MEANINGS)
    assert (account.rows, account.read) == (19, 6)
    assert (account.first_day, account.last_day) == (date(2026, 10, 30), date(2026, 11, 9))
    assert account.members == {"佐藤"}
    assert account.problems == {Field.DATE: 1, Field.MEMBER: 3, Field.COUNT: 1, Field.SCORE: 1}


def test_a_table_without_rows_has_no_days():
    """It is refused for that, not by a crash."""
    problems = dict.fromkeys((Field.DATE, Field.MEMBER, Field.COUNT, Field.SCORE), 0)
    assert Account.of([], {}) == Account(0, 0, None, None, frozenset(), frozenset(), problems)


def test_a_text_has_the_rows_of_all_its_groups():
    """The commonest spelling is the one that is shown."""
    assert texts_of(GROUPED, Field.TEAM) == {"東": 10, "西": 9}


def test_a_query_carries_only_the_relations_that_it_asks():
    """PostgreSQL stores a relation that stands there twice before it looks at a row: five million rows took ten times as long."""
    types = {column: kind.partition("(")[0].lower() for column, kind in LOG_SCHEMA.items()}
    relations = Table.of(table_named("activity", "postgres"), types, "activity").relations({Field.KIND: {"架電": "call"}})
    for query, wanted in ((GROUPS, ["given"]), ("SELECT count(*) AS rows FROM log", ["given", "log"]), ("SELECT 1 AS one", [])):
        statement = translated(query, {}, relations, "postgres")
        tree = sqlglot.parse_one(statement.as_positions()[0].replace("?", "''"), dialect="postgres")
        assert [relation.alias for relation in tree.find_all(exp.CTE)] == wanted
        assert all(sum(table.name == name for table in tree.find_all(exp.Table)) == 1 for name in wanted)
        assert bool(statement.bound) == bool(wanted)
